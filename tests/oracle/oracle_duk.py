"""The DUK (Daftar Urut Kepangkatan) by rules.md 3.1, one comparison at a time."""

from dataclasses import dataclass
from datetime import date

from oracle_calendar import FOREVER
from oracle_facts import Agency, Employee
from oracle_law import GRADE_ORDINAL
from oracle_state import (
    find_education,
    find_grade,
    find_leadership,
    find_level_since,
    find_parameter,
    find_post,
    find_rank,
    find_service_months,
    find_unit,
    is_employed,
    is_probationary,
)


@dataclass(frozen=True)
class Standing:
    """The criteria of one PNS, in the order in which they are compared."""

    employee: Employee
    unit_id: int
    grade: str
    grade_since: date
    position_rank: int
    position_since: date | None
    service_months: int
    leadership_level: int
    leadership_on: date | None
    education_rank: int
    graduated_on: date | None

    def criteria(self) -> list[tuple[str, int]]:
        """Return (code, number) pairs; the smaller number stands above, an unknown date last."""
        return [
            ("GOLONGAN", -GRADE_ORDINAL[self.grade]),
            ("TMT_GOLONGAN", _early(self.grade_since)),
            ("JABATAN", -self.position_rank),
            ("TMT_JABATAN", _early(self.position_since)),
            ("MASA_KERJA", -self.service_months),
            ("LATIHAN_JABATAN", -self.leadership_level),
            ("TGL_LATIHAN", _early(self.leadership_on)),
            ("PENDIDIKAN", -self.education_rank),
            ("TGL_LULUS", _early(self.graduated_on)),
            ("USIA", _early(self.employee.person.born_on)),
            ("NIP", int(self.employee.nip)),
        ]


@dataclass(frozen=True)
class DukRow:
    """One row of the list: who, the ranks, and which criterion put the person below the one directly above."""

    standing: Standing
    rank_agency: int
    rank_unit: int
    decided_by: str | None


def duk(agency: Agency, as_of: date) -> list[DukRow]:
    """Return the list, highest first: PNS employed on the day who hold a grade, CPNS only if the city wants them."""
    ordered = sorted(_standings(agency, as_of), key=lambda standing: [number for _, number in standing.criteria()])
    rows: list[DukRow] = []
    for standing in ordered:
        colleagues = [row for row in rows if row.standing.unit_id == standing.unit_id]
        decided_by = _first_difference(rows[-1].standing, standing) if rows else None
        rows.append(DukRow(standing, len(rows) + 1, len(colleagues) + 1, decided_by))
    return rows


def _standings(agency: Agency, as_of: date) -> list[Standing]:
    includes_cpns = find_parameter(agency, "duk_include_cpns", as_of) == "true"
    standings = []
    for employee in agency.employees:
        is_listed = employee.scheme == "PNS" and is_employed(employee, as_of)
        grade = find_grade(employee, as_of) if is_listed else None
        if grade and (includes_cpns or not is_probationary(employee, as_of)):
            standings.append(_standing(agency, employee, grade, as_of))
    return standings


def _standing(agency: Agency, employee: Employee, grade: tuple[str, date], as_of: date) -> Standing:
    return Standing(
        employee,
        find_unit(agency, employee, as_of),
        *grade,
        find_rank(find_post(agency, employee, as_of), agency.parameters, as_of),
        find_level_since(agency, employee, as_of, agency.parameters),
        find_service_months(employee, as_of),
        *find_leadership(employee, as_of),
        *find_education(employee, as_of, agency.parameters),
    )


def _first_difference(above: Standing, below: Standing) -> str:
    pairs = zip(above.criteria(), below.criteria(), strict=True)
    return next(code for (code, mine), (_, yours) in pairs if mine != yours)


def _early(day: date | None) -> int:
    return (day or FOREVER).toordinal()
