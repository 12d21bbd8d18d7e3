"""Officials who are ready on a promotion path, so that each condition is met by somebody on a day of its own.

The day is the last but one of a year: its appraisals are still to come. Nothing about the officials is random.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from oracle_facts import Exam
from population_edges_crowd import Crowd
from population_edges_officials import DAY, READY, SEATS, Draft, by_diploma, make_official, with_person

READY_ON = date(2024, 12, 30)
NEXT_PERIOD = date(2025, 2, 1)


def draw_ready() -> Crowd:
    """Return them in one agency, where posts are vacant, ask for the highest diploma and have a superior."""
    crowd = Crowd(READY_ON)
    crowd.add([*(ready(READY_ON) for ready in READY.values()), *_examined(), *_outranking()], 500, "S3")
    [agency] = crowd.agencies
    seats = tuple(
        replace(seat, superior_seat_id=SEATS["III.a"] if seat.id == SEATS["PELAKSANA"] else None)
        for seat in agency.seats
    )
    crowd.agencies = [replace(agency, seats=seats)]
    return crowd


def _examined() -> Iterator[Draft]:
    """Who passed an exam on the very day, or one that lapses with the next period; who need not; who passed twice."""
    passed = Exam("UJIAN_DINAS_II", READY_ON, True)
    exams = {"Lulus": (passed,), "Kedaluwarsa": (replace(passed, valid_to=NEXT_PERIOD),), "Dikecualikan": ()}
    for name, taken in exams.items():
        official = make_official(READY_ON, name, grade="III/d", exams=taken)
        yield Draft(with_person(official, diplomas=("S2",)))
    twice = by_diploma(READY_ON).employee
    [latest] = twice.exams
    earlier = replace(latest, taken_on=latest.taken_on - DAY)
    yield Draft(replace(twice, person=replace(twice.person, name="Lulus dua kali"), exams=(earlier, latest)))


def _outranking() -> Iterator[Draft]:
    """Who would come to outrank the superior, and has no diploma on record: the last two of the blockers, in order.

    Two blockers with one place come in either order, so that it takes several to notice.
    """
    for number in range(8):
        official = make_official(READY_ON, f"Tanpa ijazah {number}", grade="IV/a")
        yield Draft(with_person(official, diplomas=()))
