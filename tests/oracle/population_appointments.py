"""Offices in which posts were filled and others stand open: many at random, and one on the edges of their law."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import psycopg
from oracle_calendar import add_years
from oracle_facts import Agency, Employee, Punishment, Seat, StatusRow, Title, Unit
from oracle_merit import LAW_BEGINS, POSTS
from population_codes import CLTN
from population_edges_officials import PUNISHED, READY, SEATS, SUSPENDED, make_cycles, make_official, with_person
from population_facts import load_agencies
from population_merit import enrich_contests, insert_row
from population_rows import store_agencies
from population_seats import enrich_seats
from population_sets import OFFICIALS

OFFICES, SEED = 60, 5
DATES = (date(2024, 12, 31), date(2026, 11, 22))
FULL_LIST = 21  # one more than a list names
ROOT = 1
DAY = timedelta(days=1)


def store_appointments(url: str) -> None:
    """Write the offices into the tables of an empty database."""
    store_random(url, partial(OFFICIALS.store, limit=OFFICES), SEED)
    store_agencies(url, [_make_edges()])
    _decide_edges(url)


def store_random(url: str, officials: Callable[[str], object], number: int) -> None:
    """Write random officials; the seed `number` draws who contends and what seats ask."""
    officials(url)
    enrich_contests(url, number)
    enrich_seats(url, number)


def _make_edges() -> Agency:
    """Make an office where posts are filled on the first day of the law, and the list of an open seat is too long."""
    everybody = [*_make_first(), *_make_barred(), *_make_ready()]
    people = (replace(each, id=place, person=replace(each.person, id=place)) for place, each in enumerate(everybody, 1))
    seats = tuple(Seat(place, ROOT, Title(place, level)) for level, place in SEATS.items())
    cycles = {cycle.id: cycle for day in (LAW_BEGINS, DATES[0]) for cycle in make_cycles(day)}
    return Agency(0, (Unit(ROOT, None),), seats, tuple(cycles.values()), (), tuple(people))


def _make_first() -> Iterator[Employee]:
    """Make whoever comes to each kind of post on the first day of the law, and on the day before."""
    for level in POSTS:
        for day in (LAW_BEGINS - DAY, LAW_BEGINS):
            yield make_official(LAW_BEGINS, f"{level} {day}")


def _make_barred() -> Iterator[Employee]:
    """Make leaders who are transferred on the first day of the law, each against one of the bars."""
    since = LAW_BEGINS - 30 * DAY
    for severity, kind in PUNISHED.items():
        case = Punishment(kind, severity, "FINAL", since)
        yield make_official(LAW_BEGINS, f"mutasi {severity}", "III.b", grade="IV/a", punishments=(case,))
    for status in (SUSPENDED, CLTN):
        row = StatusRow(status, since)
        yield make_official(LAW_BEGINS, f"mutasi {status.code}", "III.b", grade="IV/a", statuses=(row,))
    retired = make_official(LAW_BEGINS, "mutasi BUP", "III.b", grade="IV/a")
    yield with_person(retired, born_on=add_years(LAW_BEGINS.replace(month=3, day=1), -58))


def _make_ready() -> Iterator[Employee]:
    for number in range(FULL_LIST):
        draft = READY["JABATAN_PENGAWAS"](DATES[0])
        yield replace(draft.employee, person=replace(draft.employee.person, name=f"Siap {number}"))


def _decide_edges(url: str) -> None:
    """Fill the posts: of each decision the chosen one is the only candidate."""
    office = load_agencies(url)[-1]
    seats = {seat.title.level: seat.id for seat in office.seats}
    with psycopg.connect(url) as connection:
        for place, employee in enumerate(office.employees):
            target, _, day = employee.person.name.partition(" ")
            if target == "Siap":
                continue
            seat, decided_on = seats["III.a"], LAW_BEGINS
            if target != "mutasi":
                seat, decided_on = seats[target], date.fromisoformat(day)
            opened_on = decided_on - (30 + 2 * place) * DAY  # another one for each decision
            vacancy = insert_row(connection, "vacancy", seat_id=seat, method="SELEKSI_INTERNAL", opened_on=opened_on)
            candidate = insert_row(
                connection, "candidate", vacancy_id=vacancy, employee_id=employee.id, registered_on=opened_on
            )
            insert_row(
                connection, "appointment_decision", candidate_id=candidate, decided_on=decided_on, reason="Terbaik"
            )
