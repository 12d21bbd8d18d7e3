"""Random agencies are real ones: the tables take them, and reading them back loses nothing."""

import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

from oracle_facts import Agency, Cycle, Employee
from population import draw_agencies
from population_facts import load_agencies
from population_rows import store_agencies

from admin.settings import PROJECT

DRAW_AND_LOAD = """
import sys
from population import draw_agencies
from population_dossier import enrich_agencies
from population_facts import load_agencies
from population_rows import store_agencies
url = sys.argv[1]
store_agencies(url, draw_agencies(4, number=3))
enrich_agencies(url, number=3)
print(load_agencies(url))
"""


def test_tables_accept_random_agencies_and_give_them_back(database_url: str) -> None:
    drawn = draw_agencies(8, number=3)
    store_agencies(database_url, drawn)
    stored = load_agencies(database_url)
    assert [_outline(agency) for agency in stored] == [_outline(agency) for agency in drawn]


def test_same_seed_draws_the_same_agencies() -> None:
    assert draw_agencies(3, number=5) == draw_agencies(3, number=5)
    assert draw_agencies(3, number=5) != draw_agencies(3, number=6)


def test_same_seed_stores_the_same_facts_in_every_process(server: Any, template: str) -> None:
    told = []
    for hash_seed in ("1", "2"):
        with server.clone(template) as database:
            told.append(_tell(database.url, hash_seed))
    assert told[0] == told[1]
    assert "Employee(" in told[0]


def _tell(url: str, hash_seed: str) -> str:
    """Return the facts that a fresh process, which orders sets by `hash_seed`, draws, stores and reads back."""
    environ = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": f"{PROJECT}:{PROJECT / 'tests' / 'oracle'}"}
    command = [sys.executable, "-c", DRAW_AND_LOAD, url]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout


def _outline(agency: Agency) -> list[object]:
    """Return the agency without the numbers that the database gave out."""
    levels = {seat.id: (seat.title.level, seat.title.is_teacher) for seat in agency.seats}
    cycles = {cycle.id: replace(cycle, id=0) for cycle in agency.cycles}
    people = [_outline_of_employee(employee, levels, cycles) for employee in agency.employees]
    return [len(agency.units), sorted(levels.values()), list(agency.parameters), people]


def _outline_of_employee(
    employee: Employee, levels: dict[int, tuple[str, bool]], cycles: dict[int, Cycle]
) -> list[object]:
    person = replace(employee.person, id=0, name="", diplomas=())
    rest = replace(employee, id=0, nip="", person=person, grades=(), assignments=(), statuses=(), completions=())
    return [
        replace(rest, punishments=(), appraisals=(), termination_kind=None),
        [replace(row, id=0) for row in employee.person.diplomas],
        [replace(row, id=0) for row in employee.grades],
        [(levels[row.seat_id], row.kind, row.valid_from, row.valid_to) for row in employee.assignments],
        [replace(row, id=0) for row in employee.statuses],
        [replace(row, id=0) for row in employee.completions],
        [replace(row, id=0) for row in employee.punishments],
        [(cycles[row.cycle_id], row.predicate, row.written) for row in employee.appraisals],
    ]
