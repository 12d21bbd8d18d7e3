"""Surveys, visits and forums of the agencies: drawn at random with awkward edges, stored, and read back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from oracle_service import COLUMNS, ELEMENTS
from oracle_service_facts import ActionItem, Sheet, Survey, Visit
from population_rows import copy_rows

Groups = dict[int, tuple[Any, ...]]
Group = Callable[[psycopg.Connection[Any], Callable[..., Any], str], Groups]

# Number of elements, sheets and points in all that make an IKM of 88.31, 88.30, 76.61, 76.60, 65.00, 64.99 by exact
# weights, and 88.31 and 88.30 by two digits (1/3 is 0.33).
EDGES = ((1, 77, 272), (1, 47, 166), (1, 31, 95), (1, 47, 144), (1, 5, 13), (9, 278, 6504), (3, 44, 471), (3, 37, 396))
# rules.md 15: the example's means, and the sample that populations need.
EXAMPLE = "CONTOH"
EXAMPLE_MEANS = tuple(map(Decimal, ("3.20", "3.15", "3.05", "3.60", "3.25", "3.30", "3.35", "3.10", "3.55")))
EXAMPLE_SAMPLES = {100: 80, 200: 132, 500: 217, 1000: 278, 3000: 341, 10_000: 370, 10**9: 384}
# Populations whose sample changes with the third decimal of chi-square.
BOUNDARIES = (
    1011,
    1010,
)
Period = tuple[date, date]
YEAR: Period = (date(2022, 1, 1), date(2022, 12, 31))
EDGE_YEAR: Period = (date(2018, 1, 1), date(2018, 12, 31))  # of no other survey, so that units stand on the edge too
FIRST_RULED: Period = (date(2017, 1, 1), date(2017, 5, 12))  # the last day is the first of PermenPANRB 14/2017
LAST_FREE: Period = (date(2017, 1, 1), date(2017, 5, 11))
BAND_SCORES = {"A": (4,), "B": (3, 3, 3, 4), "C": (3, 3, 3, 2), "D": (1,)}
POPULATIONS = (None, 1, 2, 3, 8, 9, 10, 11, 100, 200, 500, 1000, 3000, 10000, 44_000, 90_000, 131_072, 1_000_003)
PERIODS = (
    *((date(year, 1, 1), date(year, 12, 31)) for year in range(2019, 2025)),
    *((date(year, 1, 1), date(year, 6, 15)) for year in (2021, 2022, 2023)),
    *((date(year, 6, 16), date(year, 12, 31)) for year in (2022, 2023)),
    *((date(2017, 1, 1), date(2017, 5, day)) for day in (11, 12)),
)
# The agencies with the first six edges reckon exactly, those with the last two by two digits.
WEIGHTS = (*(None,) * 6, "BULAT_2", "BULAT_2", "BULAT_3", "BULAT_3", "TEPAT", None)
STATUSES = ("DIRENCANAKAN", "TERLAKSANA", "TERLAKSANA", "DIBATALKAN")

SURVEYS = (
    "SELECT u.agency_id, r.id, service_point_id, p.unit_id, starts_on, ends_on, population FROM personnel.survey r "
    "JOIN personnel.service_point p ON p.id = service_point_id JOIN personnel.unit u ON u.id = unit_id"
)
SHEETS = f"SELECT survey_id, answered_on, {', '.join(COLUMNS)} FROM personnel.survey_response r"
VISITS = (
    "SELECT u.agency_id, r.id, p.unit_id, starts_on, ends_on, staff_count, status FROM personnel.outreach_visit r "
    "JOIN personnel.service_point p ON p.id = service_point_id JOIN personnel.unit u ON u.id = unit_id"
)
ITEMS = (
    "SELECT u.agency_id, r.id, employee_id, held_on, due_on, r.status, done_on, meeting_id "
    "FROM personnel.action_item r JOIN personnel.meeting m ON m.id = meeting_id "
    "JOIN personnel.forum f ON f.id = forum_id JOIN personnel.unit u ON u.id = unit_id"
)
PRESENCES = "SELECT meeting_id, presence FROM personnel.attendance_at_meeting r"
SERVICES = "SELECT outreach_visit_id, requested, completed FROM personnel.outreach_service r"


def load_service(connection: psycopg.Connection[Any], group: Group) -> dict[str, Groups]:
    """Return the surveys, visits and action items of each agency."""

    def make_sheet(day: date, *scores: int | None) -> Sheet:
        pairs = zip(ELEMENTS, scores, strict=True)
        return Sheet(day, {element: score for element, score in pairs if score is not None})

    def make_item(*values: Any) -> ActionItem:
        *own, meeting = values
        return replace(ActionItem(*own), presences=presences.get(meeting, ()))

    presences = group(connection, str, PRESENCES)
    sheets = group(connection, make_sheet, SHEETS)
    services = group(connection, lambda asked, served: (asked, served), SERVICES)
    return {
        "surveys": group(connection, lambda *own: replace(Survey(*own), sheets=sheets.get(own[0], ())), SURVEYS),
        "visits": group(connection, lambda *own: replace(Visit(*own), services=services.get(own[0], ())), VISITS),
        "action_items": group(connection, make_item, ITEMS),
    }


TABLES = ("service_point", "survey_form", "survey", "survey_response", "outreach_visit", "outreach_service",
          "forum", "meeting", "attendance_at_meeting", "action_item")  # fmt: skip
MEMBERS = "SELECT agency_id, array_agg(id ORDER BY id) FROM personnel.{} GROUP BY 1 ORDER BY 1"


def enrich_service(url: str, seed: int) -> None:
    """Give every agency service points with surveys, some on the edge of a band, visits, and a forum with its items."""
    rng = Random(f"{seed}/service")
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, rng)
        units = connection.execute(MEMBERS.format("unit").encode()).fetchall()
        staff: dict[int, list[int]] = dict(connection.execute(MEMBERS.format("employee").encode()).fetchall())
        for place, (agency, own) in enumerate(units):
            if place == 0:
                writer.add_examples(agency, own[0])
            writer.add_agency(agency, own, EDGES[place : place + 1] or rng.choices(EDGES[:5]))
            writer.set_weight(agency, WEIGHTS[place % len(WEIGHTS)])
            writer.add_forum(own[-1], staff[agency])
        writer.store()


class _Writer:
    """Rows of every table, numbered from 1 because the tables are empty."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection, self.rng = connection, rng
        self.rows: dict[str, list[dict[str, Any]]] = {}

    def add(self, table: str, **values: Any) -> int:
        rows = self.rows.setdefault(table, [])
        rows.append({"id": len(rows) + 1} | values)
        return len(rows)

    def add_agency(self, agency: int, units: Sequence[int], edges: Sequence[tuple[int, int, int]]) -> None:
        rng = self.rng
        for point in range(rng.randint(2, 4)):
            number = self.add(
                "service_point", unit_id=rng.choice(units), code=f"{agency}-{point}", name=f"Titik {point}",
                kind="LOKET", valid_from=date(2015, 1, 1),
            )  # fmt: skip
            taken: set[date] = set()
            for starts_on, ends_on in rng.sample(PERIODS, rng.randint(2, 5)):
                if starts_on not in taken:
                    taken.add(starts_on)
                    self._draw_survey(agency, number, starts_on, ends_on)
            for _ in range(rng.randint(1, 4)):
                self._draw_visit(number)
        for elements, sheets, points in edges:
            self._add_edge(agency, units[0], elements, sheets, points)

    def set_weight(self, agency: int, weight: str | None) -> None:
        """Let the agency choose how elements are weighed."""
        if weight:
            self.connection.execute(
                "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                " VALUES (%s, 'survey_weight', %s, '2000-01-01', 'uji acak')",
                [agency, weight],
            )

    def _add_form(self, agency: int, asked: Sequence[str]) -> int:
        numbers = {f"{name}_number": (asked.index(name) + 1 if name in asked else None) for name in COLUMNS}
        name = f"Kuesioner {len(self.rows.get('survey_form', ()))}"
        return self.add("survey_form", agency_id=agency, name=name, **numbers)

    def _draw_survey(self, agency: int, point: int, starts_on: date, ends_on: date) -> None:
        rng = self.rng
        asked = rng.sample(COLUMNS, rng.choice((9, 9, 9, 8, 7, 6, 3, 1)))
        form = self._add_form(agency, asked)
        number = self.add(
            "survey", service_point_id=point, survey_form_id=form, code=f"{point}-{starts_on}", name="Acak",
            starts_on=starts_on,
            ends_on=ends_on, population=rng.choice(POPULATIONS),
        )  # fmt: skip
        scale = rng.choice(((1, 2, 3, 4), (3, 4), (4,), (1,), (2, 3)))
        days = (starts_on, ends_on, starts_on + timedelta(rng.randrange((ends_on - starts_on).days)))
        for sheet in range(rng.choice((0, 1, 2, 3, 7, 8, 9, 10))):
            scores = {name: rng.choice(scale) for name in asked}
            self._add_sheet(number, sheet, rng.choice(days), scores)

    def _add_edge(self, agency: int, unit: int, elements: int, sheets: int, points: int) -> None:
        """Keep a survey whose sheets hold exactly so many points in all."""
        asked = COLUMNS[:elements]
        number = self._add_plain_survey(agency, unit, asked, f"{agency}-tepi", sheets, EDGE_YEAR)
        low, more = divmod(points, elements * sheets)
        flat = [low + 1] * more + [low] * (elements * sheets - more)
        for sheet in range(sheets):
            scores = dict(zip(asked, flat[sheet::sheets], strict=True))
            self._add_sheet(number, sheet, date(2018, 6, 1), scores)

    def _add_plain_survey(
        self, agency: int, unit: int, asked: Sequence[str], code: str, population: int, period: Period = YEAR
    ) -> int:
        """Keep a survey at a service point of its own."""
        form = self._add_form(agency, asked)
        point = self.add("service_point", unit_id=unit, code=code, name=code, kind="LOKET", valid_from=date(2015, 1, 1))
        return self.add(
            "survey", service_point_id=point, survey_form_id=form, code=code, name="Biasa",
            starts_on=period[0], ends_on=period[1], population=population,
        )  # fmt: skip

    def add_examples(self, agency: int, unit: int) -> None:
        """Keep the example of rules.md 15 as 20 sheets, and a survey of a single sheet for each of its populations."""
        number = self._add_plain_survey(agency, unit, COLUMNS, EXAMPLE, 200)
        columns = []
        for mean in EXAMPLE_MEANS:
            low, more = divmod(int(mean * 20), 20)
            columns.append([low + 1] * more + [low] * (20 - more))
        for place, sheet in enumerate(zip(*columns, strict=True)):
            self._add_sheet(number, place, date(2022, 6, 1), dict(zip(COLUMNS, sheet, strict=True)))
        for population in (*EXAMPLE_SAMPLES, *BOUNDARIES):
            number = self._add_plain_survey(agency, unit, COLUMNS, f"{EXAMPLE}-{population}", population)
            self._add_sheet(number, 0, date(2022, 6, 1), dict.fromkeys(COLUMNS, 4))
        for period in (FIRST_RULED, LAST_FREE):
            self._add_turn(agency, unit, period)
        self._add_plain_survey(agency, unit, COLUMNS, f"{EXAMPLE}-kosong", 1, (date(2024, 12, 31), date(2025, 6, 30)))

    def _add_turn(self, agency: int, unit: int, period: Period) -> None:
        """Keep surveys of a period in which each element is the weakest, alone or with the next, and of each band."""
        for place, name in enumerate(COLUMNS):
            asked, code = COLUMNS[place : place + 2], f"{EXAMPLE}-{name}-{period[1]}"
            number = self._add_plain_survey(agency, unit, asked, code, 1, period)
            self._add_sheet(number, 0, date(2017, 5, 1), dict.fromkeys(asked, 3))
        for band, scores in BAND_SCORES.items():
            number = self._add_plain_survey(agency, unit, COLUMNS[:1], f"{EXAMPLE}-{band}-{period[1]}", 1, period)
            for place, score in enumerate(scores):
                self._add_sheet(number, place, date(2017, 5, 1), {COLUMNS[0]: score})

    def _add_sheet(self, survey: int, place: int, day: date, scores: Mapping[str, int]) -> None:
        all_scores = {name: scores.get(name) for name in COLUMNS}
        self.add("survey_response", survey_id=survey, number=place + 1, answered_on=day, **all_scores)

    def _draw_visit(self, point: int) -> None:
        rng = self.rng
        starts_on = rng.choice((date(2023, 6, 14), date(2023, 6, 15), date(2023, 6, 16), date(2024, 12, 31)))
        status = rng.choice(STATUSES)
        visit = self.add(
            "outreach_visit", service_point_id=point, place=f"Tempat {len(self.rows.get('outreach_visit', ()))}",
            starts_on=starts_on, ends_on=starts_on + timedelta(rng.choice((0, 1, 2))),
            staff_count=rng.choice((None, 1, 3)), status=status, note="Hujan" if status == "DIBATALKAN" else None,
        )  # fmt: skip
        for service in range(rng.choice((0, 1, 2))):
            asked = rng.choice((0, 1, 3, 8))
            self.add(
                "outreach_service", outreach_visit_id=visit, name=f"Layanan {service}", requested=asked,
                completed=rng.randint(0, asked),
            )  # fmt: skip

    def add_forum(self, unit: int, staff: Sequence[int]) -> None:
        """Keep meetings about the as-of dates, and items that are due or done on the day, the day before and after."""
        rng = self.rng
        forum = self.add("forum", unit_id=unit, name="Forum", valid_from=date(2020, 1, 1))
        for held_on in rng.sample((date(2023, 6, 1), date(2023, 6, 15), date(2023, 6, 16), date(2024, 12, 1)), 3):
            meeting = self.add("meeting", forum_id=forum, held_on=held_on, title="Rapat")
            for employee in rng.sample(staff, rng.choice((0, 2, 3))):
                presence = rng.choice(("HADIR", "HADIR", "DIWAKILI", "TIDAK_HADIR"))
                self.add("attendance_at_meeting", meeting_id=meeting, employee_id=employee, presence=presence)
            for number in range(1, rng.randint(2, 5)):
                near = rng.choice((date(2023, 6, 15), date(2024, 12, 31)))
                due_on, done_on = (near + timedelta(rng.choice((-1, 0, 1))) for _ in range(2))
                status = rng.choice(("TERBUKA", "SELESAI", "SELESAI", "DIBATALKAN"))
                self.add(
                    "action_item", meeting_id=meeting, number=number, title="Tindakan", employee_id=rng.choice(staff),
                    due_on=due_on, status=status, done_on=done_on if status == "SELESAI" else None,
                )  # fmt: skip

    def store(self) -> None:
        """Write all rows, those that others refer to first, and let the tables go on counting after them."""
        for table in TABLES:
            rows = self.rows[table]
            copy_rows(self.connection, f"personnel.{table}", rows[0], [tuple(row.values()) for row in rows])
            self.connection.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f"personnel.{table}", len(rows)]
            )
