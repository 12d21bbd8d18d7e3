"""Changing or deleting many rows together: all of them or none, after trying each of them out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData, QueryParams

from admin.panel.attributes import Attribute
from admin.panel.display import load_name, load_paths, name_row, show_value
from admin.panel.errors import BadRequestError, RefusedError
from admin.panel.forms import SHOWN_MARK, RecordField, RecordForm, build_form
from admin.panel.history_telling import name_rows
from admin.panel.language import pick
from admin.panel.lists import narrow, read_list_request
from admin.panel.lookups import fill_references
from admin.panel.received import read_key
from admin.panel.trial import try_change
from admin.panel.view import RecordView

MOST_ROWS: Final = 1_000

NOTHING_CHOSEN: Final = "Pilih dahulu barisnya pada daftar. | First choose the rows in the list."
TOO_MANY: Final = (
    "Paling banyak 1.000 baris sekaligus; sempitkan dahulu dengan saringan, atau gunakan impor. | "
    "At most 1,000 rows at once; narrow the list by filters first, or use an import."
)
CHANGED_MEANWHILE: Final = (
    "Baris ini diubah atau dihapus orang lain sesudah Anda memilihnya. | "
    "Somebody else changed or deleted this row after you chose it."
)
NOT_YOURS: Final = (
    "Baris ini di luar wewenang Anda, atau sedang diubah orang lain. | "
    "This row is not yours to change, or somebody else is changing it."
)

Versions = dict[int, int]


@dataclass(frozen=True)
class Outcome:
    """What would become of one row: its value now and then, and why it is refused, if it is."""

    key: int
    name: str
    now: str = ""
    then: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class Trial:
    """What would become of all rows chosen; `versions` are those the trial was made with."""

    outcomes: list[Outcome]
    versions: Versions

    @property
    def refused(self) -> list[Outcome]:
        """The rows that speak against it."""
        return [item for item in self.outcomes if item.refusal]

    @property
    def changing(self) -> list[Outcome]:
        """The rows that would not stay as they are."""
        return [item for item in self.outcomes if item.now != item.then and not item.refusal]


async def read_chosen(session: AsyncSession, view: RecordView, params: QueryParams) -> Versions:
    """Return the rows chosen in an address, with their versions: ticked ones, or all that a list's filters find.

    Raises:
        BadRequestError: none is chosen, or too many.
    """
    if params.get("all"):
        stmt = await narrow(session, view.options, read_list_request(view.options, params))
        keys = list(await session.scalars(stmt.with_only_columns(view.model.id).limit(MOST_ROWS + 1)))
    else:
        keys = [_read_number(written) for written in params.getlist("pk")]
    if not keys:
        raise BadRequestError(pick(NOTHING_CHOSEN))
    if len(keys) > MOST_ROWS:
        raise BadRequestError(pick(TOO_MANY))
    with_versions = select(view.model.id, view.model.row_version).where(view.model.id.in_(keys))
    found = {row.id: row.row_version for row in await session.execute(with_versions.order_by(view.model.id))}
    if not found:
        raise BadRequestError(pick(NOTHING_CHOSEN))
    return found


def read_versions(sent: FormData) -> Versions:
    """Return the rows of a posted preview, as `key:version` pairs.

    Raises:
        BadRequestError: the form was tampered with.
    """
    pairs = [pair.partition(":") for pair in str(sent.get("rows", "")).split(",")]
    versions = {_read_number(key): _read_number(version) for key, _colon, version in pairs}
    if len(versions) > MOST_ROWS:
        raise BadRequestError(pick(TOO_MANY))
    return versions


def write_versions(versions: Versions) -> str:
    """Write rows and versions for the hidden field of a form."""
    return ",".join(f"{key}:{version}" for key, version in versions.items())


def list_columns(view: RecordView) -> list[Attribute]:
    """Return the columns that can be changed for many rows: those of the form, except what is unique or secret."""
    fields = view.record_form().record_fields()
    unique = {
        next(iter(constraint.columns)).name
        for constraint in getattr(view.model.__table__, "constraints", ())
        if len(getattr(constraint, "columns", ())) == 1 and type(constraint).__name__ == "UniqueConstraint"
    }
    return [field.attribute for field in fields if not field.is_secret and field.name not in unique]


def make_column_form(view: RecordView, attribute: Attribute, sent: FormData | None = None) -> RecordForm:
    """Return a form of one column, checked as the table's own form checks it."""
    form = build_form(f"{view.model.__name__}{attribute.name}", [attribute])(sent)
    form.is_new = False
    return form


async def check_column_form(session: AsyncSession, form: RecordForm, sent: FormData) -> bool:
    """Tell whether the value that was sent may be stored in the column at all."""
    form.read_checkboxes(sent)
    (field,) = form.record_fields()
    is_valid = form.validate() and (field.name in sent or field.name + SHOWN_MARK in sent)
    return await fill_references(session, [field]) and is_valid


async def try_edit(session: AsyncSession, view: RecordView, versions: Versions, field: RecordField) -> Trial:
    """Write one value into a column of every row; the caller commits when none was refused, or lets it go."""
    attribute = field.attribute
    rows = await _load(session, view, versions, attribute.name)
    names = {row.id: name_row(row) for row in rows.values()}
    before = {row.id: getattr(row, attribute.name) for row in rows.values()}
    shown = await _show_all(session, attribute, [*before.values(), field.data])

    def change(row: Any) -> None:
        setattr(row, attribute.name, field.data)

    refusals = await _try_each(session, view, rows, versions, change)
    then = shown[field.data]
    outcomes = [
        Outcome(key, names.get(key, f"#{key}"), shown[before.get(key)], then, refusals[key]) for key in versions
    ]
    return Trial(outcomes, versions)


async def try_delete(session: AsyncSession, view: RecordView, versions: Versions) -> Trial:
    """Delete every row; the caller commits when none was refused, or lets it go."""
    rows = await _load(session, view, versions)
    names = {row.id: name_row(row) for row in rows.values()}
    refusals = await _try_each(session, view, rows, versions, session.sync_session.delete)
    return Trial([Outcome(key, names.get(key, f"#{key}"), refusal=refusals[key]) for key in versions], versions)


async def _try_each(
    session: AsyncSession,
    view: RecordView,
    rows: dict[int, Any],
    versions: Versions,
    change: Callable[[Any], Any],
) -> dict[int, str]:
    """Make the change row by row, each seeing those before it, and return why rows were refused; "" when not."""
    refusals = {}
    for key, version in versions.items():
        row = rows.get(key)
        if row is None or row.row_version != version:
            refusals[key] = pick(CHANGED_MEANWHILE)
            continue
        refusal = await try_change(session, view.model, partial(change, row), is_kept=True)
        refusals[key] = refusal.sentence if isinstance(refusal, RefusedError) else pick(NOT_YOURS) if refusal else ""
    return refusals


async def _load(session: AsyncSession, view: RecordView, versions: Versions, *columns: str) -> dict[int, Any]:
    options = (*load_paths(view.model, columns), *load_name(view.model))
    stmt = select(view.model).options(*options).where(view.model.id.in_(versions))
    return {row.id: row for row in (await session.scalars(stmt)).unique()}


async def _show_all(session: AsyncSession, attribute: Attribute, values: Sequence[Any]) -> dict[Any, str]:
    """Return how each value is written; a reference by the name of its row."""
    if attribute.target is None:
        return {value: show_value(attribute, value) for value in values} | {None: ""}
    target = attribute.target
    names = await name_rows(session, ((target, value) for value in values if value is not None))
    return {value: names.get((target, value), f"#{value}") for value in values} | {None: ""}


def _read_number(written: str) -> int:
    if (key := read_key(written)) is None:
        raise BadRequestError(pick(NOTHING_CHOSEN))
    return key
