"""Column kinds, named once."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from sqlalchemy import Boolean, Date, Enum, Integer, Numeric, String, Text, false, true
from sqlalchemy.orm import mapped_column

from models.wording import split_languages

Code = Annotated[str, mapped_column(String(40))]
Name = Annotated[str, mapped_column(String(200))]
ShortText = Annotated[str, mapped_column(String(100))]
LongText = Annotated[str, mapped_column(Text)]
Nip = Annotated[str, mapped_column(String(18), info={"digits": True})]
# A sensitive column is read only by those whose database role may select it: it is loaded when asked for by name.
SENSITIVE = {"sensitive": True}
Nik = Annotated[str, mapped_column(String(16), deferred=True, info={"digits": True} | SENSITIVE)]
DERIVED = {"derived": True}  # filled in by triggers; nobody types it
PrivateText = Annotated[str, mapped_column(Text, deferred=True, info=SENSITIVE)]
Hash = Annotated[str, mapped_column(String(64))]
Day = Annotated[date, mapped_column(Date)]
Count = Annotated[int, mapped_column(Integer)]
Money = Annotated[Decimal, mapped_column(Numeric(14, 2))]
Score = Annotated[Decimal, mapped_column(Numeric(6, 2))]
Hours = Annotated[Decimal, mapped_column(Numeric(7, 2))]
Yes = Annotated[bool, mapped_column(Boolean, server_default=true(), default=True)]
No = Annotated[bool, mapped_column(Boolean, server_default=false(), default=False)]


class Choice(StrEnum):
    """A closed list of codes, each with its Indonesian and English label: `CODE = "CODE", "Label | Label"`."""

    _wording: str

    def __new__(cls, code: str, wording: str) -> Self:
        """Make the member `code`, labelled `Label | Label`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member._wording = wording
        return member

    def label(self, language: str) -> str:
        """Return the label in Indonesian (`id`) or English (`en`)."""
        indonesian, english = split_languages(self._wording)
        return english if language == "en" else indonesian


def choice(kind: type[Choice], name: str) -> Enum:
    """Return the column type for a `Choice`: text with a CHECK named `ck_<table>_<name>`."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )
