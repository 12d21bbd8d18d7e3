"""Bringing back what a change replaced or deleted: as a change of its own, checked like any other."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from admin.panel.attributes import Attribute, Kind, read_attributes
from admin.panel.display import show_value
from admin.panel.errors import BadRequestError, RefusedError
from admin.panel.forms import SHOWN_MARK, CheckboxField, RecordForm, write_value
from admin.panel.history_telling import Names, name_rows, read_stored, show_stored
from admin.panel.language import pick
from admin.panel.lookups import fill_references
from admin.panel.trial import try_change
from admin.panel.view import RecordView
from models.audit import Operation
from models.base import Record

TELL: Final = text("SELECT set_config('merit.restores_id', :restores_id, true)")

NOTHING_LEFT: Final = (
    "Perubahan ini tidak memuat nilai yang dapat dikembalikan. | This change holds no value that can be restored."
)
IS_THERE: Final = (
    "Baris dengan nomor ini sudah ada lagi, jadi tidak dapat dikembalikan. | "
    "A row with this number is there again, so it cannot be restored."
)
IS_HIDDEN: Final = (
    "Baris ini memuat kolom yang tidak boleh Anda lihat; mintalah yang berwenang untuk mengembalikannya. | "
    "This row has columns that you may not see; ask somebody who may to restore it."
)
IS_GONE: Final = (
    "Baris ini sudah dihapus. Kembalikan dahulu barisnya dari riwayat penghapusannya. | "
    "This row was deleted. First restore the row itself from its deletion."
)


@dataclass
class FieldPlan:
    """One column that a restore would write: what it holds now and would hold; `error` says why that is refused.

    `is_changed_since` tells that somebody has changed it again after the change that is undone.
    """

    attribute: Attribute
    now: str
    then: str
    is_changed_since: bool = False
    error: str = ""


@dataclass
class Plan:
    """What a restore would do; `row` is the row as it stands, None when it was deleted and comes back."""

    entry: Row[Any]
    row: Any
    fields: list[FieldPlan] = field(default_factory=list)
    error: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_possible(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.error and not any(item.error for item in self.fields)

    @property
    def version(self) -> int:
        """The version of the row that the plan was made for; 0 when there is no row."""
        return self.row.row_version if self.row is not None else 0


async def plan_restore(session: AsyncSession, view: RecordView, entry: Row[Any], column: str = "") -> Plan:
    """Return what bringing back `entry` (or one `column` of it) would do, after trying it out and taking it back.

    Raises:
        BadRequestError: there is nothing to bring back.
    """
    row = await _find(session, view, entry.row_id)
    values = _read_values(view, entry, column)
    if not values:
        raise BadRequestError(pick(NOTHING_LEFT))
    if entry.operation == Operation.CHANGED and row is None:
        raise BadRequestError(pick(IS_GONE))
    if entry.operation == Operation.DELETED and row is not None:
        raise BadRequestError(pick(IS_THERE))
    if row is None and _lacks_hidden_columns(view, entry):
        raise BadRequestError(pick(IS_HIDDEN))
    names = await name_rows(session, _list_references(view, row, values))
    plan = Plan(entry, row, [_plan_field(view.attributes[name], entry, row, values[name], names) for name in values])
    form = _make_form(view, row, values)
    is_valid = form.validate()
    is_valid = await fill_references(session, form.record_fields()) and is_valid
    plan.values = values | {name: value for name, value in form.values(only_sent=True).items() if name in values}
    _note_errors(plan, form)
    if is_valid:
        await _try_out(session, view, plan, form)
    return plan


async def carry_out(session: AsyncSession, view: RecordView, plan: Plan) -> None:
    """Write what `plan` says, naming in the audit the change that it undoes.

    Raises:
        ConflictError: somebody saved the row meanwhile; nothing is stored.
        RefusedError: the database refused it; nothing is stored.
    """
    await session.execute(TELL, {"restores_id": str(plan.entry.id)})
    if plan.row is None:
        await view.insert(session, plan.values | {"id": plan.entry.row_id})
    else:
        await view.update(session, plan.row, plan.version, plan.values)


async def _find(session: AsyncSession, view: RecordView, key: int) -> Any | None:
    try:
        return await view.find(session, str(key))
    except HTTPException:
        return None


def _read_values(view: RecordView, entry: Row[Any], column: str) -> dict[str, Any]:
    """Return the values that stood before the change, by column, as far as the table still has them."""
    kept = entry.old or {}
    values = {}
    for name, attribute in view.attributes.items():
        is_wanted = name in kept and column in ("", name)
        if is_wanted and attribute.column.computed is None and name not in view.page.secrets:
            try:
                values[name] = read_stored(attribute, kept[name])
            except (ValueError, TypeError):
                continue
    return values


def _lacks_hidden_columns(view: RecordView, entry: Row[Any]) -> bool:
    """Whether the reader sees less of the deleted row than it held, so that it would come back with less."""
    sensitive = {name for name, item in read_attributes(view.model).items() if item.is_sensitive}
    return bool(sensitive - view.page.secrets - (entry.old or {}).keys())


def _make_form(view: RecordView, row: Any, values: dict[str, Any]) -> RecordForm:
    """Return the form filled in as a person would who types the old values."""
    sent: list[tuple[str, Any]] = []
    for item in view.record_form().record_fields():
        if item.name in values:
            is_unticked = isinstance(item, CheckboxField) and not values[item.name]
            name = item.name + SHOWN_MARK if is_unticked else item.name
            sent.append((name, write_value(values[item.name])))
    form = view.record_form(FormData(sent), obj=row)
    form.is_new = row is None
    form.read_checkboxes(FormData(sent))
    return form


def _list_references(view: RecordView, row: Any, values: dict[str, Any]) -> Iterator[tuple[type[Record], int]]:
    for name, value in values.items():
        target = view.attributes[name].target
        for key in (value, getattr(row, name, None)):
            if target is not None and key is not None:
                yield target, key


def _plan_field(attribute: Attribute, entry: Row[Any], row: Any, value: Any, names: Names) -> FieldPlan:
    now = getattr(row, attribute.name) if row is not None else None
    became = (entry.new or {}).get(attribute.name)
    try:
        is_changed_since = row is not None and now != read_stored(attribute, became)
    except (ValueError, TypeError):
        is_changed_since = True
    return FieldPlan(attribute, _show(attribute, now, names), _show(attribute, value, names), is_changed_since)


def _show(attribute: Attribute, value: Any, names: Names) -> str:
    if attribute.kind in (Kind.REFERENCE, Kind.OTHER):
        return show_stored(attribute, value, names)
    return show_value(attribute, value)


def _note_errors(plan: Plan, form: RecordForm) -> None:
    errors = {item.name: " ".join(message for message in item.errors if message) for item in form.record_fields()}
    for item in plan.fields:
        item.error = errors.pop(item.attribute.name, "")
    plan.error = " ".join(filter(None, errors.values()))


async def _try_out(session: AsyncSession, view: RecordView, plan: Plan, form: RecordForm) -> None:
    """Write the row and take it back, to learn what the database says of it."""

    def change() -> None:
        if plan.row is None:
            session.add(view.model(**plan.values, id=plan.entry.row_id))
        for name, value in plan.values.items() if plan.row is not None else ():
            setattr(plan.row, name, value)

    refusal = await try_change(session, view.model, change, is_kept=False)
    if plan.row is not None:
        plan.row = await _find(session, view, plan.entry.row_id)
    if isinstance(refusal, RefusedError):
        sentence = form.add_refusal(refusal.columns, refusal.sentence)
        _note_errors(plan, form)
        plan.error = plan.error or sentence
