"""The catalogue of what an agency may set agrees with the rules that it overrides, and leaves the law alone.

Whatever the sources leave uncertain [U] is an agency's to set, or has nothing in it that could be set.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from admin.panel.parsers import clean
from admin.panel.rules_national import NAMING, find_default, find_national_table, read_national_tables
from admin.panel.rules_values import parse_value
from admin.settings import PROJECT
from models.stewardship import Parameter, ParameterKind, SubjectKind

NATIONAL = {"ip_asn_technical_hours": "the 20 hours of Peraturan BKN 8/2019"}  # parameters that only the law sets
DAY = date(2026, 6, 30)


def read_catalogue() -> list[Parameter]:
    """Return the catalogue as its file says."""
    with (PROJECT / "seeds" / "codes" / "parameter.csv").open(encoding="utf-8", newline="") as file:
        return [_make({name: text or None for name, text in row.items()}) for row in csv.DictReader(file)]


def _make(row: dict[str, str | None]) -> Parameter:
    numbers = {name: int(str(row[name])) for name in ("lowest", "highest", "decimals") if row[name]}
    kind = next(item for item in ParameterKind if item.value == row["kind"])
    subject = next((item for item in SubjectKind if item.value == row["subject_kind"]), None)
    return Parameter(**{**row, "unit": None, **numbers, "kind": kind, "subject_kind": subject})


CATALOGUE = read_catalogue()


def find_rows(parameter: Parameter) -> list[dict[str, str]]:
    """Return the national rows that a parameter overrides."""
    table = find_national_table(parameter.rule_table)
    assert table is not None, parameter.code
    rows = [rule.values for rule in table.rules]
    return rows if parameter.subject_kind else [row for row in rows if parameter.code in map(row.get, NAMING)]


def test_every_default_may_be_set_or_is_national() -> None:
    table = find_national_table("parameter")
    assert table is not None
    defaults = {rule.values["code"] for rule in table.rules}
    settable = {item.code for item in CATALOGUE if item.rule_table == "parameter"}
    assert defaults - settable == set(NATIONAL)
    assert settable <= defaults
    certain = {rule.values["code"] for rule in table.rules if rule.confidence == "V"}
    bounded = {"training_target_pns": (20, None), "training_cap_pppk": (None, 24), "kgb_notice_months": (2, None),
               "objection_days": (14, None)}  # fmt: skip
    assert certain - set(NATIONAL) == set(bounded)
    for item in CATALOGUE:
        lowest, highest = bounded.get(item.code, (None, None))
        assert lowest in (None, item.lowest), "the law's least stays the least"
        assert highest in (None, item.highest), "the law's most stays the most"


@pytest.mark.parametrize("parameter", CATALOGUE, ids=lambda item: item.code)
def test_every_default_is_of_the_kind_and_range_of_its_parameter(parameter: Parameter) -> None:
    rows = find_rows(parameter)
    assert rows
    for row in rows:
        text = row[parameter.rule_column]
        assert not text or parse_value(clean(text), parameter) == text


@pytest.mark.parametrize("parameter", [item for item in CATALOGUE if item.subject_kind], ids=lambda item: item.code)
def test_ranks_that_a_regulation_names_are_fixed(parameter: Parameter) -> None:
    assert parameter.subject_kind is not None
    key = f"{parameter.subject_kind.value}_code"
    fixed = {row[key] for row in find_rows(parameter) if row["confidence"] != "U"}
    names_codes = parameter.code.startswith(("duk_", "ip_asn_"))  # which the law ranks; all else is left open
    assert set((parameter.fixed_subjects or "").split()) == (fixed if names_codes else set())


def test_default_is_found_by_code_subject_and_day() -> None:
    by_code = {item.code: item for item in CATALOGUE}
    target = find_default(by_code["training_target_pns"], "", date(2017, 4, 7))
    assert target is not None
    assert (target.values["value"], target.source, target.confidence) == ("20", "PP 11/2017, pasal 203", "V")
    before = find_default(by_code["training_target_pns"], "", date(2017, 4, 6))
    assert before is not None
    assert before.confidence == "U"
    fixed = by_code["training_hours_fixed"]
    coaching = find_default(fixed, "COACHING", DAY)
    assert coaching is not None
    assert coaching.values["fixed_hours"] == "2"
    assert find_default(fixed, "BIMTEK", DAY) is None


def test_every_national_table_has_a_title_in_words() -> None:
    titles = [table.title for table in read_national_tables()]
    assert len(set(titles)) == len(titles) >= 46
    assert not [title for title in titles if not title[0].isupper() or "Satu baris" in title or "masa berlaku" in title]


# --- what the sources leave uncertain --------------------------------------------------------------------------------

Row = dict[str, str]
RULES = sorted((PROJECT / "seeds" / "rules").glob("*.csv"))
SETTABLE = {parameter.code: parameter for parameter in CATALOGUE}
OF_THE_LETTER = "counts only where the agency itself chose the scheme of the letter, by the parameter ip_asn_scheme"
# Uncertain rows without a number or a choice of their own: the table, what marks them, and why.
NOTHING_TO_SET: tuple[tuple[str, Row, str], ...] = (
    ("duk_criterion", {"code": "NIP"}, "only makes the order total, which every list needs; no law is behind it"),
    ("survey_label", {"topic": "BOBOT"}, "names of the choices of the parameter survey_weight"),
    *(
        (table, {"scheme_code": "2024"}, OF_THE_LETTER)
        for table in ("ip_asn_scheme", "ip_asn_discipline", "ip_asn_performance", "ip_asn_qualification")
    ),
)


def read_uncertain(path: Path) -> list[Row]:
    """Return the rows of a table that the sources leave uncertain."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row.get("confidence") == "U"]


UNCERTAIN = {path.stem: rows for path in RULES if (rows := read_uncertain(path))}


def ways_to_set(table: str, row: Row) -> Iterator[str]:
    """Yield the parameters by which an agency can set what an uncertain row says."""
    for parameter in CATALOGUE:
        subject = parameter.subject_kind and row.get(f"{parameter.subject_kind.value}_code")
        is_open = subject and subject not in (parameter.fixed_subjects or "").split()
        is_named = parameter.code in map(row.get, NAMING)
        overrides = parameter.rule_table == table or parameter.kind is ParameterKind.YES_NO
        if (is_named and overrides) or (is_open and parameter.rule_table == table):
            yield parameter.code


@pytest.mark.parametrize("table", UNCERTAIN)
def test_uncertain_row_can_be_set_or_has_nothing_to_set(table: str) -> None:
    stuck = [
        row
        for row in UNCERTAIN[table]
        if not any(ways_to_set(table, row)) and not any(_is_meant(each, table, row) for each in NOTHING_TO_SET)
    ]
    assert not stuck, "an agency cannot set it: name a parameter, or say why there is nothing to set"


@pytest.mark.parametrize("excuse", NOTHING_TO_SET, ids=lambda excuse: excuse[0])
def test_excuse_is_still_needed(excuse: tuple[str, Row, str]) -> None:
    table, _, reason = excuse
    meant = [row for row in UNCERTAIN[table] if _is_meant(excuse, table, row)]
    assert meant
    assert [row for row in meant if not any(ways_to_set(table, row))]
    named = [word for word in reason.split() if word in ("ip_asn_scheme", "survey_weight")]
    assert all(SETTABLE[word].kind is ParameterKind.CHOICE for word in named)


def _is_meant(excuse: tuple[str, Row, str], table: str, row: Row) -> bool:
    return excuse[0] == table and all(row.get(name) == value for name, value in excuse[1].items())


def test_row_names_only_parameters_of_the_catalogue() -> None:
    for path in RULES:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                named = {row.get("parameter_code"), row.get("months_parameter")} - {None, ""}
                assert named <= SETTABLE.keys(), path.stem
