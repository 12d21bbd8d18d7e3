"""The data rules about contracts, appraisals, training, credit, seats and papers: docs/worklist.md."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from itertools import pairwise

from oracle_dossier import find_amount, is_set
from oracle_facts import Agency, Appraisal, Completion, Cycle, Employee
from oracle_path_law import CONVERTED_SINCE, CREDIT_LEVELS
from oracle_performance import check, derive, find_scheme, full_years, stand
from oracle_quality_people import Finds, definitive, squeeze
from oracle_rows import LADDERS
from oracle_satyalancana import contract_due
from oracle_state import (
    find_asked,
    find_assignment,
    find_level_since,
    find_post,
    find_root,
    find_seat,
    find_unit,
    holds,
    is_employed,
    known_grades,
    unpaid_leaves,
)

MOST_HOURS_A_DAY = 10
HALF_OF_THE_YEAR = (7, 1)

# --- contracts -------------------------------------------------------------------------------------------------------


def _contract_rows(agency: Agency, employee: Employee) -> list[tuple[date, date, int]]:
    """Return the periods of the contracts with their rows, in order."""
    numbers = [row for owner, row in agency.contract_rows if owner == employee.id]
    contracts = zip(employee.contracts, numbers, strict=True)
    return sorted((contract.valid_from, contract.valid_to, number) for contract, number in contracts)


def lacks_contract(agency: Agency, employee: Employee, as_of: date) -> bool:
    """Return whether somebody is employed as PPPK without any contract on record."""
    return employee.scheme == "PPPK" and is_employed(employee, as_of) and not employee.contracts


def _find_contract_past_retirement(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    due = contract_due(agency, as_of).get((employee.id,))
    if due is None or due["status_code"] != "MELEBIHI_BUP":
        return []
    return [number for _, valid_to, number in _contract_rows(agency, employee) if valid_to == due["final_to"]]


def _find_contracts_after_gaps(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    rows = _contract_rows(agency, employee)
    return [row[2] for before, row in pairwise(rows) if before[1] < row[0]]


def _find_contracts_of_pns(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [number for *_, number in _contract_rows(agency, employee)] if employee.scheme == "PNS" else []


# --- appraisals ------------------------------------------------------------------------------------------------------

Doubts = Callable[[Agency, Appraisal, date], bool]


def find_appraisals(agency: Agency, employee: Employee, doubts: Doubts, as_of: date) -> Iterator[tuple[int, int]]:
    """Yield row and year of the appraisals of finished cycles that somebody would doubt."""
    cycles: dict[int, Cycle] = {cycle.id: cycle for cycle in agency.cycles if cycle.ends_on <= as_of}
    for row in employee.appraisals:
        if row.cycle_id in cycles and doubts(agency, row, as_of):
            yield row.id, cycles[row.cycle_id].year


def _is_unreadable(agency: Agency, row: Appraisal, as_of: date) -> bool:
    return row.ordinal is None


def _is_in_words(agency: Agency, row: Appraisal, as_of: date) -> bool:
    return row.predicate is None and row.ordinal is not None


def _lacks_ratings(agency: Agency, row: Appraisal, as_of: date) -> bool:
    """Only the matrix of PermenPANRB 6/2022 asks for both ratings."""
    is_rated = row.work is not None and row.behaviour is not None
    return row.ordinal is not None and find_scheme(agency, row, as_of) == "PERMENPANRB6_2022" and not is_rated


def _differs_from_scheme(agency: Agency, row: Appraisal, as_of: date) -> bool:
    scheme = find_scheme(agency, row, as_of)
    has_innovation = is_set(agency, "performance_innovation_assumed", as_of)
    return check(row, scheme, derive(row, scheme, has_innovation)) == "BERBEDA"


def find_unappraised_years(agency: Agency, as_of: date) -> Iterator[tuple[Employee, int]]:
    """Yield who is employed and of which of the last three years there is no annual appraisal.

    Nobody is appraised for a year of which less than half was served.
    """
    for year in full_years(as_of):
        middle = date(year, *HALF_OF_THE_YEAR)
        for standing in stand(agency, year, as_of):
            employee = standing.employee
            was_away = any(holds(leave, middle) for leave in unpaid_leaves(employee))
            was_there = employee.appointed_on <= middle and not was_away
            if standing.outcome is None and is_employed(employee, as_of) and was_there:
                yield employee, year


# --- training --------------------------------------------------------------------------------------------------------


def _find_implausible(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [
        row.id
        for row in employee.completions
        if row.hours == 0 or row.hours > MOST_HOURS_A_DAY * ((row.ended_on - row.started_on).days + 1)
    ]


def _that_counts(rows: list[Completion]) -> Completion:
    """Return the entry that counts: with the most hours, of equals the first."""
    return min(rows, key=lambda row: (-row.hours, row.id))


def _group(employee: Employee, identify: Callable[[Completion], Hashable | None]) -> list[list[Completion]]:
    groups: dict[Hashable, list[Completion]] = defaultdict(list)
    for row in employee.completions:
        if (key := identify(row)) is not None:
            groups[key].append(row)
    return list(groups.values())


def _certificate_of_year(row: Completion) -> Hashable | None:
    number = squeeze(row.certificate)
    return number and (number, row.ended_on.year)


def _find_entered_twice(agency: Agency, employee: Employee, as_of: date) -> set[int]:
    """One certificate in a year, or one title that ended on one day, is one training."""
    same = _group(employee, _certificate_of_year)
    same += _group(employee, lambda row: ((squeeze(row.title) or row.id), row.ended_on))
    return {row.id for rows in same for row in rows if row != _that_counts(rows)}


def _find_certificates_used_before(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    years: dict[str | None, set[int]] = defaultdict(set)
    for row in employee.completions:
        years[squeeze(row.certificate)].add(row.ended_on.year)
    counted = map(_that_counts, _group(employee, _certificate_of_year))
    return [row.id for row in counted if row.ended_on.year > min(years[squeeze(row.certificate)])]


def _find_unfinished(agency: Agency, employee: Employee, as_of: date) -> list[int]:
    return [row.id for row in employee.completions if row.ended_on > as_of]


# --- credit ----------------------------------------------------------------------------------------------------------


def _find_post_without_base(agency: Agency, employee: Employee, as_of: date) -> Iterator[int]:
    """Find the functional post entered before credit was converted, whose credit of until then is not on record."""
    seat, entered = find_post(agency, employee, as_of), find_level_since(agency, employee, as_of)
    if employee.scheme != "PNS" or not is_employed(employee, as_of) or seat is None or entered is None:
        return
    level, post = seat.title.level, find_assignment(employee, as_of)
    has_base = any(
        row.kind in {"DASAR", "INTEGRASI"} and row.level == level and row.period_to >= entered and row.is_earned(as_of)
        for row in employee.credits
    )
    if post and level in CREDIT_LEVELS and entered < CONVERTED_SINCE and not has_base:
        yield post.id


# --- seats, sessions, decrees, agencies ------------------------------------------------------------------------------


def find_unqualified_seats(agency: Agency, as_of: date) -> Iterator[tuple[int, int]]:
    """Yield the held seats of executing staff that ask no education, with their units."""
    held = {
        row.seat_id
        for employee in agency.employees
        for row in employee.assignments
        if row.kind == "DEFINITIF" and holds(row, as_of)
    }
    for seat in agency.seats:
        is_asking = bool(find_asked(seat, "PENDIDIKAN", as_of))
        if seat.title.level == "PELAKSANA" and seat.id in held and holds(seat, as_of) and not is_asking:
            yield seat.id, seat.unit_id


def find_overspent_sessions(agency: Agency) -> Iterator[tuple[int, int]]:
    """Yield the sessions that cost more than planned; they belong to the topmost unit."""
    for row in agency.budgets:
        if row.spent is not None and row.planned is not None and row.spent > row.planned:
            yield row.session_id, find_root(agency)


def find_decrees_without_file(agency: Agency, as_of: date) -> Iterator[tuple[int, Employee]]:
    """Yield the decrees without a file on which grade or post of today rest, with the first whom they concern."""
    since = find_amount(agency, "decree_file_from", as_of)
    seen = set()
    for employee in sorted(agency.employees, key=lambda each: each.id):
        resting = set(_rests_on(employee, as_of))
        for paper in agency.papers:
            is_asked = not paper.has_file and paper.issued_on.year >= since
            if (paper.table, paper.row_id) in resting and is_asked and paper.id not in seen:
                seen.add(paper.id)
                yield paper.id, employee


def _rests_on(employee: Employee, as_of: date) -> Iterator[tuple[str, int]]:
    if not is_employed(employee, as_of):
        return
    if grades := known_grades(employee, as_of, LADDERS[employee.scheme]):
        yield "grade_record", grades[-1].id
    if post := find_assignment(employee, as_of):
        yield "assignment", post.id


def find_owner(agency: Agency, employee: Employee, as_of: date) -> int:
    """Return the unit that sees to the papers; of somebody who is not employed, that of the last post, else the top."""
    if is_employed(employee, as_of):
        return find_unit(agency, employee, as_of)
    posts = definitive(employee)
    return find_seat(agency, posts[-1].seat_id).unit_id if posts else find_root(agency)


# Of each employment, the rows that break the rule, by their table.
WORK: dict[str, tuple[str, Finds]] = {
    "contract_past_retirement_age": ("pppk_contract", _find_contract_past_retirement),
    "gap_between_contracts": ("pppk_contract", _find_contracts_after_gaps),
    "contract_of_a_pns": ("pppk_contract", _find_contracts_of_pns),
    "implausible_hours": ("completion", _find_implausible),
    "completion_entered_twice": ("completion", _find_entered_twice),
    "certificate_in_two_years": ("completion", _find_certificates_used_before),
    "completion_in_the_future": ("completion", _find_unfinished),
    "credit_base_missing": ("assignment", _find_post_without_base),
}
APPRAISALS: dict[str, Doubts] = {
    "predicate_unreadable": _is_unreadable,
    "predicate_in_words": _is_in_words,
    "ratings_missing": _lacks_ratings,
    "predicate_differs_from_scheme": _differs_from_scheme,
}
