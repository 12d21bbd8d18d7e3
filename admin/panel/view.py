"""The ModelView that every page is built from: reading one row, saving it, deleting it, and who may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from sqladmin import ModelView
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value
from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin.panel.attributes import Attribute, Kind, read_attributes, read_title
from admin.panel.display import load_name, load_paths, name_row, show_path
from admin.panel.errors import ConflictError, RefusedError, explain
from admin.panel.filters import EMPTY, Filter
from admin.panel.forms import RecordField, RecordForm
from admin.panel.language import language, pick
from admin.panel.language import translate as _
from admin.panel.lists import ListOptions
from admin.panel.page import Area, Group, Page
from admin.panel.queries import follow
from admin.panel.received import parse_key
from admin.panel.rights import read_rights
from models.base import Base, Record


@dataclass(frozen=True)
class Dependent:
    """Rows of another table that refer to one row."""

    view: "RecordView | None"
    attribute: Attribute
    count: int


@dataclass(frozen=True)
class Cell:
    """One cell of a list: its heading, the kind of its column, what it holds and how that is written."""

    label: str
    kind: str
    value: Any
    text: str


class RecordView(ModelView):
    """One table's pages. Subclasses are made by `build.build_view`, never by hand."""

    page: ClassVar[Page]
    area: ClassVar[Area]
    attributes: ClassVar[dict[str, Attribute]]
    options: ClassVar[ListOptions]
    record_form: ClassVar[type[RecordForm]]
    sections: ClassVar[tuple[Group, ...]]
    hash_secret: ClassVar[Callable[[str], str]]
    masked: ClassVar["type[RecordView] | None"] = None
    model: ClassVar[type[Record]]

    @property
    def title(self) -> str:
        """What the table is called in the language of this request."""
        return read_title(self.model).label(language())

    @property
    def help(self) -> str:
        """What the table holds, in one sentence."""
        return read_title(self.model).help(language())

    @property
    def area_title(self) -> str:
        """What the area is called in the language of this request."""
        return pick(self.area.title)

    @property
    def needs_reason(self) -> bool:
        """Whether changing or deleting a row here asks for the reason."""
        return self.area.needs_reason

    def for_reader(self, request: Request) -> "RecordView":
        """Return this view, or the one without sensitive columns for those who may not see them."""
        return self if self._masked is None or read_rights(request).sees_sensitive else self._masked

    @cached_property
    def _masked(self) -> "RecordView | None":
        return self.masked() if self.masked is not None else None

    def is_accessible(self, request: Request) -> bool:
        """Whether the signed-in person may see rows of this table."""
        return read_rights(request).may_touch(self.model, "see")

    def may(self, request: Request, verb: str) -> bool:
        """Whether the signed-in person may `see`, `create`, `change` or `delete` rows here, at least some."""
        return self.page.offers(verb) and read_rights(request).may_touch(self.model, verb)

    def may_change(self, request: Request) -> bool:
        """Whether the signed-in person may edit rows here."""
        return self.may(request, "change")

    async def find(self, session: AsyncSession, written_key: str) -> Any:
        """Return the row with its names loaded, or answer 404."""
        stmt = select(self.model).options(*self._load_everything()).where(self.model.id == parse_key(written_key))
        row = (await session.scalars(stmt)).unique().one_or_none()
        if row is None:
            raise HTTPException(404)
        for name in self.page.secrets:  # never fetched: the form asks every field for its value
            set_committed_value(row, name, None)
        return row

    async def insert(self, session: AsyncSession, values: dict[str, Any]) -> Any:
        """Store a new row.

        Raises:
            RefusedError: the database refused it; nothing is stored.
        """
        row = self.model(**self._with_hashed_secrets(values))
        session.add(row)
        await self._commit(session)
        return row

    async def update(self, session: AsyncSession, row: Any, version: int, values: dict[str, Any]) -> None:
        """Store changes to a row that was shown as `version`.

        Raises:
            ConflictError: somebody saved it after that; nothing is stored.
            RefusedError: the database refused it; nothing is stored.
        """
        if row.row_version != version:
            raise ConflictError()
        for name, value in self._with_hashed_secrets(values).items():
            if name in self.page.secrets or getattr(row, name) != value:
                setattr(row, name, value)
        await self._commit_changes(session, row.id, version)

    async def remove(self, session: AsyncSession, row: Any, version: int) -> None:
        """Delete a row that was shown as `version`.

        Raises:
            ConflictError: somebody saved it after that; nothing is deleted.
            RefusedError: other rows still refer to it; nothing is deleted.
        """
        if row.row_version != version:
            raise ConflictError()
        await session.delete(row)
        await self._commit_changes(session, row.id, version)

    async def find_dependents(self, session: AsyncSession, row: Any, views: Sequence["RecordView"]) -> list[Dependent]:
        """Return which other rows refer to `row`, by table and column, with their number."""
        by_model = {view.model: view for view in views}
        keys = find_referring(self.model)
        if not keys:
            return []
        counts = [
            select(func.count()).select_from(key.model).where(getattr(key.model, key.name) == row.id) for key in keys
        ]
        numbered = union_all(*(count.add_columns(literal(place)) for place, count in enumerate(counts)))
        rows: Any = await session.execute(numbered)
        found: dict[int, int] = {place: number for number, place in rows}
        dependents = [Dependent(by_model.get(key.model), key, found[place]) for place, key in enumerate(keys)]
        places = {view.model: place for place, view in enumerate(views)}
        return sorted(dependents, key=lambda item: places.get(item.attribute.model, len(places)))

    def describe(self, row: Any) -> list[tuple[str, list[tuple[Attribute, Any, str]]]]:
        """Return the sections of the details page: heading, and each column with its value as written."""
        hidden = self.page.hidden | self.page.secrets
        described = []
        for group in self.sections:
            shown = [self._show(row, name) for name in group.columns if name not in hidden]
            described.append((pick(group.title), shown))
        return described

    def list_headings(self) -> list[tuple[str, Attribute]]:
        """Return the columns of the list: the path to sort by and the column it ends at."""
        return [(path, follow(self.model, path)[1]) for path in self.options.columns]

    def list_cells(self, row: Any) -> list[Cell]:
        """Return what the list shows of a row."""
        found = (show_path(row, path) for path in self.options.columns)
        return [Cell(item.label, item.kind.value, value, text) for item, value, text in found]

    def search_labels(self) -> str:
        """Return what the search box looks through, as a reader calls it."""
        return ", ".join(dict.fromkeys(follow(self.model, path)[1].label for path in self.options.search))

    def filter_options(self, item: Filter) -> list[tuple[str, str]]:
        """Return the answers a filter's select box offers."""
        options = list(item.options) or self.closed_options(item.attribute)
        return [*options, (EMPTY, _("– empty –"))] if item.attribute.column.nullable else options

    def field_options(self, field: RecordField) -> list[tuple[str, str]]:
        """Return the answers a form's select box offers."""
        return list(field.options) or self.closed_options(field.attribute)

    def closed_options(self, attribute: Attribute) -> list[tuple[str, str]]:
        """Return the answers of a closed list or of a yes-or-no column."""
        if attribute.kind is Kind.CHOICE:
            return [(member.value, member.label(language())) for member in attribute.choices]
        return [("true", _("Yes")), ("false", _("No"))] if attribute.kind is Kind.BOOLEAN else []

    def name_of(self, row: Any) -> str:
        """Return what people call the row."""
        return name_row(row)

    def _show(self, row: Any, name: str) -> tuple[Attribute, Any, str]:
        """Return a column, its value and how that is written; a column that may not be seen has none."""
        if name not in self.attributes:
            return read_attributes(self.model)[name], None, _("hidden")
        return show_path(row, name)

    def _load_everything(self) -> list[Any]:
        shown = (item for item in self.attributes.values() if item.name not in self.page.secrets)
        names = [item.name for item in shown if item.kind is Kind.REFERENCE or item.is_sensitive]
        return [*load_paths(self.model, names), *load_name(self.model)]

    def _with_hashed_secrets(self, values: dict[str, Any]) -> dict[str, Any]:
        hashed = {name: type(self).hash_secret(values[name]) for name in self.page.secrets if values.get(name)}
        return {name: value for name, value in values.items() if name not in self.page.secrets} | hashed

    async def _commit_changes(self, session: AsyncSession, key: int, version: int) -> None:
        """Store changes of a row that had this version; when it still has, the person may not change it."""
        try:
            await self._commit(session)
        except ConflictError:
            if version == await session.scalar(select(self.model.row_version).where(self.model.id == key)):
                raise RefusedError(_("Your role does not let you change this row.")) from None
            raise

    async def _commit(self, session: AsyncSession) -> None:
        try:
            await session.commit()
        except Exception as error:
            await session.rollback()
            found = explain(error, self.model)
            if found is error:
                raise
            raise found from error


def find_referring(model: type[Record]) -> list[Attribute]:
    """Return every column of every table that refers to `model`, but for rows that go away with it."""
    mappers = sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__)
    classes: list[type[Record]] = [mapper.class_ for mapper in mappers]
    found = [item for owner in classes for item in read_attributes(owner).values() if item.target is model]
    return [item for item in found if all(key.ondelete != "CASCADE" for key in item.column.foreign_keys)]
