"""Give stored random agencies what only the promotion paths read: credit, competency tests, awards, needs of seats.

Works on rows that `population_rows` stored, so that every number is a real one; the same seed adds the same rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_months
from oracle_credit import find_credit
from oracle_facts import Agency, CreditRow, Employee, Seat
from oracle_law import EDUCATION_RANK
from oracle_names import LEVEL_NAMES
from oracle_path_case import Case
from oracle_path_law import ACHIEVEMENTS, CREDIT_LEVELS
from oracle_path_rules import find_credit_needed
from oracle_state import find_grade, find_level_since, find_post, is_employed
from population_facts import load_agencies
from population_paths import DATES, find_edge
from population_rows import copy_rows, read_codes

TABLES = {
    "credit_record": "employee_id position_level_id kind period_from period_to credit",
    "service_exam": "employee_id kind taken_on is_passed valid_to position_level_id",
    "decree": "id agency_id kind number issued_on",
    "award": "employee_id award_kind_id awarded_on decree_id",
    "seat_requirement": "seat_id kind education_level_id valid_from valid_to",
}
CODE_LISTS = ("position_level", "education_level", "award_kind")
FUNCTIONS = ("Guru", "Perawat", "Analis  Kebijakan")
SPELLINGS = ("{0} {1}", "{0} {1}", "{0}  {1} ", "{1} {0}")
DAY = timedelta(days=1)


def enrich_offices(url: str, number: int) -> None:
    """Add random facts to every agency that is stored, the same ones for the same seed `number`."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, Random(number))
        for agency in agencies:
            writer.change_map(agency)
            for official in agency.employees:
                writer.add_official(agency, official)
        writer.store()


class _Writer:
    """Rows to add, collected agency by agency; seats and titles are changed at once."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection = connection
        self.rng = rng
        self.codes = {name: read_codes(connection, name) for name in CODE_LISTS}
        self.added: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.serials = count(50_000_000)

    def change_map(self, agency: Agency) -> None:
        """Name the functional posts, and give every seat a need, at times a period, and diplomas that it asks."""
        rng = self.rng
        for seat in agency.seats:
            if seat.title.level in LEVEL_NAMES:
                name = rng.choice(SPELLINGS).format(rng.choice(FUNCTIONS), LEVEL_NAMES[seat.title.level].id)
                name = name.upper() if rng.random() < 0.2 else name
                self.connection.execute(
                    "UPDATE personnel.position_title SET name = %s WHERE id = %s", [name, seat.title.id]
                )
            begins = rng.choice((date(1950, 1, 1),) * 8 + (DATES[2], DATES[2] + DAY))
            ends = rng.choice((None,) * 8 + (DATES[3], DATES[3] + DAY))
            self.connection.execute(
                "UPDATE personnel.seat SET needed_count = %s, valid_from = %s, valid_to = %s WHERE id = %s",
                [rng.choice((0, 1, 2, 3, 5, 5)), begins, ends, seat.id],
            )
            asked = rng.choices((*sorted(EDUCATION_RANK), *("S3",) * 12), k=rng.choice((0, 1, 1, 2)))
            for level in dict.fromkeys(asked):
                code = self.codes["education_level"][level]
                turn = Random(f"{seat.id}/{level}").choice((None, None, None, *DATES, DATES[-1] + DAY))
                self.added["seat_requirement"].append((seat.id, "PENDIDIKAN", code, date(1950, 1, 1), turn))

    def add_official(self, agency: Agency, official: Employee) -> None:
        """Collect what one official gets."""
        as_of = find_edge(self.rng, official)
        self._add_awards(agency, official, as_of)
        seat = find_post(agency, official, as_of)
        if seat and seat.title.level in CREDIT_LEVELS and is_employed(official, as_of):
            self._add_credit(agency, official, seat, as_of)
            self._add_tests(official, seat, as_of)

    def _add_awards(self, agency: Agency, official: Employee, as_of: date) -> None:
        """Add awards about the TMT of the grade and the day, with or without a decree."""
        rng, seen = self.rng, set()
        held = find_grade(official, as_of)
        for _ in range(rng.choice((0, 0, 1, 1, 2))):
            kind = rng.choice((*sorted(ACHIEVEMENTS), "PIAGAM"))
            day = rng.choice((as_of, as_of + DAY, add_months(as_of, -3), *((held[1], held[1] - DAY) if held else ())))
            decree = None
            if rng.random() < 0.6:
                decree = next(self.serials)
                self.added["decree"].append((decree, agency.id, "PENGHARGAAN", f"SK {decree}", day))
            if (kind, day) not in seen:
                seen.add((kind, day))
                self.added["award"].append((official.id, self.codes["award_kind"][kind], day, decree))

    def _add_tests(self, official: Employee, seat: Seat, as_of: date) -> None:
        rng, days = self.rng, set()
        above = CREDIT_LEVELS[seat.title.level].above
        if above and _is_barred(official):
            passed = (official.id, "UJI_KOMPETENSI", date(2019, 5, 2), True, None, self.codes["position_level"][above])
            self.added["service_exam"].append(passed)
        for _ in range(rng.choice((0, 1, 2, 3))):
            level = rng.choice((*(above,) * 6, seat.title.level, None))
            taken_on = rng.choice((as_of, as_of + DAY, add_months(as_of, -5), add_months(as_of, -6)))
            first = add_months(as_of.replace(day=1), rng.choice((1, 2)))
            end = rng.choice((None, None, None, None, as_of, as_of + DAY, first, first + DAY))
            if taken_on not in days:
                days.add(taken_on)
                code = self.codes["position_level"][level] if level else None
                self.added["service_exam"].append(
                    (official.id, "UJI_KOMPETENSI", taken_on, rng.random() < 0.85, end, code)
                )

    def _add_credit(self, agency: Agency, official: Employee, seat: Seat, as_of: date) -> None:
        """Record some periods, and a base that brings the total to what is needed, a hundredth less or more."""
        rng, level = self.rng, seat.title.level
        entered = find_level_since(agency, official, as_of)
        assert entered is not None
        rows = [*self._make_conversions(level, entered, as_of)]
        if rng.random() < 0.2:
            end = rng.choice((as_of + DAY, as_of, as_of + 2 * DAY, entered))
            rows.append(CreditRow(0, "IJAZAH", level, end - 30 * DAY, end, Decimal(12)))
        if rng.random() < 0.7 or _is_barred(official):
            end = rng.choice((entered, entered, entered + DAY, max(entered, date(2023, 1, 1)), entered - DAY))
            kind = rng.choice(("DASAR", "INTEGRASI"))
            rows.append(CreditRow(0, kind, level, end - 30 * DAY, end, Decimal()))
            rows[-1] = replace(rows[-1], credit=self._fill(agency, official, seat, rows, as_of))
        for row in rows:
            values = (row.kind, row.period_from, row.period_to, row.credit)
            self.added["credit_record"].append((official.id, self.codes["position_level"][row.level], *values))

    def _make_conversions(self, level: str, entered: date, as_of: date) -> Iterator[CreditRow]:
        """Make recorded conversions, one after another: of this or another level, some ending about the day."""
        rng = self.rng
        start = max(entered, date(2023, 1, 1)) - rng.choice((0, 0, 0, 180, 365)) * DAY
        for _ in range(rng.choice((0, 0, 1, 2))):
            end = rng.choice((date(start.year + 1, 1, 1), add_months(start, 6), as_of + DAY, as_of, as_of + 2 * DAY))
            if end > start:
                other = rng.choice(sorted(CREDIT_LEVELS)) if rng.random() < 0.2 else level
                yield CreditRow(0, "KONVERSI", other, start, end, Decimal(rng.choice(("12.5", "18.75", "25", "28.13"))))
                start = end

    def _fill(self, agency: Agency, official: Employee, seat: Seat, rows: Sequence[CreditRow], as_of: date) -> Decimal:
        """Return the base with which the total is what one of the two paths needs, a hundredth less or more."""
        credit = find_credit(agency, replace(official, credits=tuple(rows)), as_of)
        held = find_grade(official, as_of)
        path = "KENAIKAN_JENJANG" if _is_barred(official) else self.rng.choice(("FUNGSIONAL", "KENAIKAN_JENJANG"))
        if held is None or (path == "KENAIKAN_JENJANG" and CREDIT_LEVELS[seat.title.level].leave is None):
            return Decimal(40)
        found = find_credit_needed(Case(agency, official, path, as_of, seat, held[0], credit=credit))
        assert found is not None
        missing = found[1] - credit.total
        return max(missing + self.rng.choice((Decimal("-0.01"), Decimal(), Decimal(), Decimal("0.01"))), Decimal())

    def store(self) -> None:
        """Add the rows."""
        for table, columns in TABLES.items():
            copy_rows(self.connection, f"personnel.{table}", columns.split(), self.added[table])


def _is_barred(official: Employee) -> bool:
    """Return whether a punishment or a status may be all that an official waits for."""
    return bool(official.punishments or official.statuses)
