"""The data rules about who somebody is, the diplomas, grades and posts: docs/worklist.md and rules.md 1, 2 and 16.6."""

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise

from oracle_calendar import FOREVER, add_years, whole_months
from oracle_facts import Agency, AssignmentRow, Diploma, Employee, GradeRow
from oracle_law import GRADE_ORDINAL
from oracle_path_law import GRADE_RANGE
from oracle_rows import LADDERS
from oracle_state import (
    find_assignment,
    find_grade,
    find_pension_date,
    find_post,
    is_employed,
    known_grades,
    recognised_diplomas,
    unpaid_leaves,
)

from admin.settings import PROJECT

ODD_AGES = (18, 46)  # rules.md NIP08
PROBATION_YEARS = 2
YOUNGEST_GRADUATE = 10
STEPS_OUTSIDE = 1  # rules.md 4.4 and 5.5
STRUCTURAL = ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b")
# rules.md 2.3; executing staff have no highest grade but by their diploma.
RANGES: dict[str, tuple[str, str | None]] = {**GRADE_RANGE, "V.a": ("III/a", "III/b"), "PELAKSANA": ("I/a", None)}

Asks = Callable[[Agency, Employee, date], bool]
Finds = Callable[[Agency, Employee, date], Iterable[int]]


def current_employments(agency: Agency, as_of: date) -> dict[int, Employee]:
    """Return by person the employment that the papers go with: the present one, else the one that began last."""
    ordered = sorted(agency.employees, key=lambda each: (is_employed(each, as_of), each.appointed_on, each.id))
    return {employee.person.id: employee for employee in ordered}


def squeeze(text: str | None) -> str | None:
    """Return a text without case and blanks; None when it holds no letter or digit."""
    text = text or ""
    return "".join(text.split()).lower() if any(map(str.isalnum, text)) else None


# --- who it is: rules.md 1.1 to 1.3 ----------------------------------------------------------------------------------


def _has_other_birth_in_nip(agency: Agency, employee: Employee, as_of: date) -> bool:
    return employee.nip[:8] != f"{employee.person.born_on:%Y%m%d}"


def _has_other_appointment_in_nip(agency: Agency, employee: Employee, as_of: date) -> bool:
    """NIP04: year and month of a PNS, of a PPPK the year."""
    stated = employee.nip[8:14] if employee.scheme == "PNS" else employee.nip[8:12]
    return not f"{employee.appointed_on:%Y%m}".startswith(stated)


def _began_at_odd_age(agency: Agency, employee: Employee, as_of: date) -> bool:
    youngest, oldest = ODD_AGES
    age = whole_months(employee.person.born_on, employee.appointed_on) // 12
    return employee.scheme == "PNS" and not youngest <= age <= oldest


def _find_nik(agency: Agency, employee: Employee) -> str | None:
    return dict(agency.niks)[employee.person.id]


def _lacks_nik(agency: Agency, employee: Employee, as_of: date) -> bool:
    return is_employed(employee, as_of) and _find_nik(agency, employee) is None


def _has_other_birth_in_nik(agency: Agency, employee: Employee, as_of: date) -> bool:
    """The day of a woman is raised by 40, the century is not told."""
    nik = _find_nik(agency, employee)
    if nik is None:
        return False
    day = int(nik[6:8])
    return f"{day - 40 if day > 40 else day:02d}{nik[8:12]}" != f"{employee.person.born_on:%d%m%y}"


def _has_other_sex_in_nik(agency: Agency, employee: Employee, as_of: date) -> bool:
    nik = _find_nik(agency, employee)
    return nik is not None and (int(nik[6:8]) > 40) != (employee.person.sex == "P")


def _has_nik_of_elsewhere(agency: Agency, employee: Employee, as_of: date) -> bool:
    nik = _find_nik(agency, employee)
    return nik is not None and any(nik[:4] != region.replace(".", "")[:4] for region in agency.regions)


def _is_recorded_before(agency: Agency, employee: Employee, as_of: date) -> bool:
    """Somebody with a lower number has the same name, but for case and blanks, and the same birth date."""
    person = employee.person
    return any(
        other.id < person.id and (squeeze(other.name), other.born_on) == (squeeze(person.name), person.born_on)
        for other in (each.person for each in agency.employees)
    )


def _is_pppk_with_permanent_date(agency: Agency, employee: Employee, as_of: date) -> bool:
    return employee.scheme == "PPPK" and employee.permanent_on is not None


def _is_long_on_probation(agency: Agency, employee: Employee, as_of: date) -> bool:
    is_due = add_years(employee.appointed_on, PROBATION_YEARS) <= as_of
    return is_employed(employee, as_of) and employee.scheme == "PNS" and employee.permanent_on is None and is_due


# --- diplomas --------------------------------------------------------------------------------------------------------


def _lacks_diploma(agency: Agency, employee: Employee, as_of: date) -> bool:
    return is_employed(employee, as_of) and not employee.person.diplomas


def _find_unrecognised(agency: Agency, employee: Employee, as_of: date) -> Iterator[int]:
    """Find the highest diploma of somebody none of whose diplomas is recognised yet; of equals the latest."""
    held = employee.person.diplomas
    if held and is_employed(employee, as_of) and not recognised_diplomas(employee, as_of):
        yield max(held, key=lambda row: (_level_ordinals()[row.level], row.graduated_on, -row.id)).id


@cache
def _level_ordinals() -> dict[str, int]:
    """Return the order of the diplomas as the code list has it."""
    with (PROJECT / "seeds" / "codes" / "education_level.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: int(row["ordinal"]) for row in csv.DictReader(rows)}


def _find_diplomas(is_wrong: Callable[[Employee, Diploma], bool]) -> Finds:
    return lambda agency, employee, as_of: [row.id for row in employee.person.diplomas if is_wrong(employee, row)]


def _is_recognised_too_soon(employee: Employee, row: Diploma) -> bool:
    return row.recognised_on is not None and row.recognised_on < row.graduated_on


def _is_graduation_of_a_child(employee: Employee, row: Diploma) -> bool:
    return row.graduated_on < add_years(employee.person.born_on, YOUNGEST_GRADUATE)


# --- grades ----------------------------------------------------------------------------------------------------------


def _is_pns_without_grade(agency: Agency, employee: Employee, as_of: date) -> bool:
    return employee.scheme == "PNS" and is_employed(employee, as_of) and not known_grades(employee, as_of)


def _find_foreign_grades(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [row.id for row in employee.grades if row.grade not in LADDERS[employee.scheme]]


def _find_early_grades(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [row.id for row in employee.grades if row.valid_from < employee.appointed_on]


def _used_grades(employee: Employee) -> list[GradeRow]:
    """Return the grades that ever count, in order: of one TMT the highest, of equals the last entered."""
    used = {row.valid_from: row for row in known_grades(employee, FOREVER, LADDERS[employee.scheme])}
    return [used[day] for day in sorted(used)]


def _find_outranked_grades(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    used = {row.id for row in _used_grades(employee)}
    return [row.id for row in known_grades(employee, FOREVER, LADDERS[employee.scheme]) if row.id not in used]


def _find_fallen_grades(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    used, ladder, reasons = _used_grades(employee), LADDERS[employee.scheme], dict(agency.reasons)
    return [
        row.id
        for before, row in pairwise(used)
        if ladder[row.grade] < ladder[before.grade] and reasons[row.id] != "PENURUNAN"
    ]


def _find_post_out_of_range(agency: Agency, employee: Employee, as_of: date) -> Iterator[int]:
    seat, held = find_post(agency, employee, as_of), find_grade(employee, as_of)
    if employee.scheme != "PNS" or not is_employed(employee, as_of) or seat is None or held is None:
        return
    lowest, highest = RANGES[seat.title.level]
    ordinal, post = GRADE_ORDINAL[held[0]], find_assignment(employee, as_of)
    is_above = highest is not None and ordinal > GRADE_ORDINAL[highest] + STEPS_OUTSIDE
    if post and (is_above or ordinal < GRADE_ORDINAL[lowest] - STEPS_OUTSIDE):
        yield post.id


# --- posts -----------------------------------------------------------------------------------------------------------


def _lacks_post(agency: Agency, employee: Employee, as_of: date) -> bool:
    return is_employed(employee, as_of) and find_assignment(employee, as_of) is None


def definitive(employee: Employee) -> list[AssignmentRow]:
    """Return the definitive posts in order."""
    return sorted((row for row in employee.assignments if row.kind == "DEFINITIF"), key=lambda row: row.valid_from)


def _find_posts_after_gaps(agency: Agency, employee: Employee, as_of: date) -> Iterator[int]:
    """Unpaid leave all through a gap explains it."""
    posts = definitive(employee)
    for before, row in pairwise(posts):
        end = before.valid_to
        assert end is not None
        is_away = any(
            leave.valid_from <= end and (leave.valid_to or FOREVER) >= row.valid_from
            for leave in unpaid_leaves(employee)
        )
        if end < row.valid_from and not is_away:
            yield row.id


def _find_early_posts(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [row.id for row in employee.assignments if row.valid_from < employee.appointed_on]


def _find_posts_not_left(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    left = employee.terminated_on
    return [row.id for row in employee.assignments if left and (row.valid_to or FOREVER) > left]


def _find_crowded_seat(agency: Agency, employee: Employee, as_of: date) -> Iterator[int]:
    """Find the post of somebody who came early into a structural seat that more people hold than it needs."""
    seat = find_post(agency, employee, as_of)
    if seat is None or seat.title.level not in STRUCTURAL or not is_employed(employee, as_of):
        return
    posts = [find_assignment(each, as_of) for each in agency.employees if is_employed(each, as_of)]
    holders = sorted((row.valid_from, row.id) for row in posts if row and row.seat_id == seat.id)
    too_many = holders[: max(len(holders) - max(seat.needed, 1), 0)]
    post = find_assignment(employee, as_of)
    if post and (post.valid_from, post.id) in too_many:
        yield post.id


def _is_past_retirement(agency: Agency, employee: Employee, as_of: date) -> bool:
    return is_employed(employee, as_of) and find_pension_date(agency, employee, as_of) <= as_of


# Asked of every employment; the row is the employee's.
OF_EMPLOYEE: dict[str, Asks] = {
    "nip_disagrees_with_birth_date": _has_other_birth_in_nip,
    "nip_disagrees_with_appointment": _has_other_appointment_in_nip,
    "appointed_at_odd_age": _began_at_odd_age,
    "pppk_with_permanent_date": _is_pppk_with_permanent_date,
    "probation_overdue": _is_long_on_probation,
    "pns_without_grade": _is_pns_without_grade,
    "employee_without_post": _lacks_post,
    "past_retirement_still_employed": _is_past_retirement,
}
# Asked once of each person; the row is the person's, but of `employee_without_diploma` the employee's.
OF_PERSON: dict[str, Asks] = {
    "nik_missing": _lacks_nik,
    "nik_disagrees_with_birth_date": _has_other_birth_in_nik,
    "nik_disagrees_with_sex": _has_other_sex_in_nik,
    "nik_of_another_region": _has_nik_of_elsewhere,
    "person_recorded_twice": _is_recorded_before,
    "employee_without_diploma": _lacks_diploma,
}
# Of each person, the diplomas that break the rule.
DIPLOMAS: dict[str, Finds] = {
    "no_diploma_recognised": _find_unrecognised,
    "diploma_recognised_before_graduation": _find_diplomas(_is_recognised_too_soon),
    "graduation_before_age": _find_diplomas(_is_graduation_of_a_child),
}
# Of each employment, the rows that break the rule, by their table.
CAREER: dict[str, tuple[str, Finds]] = {
    "grade_of_the_other_scheme": ("grade_record", _find_foreign_grades),
    "two_grades_of_one_tmt": ("grade_record", _find_outranked_grades),
    "grade_before_appointment": ("grade_record", _find_early_grades),
    "grade_falls_without_reason": ("grade_record", _find_fallen_grades),
    "grade_outside_range": ("assignment", _find_post_out_of_range),
    "gap_between_posts": ("assignment", _find_posts_after_gaps),
    "post_before_appointment": ("assignment", _find_early_posts),
    "post_after_termination": ("assignment", _find_posts_not_left),
    "structural_seat_held_twice": ("assignment", _find_crowded_seat),
}
