"""Read what the promotion paths need back from the tables; `population_facts` reads the common part."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import psycopg
from oracle_dossier import Outcome
from oracle_facts import Agency, Employee, LegalStatus, Title
from oracle_path_facts import Chair, CreditRow, Held, Official, Paper, Prize, Sentence, Standing, Trial
from population_facts import load_agencies

OF_EMPLOYEE: dict[str, tuple[Callable[..., Any], str]] = {
    "assignments": (
        Held,
        "SELECT employee_id, seat_id, kind, valid_from, valid_to, r.id FROM personnel.assignment r",
    ),
    "statuses": (
        lambda code, counts, blocks, excluded, *rest: Standing(LegalStatus(code, counts, blocks, excluded), *rest),
        "SELECT employee_id, code, counts_as_service, blocks_promotion, is_excluded_from_coverage, valid_from, "
        "valid_to, r.id FROM personnel.employee_status r JOIN reference.legal_status s ON s.id = legal_status_id",
    ),
    "punishments": (
        Sentence,
        "SELECT employee_id, k.code, severity, status, valid_from, valid_to, r.id FROM personnel.discipline_case r "
        "JOIN reference.discipline_kind k ON k.id = discipline_kind_id",
    ),
    "appraisals": (
        lambda cycle, predicate, written, number: Outcome(cycle, predicate, written, number),
        "SELECT employee_id, performance_cycle_id, predicate, predicate_written, r.id FROM personnel.appraisal r",
    ),
    "exams": (
        Trial,
        "SELECT employee_id, kind, taken_on, is_passed, valid_to, l.code FROM personnel.service_exam r "
        "LEFT JOIN reference.position_level l ON l.id = position_level_id",
    ),
    "credits": (
        CreditRow,
        "SELECT employee_id, r.id, kind, l.code, period_from, period_to, credit FROM personnel.credit_record r "
        "JOIN reference.position_level l ON l.id = position_level_id",
    ),
    "prizes": (
        Prize,
        "SELECT employee_id, r.id, k.code, awarded_on, decree_id IS NOT NULL FROM personnel.award r "
        "JOIN reference.award_kind k ON k.id = award_kind_id",
    ),
}
DIPLOMAS = (
    "SELECT person_id, l.code, graduated_on, recognised_on, r.id FROM personnel.education_record r "
    "JOIN reference.education_level l ON l.id = education_level_id"
)
SEATS = (
    "SELECT u.agency_id, r.id, unit_id, t.id, l.code, is_teacher, superior_seat_id, t.name, needed_count, "
    "r.valid_from, r.valid_to FROM personnel.seat r JOIN personnel.unit u ON u.id = unit_id "
    "JOIN personnel.position_title t ON t.id = position_title_id "
    "JOIN reference.position_level l ON l.id = position_level_id"
)
ASKS = (
    "SELECT seat_id, l.code, r.id FROM personnel.seat_requirement r "
    "JOIN reference.education_level l ON l.id = education_level_id WHERE r.kind = 'PENDIDIKAN'"
)
Groups = dict[int, tuple[Any, ...]]


def load_offices(url: str) -> list[Agency]:
    """Return every agency with all that the paths read, ordered by number."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        histories = {name: _group(connection, make, query) for name, (make, query) in OF_EMPLOYEE.items()}
        papers = _group(connection, Paper, DIPLOMAS)
        asks = _group(connection, lambda *asked: asked, ASKS)

        def make_chair(number: int, unit: int, *values: Any) -> Chair:
            *title, superior, name, needed, valid_from, valid_to = values
            rest = (name, needed, valid_from, valid_to, asks.get(number, ()))
            return Chair(number, unit, Title(*title), superior, *rest)

        seats = _group(connection, make_chair, SEATS)
    return [
        replace(
            agency,
            seats=seats.get(agency.id, ()),
            employees=tuple(_extend(employee, histories, papers) for employee in agency.employees),
        )
        for agency in agencies
    ]


def _extend(employee: Employee, histories: dict[str, Groups], papers: Groups) -> Official:
    more: dict[str, Any] = {name: rows.get(employee.id, ()) for name, rows in histories.items()}
    more["person"] = replace(employee.person, diplomas=papers.get(employee.person.id, ()))
    return Official(**{field.name: getattr(employee, field.name) for field in fields(employee)} | more)


def _group(connection: psycopg.Connection[Any], make: Callable[..., Any], query: str) -> Groups:
    groups: dict[int, list[Any]] = defaultdict(list)
    for owner, *values in connection.execute(f"{query} ORDER BY r.id".encode()):
        groups[owner].append(make(*values))
    return {owner: tuple(rows) for owner, rows in groups.items()}
