"""Give stored random agencies vacancies, candidates, scores and decisions, on and beside the days that matter."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from oracle_calendar import FOREVER, add_months, add_years
from oracle_facts import Agency, Employee, Seat
from oracle_law import GOOD
from oracle_merit import POSTS, Contender, Contest
from oracle_state import Dated, find_seat
from population_facts import load_agencies

CONTESTS = 12  # of an agency
FIRST, LAST = date(2018, 1, 2), date(2026, 11, 22)
STAGES = ("REKAM_JEJAK", "MAKALAH", "ASESMEN", "WAWANCARA")
WEIGHTS = tuple(map(Decimal, ("10", "20", "33.33", "40")))
MARKS = (None, None, Decimal(60), Decimal("70.5"))
SCORES = tuple(map(Decimal, ("59.99", "60", "60.01", "70.5", "75", "80", "91.25")))
DAY = timedelta(days=1)


def enrich_contests(url: str, number: int) -> None:
    """Add decided vacancies to every agency that is stored, the same ones for the same seed `number`."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        for agency in agencies:
            rng = Random(f"contests/{number}/{agency.id}")
            taken: set[tuple[int, date]] = set()
            for _ in range(CONTESTS):
                _add_contest(connection, rng, agency, taken)


def load_contests(url: str) -> dict[int, list[Contest]]:
    """Return every decision with all that it rests on, by agency."""
    with psycopg.connect(url) as connection:
        scores: dict[int, dict[str, tuple[Decimal, date]]] = {}
        for candidate, stage, score, scored_on in connection.execute(
            "SELECT candidate_id, stage, score, scored_on FROM personnel.stage_score"
        ):
            scores.setdefault(candidate, {})[stage] = score, scored_on
        contenders: dict[int, list[Contender]] = {}
        for vacancy, key, employee, registered_on, withdrawn_on in connection.execute(
            "SELECT vacancy_id, id, employee_id, registered_on, withdrawn_on FROM personnel.candidate ORDER BY id"
        ):
            contender = Contender(key, employee, registered_on, withdrawn_on, scores.get(key, {}))
            contenders.setdefault(vacancy, []).append(contender)
        stages: dict[int, dict[str, tuple[Decimal, Decimal | None]]] = {}
        for vacancy, stage, weight, mark in connection.execute(
            "SELECT vacancy_id, stage, weight, pass_mark FROM personnel.selection_stage"
        ):
            stages.setdefault(vacancy, {})[stage] = weight, mark
        found: dict[int, list[Contest]] = {}
        for agency, key, chosen, decided_on, ground, vacancy, seat, opened_on in connection.execute(
            "SELECT u.agency_id, d.id, d.candidate_id, d.decided_on, d.ground, v.id, s.id, v.opened_on"
            " FROM personnel.appointment_decision d JOIN personnel.candidate c ON c.id = d.candidate_id"
            " JOIN personnel.vacancy v ON v.id = c.vacancy_id JOIN personnel.seat s ON s.id = v.seat_id"
            " JOIN personnel.unit u ON u.id = s.unit_id"
        ):
            stood = tuple(contenders[vacancy])
            announced = stages.get(vacancy, {})
            contest = Contest(key, chosen, decided_on, ground, vacancy, seat, opened_on, announced, stood)
            found.setdefault(agency, []).append(contest)
    return found


def _add_contest(
    connection: "psycopg.Connection[Any]", rng: Random, agency: Agency, taken: set[tuple[int, date]]
) -> None:
    leading = [seat for seat in agency.seats if seat.title.level in POSTS]
    lowest = [seat for seat in leading if POSTS[seat.title.level].height == 1]
    seat = rng.choice(rng.choice((lowest, leading)) or leading or agency.seats)
    if rng.random() < 0.05:
        seat = rng.choice(agency.seats)
    known = {each.id for each in leading}
    leaders = [each for each in agency.employees if any(row.seat_id in known for row in each.assignments)]
    pool = leaders if len(leaders) > 2 and rng.random() < 0.7 else agency.employees
    star = rng.choice(pool)
    poor = [each for each in agency.employees if _find_poor_years(agency, each)]
    is_poor = bool(poor) and rng.random() < 0.2
    if is_poor:
        star = rng.choice(poor)
    poor_years = [date(year + 1, 6, 1) for year in _find_poor_years(agency, star)]
    kinds = [poor_years] if is_poor else _find_edges(star)
    possible = [[day for day in kind if FIRST <= day <= LAST and _is_employed(star, day)] for kind in kinds]
    days = rng.choice([kind for kind in possible if kind] or [[]])
    if turns := list(_find_turns(agency, leading)) if rng.random() < 0.3 else []:
        star, seat, turn = rng.choice(turns)
        days = [turn]
    if not days:
        return
    decided_on = rng.choice(days)
    opened_on = decided_on - timedelta(days=rng.choice((0, 30, 60)))
    if (seat.id, opened_on) in taken or not _is_employed(star, opened_on):
        return
    taken.add((seat.id, opened_on))
    vacancy = insert_row(connection, "vacancy", seat_id=seat.id, method="SELEKSI_INTERNAL", opened_on=opened_on)
    stages = rng.sample(STAGES, rng.choice((0, 1, 1, 1, 2, 3)))
    for stage in stages:
        insert_row(
            connection, "selection_stage", vacancy_id=vacancy, stage=stage, weight=rng.choice(WEIGHTS),
            pass_mark=rng.choice(MARKS),
        )  # fmt: skip
    others = rng.sample(pool, min(rng.choice((0, 2, 4, 8)), len(pool)))
    for employee in (star, *(other for other in others if other is not star)):
        registered_on = opened_on if employee is star else opened_on + timedelta(days=rng.choice((0, 0, 1, 31)))
        if not _is_employed(employee, registered_on):
            continue
        is_leaving = employee is not star and rng.random() < 0.2
        withdrawn_on = max(decided_on + rng.choice((-1, 0, 1)) * DAY, registered_on) if is_leaving else None
        candidate = insert_row(
            connection, "candidate", vacancy_id=vacancy, employee_id=employee.id, registered_on=registered_on,
            withdrawn_on=withdrawn_on,
        )  # fmt: skip
        for stage in stages:
            if rng.random() < 0.95:
                scored_on = decided_on + rng.choice((-5, -1, 0, 0, 0, 0, 1)) * DAY
                insert_row(
                    connection, "stage_score", candidate_id=candidate, stage=stage, score=rng.choice(SCORES),
                    scored_on=scored_on,
                )  # fmt: skip
        if employee is star:
            insert_row(
                connection, "appointment_decision", candidate_id=candidate, decided_on=decided_on, reason="Terbaik",
                ground=rng.choice((None, "KESEHATAN")),
            )  # fmt: skip


def _is_employed(employee: Employee, day: date) -> bool:
    return employee.appointed_on <= day < (employee.terminated_on or FOREVER)


def _find_poor_years(agency: Agency, employee: Employee) -> list[int]:
    years = {cycle.id: cycle.year for cycle in agency.cycles if cycle.kind == "TAHUNAN"}
    return [
        years[row.cycle_id] for row in employee.appraisals if row.cycle_id in years and (row.ordinal or GOOD) < GOOD
    ]


def _find_edges(employee: Employee) -> list[list[date]]:
    """Return the days on which something begins or stops counting for somebody, and those beside them, by kind."""
    dated: tuple[Dated, ...] = (*employee.punishments, *employee.statuses, *employee.assignments)
    born = employee.person.born_on
    kinds = [
        [day for row in dated for end in (row.valid_from, row.valid_to) if end for day in _beside(end)],
        [
            day
            for row in employee.assignments
            for months in (24, 36, 48, 60)
            for day in (*_beside(add_months(row.valid_from, months)), add_months(row.valid_from, months) - 20 * DAY)
        ],
        [day for row in employee.person.diplomas if row.recognised_on for day in _beside(row.recognised_on)],
        [*_beside(employee.permanent_on)] if employee.permanent_on else [],
        [*_beside(add_years(born, 56))],
        [day for age in (58, 60) for day in _beside(add_months(add_years(born.replace(day=1), age), 1))],
        [date(year, 1, 1) for year in range(FIRST.year + 1, LAST.year + 1)],
        [date(2021, 8, 30), date(2021, 8, 31)],
    ]
    return [kind for kind in kinds if kind]


def _find_turns(agency: Agency, leading: list[Seat]) -> Iterator[tuple[Employee, Seat, date]]:
    """Return who comes to the experience a seat asks in the first post held, the seat, and the days around that."""
    for employee in agency.employees:
        posts = [row for row in employee.assignments if row.kind == "DEFINITIF"]
        first = min(posts, key=lambda row: row.valid_from, default=None)
        if first is None or employee.scheme != "PNS":
            continue
        level = find_seat(agency, first.seat_id).title.level
        for seat in leading:
            for levels, months in POSTS[seat.title.level].experience:
                reached = add_months(first.valid_from, months)
                for day in (*_beside(reached), reached - 20 * DAY, reached + 20 * DAY):
                    if level in levels and FIRST <= day <= LAST and _is_employed(employee, day):
                        yield employee, seat, day


def _beside(day: date) -> tuple[date, ...]:
    return day - DAY, day, day + DAY


def insert_row(connection: "psycopg.Connection[Any]", table: str, **values: Any) -> int:
    places = ", ".join(["%s"] * len(values))
    statement = f"INSERT INTO personnel.{table} ({', '.join(values)}) VALUES ({places}) RETURNING id"
    row = connection.execute(statement.encode(), list(values.values())).fetchone()
    assert row is not None
    return int(row[0])
