"""When an employee reaches the age limit of the post held then, by rules.md 14.2 and docs/definitions/due.md."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle_calendar import FOREVER, add_months, add_years, whole_months
from oracle_dossier import definitive, end_of
from oracle_facts import Agency, Employee, Seat
from oracle_law import NO_POST, POSITION_LEVELS, TEACHER_RETIREMENT_AGE
from oracle_state import find_post, find_seat, find_unit, is_employed

HORIZONS = ((12, "DALAM_12_BULAN"), (24, "DALAM_24_BULAN"), (60, "DALAM_60_BULAN"))


@dataclass(frozen=True)
class Stretch:
    """A time under one age limit: a post held, or none, over [start, end)."""

    place: Seat | None
    start: date
    end: date

    @property
    def age(self) -> int:
        """Return the age limit of the post, or of being without one."""
        if self.place and self.place.title.is_teacher:
            return TEACHER_RETIREMENT_AGE
        return POSITION_LEVELS[self.place.title.level].retirement_age if self.place else NO_POST.retirement_age


@dataclass(frozen=True)
class Retirement:
    """The post that retires its holder, and the day."""

    stretch: Stretch
    reached_on: date
    terminated_on: date | None

    @property
    def pension_on(self) -> date:
        """Return the first of the month after the age is reached."""
        return first_of_next_month(self.reached_on)

    @property
    def leaves_on(self) -> date:
        """Return the pension date, or an earlier recorded end of employment."""
        return min(self.pension_on, end_of(self.terminated_on))


def first_of_next_month(day: date) -> date:
    """Return the first day of the month after the day's."""
    return add_months(day.replace(day=1), 1)


def stretches(office: Agency, employee: Employee, as_of: date) -> list[Stretch]:
    """Return the post in force on the day and those decreed for later, with the times without a post between them."""
    found: list[Stretch] = []
    reached = as_of
    for row in definitive(employee):
        if end_of(row.valid_to) <= as_of:
            continue
        if row.valid_from > reached:
            found.append(Stretch(None, reached, row.valid_from))
        found.append(Stretch(find_seat(office, row.seat_id), row.valid_from, end_of(row.valid_to)))
        reached = end_of(row.valid_to)
    if reached < FOREVER:
        found.append(Stretch(None, reached, FOREVER))
    return found


def find_retirement(office: Agency, employee: Employee, as_of: date) -> Retirement:
    """Return the earliest day on which a post held then has its age limit reached; of equal days, the earlier post."""
    born = employee.person.born_on
    found = []
    for stretch in stretches(office, employee, as_of):
        day = add_years(born, stretch.age)
        reached_on = max(day, stretch.start) if stretch.start > as_of else day
        if reached_on < stretch.end:
            found.append(Retirement(stretch, reached_on, employee.terminated_on))
    return min(found, key=lambda each: each.reached_on)


def retirement_forecast(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row for every employee employed on the day."""
    staff = [each for each in office.employees if is_employed(each, as_of)]
    plans = {employee.id: find_retirement(office, employee, as_of) for employee in staff}
    rows = {}
    for employee in staff:
        plan = plans[employee.id]
        present = find_post(office, employee, as_of)
        usual = first_of_next_month(add_years(employee.person.born_on, Stretch(present, as_of, FOREVER).age))
        rows[(employee.id,)] = {
            "unit_id": find_unit(office, employee, as_of),
            "retirement_age": plan.stretch.age,
            "reached_on": plan.reached_on,
            "pension_on": plan.pension_on,
            "leaves_on": plan.leaves_on,
            "months_left": whole_months(as_of, plan.leaves_on),
            "horizon_code": _horizon(plan.leaves_on, as_of),
            "is_decided_by_future_post": plan.stretch.start > as_of,
            "gained_months": _months_apart(usual, plan.pension_on),
            **_vacancy(office, employee, plan, plans, staff, as_of),
        }
    return rows


def _horizon(leaves_on: date, as_of: date) -> str:
    if leaves_on <= as_of:
        return "SUDAH_LEWAT"
    within = (code for months, code in HORIZONS if leaves_on <= add_months(as_of, months))
    return next(within, "LEBIH_LAMA")


def _months_apart(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def _vacancy(
    office: Agency,
    employee: Employee,
    plan: Retirement,
    plans: dict[int, Retirement],
    staff: list[Employee],
    as_of: date,
) -> dict[str, Any]:
    place = plan.stretch.place
    if plan.leaves_on < plan.pension_on:
        place = find_post(office, employee, date.fromordinal(plan.leaves_on.toordinal() - 1))
    if place is None:
        return dict.fromkeys(("seat_id", "seat_needed", "seat_holders_after", "seat_vacancies_after"))
    day = max(plan.leaves_on, as_of)
    after = 0
    for other in staff:
        held = find_post(office, other, day)
        after += held is not None and held.id == place.id and plans[other.id].leaves_on > day
    return {
        "seat_id": place.id,
        "seat_needed": place.needed,
        "seat_holders_after": after,
        "seat_vacancies_after": max(place.needed - after, 0),
    }
