"""Random rounds of an agency around some days, stored where every constraint and trigger holds, and read back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from oracle_recruitment import FINAL, Applicant, Reached, Round, Stage
from scenario import Writer

STEPS = ("ADMINISTRASI", "SKD", "SKB", "OPTIMALISASI", FINAL)
RESULTS = ("LULUS", "LULUS", "LULUS", "LULUS", "TIDAK_LULUS", "TIDAK_HADIR", "MENGUNDURKAN_DIRI", None)
DAY = timedelta(days=1)


def store_rounds(url: str, days: Sequence[date], count: int, seed: int) -> None:
    """Write `count` rounds about each of the days, so that something happens on, before and after each."""
    rng = Random(f"recruitment/{seed}")
    with psycopg.connect(url) as connection:
        writer = Writer(connection)
        agency = writer.agency("KOTA")
        seat = writer.seat(writer.unit(agency, "A"), "PELAKSANA")
        row = connection.execute("SELECT position_title_id, unit_id FROM personnel.seat WHERE id = %s", [seat])
        title, unit = row.fetchone() or (0, 0)
        for place in range(count * len(days)):
            _draw_round(writer, rng, days[place % len(days)], agency, (title, unit), f"R{place}")


def load_rounds(url: str) -> list[Round]:
    """Return every round with all that belongs to it."""
    with psycopg.connect(url) as connection:

        def group(query: str) -> dict[int, list[tuple[Any, ...]]]:
            found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
            for key, *values in connection.execute(query.encode()):
                found[key].append(tuple(values))
            return found

        reached = group("SELECT applicant_id, stage, entered_on, decided_on, result FROM personnel.applicant_stage")
        stages = group(
            "SELECT recruitment_round_id, id, stage, sequence, starts_on, ends_on, results_on, objection_from,"
            " objection_to FROM personnel.recruitment_stage"
        )
        needed = group("SELECT recruitment_round_id, id, needed FROM personnel.formation")
        applicants = group(
            "SELECT recruitment_round_id, id, formation_id, placed_formation_id, registered_on FROM personnel.applicant"
        )
        rounds = connection.execute("SELECT id, announced_on FROM personnel.recruitment_round").fetchall()
        return [
            Round(
                key,
                announced_on,
                tuple(Stage(*values) for values in stages[key]),
                dict(needed[key]),
                tuple(
                    Applicant(formation, placed, registered_on, tuple(Reached(*row) for row in reached[one]))
                    for one, formation, placed, registered_on in applicants[key]
                ),
            )
            for key, announced_on in rounds
        ]


def _draw_round(writer: Writer, rng: Random, near: date, agency: int, post: tuple[int, int], code: str) -> None:
    announced_on = near - rng.choice((-1, 0, 1, 20, 40, 60)) * DAY
    number = writer.insert(
        "personnel.recruitment_round", agency_id=agency, code=code, name=code, year=near.year, scheme="PNS",
        announced_on=announced_on, registration_ends_on=announced_on + 9 * DAY,
    )  # fmt: skip
    steps = [step for step in STEPS if step == FINAL or rng.random() < 0.8]
    starts = {}
    for place, step in enumerate(steps, start=1):
        starts[step] = announced_on + 10 * (place - 1) * DAY
        _draw_stage(writer, rng, number, step, place, starts[step])
    formations = [
        writer.insert(
            "personnel.formation", recruitment_round_id=number, code=f"F{place}", position_title_id=post[0],
            unit_id=post[1], kind="UMUM", needed=rng.randint(1, 3), education_level__code="S1",
        )
        for place in range(rng.randint(2, 4))
    ]  # fmt: skip
    for place in range(rng.randint(2, 9)):
        _draw_applicant(writer, rng, formations, starts, announced_on, f"{code}-{place:04d}")


def _draw_stage(writer: Writer, rng: Random, number: int, step: str, place: int, starts_on: date) -> None:
    results_on = starts_on + rng.randint(0, 14) * DAY if rng.random() < 0.85 else None
    first = results_on + rng.randint(0, 2) * DAY if results_on and rng.random() < 0.7 else None
    writer.insert(
        "personnel.recruitment_stage", recruitment_round_id=number, stage=step, sequence=place, starts_on=starts_on,
        ends_on=starts_on + rng.randint(3, 9) * DAY, results_on=results_on, objection_from=first,
        objection_to=first + rng.randint(0, 3) * DAY if first else None,
    )  # fmt: skip


def _draw_applicant(
    writer: Writer, rng: Random, formations: Sequence[int], starts: dict[str, date], announced_on: date, code: str
) -> None:
    own, placed = rng.sample(formations, 2)
    number = writer.insert(
        "personnel.applicant", formation_id=own, registration_number=code, name=code,
        registered_on=announced_on + rng.randint(0, 2) * DAY,
        placed_formation_id=placed if rng.random() < 0.2 else None,
    )  # fmt: skip
    earliest = announced_on + 2 * DAY
    for step, starts_on in starts.items():
        if step == "OPTIMALISASI" and rng.random() < 0.5:
            continue
        entered_on = max(starts_on, earliest)
        result = rng.choice(RESULTS)
        decided_on = entered_on + rng.randint(0, 9) * DAY if result else None
        try:
            with writer.connection.transaction():
                writer.insert(
                    "personnel.applicant_stage", applicant_id=number, stage=step, entered_on=entered_on,
                    decided_on=decided_on, result=result,
                )  # fmt: skip
        except psycopg.errors.CheckViolation as error:
            if error.diag.constraint_name != "ck_formation_full":
                raise
            return
        if result != "LULUS" or decided_on is None:
            return
        earliest = decided_on
