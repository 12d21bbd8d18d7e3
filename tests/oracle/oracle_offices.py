"""The marts of recruitment and corrections beside the oracle: what it expects of random records, and what they hold."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
from oracle_correction import correction_followup, correction_turnaround
from oracle_recruitment import formation_outcome, recruitment_funnel
from population_correction import load_corrections, store_corrections
from population_recruitment import load_rounds, store_rounds
from psycopg.rows import dict_row

DATES = (date(2025, 6, 15), date(2025, 7, 20))
ROUNDS, REQUESTS, SEED = 40, 120, 1
Rows = dict[tuple[Any, ...], dict[str, Any]]
Judge = Callable[[Any, date], Rows]
# Mart, its key, how its facts are loaded, and the oracle's answer.
JUDGES: dict[str, tuple[tuple[str, ...], Callable[[str], Any], Judge]] = {
    "recruitment_funnel": (("recruitment_stage_id",), load_rounds, recruitment_funnel),
    "formation_outcome": (("formation_id",), load_rounds, formation_outcome),
    "correction_followup": (("correction_request_id",), load_corrections, correction_followup),
    "correction_turnaround": (("unit_id", "kind_code"), load_corrections, correction_turnaround),
}


def store_offices(url: str) -> None:
    """Write random rounds of recruitment and requests of corrections into the tables of an empty database."""
    store_rounds(url, DATES, ROUNDS, SEED)
    store_corrections(url, DATES, REQUESTS, SEED)


def judge_offices(url: str, as_of: date) -> dict[str, tuple[Rows, Rows]]:
    """Return what the oracle expects and what the derived marts hold, by mart."""
    found = {}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for name, (key, load, expect) in JUDGES.items():
            rows = connection.execute(f"SELECT * FROM marts__next.{name}".encode()).fetchall()
            found[name] = expect(load(url), as_of), {tuple(row[column] for column in key): row for row in rows}
    return found
