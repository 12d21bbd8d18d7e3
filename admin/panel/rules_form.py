"""The form that sets a value, or ends one: what was typed, what it means, and what is wrong with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from admin.panel.attributes import Attribute, read_attributes
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse
from admin.panel.rules_local import Subject
from admin.panel.rules_values import parse_value
from models.stewardship import LocalParameter, Parameter

SETTING = ("agency_id", "subject", "value", "valid_from", "valid_to", "reason")
ENDING = ("valid_to", "end_reason")


@dataclass
class Typed:
    """One field: what was typed, the value it stands for, and the sentence beside it when it is refused."""

    name: str
    text: str = ""
    value: Any = None
    error: str = ""

    @property
    def attribute(self) -> Attribute:
        """The column that the field fills, with its label and help."""
        return read_attributes(LocalParameter)[self.name]


@dataclass
class RuleForm:
    """The fields of a form about one parameter."""

    parameter: Parameter
    subjects: list[Subject] = field(default_factory=list)
    agencies: frozenset[int] = frozenset()
    fields: dict[str, Typed] = field(default_factory=dict)
    error: str = ""
    is_withdrawal: bool = False

    def __getitem__(self, name: str) -> Typed:
        return self.fields[name]

    @property
    def is_refused(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.error) or any(item.error for item in self.fields.values())

    @property
    def values(self) -> dict[str, Any]:
        """What the fields stand for, by column."""
        return {name: item.value for name, item in self.fields.items()}

    def start(self, names: tuple[str, ...], **texts: str) -> "RuleForm":
        """Make empty fields, some of them filled in."""
        self.fields = {name: Typed(name, texts.get(name, "")) for name in names}
        return self

    def read(self, names: tuple[str, ...], sent: FormData) -> "RuleForm":
        """Read every field and note what is wrong with it."""
        for name in names:
            item = self.fields[name] = Typed(name)
            try:
                item.text = _read_text(sent, name)
                item.value = self._parse(name, clean(item.text))
            except ValueError as refusal:
                item.text = item.text.replace("\x00", "\ufffd")
                item.error = str(refusal)
        if "subject" in self.fields and self.parameter.subject_kind is None:
            self.error = self.fields["subject"].error  # the form does not show this field
        end, start = self.fields.get("valid_to"), self.fields.get("valid_from")
        if start and end and start.value and end.value and end.value <= start.value:
            end.error = _("The end must be after the start.")
        return self

    def withdraw(self, first_day: date) -> None:
        """Let the value end on its first day: it was entered by mistake and never held."""
        self.is_withdrawal = True
        self.fields["valid_to"] = Typed("valid_to", self.fields["valid_to"].text, first_day)

    def refuse(self, columns: tuple[str, ...], sentence: str) -> None:
        """Put a refusal of the database beside the first field that it is about, else at the head of the form."""
        name = next((column for column in columns if column in self.fields), None)
        if name is None:
            self.error = sentence
        else:
            self.fields[name].error = sentence

    def _parse(self, name: str, text: str) -> Any:
        match name:
            case "subject":
                return self._parse_subject(text)
            case "value":
                return parse_value(text, self.parameter)
        attribute = read_attributes(LocalParameter)[name]
        value = parse(text, attribute)
        if value is None and (attribute.is_required or "value" not in self.fields):
            raise ValueError(_("This field must be filled in."))
        if name == "agency_id" and value not in self.agencies:
            raise ValueError(_("This row does not exist; choose one from the list."))
        return value

    def _parse_subject(self, text: str) -> str:
        if self.parameter.subject_kind is None:
            if text:
                raise ValueError(_("This parameter has one value only."))
            return ""
        if not text:
            raise ValueError(_("This field must be filled in."))
        found = next((item for item in self.subjects if item.code == text), None)
        if found is None:
            raise ValueError(_("This is not in the list; choose one of the answers offered."))
        if found.is_fixed:
            raise ValueError(_("The law sets this one; an agency cannot change it."))
        return found.code


def _read_text(sent: FormData, name: str) -> str:
    values = sent.getlist(name)
    if len(values) > 1:
        raise ValueError(_("This field was sent more than once."))
    if values and not isinstance(values[0], str):
        raise ValueError(_("A file cannot be stored in this field."))
    return str(values[0]) if values else ""
