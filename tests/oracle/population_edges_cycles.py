"""Appraisals whose cycle ends on a day on which the rules of appraisal begin, or on the day before.

A cycle of appraisal may end on any day, and that day decides by which scheme its numbers and ratings are read.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from oracle_facts import Appraisal, Cycle
from population_edges import GIVEN, Edges, add_agency, add_distribution, make_employee

DATES = (date(2014, 1, 2), date(2022, 1, 2))
RATINGS = ("DI_ATAS", "SESUAI", "DI_BAWAH")
SCORES = (Decimal(50), Decimal(80), Decimal(95), Decimal(110))
ENDS = (
    date(2013, 12, 31), date(2014, 1, 1),  # PP 46/2011
    date(2020, 12, 31), date(2021, 1, 1),  # PP 30/2019
    date(2021, 6, 30), date(2021, 7, 1),  # PermenPANRB 8/2021
    date(2021, 12, 31), date(2022, 1, 1),  # PermenPANRB 6/2022
)  # fmt: skip


def draw_cycles() -> Edges:
    """Return somebody for each number and pair of ratings in each cycle, and an agency for each broken guide."""
    edges = Edges()
    cycles = tuple(_end(day, place) for place, day in enumerate(ENDS, start=1))
    people = []
    for cycle in cycles:
        for score, (work, behaviour) in zip((*SCORES, *SCORES, None), product(RATINGS, repeat=2), strict=True):
            name = f"Angka {score} {work} {behaviour} {cycle.ends_on}"
            edges.ratings[name] = work, behaviour
            if score is not None:
                edges.scores[name] = score
            people.append(make_employee(name, appraisals=(Appraisal(cycle.id, "BAIK"),)))
    add_agency(edges, people, cycles=cycles)
    for given in GIVEN:
        add_distribution(edges, (given,), cycles[-1:])
    return edges


def _end(day: date, place: int) -> Cycle:
    """Return an annual cycle that ends on the day; no two of them begin on the same one."""
    starts_on = date((day - timedelta(days=1)).year, 1, place)
    return Cycle(place, "TAHUNAN", starts_on.year, starts_on, day)
