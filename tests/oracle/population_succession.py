"""Name successors in the stored agencies, on and beside the days that matter: members of the pool, and anybody."""

from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_months
from oracle_facts import Agency
from oracle_merit import POSTS
from oracle_state import find_post
from oracle_talent import succession_pool
from population_facts import load_agencies

DATES = (date(2023, 6, 15), date(2024, 12, 31))
DAY = timedelta(days=1)
OWN_VALUES = (("succession_horizon_months", "60"), ("succession_wanted", "2"), ("succession_horizon_months", "1"))
HORIZONS = (1, 24, 60)
INSERT = (
    "INSERT INTO personnel.succession_slot (seat_id, employee_id, place, ready_on, valid_from, valid_to)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
DEMAND = (
    "INSERT INTO personnel.seat_requirement (seat_id, kind, training_kind_id, is_mandatory, valid_from)"
    " SELECT %s, 'PELATIHAN', id, true, '2000-01-01' FROM reference.training_kind WHERE code = 'PKP'"
    " ON CONFLICT DO NOTHING"
)


def enrich_succession(url: str, number: int) -> None:
    """Give every agency successors, the same ones for the same seed; also such as the form would refuse."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE personnel.succession_slot DISABLE TRIGGER check_succession_slot")
        for place, agency in enumerate(agencies):
            _name_successors(connection, Random(f"succession/{number}/{agency.id}"), agency)
            if place % 2:
                code, value = OWN_VALUES[place // 2 % len(OWN_VALUES)]
                connection.execute(
                    "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                    " VALUES (%s, %s, %s, '2000-01-01', 'uji acak')",
                    [agency.id, code, value],
                )
        connection.execute("ALTER TABLE personnel.succession_slot ENABLE TRIGGER check_succession_slot")


def _name_successors(connection: "psycopg.Connection[Any]", rng: Random, agency: Agency) -> None:
    members = [key for day in DATES for (key,) in succession_pool(agency, day)]
    staff = [who.id for who in agency.employees]
    for seat in agency.seats:
        if rng.random() > (0.8 if seat.title.level in POSTS else 0.2):
            continue
        if rng.random() < 0.15:
            connection.execute(DEMAND, [seat.id])
        holders = [
            who.id
            for who in agency.employees
            for day in DATES
            if (post := find_post(agency, who, day)) and post == seat
        ]
        for place in range(1, rng.randint(2, 6)):
            pool = rng.choice((members, members, members, staff, holders))
            if pool:
                connection.execute(INSERT, [seat.id, rng.choice(pool), place, *_draw_days(rng)])


def _draw_days(rng: Random) -> tuple[date | None, date, date | None]:
    """Return from when somebody is called ready, and the period of the name."""
    day = rng.choice(DATES)
    ready = rng.choice((add_months(day, rng.choice(HORIZONS)), day))
    start = rng.choice((DATES[0] - 100 * DAY, DATES[0] - 100 * DAY, DATES[0], DATES[0] + DAY, DATES[1]))
    ends = [end for end in (*DATES, *(each + DAY for each in DATES)) if end > start]
    end = rng.choice(ends) if rng.random() < 0.3 else None
    return rng.choice((None, ready, ready + DAY)), start, end
