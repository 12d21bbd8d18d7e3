"""What must hold of the marts of the law whoever the people are: random agencies go through the tables and dbt."""

from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any

import psycopg
import pytest
from empty_marts import EmptyMarts
from mutation_told import NAME
from oracle_calendar import add_years
from population_facts import load_agencies
from population_sets import WHOLE_LAW
from psycopg import sql
from psycopg.rows import dict_row

from admin.warehouse.database import Database

DAY = date(2024, 8, 15)

Row = dict[str, Any]
Marts = dict[str, list[Row]]

# Of a person, what the others decide too. Everything else must stay as it is when somebody else is edited.
RANKS = {"rank_agency", "rank_unit", "decided_by", "decided_by_label_id", "decided_by_label_en"}
RELATIVE = {
    "duk": RANKS,
    "succession_pool": {"rank_agency", "rank_unit", "duk_rank"},
    "performance_ranking": {
        f"{prefix}{kind}" for kind in ("rank_agency", "rank_unit", "rank_level") for prefix in ("", "previous_")
    }
    | {"rank_agency_change", "rank_unit_change", "rank_level_change", "ranked_agency", "ranked_unit", "ranked_level"},
    "promotion_readiness": {"superior_grade_code"},
}
# The agencies have none of what these tell of; each has random populations of its own (test_oracle_merit and others).
ELSEWHERE = frozenset({
    *("merit_audit", "selection_fairness", "seat_readiness", "leave_balance", "attendance_month"),
    *("service_satisfaction", "unit_satisfaction", "outreach_activity", "forum_followup"),
    *("recruitment_funnel", "formation_outcome", "partner_programme", "correction_turnaround"),
    "correction_followup",
    *("goal_cascade", "appraisal_followup", "development_followup", "behaviour_employee", "behaviour_unit"),
    *("certificate_due", "succession_plan", "succession_seat"),
    "change_feed",
})  # fmt: skip
MINIMUM_TIME = ("MASA_PANGKAT", "MASA_JABATAN", "MASA_KERJA", "PENGALAMAN")


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database of random agencies with every fact that the law reads."""
    with nobody.clone() as database:
        replace(WHOLE_LAW, count=30, seed=2).store(database.url)
        yield database


@pytest.fixture(scope="module")
def marts(populated: Database, nobody: EmptyMarts) -> Marts:
    """Every mart of the day."""
    return derive(nobody, populated.url, DAY)


@pytest.fixture(scope="module")
def again(populated: Database, nobody: EmptyMarts, marts: Marts) -> Marts:
    """Every mart of the day once more, from the same facts."""
    return derive(nobody, populated.url, DAY)


@pytest.fixture(scope="module")
def a_year_later(populated: Database, nobody: EmptyMarts, again: Marts) -> Marts:
    """Every mart of the same facts a year later."""
    return derive(nobody, populated.url, add_years(DAY, 1))


@pytest.fixture(scope="module")
def undisturbed(populated: Database) -> set[int]:
    """The employees in whose facts nothing begins or ends within the year."""
    return {
        employee.id
        for office in load_agencies(populated.url)
        for employee in office.employees
        if not any(DAY < day <= add_years(DAY, 1) for day in dates_of(employee))
    }


@pytest.fixture(scope="module")
def edited(populated: Database, nobody: EmptyMarts, a_year_later: Marts) -> tuple[dict[int, int], Marts]:
    """One person of every third agency, by agency, and the marts of the day after these were edited."""
    chosen = {}
    with psycopg.connect(populated.url) as connection:
        for office in load_agencies(populated.url)[::3]:
            candidates = [each.id for each in office.employees if each.scheme == "PNS" and each.grades]
            if len(office.employees) > 1 and candidates:
                chosen[office.id] = Random(office.id).choice(candidates)
                edit(connection, chosen[office.id])
    return chosen, derive(nobody, populated.url, DAY)


def test_rebuild_of_the_same_facts_is_identical(marts: Marts, again: Marts) -> None:
    assert marts.keys() == again.keys()
    for name in marts.keys() - {"build_info"}:
        assert marts[name] or name in ELSEWHERE, name
        assert sort(map(without_build, marts[name])) == sort(map(without_build, again[name])), name


@pytest.mark.parametrize(
    ("mart", "rank", "within"),
    [
        ("duk", "rank_agency", ("agency_id",)),
        ("duk", "rank_unit", ("agency_id", "unit_id")),
        ("succession_pool", "rank_agency", ("agency_id",)),
        ("succession_pool", "rank_unit", ("agency_id", "unit_id")),
    ],
)
def test_ranks_are_a_permutation(marts: Marts, mart: str, rank: str, within: tuple[str, ...]) -> None:
    ranks = defaultdict(list)
    for row in marts[mart]:
        ranks[tuple(row[column] for column in within)].append(row[rank])
    assert max(map(len, ranks.values())) > 2
    for group, found in ranks.items():
        assert sorted(found) == list(range(1, len(found) + 1)), (mart, rank, group)


@pytest.mark.parametrize("kind", ["agency", "unit", "level"])
def test_ranks_of_performance_are_a_permutation_but_for_ties(marts: Marts, kind: str) -> None:
    """Equals share a rank, and whoever comes next stands as many places below: 1, 2, 2, 4."""
    within = {"agency": "agency_id", "unit": "unit_id", "level": "position_level_code"}[kind]
    groups = defaultdict(list)
    for row in marts["performance_ranking"]:
        if row[f"rank_{kind}"] is not None:
            groups[row["agency_id"], row["year"], row[within]].append((row[f"rank_{kind}"], row[f"ranked_{kind}"]))
    assert max(map(len, groups.values())) > 3
    for group, found in groups.items():
        ranks = sorted(rank for rank, _ in found)
        assert ranks == [1 + sum(other < rank for other in ranks) for rank in ranks], group
        assert {ranked for _, ranked in found} == {len(found)}, group


def test_a_year_more_never_undoes_a_minimum_of_years(marts: Marts, a_year_later: Marts, undisturbed: set[int]) -> None:
    """Who has served the months of a path, and in whose facts nothing changed, still has a year later."""
    before, after = failed_minimums(marts), failed_minimums(a_year_later)
    both = open_paths(marts) & open_paths(a_year_later)
    asked = {key for key in both if key[0] in undisturbed}
    assert len(asked) > 50
    assert any(before[key] - after[key] for key in asked), "nobody's time was up within the year"
    undone = {key: after[key] - before[key] for key in asked if after[key] - before[key]}
    assert not undone


@pytest.mark.parametrize(("mart", "measure"), [("duk", "service_total_months"), ("satyalancana_due", "years_on_batch")])
def test_a_year_more_never_shortens_service(
    marts: Marts, a_year_later: Marts, undisturbed: set[int], mart: str, measure: str
) -> None:
    before = {row["employee_id"]: row[measure] for row in marts[mart] if row[measure] is not None}
    after = {row["employee_id"]: row[measure] for row in a_year_later[mart] if row[measure] is not None}
    both = before.keys() & after.keys() & undisturbed
    assert len(both) > 20
    assert sum(before[each] < after[each] for each in both) > 20
    assert not {each: (before[each], after[each]) for each in both if before[each] > after[each]}


def test_an_edit_moves_nothing_in_other_agencies(again: Marts, edited: tuple[dict[int, int], Marts]) -> None:
    chosen, after = edited
    assert len(chosen) > 5
    for name in again.keys() - {"build_info"}:
        elsewhere = [
            sort(without_build(row) for row in rows[name] if row["agency_id"] not in chosen) for rows in (again, after)
        ]
        assert elsewhere[0] or name in ELSEWHERE, name
        assert elsewhere[0] == elsewhere[1], name


def test_an_edit_moves_only_ranks_of_others_in_the_agency(again: Marts, edited: tuple[dict[int, int], Marts]) -> None:
    chosen, after = edited
    for name in again:
        if again[name] and "employee_id" in again[name][0]:
            relative = RELATIVE.get(name, set())
            others = [
                sort(
                    without_build(row, relative)
                    for row in rows[name]
                    if chosen.get(row["agency_id"]) not in (None, row["employee_id"])
                )
                for rows in (again, after)
            ]
            assert others[0] == others[1], name


def test_an_edit_moves_the_rows_of_the_person(again: Marts, edited: tuple[dict[int, int], Marts]) -> None:
    """Otherwise the tests above would say nothing."""
    chosen, after = edited
    moved = {
        name
        for name in again
        if again[name]
        and "employee_id" in again[name][0]
        and sort(without_build(row) for row in again[name] if row["employee_id"] in chosen.values())
        != sort(without_build(row) for row in after[name] if row["employee_id"] in chosen.values())
    }
    assert moved >= {"duk", "performance_ranking", "promotion_readiness", "promotion_check", "training_employee",
                     "kgb_due", "talent_box", "ip_asn"}  # fmt: skip


def derive(nobody: EmptyMarts, url: str, as_of: date) -> Marts:
    """Derive every mart for a date, without data tests and without publishing, and return what they hold."""
    nobody.derive(url, as_of)
    with psycopg.connect(url, row_factory=dict_row) as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'marts__next' AND tablename <> %s"
        names = connection.execute(query, [NAME]).fetchall()  # not a mart
        every = sql.SQL("SELECT * FROM {}")
        return {
            row["tablename"]: connection.execute(
                every.format(sql.Identifier("marts__next", row["tablename"]))
            ).fetchall()
            for row in names
        }


def edit(connection: psycopg.Connection[Any], employee_id: int) -> None:
    """Promote a person by a grade, judge every year otherwise, and add a long course."""
    connection.execute(
        "INSERT INTO personnel.grade_record (employee_id, grade_id, valid_from, reason)"
        " SELECT employee_id, above.id, %s, 'REGULER' FROM personnel.grade_record AS record"
        " JOIN reference.grade AS held ON held.id = grade_id"
        " JOIN reference.grade AS above ON above.scheme = held.scheme AND above.ordinal = held.ordinal + 1"
        " WHERE employee_id = %s ORDER BY held.ordinal DESC LIMIT 1",
        [DAY.replace(day=1), employee_id],
    )
    connection.execute(
        "UPDATE personnel.appraisal SET predicate_written = NULL,"
        " predicate = CASE predicate WHEN 'SANGAT_BAIK' THEN 'KURANG' ELSE 'SANGAT_BAIK' END WHERE employee_id = %s",
        [employee_id],
    )
    connection.execute(
        "INSERT INTO personnel.completion (employee_id, training_kind_id, title, started_on, ended_on, hours)"
        " SELECT %s, id, 'Pelatihan panjang', %s, %s, 120 FROM reference.training_kind WHERE code = 'TEKNIS'",
        [employee_id, DAY.replace(month=3), DAY.replace(month=4)],
    )


def dates_of(fact: object) -> Iterator[date]:
    """Yield every date in a fact and in the facts it holds."""
    if isinstance(fact, date):
        yield fact
    elif isinstance(fact, tuple):
        for each in fact:
            yield from dates_of(each)
    elif is_dataclass(fact):
        for field in fields(fact):
            yield from dates_of(getattr(fact, field.name))


def open_paths(marts: Marts) -> set[tuple[int, str, str | None]]:
    """Return whom each path is open, and the grade it leads to."""
    return {
        (row["employee_id"], row["path_code"], row["target_grade_code"])
        for row in marts["promotion_readiness"]
        if row["status"] != "TIDAK_BERLAKU"
    }


def failed_minimums(marts: Marts) -> dict[tuple[int, str, str | None], set[str]]:
    """Return the times that are not served yet, by person, path and target."""
    targets = {(employee, path): target for employee, path, target in open_paths(marts)}
    failed: dict[tuple[int, str, str | None], set[str]] = defaultdict(set)
    for row in marts["promotion_check"]:
        key = row["employee_id"], row["path_code"]
        if row["blocker_code"] in MINIMUM_TIME:
            failed[*key, targets[key]].add(row["blocker_code"])
    return failed


def without_build(row: Row, also: Set[str] = frozenset()) -> Row:
    """Return the row without the number of the build, and without instants and columns that may differ."""
    return {
        name: value
        for name, value in row.items()
        if name != "build_id" and name not in also and not isinstance(value, datetime)
    }


def sort(rows: Any) -> list[str]:
    """Return the rows as texts in an order, so that two lists can be told apart."""
    return sorted(repr(sorted(row.items())) for row in rows)
