"""People who stand right on the numbers of the law, one for each row of its tables: nothing about them is random.

Where the random agencies leave a row of the law to chance (a rare grade, a band of scores, a guide's limit), somebody
here depends on it. The same facts are read back and judged as those of any other agency.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import psycopg
from oracle_dossier import CORE_COMPETENCIES
from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Completion,
    Contract,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    Parameter,
    Person,
    Punishment,
    Seat,
    Title,
    Unit,
)
from oracle_kgb import PPPK_GRADES
from oracle_law import EDUCATION_CEILING, GRADE_ORDINAL, LEADERSHIP_LEVEL, PNS_GRADES, POSITION_LEVELS, PREDICATE
from population_codes import KINDS, PUNISHMENTS

DATES = (date(2022, 12, 31), date(2024, 12, 31))
# The days on which rows of the law begin, and the day before each. Everybody below was appointed before the first.
BEGINNINGS = (date(2017, 4, 7), date(2019, 5, 16), date(2020, 1, 15), date(2020, 9, 29), date(2024, 1, 1))
TURNS = tuple(day - timedelta(days=before) for day in BEGINNINGS for before in (1, 0))
RETIREMENT_AGE = 58
GRADED_ON = date(2015, 4, 1)
ROOT = 1
YEARS = range(2015, 2025)
CYCLES = tuple(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in YEARS)
# Years of grade service just below the first, the next and the last step of every pay table.
SERVICE = (0, 1, 2, 3, 25, 26, 31, 32)
# Right on a band's lower end, and half a point below it; nothing is below 0.
LIMITS = (1, 50, 51, 60, 61, 70, 75, 76, 90, 91, 110)
SCORES = (Decimal(0), *(Decimal(limit) - below for limit in LIMITS for below in (Decimal(0), Decimal("0.5"))))
# Lower ends of the bands of JPM but the lowest, which is 0.
BANDS = (68, 75, 78, 80, 85, 90, 91)
HIGH, OTHER = "II.a", "III.a"
# Award points of one city, by which needs improvement and good (60 and 80 points, of which 60 % count, beside 40 % of
# the award's) come to 59.2, 60, 79.2 and 80: just below the limits of performance, and on them.
POINTS = {"PIAGAM": ("BUTUH_PERBAIKAN", 58), "INOVASI": ("BUTUH_PERBAIKAN", 60),
          "NAKES_TELADAN": ("BAIK", 78), "GURU_BERPRESTASI": ("BAIK", 80)}  # fmt: skip
# Diplomas and predicates with which somebody fully trained has 91, 81, 71 or 61 in IP-ASN after a heavy punishment,
# and 90, 80, 70 or 60 without any.
TOTALS: dict[bool, tuple[tuple[str, str], ...]] = {
    True: (("S2", "SANGAT_BAIK"), ("S1", "BAIK"), ("S1", "BUTUH_PERBAIKAN"), ("S1", "KURANG")),
    False: (("S1", "SANGAT_BAIK"), ("S2", "BUTUH_PERBAIKAN"), ("S2", "KURANG"), ("D3", "KURANG")),
}
# How often each predicate from SANGAT_BAIK to SANGAT_KURANG is given, by what the organisation got.
GIVEN: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("ISTIMEWA", (7, 3, 0, 0, 0)), ("ISTIMEWA", (17, 7, 0, 0, 0)), ("ISTIMEWA", (4, 6, 0, 0, 0)),
    ("BAIK", (0, 7, 3, 0, 0)), ("BAIK", (0, 17, 0, 7, 0)), ("BAIK", (5, 5, 0, 0, 0)),
    ("BAIK", (5, 4, 1, 0, 0)), ("BAIK", (5, 4, 0, 1, 0)), ("BAIK", (5, 3, 0, 0, 2)),
    ("BUTUH_PERBAIKAN", (1, 3, 6, 0, 0)), ("BUTUH_PERBAIKAN", (2, 9, 16, 0, 0)), ("BUTUH_PERBAIKAN", (2, 5, 12, 0, 0)),
    ("KURANG", (1, 2, 1, 6, 0)), ("KURANG", (0, 8, 3, 16, 0)), ("KURANG", (0, 5, 2, 14, 0)),
    ("KURANG", (2, 0, 4, 13, 0)), ("SANGAT_KURANG", (0, 4, 0, 0, 6)), ("SANGAT_KURANG", (0, 11, 0, 0, 16)),
    ("SANGAT_KURANG", (1, 0, 0, 0, 9)), ("KURANG", (0, 0, 0, 0, 10)), ("BUTUH_PERBAIKAN", (0, 0, 4, 6, 0)),
)  # fmt: skip


@dataclass
class Edges:
    """The agencies, and what the common facts do not know: by the name of a person, of a seat's agency and level."""

    agencies: list[Agency] = field(default_factory=list)
    service: dict[str, int] = field(default_factory=dict)
    scores: dict[str, Decimal] = field(default_factory=dict)
    ratings: dict[str, tuple[str, str]] = field(default_factory=dict)
    asked: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    reached: dict[str, list[int]] = field(default_factory=dict)
    potentials: dict[str, int] = field(default_factory=dict)
    awards: dict[str, str] = field(default_factory=dict)
    organisations: dict[tuple[int, int], str] = field(default_factory=dict)


def draw_edges() -> Edges:
    """Return everybody, in agencies by what they are an edge of."""
    edges = Edges()
    add_agency(edges, [*_paid(edges), *_delayed(edges)])
    add_agency(edges, [*_ceilings(), *_exams()])
    add_agency(edges, [*_holders(edges)], levels=tuple(POSITION_LEVELS))
    add_agency(edges, [*_trained()])
    for own in ((_set("ip_asn_scheme", "2024"),), ()):
        add_agency(edges, [*_measured(), *_scored(edges)], own=own)
    add_agency(edges, [*_totalled(), *_near_pension(edges)])
    add_agency(
        edges,
        [*_awarded(edges)],
        own=[_set("talent_award_points", str(points), kind) for kind, (_, points) in POINTS.items()],
    )
    for scheme in ("UJI_KOMPETENSI", "PEMETAAN", "KKP_39_2023"):
        for percent in sorted({0, *BANDS, *(lowest - 1 for lowest in BANDS)}):
            _add_band(edges, scheme, percent)
    for start in range(0, len(GIVEN), 3):
        add_distribution(edges, GIVEN[start : start + 3])
    return edges


def draw_turns() -> Edges:
    """Return somebody for each row that begins on a day: of every grade, diploma, level and punishment."""
    edges = Edges()
    add_agency(edges, [*_paid(edges, (0,))])
    add_agency(edges, [*_exams()])
    add_agency(edges, [*_holders(edges, by_rank={})], levels=tuple(POSITION_LEVELS))
    for own in ((_set("ip_asn_scheme", "2024"),), ()):
        add_agency(edges, [*_measured(), *_scored(edges)], own=own)
    add_distribution(edges, GIVEN[:3])
    return edges


def add_agency(
    edges: Edges,
    people: list[Employee],
    levels: tuple[str, ...] = (),
    own: Sequence[Parameter] = (),
    cycles: tuple[Cycle, ...] = CYCLES,
) -> int:
    """Add an agency with a seat for each level and parameters of its own, and return its number."""
    seats = tuple(Seat(place, ROOT, Title(place, level)) for place, level in enumerate(levels, start=1))
    numbered = tuple(_number(employee, place) for place, employee in enumerate(people, start=1))
    edges.agencies.append(Agency(0, (Unit(ROOT, None),), seats, cycles, tuple(own), numbered))
    return len(edges.agencies)


def _set(code: str, value: str, subject: str = "") -> Parameter:
    return Parameter(code, value, date(2000, 1, 1), None, subject)


def _number(employee: Employee, place: int) -> Employee:
    values = {name: getattr(employee, name) for name in employee.__dataclass_fields__}
    person = employee.person
    return Employee(
        **values | {"id": place, "person": Person(place, person.name, "L", person.born_on, person.diplomas)}
    )


def make_employee(
    name: str, *, grade: str = "III/b", diplomas: tuple[str, ...] = ("S1",), good: bool = True, **more: Any
) -> Employee:
    """Make somebody whom nothing but what is given keeps from anything."""
    learnt = tuple(Diploma(level, date(2003, 7, 1), date(2003, 7, 1)) for level in diplomas)
    outcomes = tuple(Appraisal(year, "BAIK") for year in YEARS) if good else ()
    usual: dict[str, Any] = {
        "employment_type": "PNS",
        "scheme": "PNS",
        "appointed_on": date(2010, 3, 1),
        "permanent_on": date(2011, 3, 1),
        "grades": (GradeRow(0, grade, GRADED_ON),),
        "appraisals": outcomes,
    }
    return Employee(0, "", Person(0, name, "L", date(1980, 5, 17), learnt), **usual | more)


def _paid(edges: Edges, service: tuple[int, ...] = SERVICE) -> Iterator[Employee]:
    for years in service:
        for grade in (*PNS_GRADES, *PPPK_GRADES):
            name = f"Gaji {grade} {years}"
            edges.service[name] = years
            is_pns = grade in GRADE_ORDINAL
            contract = (Contract(grade if not is_pns else "IX", date(2016, 1, 1), date(2030, 1, 1)),)
            more: dict[str, Any] = {} if is_pns else {
                "employment_type": "PPPK", "scheme": "PPPK", "appointed_on": date(2016, 1, 1), "permanent_on": None,
                "contracts": contract,
            }  # fmt: skip
            yield make_employee(name, grades=(GradeRow(0, grade, date(2016, 3, 1)),), **more)


def _delayed(edges: Edges) -> Iterator[Employee]:
    """Somebody whose increment is delayed without end since the very day of PP 53/2010."""
    name = "Ditunda"
    edges.service[name] = 3
    yield make_employee(name, punishments=(Punishment("PP53_TUNDA_KGB_12", "SEDANG", "FINAL", date(2010, 6, 6)),))


def _ceilings() -> Iterator[Employee]:
    passed = tuple(Exam(kind, date(2014, 1, 1), True) for kind in ("UJIAN_DINAS_I", "UJIAN_DINAS_II"))
    for level, ceiling in EDUCATION_CEILING.items():
        for step in (-1, 0, 1):
            grade = PNS_GRADES[GRADE_ORDINAL[ceiling] - 1 + step]
            yield make_employee(f"Plafon {level} {step}", grade=grade, diplomas=(level,), exams=passed)


def _exams() -> Iterator[Employee]:
    for grade in ("II/d", "III/d"):
        for level in EDUCATION_CEILING:
            yield make_employee(f"Ujian {grade} {level}", grade=grade, diplomas=(level,))
        for kind in ("PKP", "PKA", "PKN_II"):
            yield make_employee(f"Ujian {grade} {kind}", grade=grade, diplomas=("S1",), completions=(_course(kind),))


def _course(kind: str, hours: int = 40, day: date = date(2021, 3, 1)) -> Completion:
    return Completion(0, kind, f"Pelatihan {kind}", day, day.replace(day=3), Decimal(hours))


BY_RANK = {LEADERSHIP_LEVEL[kind]: kind for kind in ("PKP", "PKA", "PKN_II", "PKN_I")}


def _holders(edges: Edges, by_rank: dict[int, str] = BY_RANK) -> Iterator[Employee]:
    """A holder of each level, and of each those with the course of every leadership level."""
    numbers = count(1)
    for seat, level in enumerate(POSITION_LEVELS, start=1):
        for kind in (None, *by_rank.values()):
            name = f"Pejabat {level} {next(numbers)}"
            edges.reached[name] = [3] * len(CORE_COMPETENCIES)
            courses = (_course(kind),) if kind else ()
            yield make_employee(
                name, assignments=(AssignmentRow(seat, "DEFINITIF", date(2016, 2, 1)),), completions=courses
            )


def _trained() -> Iterator[Employee]:
    for year in (2022, 2024):
        for kind in KINDS:
            yield make_employee(f"Pelatihan {kind} {year}", completions=(_course(kind, 40, date(year, 3, 1)),))


def _scored(edges: Edges) -> Iterator[Employee]:
    """Numbers without a predicate beside them, and with one."""
    for score in SCORES:
        for kind in ("Angka", "Hanya angka"):
            name = f"{kind} {score} {len(edges.agencies)}"
            edges.scores[name] = score
            yield make_employee(name)


def _measured() -> Iterator[Employee]:
    for level in EDUCATION_CEILING:
        yield make_employee(f"Kualifikasi {level}", diplomas=(level,))
    for predicate in PREDICATE:
        yield make_employee(f"Kinerja {predicate}", appraisals=tuple(Appraisal(year, predicate) for year in YEARS))
    for kind, severity in PUNISHMENTS.items():
        for year in (2022, 2024):
            case = Punishment(kind, severity, "FINAL", date(year, 5, 1), date(year + 1, 5, 1))
            yield make_employee(f"Hukuman {kind} {year}", punishments=(case,))


def _totalled() -> Iterator[Employee]:
    case = Punishment("TURUN_JABATAN_12", "BERAT", "FINAL", date(2022, 1, 10), date(2022, 2, 10))
    courses = tuple(_course(kind, 40, date(year, 3, 1)) for year in (2022, 2024) for kind in ("BIMTEK", "WEBINAR"))
    for is_punished, pairs in TOTALS.items():
        for diploma, predicate in pairs:
            yield make_employee(
                f"Jumlah {diploma} {predicate} {is_punished}",
                diplomas=(diploma,),
                punishments=(case,) if is_punished else (),
                completions=courses,
                appraisals=tuple(Appraisal(year, predicate) for year in YEARS),
            )


def _awarded(edges: Edges) -> Iterator[Employee]:
    for kind, (predicate, _) in POINTS.items():
        name = f"Penghargaan {kind}"
        edges.awards[name] = kind
        yield make_employee(name, appraisals=tuple(Appraisal(year, predicate) for year in YEARS))


def _near_pension(edges: Edges) -> Iterator[Employee]:
    """Talents of the pool with a month less than the two years that it asks, just enough, and a month more."""
    for as_of in DATES:
        for months in (0, 1, 2):
            name = f"Kelompok {as_of.year} {months}"
            edges.reached[name] = [3] * len(CORE_COMPETENCIES)
            edges.potentials[name] = 100
            employee = make_employee(name)
            born_on = date(as_of.year + 2 - RETIREMENT_AGE, 10 + months, 5)
            yield replace(employee, person=replace(employee.person, born_on=born_on))


def _add_band(edges: Edges, scheme: str, percent: int) -> None:
    """Add holders whose levels reached are between `percent` and one more per cent of the levels asked."""
    asked, reached = _find_levels(percent)
    names = [f"JPM {scheme} {percent} {level}" for level in (HIGH, OTHER)]
    people = [
        make_employee(name, assignments=(AssignmentRow(seat, "DEFINITIF", date(2020, 2, 1)),))
        for seat, name in enumerate(names, start=1)
    ]
    number = add_agency(edges, people, levels=(HIGH, OTHER), own=(_set("jpm_scheme", scheme),))
    for name, level in zip(names, (HIGH, OTHER), strict=True):
        edges.asked[number, level] = asked
        edges.reached[name] = reached


def _find_levels(percent: int) -> tuple[list[int], list[int]]:
    size = len(CORE_COMPETENCIES)
    for total in range(size, 5 * size + 1):
        reached = -(-percent * total // 100)
        if 100 * reached < (percent + 1) * total:
            return _spread(total, size), _spread(reached, size)
    raise ValueError(percent)


def _spread(total: int, size: int) -> list[int]:
    return [total // size + (place < total % size) for place in range(size)]


def add_distribution(
    edges: Edges, given: tuple[tuple[str, tuple[int, ...]], ...], cycles: tuple[Cycle, ...] = CYCLES[-3:]
) -> None:
    """Add an agency in which the predicates of one cycle after the other are given so often."""
    columns = [
        [code for code, often in zip(PREDICATE, counts, strict=True) for _ in range(often)] for _, counts in given
    ]
    people = [
        make_employee(
            f"Sebaran {len(edges.agencies)} {place}",
            appraisals=tuple(
                Appraisal(cycle.id, column[place])
                for cycle, column in zip(cycles, columns, strict=True)
                if place < len(column)
            ),
        )
        for place in range(max(map(len, columns)))
    ]
    number = add_agency(edges, people, cycles=cycles)
    for cycle, (organisation, _) in zip(cycles, given, strict=True):
        edges.organisations[number, cycle.year] = organisation


def enrich_edges(url: str, edges: Edges) -> None:
    """Add what the common facts do not know to the stored agencies."""
    with psycopg.connect(url) as connection:
        cursor = connection.cursor()
        one = (
            "(SELECT e.id FROM personnel.employee AS e JOIN personnel.person ON person.id = person_id WHERE name = %s)"
        )
        cursor.executemany(
            f"UPDATE personnel.grade_record SET service_years = %s, service_months = 0 WHERE employee_id IN {one}",
            [(years, name) for name, years in edges.service.items()],
        )
        cursor.executemany(
            "UPDATE personnel.appraisal SET score = %s,"
            " predicate = CASE WHEN %s THEN predicate END, predicate_written = CASE WHEN NOT %s THEN '?' END"
            f" WHERE employee_id IN {one}",
            [(score, *[name.startswith("Angka")] * 2, name) for name, score in edges.scores.items()],
        )
        cursor.executemany(
            f"UPDATE personnel.appraisal SET work_rating = %s, behaviour_rating = %s WHERE employee_id IN {one}",
            [(*ratings, name) for name, ratings in edges.ratings.items()],
        )
        cursor.executemany(
            "INSERT INTO personnel.seat_requirement (seat_id, kind, competency_id, minimum, valid_from)"
            " SELECT seat.id, 'KOMPETENSI', competency.id, %s, seat.valid_from"
            " FROM reference.competency, personnel.seat"
            " JOIN personnel.unit ON unit.id = unit_id"
            " JOIN personnel.position_title AS title ON title.id = position_title_id"
            " JOIN reference.position_level AS level ON level.id = position_level_id"
            " WHERE competency.code = %s AND agency_id = %s AND level.code = %s",
            [
                (asked, code, agency, level)
                for (agency, level), levels in edges.asked.items()
                for code, asked in zip(CORE_COMPETENCIES, levels, strict=True)
            ],
        )
        cursor.executemany(
            "INSERT INTO personnel.assessment_result (employee_id, assessed_on, competency_id, level)"
            f" SELECT {one}, day, competency.id, %s FROM reference.competency,"
            " unnest('{2016-06-01,2019-01-01,2022-06-01,2024-06-01}'::date[]) AS day WHERE competency.code = %s",
            [
                (name, level, code)
                for name, levels in edges.reached.items()
                for code, level in zip(CORE_COMPETENCIES, levels, strict=True)
            ],
        )
        cursor.executemany(
            "INSERT INTO personnel.assessment_result (employee_id, assessed_on, score)"
            f" SELECT {one}, day, %s FROM unnest('{{2022-06-01,2024-06-01}}'::date[]) AS day",
            [(name, score) for name, score in edges.potentials.items()],
        )
        cursor.executemany(
            "INSERT INTO personnel.award (employee_id, award_kind_id, awarded_on)"
            f" SELECT {one}, id, '2022-06-01' FROM reference.award_kind WHERE code = %s",
            list(edges.awards.items()),
        )
        cursor.executemany(
            "INSERT INTO personnel.unit_performance (unit_id, performance_cycle_id, predicate)"
            " SELECT unit.id, cycle.id, %s FROM personnel.unit JOIN personnel.performance_cycle AS cycle"
            " ON cycle.agency_id = unit.agency_id WHERE unit.agency_id = %s AND cycle.year = %s",
            [(organisation, agency, year) for (agency, year), organisation in edges.organisations.items()],
        )
