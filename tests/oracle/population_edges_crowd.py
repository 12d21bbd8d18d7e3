"""A crowd of officials on the edges of the promotion paths on one day: of each path, rule and row of the law somebody.

Everything is told from the day, so that the same crowd can be judged on each day on which a row of the law begins or
ends, and on the day before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from oracle_calendar import add_months, add_years
from oracle_facts import Agency, AssignmentRow, Contract, GradeRow, Seat, Title, Unit
from oracle_law import GRADE_ORDINAL, PNS_GRADES
from oracle_path_law import (
    ACHIEVEMENTS,
    ADJUSTMENT,
    CANDIDATES,
    CREDIT_LEVELS,
    EXPERIENCE,
    GRADE_RANGE,
    LAW_2000,
    LAW_2017,
    LAW_2023,
    MONTHS_AHEAD,
)
from population_edges_officials import (
    DAY,
    LEVELS,
    READY,
    SEATS,
    SPOILS,
    Draft,
    appraise,
    be_exemplary,
    by_diploma,
    by_service,
    come_a_day_late,
    learn,
    make_cycles,
    make_official,
    with_person,
)

LAW_2021 = date(2021, 8, 31)  # PP 94/2021 takes the place of PP 53/2010
# The days on which rows of the promotion paths begin, and the day before each; on the last, every month is a period.
DAYS = (
    *(day - before * DAY for day in (LAW_2000, LAW_2017, LAW_2021, LAW_2023) for before in (1, 0)),
    date(2025, 9, 30),
)
ROOT = 1


@dataclass
class Crowd:
    """The agencies of a day, and by name what the common facts do not know; by agency the needs of its seats."""

    as_of: date
    agencies: list[Agency] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    needs: dict[int, tuple[int, str | None]] = field(default_factory=dict)

    def add(self, drafts: Sequence[Draft], needed: int, asked: str | None) -> None:
        """Add an agency whose every seat needs so many people and asks, from the very day, for a diploma."""
        number = len(self.agencies) + 1
        people = []
        for place, draft in enumerate(drafts, start=1):
            name = f"{number} {draft.employee.person.name} {place}"
            self.drafts[name] = draft
            person = replace(draft.employee.person, id=place, name=name)
            people.append(replace(draft.employee, id=place, person=person))
        seats = tuple(Seat(place, ROOT, Title(place, level)) for level, place in SEATS.items())
        self.needs[number] = needed, asked
        self.agencies.append(Agency(0, (Unit(ROOT, None),), seats, make_cycles(self.as_of), (), tuple(people)))


def draw_crowd(as_of: date) -> Crowd:
    """Return everybody for the day where posts are vacant and ask for the highest diploma.

    Whom a vacancy or a diploma helps stands also in an agency where no post is vacant and none asks for a diploma.
    """
    crowd, everybody = Crowd(as_of), [*_everybody(as_of)]
    crowd.add(everybody, 500, "S3")
    crowd.add([draft for draft in everybody if draft.level in CREDIT_LEVELS or _is_by_diploma(draft)], 0, None)
    return crowd


def _is_by_diploma(draft: Draft) -> bool:
    return draft.employee.person.name == "Ijazah"


def _everybody(as_of: date) -> Iterator[Draft]:
    for ready in READY.values():
        yield ready(as_of)
        for spoil in SPOILS:
            yield spoil(ready(as_of), as_of)
    yield from _newcomers(as_of)
    yield from _of_each_standing(as_of)
    yield from _in_ranges(as_of)
    yield from _graduates(as_of)
    yield from _experienced(as_of)
    yield from _achievers(as_of)
    yield from _veterans(as_of)
    yield from _waiting(as_of)
    yield from _specialists(as_of)
    if as_of > LAW_2023:
        yield from _entered(as_of)


# --- one for each row of the law -------------------------------------------------------------------------------------


def _newcomers(as_of: date) -> Iterator[Draft]:
    """Make a CPNS and, since the contracts exist, a PPPK."""
    yield Draft(make_official(as_of, "CPNS", None, permanent_on=None))
    if as_of.year > 2016:
        contract = Contract("IX", add_months(as_of, -20), add_months(as_of, 40))
        values: dict[str, Any] = {
            "employment_type": "PPPK",
            "scheme": "PPPK",
            "permanent_on": None,
            "grades": (),
            "exams": (),
        }
        pppk = replace(make_official(as_of, "PPPK"), **values, appointed_on=contract.valid_from, contracts=(contract,))
        yield Draft(pppk)


def _of_each_standing(as_of: date) -> Iterator[Draft]:
    for level in (None, *LEVELS):
        yield by_diploma(as_of, level)
        yield be_exemplary(as_of, level)
        yield by_service(as_of, level)


def _in_ranges(as_of: date) -> Iterator[Draft]:
    """Holders of each level from two grades below its range to one above it."""
    for level, (lowest, highest) in GRADE_RANGE.items():
        for ordinal in range(GRADE_ORDINAL[lowest] - 2, GRADE_ORDINAL[highest] + 2):
            if 1 <= ordinal <= len(PNS_GRADES):
                grade = PNS_GRADES[ordinal - 1]
                above = CREDIT_LEVELS[level].above if level in CREDIT_LEVELS else None
                official = make_official(as_of, f"Rentang {level}", level, grade=grade)
                yield Draft(official, tested_for=above, base=Decimal(1))


def _graduates(as_of: date) -> Iterator[Draft]:
    """For each diploma somebody in the highest grade that it lifts, and in the next."""
    for diploma, (highest, _) in ADJUSTMENT.items():
        for step in (0, 1):
            grade = PNS_GRADES[GRADE_ORDINAL[highest] - 1 + step]
            official = make_official(as_of, f"Ijazah {diploma}", grade=grade, months_in_grade=12)
            yield Draft(with_person(official, diplomas=(diploma,)))


def _experienced(as_of: date) -> Iterator[Draft]:
    """For each experience asked somebody with ten months at each level that counts, or a year before another post."""
    since = add_months(as_of, -10)
    for rule, (_, levels) in EXPERIENCE.items():
        candidates = next(levels for path, levels in CANDIDATES.items() if rule.startswith(path))
        for level in levels:
            official = make_official(as_of, f"Pengalaman {rule}", level, grade="IV/a", months_in_post=10)
            if level not in candidates:
                earlier = AssignmentRow(SEATS[level], "DEFINITIF", add_years(since, -1), since)
                present = AssignmentRow(SEATS[candidates[0]], "DEFINITIF", since)
                official = replace(official, assignments=(earlier, present))
            yield Draft(official)


def _achievers(as_of: date) -> Iterator[Draft]:
    for kind in sorted(ACHIEVEMENTS):
        for award in ((kind, add_months(as_of, -1), True), (kind, as_of, False)):
            yield replace(be_exemplary(as_of), awards=(award,))


def _veterans(as_of: date) -> Iterator[Draft]:
    """Long service of each length, a month and a day less or more, and retirement in each coming month."""
    for months in (120, 240, 360):
        for near in (months - 1, months, months + 1):
            veteran = by_service(as_of, months=near)
            yield veteran
            yield come_a_day_late(veteran, as_of)
    for ahead in range(1, MONTHS_AHEAD + 3):
        yield by_service(as_of, ahead=ahead)


def _waiting(as_of: date) -> Iterator[Draft]:
    """Whose years in grade are full on the first of each coming month: each waits for the period after it."""
    for ahead in range(1, 26):
        tmt = add_months(as_of.replace(day=1), ahead - 48)
        waiting = make_official(as_of, f"Periode {ahead}")
        yield Draft(replace(waiting, grades=(waiting.grades[0], GradeRow(0, "III/a", tmt))))


def _specialists(as_of: date) -> Iterator[Draft]:
    for grade in ("III/a", "III/b", "III/c"):
        official = make_official(as_of, "Spesialis", grade=grade, months_in_grade=24)
        official = with_person(official, diplomas=("SPESIALIS",))
        yield Draft(official)
        yield come_a_day_late(Draft(official), as_of)
        yield Draft(replace(official, appraisals=official.appraisals[-1:]))


def _entered(as_of: date) -> Iterator[Draft]:
    """Who entered each level about the day credit began, with a better diploma since; and of each predicate one."""
    since = min(date(2023, 6, 1), as_of)
    for level in CREDIT_LEVELS:
        for entered in (LAW_2023 - DAY, LAW_2023, LAW_2023 + DAY):
            official = make_official(as_of, f"Kredit {level}", level, grade=GRADE_RANGE[level][0])
            post = AssignmentRow(SEATS[level], "DEFINITIF", entered)
            diplomas = (*learn(official.appointed_on, "SLTA"), *learn(since, "S2"))
            person = replace(official.person, diplomas=diplomas)
            yield Draft(replace(official, assignments=(post,), person=person))
    for predicate in ("SANGAT_BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"):
        official = make_official(as_of, f"Kredit {predicate}", "JF_AHLI_MADYA", grade="IV/b")
        post = AssignmentRow(SEATS["JF_AHLI_MADYA"], "DEFINITIF", LAW_2023)
        yield Draft(replace(official, assignments=(post,), appraisals=appraise(as_of, predicate)))


# --- what the common facts do not know -------------------------------------------------------------------------------


def enrich_crowd(url: str, crowd: Crowd) -> None:
    """Add credit, tests, awards, names of functional posts and the needs of seats to the stored agencies."""
    with psycopg.connect(url) as connection:
        cursor = connection.cursor()
        cursor.executemany(
            "UPDATE personnel.position_title AS title SET name = 'Analis ' || level.name"
            " FROM reference.position_level AS level WHERE level.id = position_level_id AND level.code = %s",
            [(level,) for level in CREDIT_LEVELS],
        )
        cursor.executemany(
            "UPDATE personnel.seat SET needed_count = %s FROM personnel.unit"
            " WHERE unit.id = unit_id AND agency_id = %s",
            [(needed, agency) for agency, (needed, _) in crowd.needs.items()],
        )
        cursor.executemany(
            "INSERT INTO personnel.seat_requirement (seat_id, kind, education_level_id, valid_from)"
            " SELECT seat.id, 'PENDIDIKAN', level.id, %s"
            " FROM personnel.seat JOIN personnel.unit ON unit.id = unit_id"
            " JOIN reference.education_level AS level ON level.code = %s WHERE agency_id = %s",
            [(crowd.as_of, asked, agency) for agency, (_, asked) in crowd.needs.items() if asked],
        )
        _add_papers(cursor, crowd)


ONE = "FROM personnel.employee AS e JOIN personnel.person ON person.id = person_id AND person.name = %s"


def _add_papers(cursor: psycopg.Cursor[Any], crowd: Crowd) -> None:
    tests, bases, awards = [], [], []
    for name, draft in crowd.drafts.items():
        if draft.tested_for:
            tests.append((add_months(crowd.as_of, -3), name, draft.tested_for))
        if draft.base is not None and draft.level in CREDIT_LEVELS:
            entered = draft.employee.assignments[-1].valid_from
            bases.append((entered - 30 * DAY, entered, draft.base, name, draft.level))
        awards += [(day, crowd.as_of if has_decree else None, name, kind) for kind, day, has_decree in draft.awards]
    cursor.executemany(
        "INSERT INTO personnel.service_exam (employee_id, kind, taken_on, is_passed, position_level_id)"
        f" SELECT e.id, 'UJI_KOMPETENSI', %s, true, level.id {ONE}"
        " JOIN reference.position_level AS level ON level.code = %s",
        tests,
    )
    cursor.executemany(
        "INSERT INTO personnel.credit_record (employee_id, position_level_id, kind, period_from, period_to, credit)"
        f" SELECT e.id, level.id, 'DASAR', %s, %s, %s {ONE} JOIN reference.position_level AS level ON level.code = %s",
        bases,
    )
    cursor.execute(
        "INSERT INTO personnel.decree (agency_id, kind, number, issued_on)"
        " SELECT id, 'PENGHARGAAN', 'SK ' || id, %s FROM personnel.agency",
        [crowd.as_of],
    )
    cursor.executemany(
        "INSERT INTO personnel.award (employee_id, award_kind_id, awarded_on, decree_id)"
        " SELECT e.id, kind.id, %s, CASE WHEN %s::date IS NOT NULL THEN decree.id END"
        f" {ONE} JOIN reference.award_kind AS kind ON kind.code = %s"
        " JOIN personnel.decree ON decree.agency_id = e.agency_id",
        awards,
    )
