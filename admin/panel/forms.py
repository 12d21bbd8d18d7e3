"""Forms generated from models: one field a column, filled, checked and shown again as it was typed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from wtforms import Field, Form
from wtforms.validators import StopValidation

from admin.panel.attributes import Attribute, Kind
from admin.panel.days import write_day
from admin.panel.language import clock
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse
from admin.passwords import LONGEST, SHORTEST

SHOWN_MARK = "__shown"  # sent beside every checkbox: an unticked one sends nothing by itself


class RecordField(Field):
    """The field of one column.

    `data` holds the parsed value; `typed` what a person sent, so that a refused form shows it again; `text` and
    `options` are what a reference shows, filled by `lookups`; `stored` is what another person saved meanwhile.
    """

    def __init__(self, attribute: Attribute, is_secret: bool = False, **options: Any) -> None:
        super().__init__(label=attribute.name, **options)
        self.attribute = attribute
        self.is_secret = is_secret
        self.is_required = attribute.is_required
        self.is_sent = False
        self.typed: str | None = None
        self.text = ""
        self.options: Sequence[tuple[str, str]] = ()
        self.stored: str | None = None

    @property
    def value(self) -> str:
        """What stands in the input: what was typed, else the stored value."""
        if self.is_secret:
            return ""
        if self.typed is not None:
            return self.typed
        if self.attribute.kind is Kind.DATE and self.data is not None:
            return write_day(self.data)
        return write_value(self.data)

    @property
    def error_id(self) -> str:
        """The id of the element that holds this field's errors and help."""
        return f"{self.name}-help"

    def process_formdata(self, values: list[Any]) -> None:
        """Parse what was sent; a field that was not sent keeps its value.

        Raises:
            ValueError: with the sentence shown beside the field.
        """
        self.is_sent = bool(values)
        if not values:
            return
        if len(values) > 1:
            raise ValueError(_("This field was sent more than once."))
        if not isinstance(values[0], str):
            raise ValueError(_("A file cannot be stored in this field."))
        self.typed = values[0].replace("\x00", "\ufffd")
        self.data = None
        if self.is_secret and values[0] and not SHORTEST <= len(values[0]) <= LONGEST:
            raise ValueError(_("A password needs %(least)s to %(most)s characters.", least=SHORTEST, most=LONGEST))
        text = values[0] if self.is_secret else clean(values[0])
        self.data = parse(text, self.attribute)

    def pre_validate(self, form: Any) -> None:
        """Refuse an empty required field; one that was not sent on an edit keeps what is stored."""
        if self.process_errors:
            raise StopValidation()
        is_stored_empty = not form.is_new and not self.attribute.column.nullable
        if self.data is None and (self.is_required or is_stored_empty):
            raise StopValidation(_("This field must be filled in."))


class CheckboxField(RecordField):
    """A yes-or-no column: unticked means no only when the checkbox was on the page at all."""

    def process_formdata(self, values: list[Any]) -> None:
        """Parse what was sent, if anything."""
        if values:
            super().process_formdata(values)


class RecordForm(Form):
    """The form of one model; `is_new` tells whether it makes a row or changes one."""

    is_new = True

    def read_checkboxes(self, sent: Mapping[str, Any]) -> None:
        """Untick the checkboxes that the page showed and the person left empty."""
        for field in self.record_fields():
            if isinstance(field, CheckboxField) and field.name not in sent and field.name + SHOWN_MARK in sent:
                field.data, field.is_sent = False, True

    def record_fields(self) -> list[RecordField]:
        """Return the fields, typed."""
        return [cast(RecordField, field) for field in self]

    def values(self, only_sent: bool) -> dict[str, Any]:
        """Return what is to be stored, by column.

        Args:
            only_sent: leave out what the page did not show, so that an edit changes nothing else.
        """
        fields = [field for field in self.record_fields() if field.is_sent or not only_sent]
        return {field.attribute.name: field.data for field in fields if not _is_left_to_default(field)}

    def prefill(self, values: Mapping[str, str]) -> None:
        """Start an empty form with what the address gives; what does not parse, and a password, is left out."""
        for field in self.record_fields():
            if field.name in values and not field.is_secret:
                with suppress(ValueError):
                    field.data = parse(clean(values[field.name]), field.attribute)

    def forget_errors(self) -> None:
        """Drop every value that was refused, with its error, from a form that nobody has sent yet."""
        for field in self.record_fields():
            if field.errors:
                field.data, field.errors = None, []

    def add_refusal(self, columns: Sequence[str], sentence: str) -> str:
        """Put `sentence` beside the first of `columns` that is on the form and mark the others.

        Returns:
            The sentence for the head of the form: `sentence` itself when no field is about it, else nothing.
        """
        found = [field for field in self.record_fields() if field.attribute.name in columns]
        for position, field in enumerate(found):
            field.errors = [*field.errors, sentence if position == 0 else ""]
        return "" if found else sentence


def build_form(name: str, attributes: Sequence[Attribute], secrets: frozenset[str] = frozenset()) -> type[RecordForm]:
    """Return the form class for `attributes`; the columns in `secrets` are typed unseen and never shown again."""
    fields = {attribute.name: _field(attribute, attribute.name in secrets) for attribute in attributes}
    return type(f"{name}Form", (RecordForm,), fields)


def write_value(value: Any) -> str:
    """Write a stored value the way an input expects it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case datetime():
            return value.astimezone(clock()).strftime("%Y-%m-%dT%H:%M:%S")
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return str(value)


def _field(attribute: Attribute, is_secret: bool) -> Any:
    if attribute.kind is Kind.BOOLEAN and not attribute.column.nullable:
        return CheckboxField(attribute, default=_default(attribute))
    return RecordField(attribute, is_secret=is_secret, default=_default(attribute))


def _default(attribute: Attribute) -> Any:
    """Return the value an empty form starts with: the model's plain default, or what the database would give."""
    default = getattr(attribute.column.default, "arg", None)
    if default is None and attribute.kind is Kind.BOOLEAN:
        server = getattr(attribute.column.server_default, "arg", None)
        return str(server) == "true" if server is not None else False
    return None if callable(default) else default


def _is_left_to_default(field: RecordField) -> bool:
    return field.data is None and (field.is_secret or field.attribute.has_default)
