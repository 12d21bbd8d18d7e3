"""The national rules as committed in `seeds/rules`: what each says on a day, also before any build exists."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from admin.explanation.law import name_regulation
from admin.panel.language import language, pick, show_date, show_number
from admin.panel.language import translate as _
from admin.rule_change.tables import RuleTable, list_rule_tables
from admin.settings import PROJECT
from models.stewardship import Parameter
from models.wording import parse_wording

CONFIDENCE = {
    "V": "Terverifikasi | Verified",
    "K": "Umum diketahui | Commonly known",
    "U": "Belum pasti | Uncertain",
}
NAMING = ("code", "parameter_code", "months_parameter")  # columns by which a row names the parameter it is about
DATES = ("valid_from", "valid_to")
SOURCE = ("regulation", "article", "confidence", "note")
ALWAYS = "1945-08-17"  # how the files write that a rule holds however far one looks back
GRAIN = re.compile(r"^(?:Satu baris per|One row per) ", re.ASCII)
PERIOD = re.compile(r"(?:,? dan masa berlaku|,? and period)(?=:|$)")


@dataclass(frozen=True)
class NationalRule:
    """One row of a rule table, as written in its file."""

    values: dict[str, str]

    def holds(self, day: date) -> bool:
        """Whether the row is in force on the day; a row without dates always is."""
        start, end = (self.values.get(name, "") for name in DATES)
        return (not start or date.fromisoformat(start) <= day) and (not end or day < date.fromisoformat(end))

    def matches(self, words: Iterable[str], about: str = "") -> bool:
        """Whether each of the words stands somewhere in the row, or in what it is about."""
        return _contains(" ".join([about, *self.values.values(), CONFIDENCE.get(self.confidence, "")]), words)

    @property
    def confidence(self) -> str:
        """How sure the source is: V, K or U."""
        return self.values.get("confidence", "")

    @property
    def period(self) -> str:
        """Since when, and until when, the row holds."""
        start, end = (self.values.get(name, "") for name in DATES)
        since = _("from the start") if start in ("", ALWAYS) else show_date(date.fromisoformat(start))
        return (
            _("%(start)s until before %(end)s", start=since, end=show_date(date.fromisoformat(end))) if end else since
        )

    @property
    def source(self) -> str:
        """Regulation and article, as people cite them."""
        return ", ".join(filter(None, (name_regulation(self.values.get("regulation")), self.values.get("article", ""))))

    @property
    def regulation(self) -> str:
        """The full title of the regulation, empty when the code list does not hold it."""
        return _read_titles(PROJECT).get(self.values.get("regulation", ""), "")

    @property
    def note(self) -> str:
        """What the file notes about the row."""
        return pick(self.values.get("note", ""))


def title_table(table: RuleTable) -> str:
    """Return what a table rules, as a heading: its grain without the words that every table shares."""
    title = PERIOD.sub("", GRAIN.sub("", pick(table.wording)))
    return title[:1].upper() + title[1:]


@dataclass(frozen=True)
class NationalTable:
    """A rule table with its rows."""

    table: RuleTable
    rules: tuple[NationalRule, ...]

    @property
    def name(self) -> str:
        """Name of the file and of the table in schema `rules`."""
        return self.table.name

    @property
    def title(self) -> str:
        """What the table rules, as a heading."""
        return title_table(self.table)

    @property
    def grain(self) -> str:
        """What a row of the table is."""
        return pick(self.table.wording)

    @property
    def regulations(self) -> list[str]:
        """The regulations that the rows cite, as people call them."""
        return sorted({name_regulation(code) for rule in self.rules if (code := rule.values.get("regulation"))})

    @property
    def confidences(self) -> list[tuple[str, int]]:
        """How many rows there are of each confidence."""
        found = [(code, sum(rule.confidence == code for rule in self.rules)) for code in CONFIDENCE]
        return [(code, count) for code, count in found if count]

    def in_force(self, day: date) -> list[NationalRule]:
        """Return the rows in force on a day."""
        return [rule for rule in self.rules if rule.holds(day)]

    def matches(self, words: list[str]) -> bool:
        """Whether the table is about the words, or one of its rows holds those that the table does not."""
        about = f"{self.name} {self.table.wording}"
        return any(rule.matches(words, about) for rule in self.rules)

    @property
    def is_sourced(self) -> bool:
        """Whether its rows say where they are from."""
        return any(column.name in SOURCE for column in self.table.columns)

    def headings(self) -> list[tuple[str, str, str]]:
        """Return the columns that are the rule itself, without its period and source: name, label and meaning."""
        names = {column.name for column in self.table.columns}
        told = [
            item for item in self.table.columns if item.name not in (*DATES, *SOURCE) and _is_told(item.name, names)
        ]
        wordings = [(column.name, parse_wording(column.wording)) for column in told]
        return [(name, found.label(language()), found.help(language())) for name, found in wordings]


@cache
def read_national_tables(project: Path = PROJECT) -> tuple[NationalTable, ...]:
    """Return every rule table with its rows, by name."""
    return tuple(NationalTable(table, tuple(_read_rules(project, table))) for table in list_rule_tables(project))


def find_national_table(name: str) -> NationalTable | None:
    """Return the rule table called `name`, or None."""
    return next((table for table in read_national_tables() if table.name == name), None)


def find_default(parameter: Parameter, subject: str, day: date) -> NationalRule | None:
    """Return the national row in force that holds the default of a parameter; none where the law says nothing."""
    table = find_national_table(parameter.rule_table)
    keys = (f"{parameter.subject_kind}_code",) if parameter.subject_kind else NAMING
    wanted = subject if parameter.subject_kind else parameter.code
    rules = table.in_force(day) if table else []
    held = (rule for rule in rules if rule.values[parameter.rule_column])
    return next((rule for rule in held if wanted in [rule.values.get(key) for key in keys]), None)


def show_cell(name: str, text: str) -> str:
    """Write one value of a rule table for a reader."""
    if not text:
        return ""
    if text in ("true", "false"):
        return _("Yes") if text == "true" else _("No")
    if re.fullmatch(r"\d{1,9}", text) and not name.endswith("code"):
        return show_number(int(text))
    return pick(text)


def _read_rules(project: Path, table: RuleTable) -> Iterator[NationalRule]:
    path = project / "seeds" / "rules" / f"{table.name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for values in csv.DictReader(file):
            yield NationalRule({name: text or "" for name, text in values.items()})


@cache
def _read_titles(project: Path) -> dict[str, str]:
    """Return the titles of the regulations, by code."""
    with (project / "seeds" / "codes" / "regulation.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["title"] for row in csv.DictReader(file)}


def _is_told(name: str, names: set[str]) -> bool:
    """Leave out the half of a bilingual pair that is not read."""
    other = {"id": "_en", "en": "_id"}[language()]
    pair = name[: -len(other)] + ("_id" if other == "_en" else "_en")
    return not (name.endswith(other) and pair in names)


def _contains(text: str, words: Iterable[str]) -> bool:
    lowered = text.lower()
    return all(word.lower() in lowered for word in words)
