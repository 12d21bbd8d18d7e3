"""The marts of appointments beside the oracle: what it expects of them, what they hold, and where these differ."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
from oracle_facts import Agency
from oracle_merit import Contest, merit_audit
from oracle_placement import placement_fit
from oracle_recognition import recognition_gap, selection_fairness
from oracle_seats import seat_readiness
from oracle_succession import succession_plan, succession_seat
from population_appointment_edges import TOLD
from population_facts import load_agencies
from population_merit import load_contests
from psycopg.rows import dict_row

Rows = dict[Any, dict[str, Any]]


def _find_told(agency: Agency, row: dict[str, Any]) -> dict[str, Any]:
    """Return what should be told of a decision, where that is typed by hand."""
    name = next(each.person.name for each in agency.employees if each.id == row["chosen_id"])
    return dict(zip(("explanation_id", "explanation_en"), TOLD[name], strict=True)) if name in TOLD else {}


# Mart or model, its schema and key, and the oracle's answer for an agency.
JUDGES: dict[str, tuple[str, tuple[str, ...], Callable[[Agency, list[Contest], date], Rows]]] = {
    "merit_audit": (
        "marts__next",
        ("appointment_decision_id",),
        lambda agency, contests, as_of: {
            (key,): row | _find_told(agency, row) for key, row in merit_audit(agency, contests, as_of).items()
        },
    ),
    "selection_fairness": (
        "marts__next",
        ("agency_id", "dimension_code", "group_code"),
        lambda agency, contests, as_of: {
            (agency.id, *key): row for key, row in selection_fairness(agency, contests, as_of).items()
        },
    ),
    # The mart adds names, and the promotion paths somebody is ready for, which have an oracle of their own.
    "int_merit__recognition": ("staging__next", ("employee_id", "gap_code"), recognition_gap),
    "seat_readiness": (
        "marts__next",
        ("seat_id", "employee_id"),
        lambda agency, _contests, as_of: seat_readiness(agency, as_of),
    ),
    "placement_fit": (
        "marts__next",
        ("employee_id",),
        lambda agency, _contests, as_of: placement_fit(agency, as_of),
    ),
    "succession_plan": (
        "marts__next",
        ("succession_slot_id",),
        lambda agency, _contests, as_of: succession_plan(agency, as_of),
    ),
    "succession_seat": (
        "marts__next",
        ("seat_id",),
        lambda agency, _contests, as_of: succession_seat(agency, as_of),
    ),
}


def judge_contests(url: str, as_of: date) -> dict[str, tuple[Rows, Rows]]:
    """Return what the oracle expects and what the derived marts hold, by mart."""
    agencies: list[Agency] = load_agencies(url)
    contests = load_contests(url)
    found = {}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for name, (schema, key, expect) in JUDGES.items():
            expected: Rows = {}
            for agency in agencies:
                expected |= expect(agency, contests.get(agency.id, []), as_of)
            rows = connection.execute(f"SELECT * FROM {schema}.{name}".encode()).fetchall()
            found[name] = expected, {tuple(row[column] for column in key): row for row in rows}
    return found


def find_contest_differences(name: str, expected: Rows, actual: Rows) -> list[str]:
    """Return each row that only one of both has, and each value that differs, as a line to read."""
    alone = [f"{name} {key}: only one of oracle and mart has it" for key in expected.keys() ^ actual.keys()]
    return alone + [
        f"{name} {key}, {column}: {value!r}, mart {_read_value(actual[key], column)!r}"
        for key, row in expected.items()
        if key in actual
        for column, value in row.items()
        if _read_value(actual[key], column) != value
    ]


def _read_value(row: dict[str, Any], column: str) -> Any:
    value = row[column]
    return set(value.split("; ")) if column == "citations" and value else value
