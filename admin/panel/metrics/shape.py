"""What one number is: the mart it is read from, what is added up or counted, of which rows, and in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

PEOPLE: Final = "orang | people"
DAYS: Final = "hari | days"
CASES: Final = "urusan | cases"
BETWEEN: Final = "|"  # between the values of a condition
YEAR: Final = ("year",)
OF_A_UNIT: Final = ("unit_id",)
FLAGS: Final = ("true", "false")
WORD: Final = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Metric:
    """One number, defined once: pages, BI tools and the mart `metric_definition` all take it from here.

    Attributes:
        code: its name for good.
        label: `Sebutan | Name`, understood without the page that it stands on.
        mart: where it is read.
        measure: the column that is added up; without one the rows are counted.
        is_single: whether the column is never added up, such as a share: several rows have no figure together.
        where: columns and what the rows have there, several values divided by `|`.
        fixed: columns of which one value is asked for at a time; figures of several are never added up.
        by: the column by which it is told in groups, that may be added up.
        unit: what it is counted in; nothing for an index.
        meaning: `Kalimat | Sentence` of what is counted; of a measure the column's own words, where this is empty.
        regulation: the code of the regulation that asks for it, where one does, and the article.
        caveat: `Kalimat | Sentence` of what it does not say.
    """

    code: str
    label: str
    mart: str
    measure: str = ""
    is_single: bool = False
    where: Mapping[str, str] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()
    by: str = ""
    unit: str = PEOPLE
    meaning: str = ""
    regulation: str = ""
    article: str = ""
    caveat: str = ""

    @property
    def formula(self) -> str:
        """The figure as SQL over rows of the mart."""
        if not self.measure:
            return "count(*)"
        if self.is_single:
            return f"case when min({self.measure}) = max({self.measure}) then min({self.measure}) end"
        return f"sum({self.measure})"

    @property
    def condition(self) -> str:
        """Which rows count, as SQL; nothing when all do."""
        return " and ".join(_write_condition(name, values.split(BETWEEN)) for name, values in self.where.items())

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns by which it is told."""
        return (*self.fixed, *(name for name in [self.by] if name and name not in self.fixed))

    @property
    def query(self) -> str:
        """The statement that computes it, by its dimensions, for whoever finds the mart on the search path."""
        keys = ", ".join(self.dimensions)
        chosen = f"{keys}, {self.formula} as value" if keys else f"{self.formula} as value"
        limit = " and ".join(filter(None, (self.condition, f"{self.by} is not null" if self.by else "")))
        parts = (
            f"select {chosen} from {self.mart}",
            f"where {limit}" if limit else "",
            f"group by {keys}" if keys else "",
        )
        return " ".join(filter(None, parts))


def _write_condition(column: str, values: list[str]) -> str:
    """Write a condition; a flag as itself, numbers as numbers, words quoted.

    Raises:
        ValueError: a value that is no code.
    """
    if wrong := [value for value in values if not WORD.fullmatch(value)]:
        raise ValueError(f"{wrong[0]!r} is no code")
    if values in ([flag] for flag in FLAGS):
        return column if values == ["true"] else f"not {column}"
    if all(value.isdecimal() for value in values):
        return f"{column} in ({', '.join(values)})"
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"{column} in ({quoted})"
