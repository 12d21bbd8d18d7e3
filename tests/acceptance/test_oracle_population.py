"""Random agencies are real ones: the tables take them, and reading them back loses nothing."""

from dataclasses import replace

from oracle_facts import Agency, Cycle, Employee
from population import draw_agencies
from population_facts import load_agencies
from population_rows import store_agencies


def test_tables_accept_random_agencies_and_give_them_back(database_url: str) -> None:
    drawn = draw_agencies(8, number=3)
    store_agencies(database_url, drawn)
    stored = load_agencies(database_url)
    assert [_outline(agency) for agency in stored] == [_outline(agency) for agency in drawn]


def test_same_seed_draws_the_same_agencies() -> None:
    assert draw_agencies(3, number=5) == draw_agencies(3, number=5)
    assert draw_agencies(3, number=5) != draw_agencies(3, number=6)


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
    return [
        replace(employee, id=0, nip="", person=person, grades=(), assignments=(), completions=(), appraisals=()),
        list(employee.person.diplomas),
        [replace(row, id=0) for row in employee.grades],
        [(levels[row.seat_id], row.kind, row.valid_from, row.valid_to) for row in employee.assignments],
        [replace(row, id=0) for row in employee.completions],
        [(cycles[row.cycle_id], row.predicate, row.written) for row in employee.appraisals],
    ]
