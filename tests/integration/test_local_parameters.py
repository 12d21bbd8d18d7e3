"""What an agency sets for itself reaches its marts: its own alone, from its day on; the law's numbers stay."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from appraised_city import GOOD, VERY_GOOD, City, Person
from empty_marts import EmptyMarts
from psycopg import errors
from psycopg.rows import dict_row

from admin.warehouse.build import build
from admin.warehouse.database import Database

BEFORE, AFTER = date(2025, 12, 31), date(2026, 6, 30)
SINCE = "2026-01-01"
MARTS = ("duk", "talent_box", "training_employee")
Row = dict[str, Any]

ASSESSED = Person({2025: GOOD}, level="IV.a", diploma="S1", potential="60", levels=(1,) * 9)
PEOPLE = {
    "supervisor": replace(ASSESSED, awards=(("PIAGAM", "2024-08-17"),)),
    "expert": replace(ASSESSED, level="JF_AHLI_MUDA", skp={2025: VERY_GOOD}),
    "trained": Person(
        level="PELAKSANA", diploma="PROFESI",
        courses=(("COACHING", "2025-12-31", 9), ("COACHING", SINCE, 9), ("BIMTEK", "2026-02-01", 10),
                 ("WORKSHOP", "2026-03-01", 12), ("MENTORING", "2026-03-02", 7)),
    ),
    "graduate": Person(level="PELAKSANA", diploma="S1"),
}  # fmt: skip
SET = {
    ("talent_potential_upper", ""): "62",
    ("talent_weight_main", ""): "70",
    ("talent_award_points", "PIAGAM"): "90",
    ("duk_position_rank", "JF_AHLI_MUDA"): "61",
    ("duk_education_rank", "PROFESI"): "5",
    ("training_hours_fixed", "COACHING"): "5",
    ("training_hours_per_day", "BIMTEK"): "6.5",
    ("training_hours_per_year", "WORKSHOP"): "3",
    ("training_hours_method", "MENTORING"): "AKTUAL",
}
# Rows that were stored before the catalogue could refuse them.
DIRTY = (
    ("training_target_pns", "", "dua puluh"),
    ("training_cap_pppk", "", "99"),
    ("duk_position_rank", "II.b", "1"),
    ("training_hours_fixed", "BUKAN_JENIS", "1"),
    ("ip_asn_technical_hours", "", "1"),
    ("jabatan_tak_dikenal", "", "true"),
)


@dataclass(frozen=True)
class Town:
    """One agency's rows of each mart, before its values hold and after."""

    people: dict[str, int]
    before: dict[str, list[Row]]
    after: dict[str, list[Row]]

    def talent(self, name: str) -> tuple[Row, Row]:
        """Return a person's talent of 2025 as seen on both days."""
        return self._both("talent_box", name, 2025)

    def hours(self, name: str, year: int) -> tuple[Decimal, Decimal]:
        """Return a person's recognised hours of a year as seen on both days, 0 before the year began."""
        past = [row for row in self.before["training_employee"] if self._is(row, name, year)]
        (now,) = (row for row in self.after["training_employee"] if self._is(row, name, year))
        return (past[0]["hours_recognised"] if past else Decimal(0), now["hours_recognised"])

    def order(self, *names: str) -> tuple[list[str], list[str]]:
        """Return some people in the order of the DUK on both days."""
        return self._sort(self.before["duk"], names), self._sort(self.after["duk"], names)

    def _sort(self, rows: list[Row], names: tuple[str, ...]) -> list[str]:
        ranks = {row["employee_id"]: row["rank_agency"] for row in rows}
        return sorted(names, key=lambda name: ranks[self.people[name]])

    def _both(self, mart: str, name: str, year: int) -> tuple[Row, Row]:
        (past,) = (row for row in self.before[mart] if self._is(row, name, year))
        (now,) = (row for row in self.after[mart] if self._is(row, name, year))
        return past, now

    def _is(self, row: Row, name: str, year: int) -> bool:
        return (row["employee_id"], row["year"]) == (self.people[name], year)


@dataclass(frozen=True)
class Towns:
    """The agency that set values, the one that did not, and what the build reported."""

    setting: Town
    other: Town
    problems: list[dict[str, str]]


@pytest.fixture(scope="module")
def towns(server: Any, nobody: EmptyMarts) -> Iterator[Towns]:
    with nobody.clone() as database:
        with psycopg.connect(database.url) as connection:
            cities = [City(connection, "ATUR"), City(connection, "IKUT", first=500)]
            for city in cities:
                city.store(PEOPLE)
            for (code, subject), value in SET.items():
                cities[0].parameter(code, value, SINCE, subject)
            _store_dirt(connection, cities[1])
        before = _derive(nobody, database)
        result = build(server.settings, database, as_of=AFTER)
        after = _read(database, "marts")
        made = [
            Town(city.people, *({m: _own(rows, city) for m, rows in seen.items()} for seen in (before, after)))
            for city in cities
        ]
        yield Towns(made[0], made[1], result.problems)


def _store_dirt(connection: psycopg.Connection[Any], city: City) -> None:
    connection.execute("ALTER TABLE stewardship.local_parameter DISABLE TRIGGER check_local_parameter")
    for code, subject, value in DIRTY:
        city.parameter(code, value, subject=subject)
    connection.execute("ALTER TABLE stewardship.local_parameter ENABLE TRIGGER check_local_parameter")


def _derive(nobody: EmptyMarts, database: Database) -> dict[str, list[Row]]:
    """Derive the marts as of the day before, without data tests and without publishing."""
    nobody.derive(database.url, BEFORE, MARTS)
    return _read(database, "marts__next")


def _read(database: Database, schema: str) -> dict[str, list[Row]]:
    with psycopg.connect(database.url, row_factory=dict_row) as connection:
        return {mart: connection.execute(f"SELECT * FROM {schema}.{mart}".encode()).fetchall() for mart in MARTS}


def _own(rows: list[Row], city: City) -> list[Row]:
    return [row for row in rows if row["agency_id"] == city.agency]


def test_cut_off_moves_the_box_of_that_agency_from_its_day(towns: Towns) -> None:
    past, now = towns.setting.talent("supervisor")
    assert (past["potential_score"], past["potential_ordinal"]) == (Decimal("62.00"), 2)
    assert (now["potential_score"], now["potential_ordinal"]) == (Decimal("62.00"), 3)
    assert [row["potential_ordinal"] for row in towns.other.talent("supervisor")] == [2, 2]


def test_weight_changes_the_score_of_that_agency_from_its_day(towns: Towns) -> None:
    assert [row["performance_score"] for row in towns.setting.talent("expert")] == [Decimal("60.00"), Decimal("70.00")]
    assert [row["performance_score"] for row in towns.other.talent("expert")] == [Decimal("60.00"), Decimal("60.00")]


def test_points_of_awards_hold_for_years_that_end_after_their_day(towns: Towns) -> None:
    assert [row["reinforcing_points"] for row in towns.setting.talent("supervisor")] == [40, 40]


def test_level_order_moves_the_duk_of_that_agency_from_its_day(towns: Towns) -> None:
    ordered = (["supervisor", "expert"], ["expert", "supervisor"])
    assert towns.setting.order("supervisor", "expert") == ordered
    assert towns.other.order("supervisor", "expert") == (ordered[0], ordered[0])


def test_education_order_moves_the_duk_of_that_agency_from_its_day(towns: Towns) -> None:
    ordered = (["trained", "graduate"], ["graduate", "trained"])
    assert towns.setting.order("trained", "graduate") == ordered
    assert towns.other.order("trained", "graduate") == (ordered[0], ordered[0])


def test_conversion_of_hours_counts_from_its_day(towns: Towns) -> None:
    assert towns.setting.hours("trained", 2025) == (Decimal(2), Decimal(2))
    # coaching 5, one day of bimtek 6.5, workshops at most 3 a year, mentoring as certified
    assert towns.setting.hours("trained", 2026) == (Decimal(0), Decimal("21.5"))
    assert towns.other.hours("trained", 2025) == (Decimal(2), Decimal(2))
    assert towns.other.hours("trained", 2026) == (Decimal(0), Decimal(2 + 10 + 8 + 2))


def test_dirty_and_contradicting_rows_are_reported(towns: Towns) -> None:
    (reported,) = [problem for problem in towns.problems if problem["name"] == "local_parameter_cannot_be_read"]
    assert reported["rows"] == str(len(DIRTY))
    (warned,) = [problem for problem in towns.problems if problem["name"] == "local_parameters_contradict"]
    assert warned["rows"] == "1", "70 and 40 do not add up to 100"
    targets = {(row["year"], row["target_hours"]) for row in towns.other.after["training_employee"]}
    assert targets == {(year, 20) for year in (2024, 2025, 2026)}


@pytest.fixture
def agency(database_url: str) -> Iterator[City]:
    with psycopg.connect(database_url) as connection:
        yield City(connection)


@pytest.mark.parametrize(
    ("code", "subject", "value"),
    [
        ("training_target_pns", "", "20"),
        ("training_target_pns", "", "20.25"),
        ("duk_include_cpns", "", "true"),
        ("jpm_scheme", "", "PEMETAAN"),
        ("duk_position_rank", "JF_AHLI_MUDA", "100"),
        ("training_hours_fixed", "BIMTEK", "0"),
    ],
)
def test_value_of_the_catalogue_is_stored(agency: City, code: str, subject: str, value: str) -> None:
    agency.parameter(code, value, subject=subject)


@pytest.mark.parametrize(
    ("code", "subject", "value", "constraint"),
    [
        ("promotion_period", "", "4", "code"),
        ("ip_asn_technical_hours", "", "10", "code"),
        ("training_target_pns", "BIMTEK", "24", "subject"),
        ("training_hours_fixed", "", "2", "subject"),
        ("training_hours_fixed", "IV.a", "2", "subject"),
        ("duk_position_rank", "II.a", "10", "subject"),
        ("duk_education_rank", "S3", "1", "subject"),
        ("training_target_pns", "", "dua puluh", "value"),
        ("training_target_pns", "", "19.99", "value"),
        ("training_target_pns", "", "500.01", "value"),
        ("training_target_pns", "", "20.255", "value"),
        ("training_target_pns", "", "-24", "value"),
        ("training_target_pns", "", "", "value"),
        ("kgb_notice_months", "", "2.5", "value"),
        ("duk_include_cpns", "", "mungkin", "value"),
        ("duk_include_cpns", "", "1", "value"),
        ("jpm_scheme", "", "LAIN", "value"),
        ("jpm_scheme", "", "PEMETAAN KKP_39_2023", "value"),
    ],
)
def test_database_refuses_what_the_catalogue_does_not_hold(
    agency: City, code: str, subject: str, value: str, constraint: str
) -> None:
    with pytest.raises(errors.CheckViolation) as refusal:
        agency.parameter(code, value, subject=subject)
    assert refusal.value.diag.constraint_name == f"ck_local_parameter_{constraint}"


def test_same_parameter_of_two_subjects_may_overlap_but_not_of_one(agency: City) -> None:
    agency.parameter("training_hours_fixed", "3", subject="COACHING")
    agency.parameter("training_hours_fixed", "3", subject="BIMTEK")
    with pytest.raises(errors.ExclusionViolation):
        agency.parameter("training_hours_fixed", "4", start="2026-01-01", subject="BIMTEK")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("value = '30'", "kept"),
        ("reason = 'Lain'", "kept"),
        ("valid_from = '2001-01-01'", "kept"),
        ("code = 'training_target_pppk'", "kept"),
        ("valid_to = '2026-01-01'", "end_reason"),
        ("valid_to = '2026-01-01', end_reason = '  '", "end_reason"),
    ],
)
def test_value_is_ended_with_a_reason_and_never_rewritten(agency: City, change: str, constraint: str) -> None:
    agency.parameter("training_target_pns", "24")
    with pytest.raises(errors.CheckViolation) as refusal:
        agency.connection.execute(f"UPDATE stewardship.local_parameter SET {change}".encode())
    assert refusal.value.diag.constraint_name == f"ck_local_parameter_{constraint}"


def test_ended_value_stays(agency: City) -> None:
    agency.parameter("training_target_pns", "24")
    agency.connection.execute(
        "UPDATE stewardship.local_parameter SET valid_to = '2026-01-01', end_reason = 'Perwali 5/2026'"
    )
    agency.parameter("training_target_pns", "30", start="2026-01-01")
    row = agency.connection.execute("SELECT array_agg(value ORDER BY valid_from) FROM stewardship.local_parameter")
    assert row.fetchone() == (["24", "30"],)
