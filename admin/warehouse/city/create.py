"""The synthetic city: made in memory, copied in one transaction."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from random import Random

import psycopg

from admin.errors import MeritError
from admin.warehouse.city.assessments import write_assessments
from admin.warehouse.city.attendance import open_office, write_attendance
from admin.warehouse.city.bare import stripped
from admin.warehouse.city.careers import appoint_acting_heads, seat_school_heads, write_assignments
from admin.warehouse.city.catalogue import plan_sessions, publish_catalogue
from admin.warehouse.city.climate import forecast_climate
from admin.warehouse.city.conduct import (
    write_awards,
    write_cases,
    write_documents,
    write_family,
    write_proposals,
)
from admin.warehouse.city.corrections import write_corrections
from admin.warehouse.city.credits import write_credits
from admin.warehouse.city.development import write_development
from admin.warehouse.city.dirt import soil_people
from admin.warehouse.city.education import write_diplomas
from admin.warehouse.city.employees import hire, hire_leavers
from admin.warehouse.city.engagement import write_engagement
from admin.warehouse.city.goals import Plans, choose_goals, write_goals
from admin.warehouse.city.partners import write_internships
from admin.warehouse.city.people import Numbers
from admin.warehouse.city.performance import (
    Cycles,
    write_appraisals,
    write_unit_results,
)
from admin.warehouse.city.pools import read_birth_places, read_codes
from admin.warehouse.city.posts import plan_posts
from admin.warehouse.city.rarities import plant_rarities
from admin.warehouse.city.records import MAYORS, OFFICER, Decrees, write_career, write_increments
from admin.warehouse.city.recruitment import write_recruitment
from admin.warehouse.city.requirements import write_requirements
from admin.warehouse.city.rows import Rows
from admin.warehouse.city.selection import plan_selections, write_selections
from admin.warehouse.city.service import write_service
from admin.warehouse.city.succession import write_succession
from admin.warehouse.city.training import write_training
from admin.warehouse.city.units import found_units
from admin.warehouse.city.world import World

FEWEST, MOST = 50, 100_000
FIRST_DAY, LAST_DAY = date(2018, 1, 1), date(2035, 12, 31)
CHUNK = 1000
AGENCY = "Pemerintah Kota Contoh"


@dataclass(frozen=True)
class CityReport:
    """What was made: people employed on the as-of date and before, rows per table, dirty rows per kind.

    `violations` are the appointment decisions planted against the law, by row number, with what is wrong; `exceptions`
    those that only look so.
    """

    as_of: date
    employees: int
    former_employees: int
    rows: dict[str, int]
    dirt: dict[str, int]
    violations: dict[int, str]
    exceptions: dict[int, str]
    seconds: float


def _say_nothing(_line: str) -> None:
    pass


def create_city(
    url: str,
    employees: int = 5000,
    seed: int = 1,
    as_of: date | None = None,
    progress: Callable[[str], None] = _say_nothing,
) -> CityReport:
    """Fill an empty, migrated database with an invented city government and ten years of its history.

    The same number of employees, seed and day give the same rows. `employees` counts those employed on `as_of`
    (default: today where the database is); those who left in the ten years before come on top. Every name, NIP and NIK
    is invented. Some rows are wrong on purpose, as `CityReport.dirt` tells. One transaction: a run that is killed
    leaves nothing.

    Raises:
        MeritError: the number or the day is out of range, code lists are missing, or personnel data is present already.
    """
    started = time.monotonic()
    with psycopg.connect(url) as connection, ThreadPoolExecutor(max_workers=1) as copier:
        as_of = as_of or _today(connection)
        _require_range(employees, as_of)
        _require_empty(connection)
        world = _found_city(connection, Rows(copier), employees, seed, as_of)
        progress(f"Founding the units of {AGENCY}, {employees} employees on {as_of}")
        found_units(world, AGENCY)
        numbers = Numbers()
        _populate(world, numbers, progress)
        with stripped(connection):
            _write(world, numbers, connection, progress)
            rows = world.rows.finish(connection)
            progress("Checking and indexing")
        _note_load(connection, rows)
        progress("Gathering statistics")
        for table in rows:
            connection.execute(f"ANALYZE personnel.{table}")
    staying = sum(employee.leaves_on is None for employee in world.employees)
    former = len(world.employees) - staying
    planted = (world.violations, world.exceptions)
    return CityReport(as_of, staying, former, rows, dict(world.dirt), *planted, time.monotonic() - started)


def _note_load(connection: psycopg.Connection, rows: dict[str, int]) -> None:
    """Tell the audit once a table what was loaded: invented rows are worth no entry each."""
    statement = (
        "INSERT INTO audit.change (table_name, operation, new, reason)"
        " VALUES (%s, 'MUAT', jsonb_build_object('rows', %s::integer), 'Kota contoh buatan: semua data rekaan')"
    )
    for table, number in rows.items():
        if number:
            connection.execute(statement, [f"personnel.{table}", number])


def _today(connection: psycopg.Connection) -> date:
    row = connection.execute("SELECT current_date").fetchone()
    assert row is not None
    day: date = row[0]
    return day


def _require_range(employees: int, as_of: date) -> None:
    if not FEWEST <= employees <= MOST:
        raise MeritError(f"A city of {employees} employees cannot be made.", f"Ask for {FEWEST} to {MOST:,} employees.")
    if not FIRST_DAY <= as_of <= LAST_DAY:
        raise MeritError(f"A city as of {as_of} cannot be made.", f"Choose a day from {FIRST_DAY} to {LAST_DAY}.")


def _require_empty(connection: psycopg.Connection) -> None:
    row = connection.execute(
        "SELECT (SELECT name FROM personnel.agency LIMIT 1), (SELECT count(*) FROM reference.grade)"
    ).fetchone()
    assert row is not None
    if row[0] is not None:
        raise MeritError(f"The database already holds {row[0]}.", "Use an empty database, or another MERIT_HOME.")
    if not row[1]:
        raise MeritError("The code lists are not loaded.", "Load seeds/codes first.")


def _found_city(connection: psycopg.Connection, rows: Rows, employees: int, seed: int, as_of: date) -> World:
    birth_places = read_birth_places(connection)
    region = _add_region(connection)
    agency = rows.add("agency", code="CONTOH", name=AGENCY, kind="KOTA", head_title="Wali Kota", region_id=region)
    name, title = OFFICER
    rows.add(
        "signatory", agency_id=agency, title=title, name=name, place="Contoh", valid_from=date(MAYORS[-1][0], 3, 1)
    )
    return World(Random(seed), rows, read_codes(connection), as_of, employees, agency, region, birth_places)  # noqa: S311


def _add_region(connection: psycopg.Connection) -> int:
    """Create the city's region under a province code that no province has, and return its number."""
    statement = (
        "INSERT INTO reference.region (code, name, name_en, ordinal, kind, parent_id) VALUES (%s, %s, %s, %s, %s, %s)"
        " RETURNING id"
    )
    province = connection.execute(statement, ["99", "Provinsi Contoh", "Example Province", 9900, "PROVINSI", None])
    parent = province.fetchone()
    assert parent is not None
    city = connection.execute(statement, ["99.71", "Kota Contoh", "Example City", 9971, "KOTA", parent[0]]).fetchone()
    assert city is not None
    return int(city[0])


def _populate(world: World, numbers: Numbers, progress: Callable[[str], None]) -> None:
    forecast_climate(world)
    posts = plan_posts(world)
    progress(f"Hiring for {len(posts)} posts and following their careers")
    hire(world, numbers, posts)
    hire_leavers(world, numbers, posts)
    seat_school_heads(world)
    appoint_acting_heads(world)
    plant_rarities(world)


def _write(world: World, numbers: Numbers, connection: psycopg.Connection, progress: Callable[[str], None]) -> None:
    cycles = Cycles(world)
    decrees = Decrees(world)
    catalogue = publish_catalogue(world)
    goals: Plans = []
    write_unit_results(world, cycles)
    write_requirements(world)
    spoil = soil_people(world, numbers)
    office = open_office(world, connection)
    selections = plan_selections(world, frozenset(spoil))
    for place, employee in enumerate(world.employees, start=1):
        if not employee.is_former:  # what belongs to the person is kept once
            write_diplomas(world, employee)
            write_family(world, numbers, employee)
            write_documents(world, employee)
            write_corrections(world, employee)
        write_career(world, decrees, employee)
        write_increments(world, decrees, employee)
        write_appraisals(world, cycles, employee)
        choose_goals(world, employee, goals)
        write_assessments(world, employee)
        write_credits(world, employee)
        write_training(world, catalogue, employee)
        write_cases(world, decrees, employee)
        write_awards(world, decrees, employee)
        write_proposals(world, employee)
        write_attendance(world, office, employee)
        if employee.number in spoil:
            spoil[employee.number](world, numbers, employee)
        if place % CHUNK == 0:
            progress(f"Writing ten years of history: {place} of {len(world.employees)} people")
            world.rows.flush(connection)
    plan_sessions(world, catalogue)
    write_internships(world, catalogue.agreements)
    write_assignments(world, decrees)
    write_service(world)
    write_engagement(world)
    write_selections(world, selections)
    write_recruitment(world, numbers)
    write_goals(world, cycles, goals)
    write_development(world)
    write_succession(world, decrees, selections)
