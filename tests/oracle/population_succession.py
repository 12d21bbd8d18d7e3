"""Name successors in the stored agencies, on and beside the days that matter: members of the pool, and anybody."""

from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_months
from oracle_dossier import CORE_COMPETENCIES
from oracle_facts import Agency
from oracle_merit import POSTS
from oracle_paths import judge_paths
from oracle_state import find_post, is_employed
from oracle_talent import succession_pool
from population_facts import load_agencies

DATES = (date(2024, 12, 31), date(2026, 11, 22))
ASSESSED_ON = date(2024, 5, 20)
TALENTED = 0.7  # of the employees
EVERY = 3
DAY = timedelta(days=1)
OWN_VALUES = (("succession_horizon_months", "60"), ("succession_wanted", "2"), ("succession_horizon_months", "1"))
HORIZONS = (1, 24, 60)
INSERT = (
    "INSERT INTO personnel.succession_slot (seat_id, employee_id, place, ready_on, valid_from, valid_to)"
    " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
)
ASSESS = (
    "INSERT INTO personnel.assessment_result (employee_id, assessed_on, competency_id, level)"
    " SELECT e.id, %s, c.id, 5 FROM personnel.employee e JOIN reference.competency c ON c.code = ANY(%s)"
    " WHERE e.id = ANY(%s) ORDER BY 1, 3 ON CONFLICT DO NOTHING"
)
MEASURE = (
    "INSERT INTO personnel.assessment_result (employee_id, assessed_on, score)"
    " SELECT key, %s, 95 FROM unnest(%s::bigint[]) AS key ON CONFLICT DO NOTHING"
)
DEMAND = (
    "INSERT INTO personnel.seat_requirement (seat_id, kind, training_kind_id, is_mandatory, valid_from)"
    " SELECT %s, 'PELATIHAN', id, true, '2000-01-01' FROM reference.training_kind WHERE code = 'PKP'"
    " ON CONFLICT DO NOTHING"
)


def enrich_succession(url: str, number: int) -> None:
    """Give every third agency talents and successors, the same ones for the same seed; also such as a form refuses."""
    with psycopg.connect(url) as connection:
        rng = Random(f"talents/{number}")
        staff = [key for (key,) in connection.execute("SELECT id FROM personnel.employee ORDER BY id")]
        talents = [key for key in staff if rng.random() < TALENTED]
        connection.execute(ASSESS, [ASSESSED_ON, [*CORE_COMPETENCIES], talents])
        connection.execute(MEASURE, [ASSESSED_ON, talents])
    agencies = load_agencies(url)[::EVERY]
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
    gone = [who.id for who in agency.employees if not is_employed(who, DATES[-1])]
    judged = [verdict for day in DATES for verdict in judge_paths(agency, day)]
    near = {
        (each.case.official.id, each.case.path)
        for each in judged
        if each.status != "TIDAK_MEMENUHI" or each.earliest_tmt is not None
    }
    for seat in agency.seats:
        if rng.random() > (0.9 if seat.title.level in POSTS else 0.2):
            continue
        if rng.random() < 0.15:
            connection.execute(DEMAND, [seat.id])
        holders = [who.id for who in agency.employees for day in DATES if find_post(agency, who, day) == seat]
        path = POSTS[seat.title.level].path if seat.title.level in POSTS else ""
        able = [key for key in staff if (key, path) in near]
        both = [key for key in able if key in members]
        for place in range(1, rng.randint(2, 6)):
            pool = rng.choice((both, both, members, members, staff, able, holders, gone))
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
