"""The rule tables of seeds/rules: their columns, what identifies a row, and what a row must satisfy.

Everything is read from the `.yml` beside each file, where dbt reads it too: a test added there is checked here as well.
Beside them stands LOCAL_VALUES, what agencies set for themselves, which dbt reads from a table.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from admin.settings import PROJECT

RULES = "rules"  # schema of the published rule tables
PERIOD = ("valid_from", "valid_to")

# Codes that a column of this name, or with this ending, takes from a code list even where no test says so.
CODE_LISTS = {
    "grade_code": "grade",
    "education_level_code": "education_level",
    "position_level_code": "position_level",
    "training_kind_code": "training_kind",
    "award_kind_code": "award_kind",
    "regulation": "regulation",
}


@dataclass(frozen=True)
class Reference:
    """The codes a column may hold: those in `field` of `schema.table`."""

    schema: str
    table: str
    field: str


@dataclass(frozen=True)
class RuleColumn:
    """One column: its PostgreSQL type, what it is called, the values it may hold, what an empty cell stands for.

    `longest` is how many letters fit.
    """

    name: str
    kind: str
    wording: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None
    reference: Reference | None = None
    empty: str | None = None
    longest: int = 2_000


@dataclass(frozen=True)
class RuleTable:
    """One table of rules.

    Attributes:
        name: of the file in seeds/rules.
        wording: `kalimat | sentence`, what a row is.
        columns: in the order of the file.
        key: the columns by which a row is known; with `valid_from` where rules are dated.
        uniques: combinations of columns that may occur once.
        periods: combinations of columns whose periods must not overlap.
        conditions: SQL expressions that are true of every row.
        node: what dbt calls it.
        schema: of the published table.
        relation: the published table.
        numbered: a column of that table that is no part of the file and tells its rows apart.
    """

    name: str
    wording: str
    columns: tuple[RuleColumn, ...]
    key: tuple[str, ...]
    uniques: tuple[tuple[str, ...], ...]
    periods: tuple[tuple[str, ...], ...]
    conditions: tuple[str, ...]
    node: str
    schema: str
    relation: str
    numbered: str = ""

    @property
    def header(self) -> tuple[str, ...]:
        """Names of the columns, in the order of the file."""
        return tuple(column.name for column in self.columns)

    @property
    def is_dated(self) -> bool:
        """Whether its rows have a period."""
        return set(PERIOD) <= set(self.header)


LOCAL_VALUES = RuleTable(
    name="local_parameter",
    wording="Satu baris per nilai yang ditetapkan instansi sendiri | One row per value that an agency set itself",
    columns=(
        RuleColumn(
            "agency_id",
            "bigint",
            "Instansi: nomor barisnya | Agency: its row number",
            is_required=True,
            reference=Reference("personnel", "agency", "id"),
        ),
        RuleColumn(
            "code",
            "text",
            "Parameter: kodenya | Parameter: its code",
            is_required=True,
            reference=Reference("reference", "parameter", "code"),
        ),
        RuleColumn(
            "subject",
            "text",
            "Rincian: kode yang diatur, kosong bila tanpa rincian | Subject: code it is about, else empty",
            empty="",
            longest=40,
        ),
        RuleColumn("value", "text", "Nilai: yang berlaku | Value: in force", is_required=True, longest=100),
        RuleColumn("valid_from", "date", "Mulai: hari pertama | Valid from: first day", is_required=True),
        RuleColumn("valid_to", "date", "Sampai: hari pertama tidak berlaku | Valid to: end of it"),
    ),
    key=("agency_id", "code", "subject", "valid_from"),
    uniques=(),
    periods=(("agency_id", "code", "subject"),),
    conditions=(),
    node="model.merit.stg_stewardship__local_parameter",
    schema="staging",
    relation="stg_stewardship__local_parameter",
    numbered="local_parameter_id",
)


def list_rule_tables(project: Path = PROJECT) -> tuple[RuleTable, ...]:
    """Return every rule table, by name."""
    return _read_tables(project)


def find_rule_table(name: str, project: Path = PROJECT) -> RuleTable | None:
    """Return the table called `name`, or None."""
    return next((table for table in (*_read_tables(project), LOCAL_VALUES) if table.name == name), None)


@cache
def _read_tables(project: Path) -> tuple[RuleTable, ...]:
    settings = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    kinds = settings["seeds"]["merit"]["+column_types"]
    files = sorted((project / "seeds" / "rules").glob("*.csv"))
    return tuple(_read_table(path, kinds) for path in files)


def _read_table(path: Path, kinds: dict[str, str]) -> RuleTable:
    described = yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8"))["seeds"][0]
    types = kinds | described.get("config", {}).get("column_types", {})
    columns = {column["name"]: column for column in described["columns"]}
    with path.open(encoding="utf-8", newline="") as file:
        header = file.readline().strip().split(",")
    tests = [_read_test(test) for test in described.get("data_tests", ())]
    uniques = [tuple(given["columns"]) for name, given in tests if name == "unique_combination"]
    uniques += [(name,) for name in header if _is_unique(columns[name])]
    periods = [tuple(given["keys"]) for name, given in tests if name == "no_overlap"]
    return RuleTable(
        name=path.stem,
        wording=" ".join(described["description"].split()),
        columns=tuple(_read_column(columns[name], types[name]) for name in header),
        key=(*periods[0], PERIOD[0]) if periods else uniques[0],
        uniques=tuple(uniques),
        periods=tuple(periods),
        # A macro's expression cannot be read without dbt; the build judges it.
        conditions=tuple(
            given["expression"] for name, given in tests if name == "holds_true" and "{{" not in given["expression"]
        ),
        node=f"seed.merit.{path.stem}",
        schema=RULES,
        relation=path.stem,
    )


def _read_column(described: dict[str, Any], kind: str) -> RuleColumn:
    tests = dict(_read_test(test) for test in described.get("data_tests", ()))
    span = tests.get("accepted_range", {})
    return RuleColumn(
        name=described["name"],
        kind=kind,
        wording=" ".join(described["description"].split()),
        is_required="not_null" in tests,
        choices=tuple(str(value) for value in tests.get("accepted_values", {}).get("values", ())),
        lowest=span.get("minimum"),
        highest=span.get("maximum"),
        reference=_read_reference(described["name"], tests),
    )


def _read_reference(column: str, tests: dict[str, dict[str, Any]]) -> Reference | None:
    if found := tests.get("relationships"):
        target = found["to"].removeprefix("ref('").removesuffix("')")
        if target.startswith("stg_"):  # a staging model is its table, row for row
            schema, table = target.removeprefix("stg_").split("__", 1)
            return Reference(schema, table, found["field"])
        return Reference(RULES, target, found["field"])
    for ending, table in CODE_LISTS.items():
        if column == ending or column.endswith(f"_{ending}"):
            return Reference("reference", table, "code")
    return None


def _is_unique(described: dict[str, Any]) -> bool:
    return any(_read_test(test)[0] == "unique" for test in described.get("data_tests", ()))


def _read_test(test: Any) -> tuple[str, dict[str, Any]]:
    """Return name and arguments of a test as dbt's files write it: a word, or a word with arguments."""
    if isinstance(test, str):
        return test, {}
    [(name, given)] = ((name, given) for name, given in test.items() if name != "config")
    return name, (given or {}).get("arguments", {})
