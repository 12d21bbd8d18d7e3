"""Texts, days and numbers in Indonesian or English, away from any web request."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from admin.errors import MeritError
from models.wording import Language, split_languages

Row = Mapping[str, Any]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DECIMAL = re.compile(r"\d+\.\d+")
LANGUAGES: tuple[Language, Language] = ("id", "en")


class Teller:
    """Words, dates and numbers in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def say(self, wording: str, **values: object) -> str:
        """Return the half of `kalimat | sentence` that is read, with its values put in as they are written."""
        chosen = split_languages(wording)[self.language == "en"]
        return chosen.format(**{name: self.write(value) for name, value in values.items()})

    def write(self, value: object) -> str:
        """Write a value: days in full, numbers without needless decimals, nothing as a dash."""
        match value:
            case None | "":
                return "–"
            case date():
                return str(format_date(value, "d MMMM y", locale=self.language))
            case Decimal():
                return str(format_decimal(value, "0.##", locale=self.language))
            case str() if DAY.fullmatch(value):
                return self.write(date.fromisoformat(value))
            case str() if DECIMAL.fullmatch(value):
                return self.write(Decimal(value))
        return str(value)

    def span(self, months: int) -> str:
        """Write a number of months as years and months."""
        years, rest = divmod(months, 12)
        if not years:
            return self.say("{rest} bulan | {rest} months", rest=rest)
        if not rest:
            return self.say("{years} tahun | {years} years", years=years)
        return self.say("{years} tahun {rest} bulan | {years} years {rest} months", years=years, rest=rest)

    def money(self, amount: Decimal | None) -> str | None:
        """Write an amount of rupiah with its thousands separated; nothing stays nothing."""
        return None if amount is None else f"Rp{format_decimal(amount, '#,##0', locale=self.language)}"

    def read(self, row: Row, stem: str) -> Any:
        """Return a column that may exist once for each language."""
        return row.get(f"{stem}_{self.language}", row.get(stem))


class BilingualError(MeritError):
    """What a person can mend, told on pages as well; `told` is sentence and cure in Indonesian and in English.

    `detail` says more to whoever reads the command line: driver text, which no page shows.
    """

    def __init__(self, wording: tuple[str, str], detail: str = "", **values: object) -> None:
        halves = [[_fill(Teller(language), part, values) for part in wording] for language in LANGUAGES]
        self.told = (" ".join(halves[0]), " ".join(halves[1]))
        sentence, cure = halves[1]
        super().__init__(f"{sentence.removesuffix('.')}: {detail}." if detail else sentence, cure)

    def tell(self, language: Language) -> str:
        """Return sentence and cure in one language."""
        return self.told[language == "en"]


def _fill(teller: Teller, wording: str, values: Mapping[str, object]) -> str:
    """Put in days as they are written; whatever else is quoted stays as it is."""
    chosen = split_languages(wording)[teller.language == "en"]
    return chosen.format(
        **{name: teller.write(value) if isinstance(value, date) else value for name, value in values.items()}
    )
