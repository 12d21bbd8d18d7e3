"""Officials who are ready on a promotion path on one day, to the day and the month, and ways to spoil one thing.

Nothing about them is random; `population_edges_crowd` makes a crowd of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oracle_calendar import add_months, add_years
from oracle_facts import (
    Appraisal,
    AssignmentRow,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    Person,
    Punishment,
    StatusRow,
)
from oracle_law import GRADE_ORDINAL, PNS_GRADES, POSITION_LEVELS
from oracle_path_law import OLDEST, PATHS
from population_codes import CLTN, STATUSES

DAY = timedelta(days=1)
LEVELS = tuple(POSITION_LEVELS)
SEATS = {level: place for place, level in enumerate(LEVELS, start=1)}
SUSPENDED = next(status for status in STATUSES if status.code == "PEMBERHENTIAN_SEMENTARA")
PUNISHED = {"SEDANG": "POTONG_TPP_6", "BERAT": "TURUN_JABATAN_12"}
Spoil = Callable[["Draft", date], "Draft"]


@dataclass(frozen=True)
class Draft:
    """Somebody, with what the common facts do not know."""

    employee: Employee
    awards: tuple[tuple[str, date, bool], ...] = ()
    tested_for: str | None = None
    base: Decimal | None = None

    @property
    def level(self) -> str | None:
        """Return the level of the post held last."""
        return next((LEVELS[post.seat_id - 1] for post in self.employee.assignments[-1:]), None)


def make_cycles(as_of: date) -> tuple[Cycle, ...]:
    """Return the annual cycles about the day."""
    years = range(as_of.year - 6, as_of.year + 1)
    return tuple(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in years)


def make_official(
    as_of: date,
    name: str,
    level: str | None = "PELAKSANA",
    *,
    grade: str = "III/a",
    months_in_grade: int = 48,
    months_in_post: int = 20,
    **more: Any,
) -> Employee:
    """Return a PNS of good standing, half-way through the career."""
    appointed_on = date(as_of.year - 20, 3, 1)
    below = PNS_GRADES[max(GRADE_ORDINAL[grade] - 2, 0)]
    tmt = add_months(as_of, -months_in_grade)
    earlier = (GradeRow(0, below, add_years(tmt, -4)),) if below != grade else ()
    post = AssignmentRow(SEATS[level], "DEFINITIF", add_months(as_of, -months_in_post)) if level else None
    usual: dict[str, Any] = {
        "employment_type": "PNS",
        "scheme": "PNS",
        "appointed_on": appointed_on,
        "permanent_on": add_years(appointed_on, 1),
        "grades": (*earlier, GradeRow(0, grade, tmt)),
        "assignments": (post,) if post else (),
        "appraisals": appraise(as_of, "BAIK"),
        "exams": (Exam("UPKP", add_months(as_of, -3), True),),
    }
    person = Person(0, name, "L", date(as_of.year - 45, 5, 17), learn(appointed_on, "S1"))
    return Employee(0, "", person, **usual | more)


def appraise(as_of: date, predicate: str) -> tuple[Appraisal, ...]:
    return tuple(Appraisal(cycle.id, predicate) for cycle in make_cycles(as_of) if cycle.ends_on <= as_of)


def learn(day: date, *levels: str) -> tuple[Diploma, ...]:
    return tuple(Diploma(level, day, day) for level in levels)


def with_person(
    employee: Employee, *, born_on: date | None = None, diplomas: tuple[str, ...] | None = None
) -> Employee:
    """Return the employee born on another day, or with other diplomas."""
    person = employee.person
    learnt = person.diplomas if diplomas is None else learn(employee.appointed_on, *diplomas)
    return replace(employee, person=replace(person, born_on=born_on or person.born_on, diplomas=learnt))


# --- ready on each path ----------------------------------------------------------------------------------------------


def _on_regular(as_of: date) -> Draft:
    return Draft(make_official(as_of, "Reguler"))


def _on_structural(as_of: date) -> Draft:
    return Draft(make_official(as_of, "Struktural", "III.a", grade="IV/a"))


def _below_structural(as_of: date) -> Draft:
    """One grade below the range: a year in grade and in the post are enough."""
    return Draft(make_official(as_of, "Di bawah", "IV.b", grade="III/a", months_in_grade=12, months_in_post=12))


def _on_functional(as_of: date) -> Draft:
    official = make_official(as_of, "Fungsional", "JF_AHLI_MUDA", grade="III/c", months_in_grade=24)
    return Draft(official, base=Decimal(100))


def _on_next_level(as_of: date) -> Draft:
    official = make_official(as_of, "Jenjang", "JF_AHLI_MUDA", grade="III/d", months_in_grade=24)
    return Draft(official, tested_for="JF_AHLI_MADYA", base=Decimal(200))


def by_diploma(as_of: date, level: str | None = "PELAKSANA") -> Draft:
    official = make_official(as_of, "Ijazah", level, months_in_grade=12)
    return Draft(with_person(official, diplomas=("S1", "S3")), base=Decimal(50))


def be_exemplary(as_of: date, level: str | None = "PELAKSANA") -> Draft:
    official = make_official(as_of, "Prestasi", level, months_in_grade=12, appraisals=appraise(as_of, "SANGAT_BAIK"))
    return Draft(official, awards=(("PEGAWAI_TELADAN", add_months(as_of, -1), True),))


def by_service(as_of: date, level: str | None = "PELAKSANA", months: int = 360, ahead: int = 0) -> Draft:
    """Reach the retirement age in the month of the day, or so many later, with so many months of service."""
    month = add_months(as_of.replace(day=1), ahead)
    months_in_grade = 1 if months >= 360 else 12 if months >= 240 else 24
    official = make_official(as_of, "Pengabdian", level, months_in_grade=months_in_grade)
    appointed_on = add_months(month, -months)
    official = replace(official, appointed_on=appointed_on, permanent_on=add_years(appointed_on, 1))
    age = POSITION_LEVELS[level or "PELAKSANA"].retirement_age
    return Draft(with_person(official, born_on=add_years(month, -age), diplomas=("S1",)))


def _for_supervisor(as_of: date) -> Draft:
    return Draft(make_official(as_of, "Calon pengawas", "JF_MAHIR", months_in_post=48))


def _for_administrator(as_of: date) -> Draft:
    return Draft(make_official(as_of, "Calon administrator", "IV.a", grade="III/d", months_in_post=36))


def _for_executive(as_of: date) -> Draft:
    """Turn 56 on the day, which is still in time."""
    official = make_official(as_of, "Calon JPT", "JF_AHLI_MADYA", grade="IV/a", months_in_post=60)
    return Draft(with_person(official, born_on=add_years(as_of, -OLDEST["JABATAN_JPT_PRATAMA"])))


READY: dict[str, Callable[[date], Draft]] = {
    "REGULER": _on_regular,
    "STRUKTURAL": _on_structural,
    "STRUKTURAL di bawah": _below_structural,
    "FUNGSIONAL": _on_functional,
    "KENAIKAN_JENJANG": _on_next_level,
    "PENYESUAIAN_IJAZAH": by_diploma,
    "PRESTASI": be_exemplary,
    "PENGABDIAN": by_service,
    "JABATAN_PENGAWAS": _for_supervisor,
    "JABATAN_ADMINISTRATOR": _for_administrator,
    "JABATAN_JPT_PRATAMA": _for_executive,
}
assert {"REGULER", *PATHS} <= set(READY)


# --- spoiled in one thing --------------------------------------------------------------------------------------------


def _change(draft: Draft, **values: Any) -> Draft:
    return replace(draft, employee=replace(draft.employee, **values))


def _punish(severity: str, days: int | None) -> Spoil:
    def spoil(draft: Draft, as_of: date) -> Draft:
        end = None if days is None else as_of + timedelta(days=days)
        case = Punishment(PUNISHED[severity], severity, "FINAL", add_months(as_of, -2), end)
        return _change(draft, punishments=(case,))

    return spoil


def _bar(status: Any, days: int | None) -> Spoil:
    def spoil(draft: Draft, as_of: date) -> Draft:
        end = None if days is None else as_of + timedelta(days=days)
        return _change(draft, statuses=(StatusRow(status, add_months(as_of, -2), end),))

    return spoil


def _appraise_all(predicate: str | None) -> Spoil:
    def spoil(draft: Draft, as_of: date) -> Draft:
        return _change(draft, appraisals=appraise(as_of, predicate) if predicate else ())

    return spoil


def _learn_only(*levels: str) -> Spoil:
    def spoil(draft: Draft, as_of: date) -> Draft:
        return replace(draft, employee=with_person(draft.employee, diplomas=levels))

    return spoil


def come_a_day_late(draft: Draft, as_of: date) -> Draft:
    employee = draft.employee
    grades = (*employee.grades[:-1], replace(employee.grades[-1], valid_from=employee.grades[-1].valid_from + DAY))
    posts = tuple(replace(post, valid_from=post.valid_from + DAY) for post in employee.assignments)
    return _change(draft, grades=grades, assignments=posts, appointed_on=employee.appointed_on + DAY)


def _be_a_day_older(draft: Draft, as_of: date) -> Draft:
    return replace(draft, employee=with_person(draft.employee, born_on=draft.employee.person.born_on - DAY))


def _outstay(draft: Draft, as_of: date) -> Draft:
    """Let the pension have begun this month."""
    age = POSITION_LEVELS[draft.level or "PELAKSANA"].retirement_age
    born_on = add_years(add_months(as_of.replace(day=1), -1), -age)
    return replace(draft, employee=with_person(draft.employee, born_on=born_on))


def _lack_papers(draft: Draft, as_of: date) -> Draft:
    awards = tuple((kind, day, False) for kind, day, _ in draft.awards)
    return replace(_change(draft, exams=()), awards=awards, tested_for=None, base=Decimal("0.01"))


def _lose_base(draft: Draft, as_of: date) -> Draft:
    return replace(draft, base=None)


def _lose_grades(draft: Draft, as_of: date) -> Draft:
    return _change(draft, grades=())


SPOILS: tuple[Spoil, ...] = (
    _punish("SEDANG", None), _punish("SEDANG", 40), _punish("BERAT", None), _punish("BERAT", 40),
    _bar(SUSPENDED, None), _bar(SUSPENDED, 40), _bar(CLTN, None), _bar(CLTN, 40),
    _appraise_all("SANGAT_BAIK"), _appraise_all("BAIK"), _appraise_all("BUTUH_PERBAIKAN"), _appraise_all("KURANG"),
    _appraise_all(None), _learn_only(), _learn_only("SD"), _learn_only("D2"), _learn_only("D3"),
    come_a_day_late, _be_a_day_older, _outstay, _lack_papers, _lose_base, _lose_grades,
)  # fmt: skip
