"""From the text of a cell to what COPY takes: by the parsers of the forms, each distinct text once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from admin.panel.attributes import Attribute, Kind
from admin.panel.exchange.mapping import simplify
from admin.panel.language import pick
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse

NULL: Final = r"\N"
MOST_REMEMBERED: Final = 500_000
ROUNDED: Final = re.compile(r"[+-]?[0-9]([.,][0-9]+)?E\+[0-9]{2,3}")  # as Excel writes it, in any column
EXPONENT: Final = re.compile(r"[+-]?[0-9][.,]?[0-9]*E\+?[0-9]+", re.IGNORECASE)  # where only digits can stand
VALUELESS: Final = re.compile(
    r"#(N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|BUSY!|CONNECT!|UNKNOWN!|EXTERNAL!|"
    r"PYTHON!|GETTING_DATA|#+)"
)
ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
ROUNDED_BY_EXCEL: Final = (
    "Excel telah membulatkan angka ini, sehingga sebagian digitnya hilang. Ubah format kolomnya menjadi Teks, lalu "
    "ketik lagi. | Excel has rounded this number, so that digits are lost. Format the column as Text, then type it "
    "again."
)
NO_VALUE: Final = (
    "Di sel ini Excel menulis {error} sebagai ganti isinya: rumusnya gagal atau belum dihitung, atau kolomnya terlalu "
    "sempit. Betulkan, ketik isinya, atau kosongkan sel itu. | Excel writes {error} in this cell instead of a value: "
    "its formula failed or was never calculated, or its column is too narrow. Mend it, type the value, or clear the "
    "cell."
)
MUST_BE_FILLED: Final = "This field must be filled in."


@dataclass(frozen=True)
class Fault:
    """Why a cell cannot be stored.

    Attributes:
        unknown: the code list or column of choices in which the text is not found, so that an alias can be learned.
    """

    sentence: str
    unknown: str = ""


class CellReader(dict[str, "str | Fault"]):
    """The encoded value of each text that a plain column holds; a text is parsed when it is first met."""

    def __init__(self, attribute: Attribute, aliases: Mapping[str, str]) -> None:
        super().__init__()
        self.attribute = attribute
        self.aliases = aliases
        self.has_faults = False

    def __missing__(self, text: str) -> "str | Fault":
        found: str | Fault
        try:
            found = encode(self.parse(text))
        except ValueError as error:
            unknown = choice_list(self.attribute) if self.attribute.kind is Kind.CHOICE else ""
            found = Fault(str(error), unknown)
        if found == NULL and must_be_filled(self.attribute):
            found = Fault(_(MUST_BE_FILLED))
        self.has_faults = self.has_faults or isinstance(found, Fault)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[text] = found
        return found

    def parse(self, text: str) -> Any:
        """Return the value that a cell stands for; an empty one is None.

        Raises:
            ValueError: with the sentence for the person who wrote it.
        """
        return parse_cell(text, self.attribute, self.aliases)


def parse_cell(text: str, attribute: Attribute, aliases: Mapping[str, str]) -> Any:
    """Return the value that a cell stands for, as a form would take it; choices also by their names and aliases.

    Raises:
        ValueError: with the sentence for the person who wrote it.
    """
    text = clean(text)
    if VALUELESS.fullmatch(text):
        raise ValueError(pick(NO_VALUE).format(error=text))
    if ROUNDED.fullmatch(text) or (attribute.is_number_of_digits and EXPONENT.fullmatch(text)):
        raise ValueError(pick(ROUNDED_BY_EXCEL))
    if attribute.kind is Kind.CHOICE and text:
        text = _name_choices(attribute).get(simplify(text)) or aliases.get(simplify(text)) or text
    return parse(text, attribute)


def choice_list(attribute: Attribute) -> str:
    """Return the name under which the aliases of a column of choices are kept."""
    return f"{attribute.model.__tablename__}.{attribute.name}"


def must_be_filled(attribute: Attribute) -> bool:
    """Whether an empty cell is a mistake, and a new row cannot do without the column."""
    return attribute.may_be_edited and not attribute.column.nullable and not attribute.has_default


def encode(value: Any) -> str:
    """Write a value in the text format of COPY."""
    match value:
        case None:
            return NULL
        case bool():
            return "t" if value else "f"
        case Enum():
            return str(value.value)
        case str():
            return value.translate(ESCAPES)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
    return str(value)


def _name_choices(attribute: Attribute) -> dict[str, str]:
    return {
        simplify(name): member.value
        for member in reversed(attribute.choices)
        for name in (member.label("en"), member.label("id"), member.value)
    }
