"""Offices in which posts were filled and others stand open: many at random, and one on the edges of their law."""

from collections.abc import Callable
from datetime import date
from functools import partial

from population_appointment_edges import READY_ON, store_edges
from population_merit import enrich_contests
from population_seats import enrich_seats
from population_sets import OFFICIALS
from population_succession import enrich_succession

OFFICES, SEED = 60, 5
DATES = (READY_ON, date(2026, 11, 22))


def store_appointments(url: str) -> None:
    """Write the offices into the tables of an empty database."""
    store_random(url, partial(OFFICIALS.store, limit=OFFICES), SEED)
    store_edges(url)


def store_random(url: str, officials: Callable[[str], object], number: int) -> None:
    """Write random officials; the seed `number` draws who contends, what seats ask, and who is to succeed."""
    officials(url)
    enrich_contests(url, number)
    enrich_seats(url, number)
    enrich_succession(url, number)
