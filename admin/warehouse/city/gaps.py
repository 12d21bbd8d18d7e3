"""What a personnel office lacks or overlooks, besides the dirt of rules.md 16.6: states that reports must show."""

from datetime import date

from admin.warehouse.city.credits import CONVERTED_FROM
from admin.warehouse.city.dates import add_months, add_years, pension_date
from admin.warehouse.city.people import Numbers
from admin.warehouse.city.world import Employee, World

UNREADABLE = ("terlampir", "lihat berkas", "-")
OVERDUE_MONTHS = 4  # who would retire within this time can be one whose pension was overlooked


def is_ordinary(world: World, employee: Employee) -> bool:
    """Tell whether a present PNS has held a grade and a diploma for long, in no structural post."""
    is_settled = employee.is_pns and employee.appointed_on < world.since and employee.leaves_on is None
    return is_settled and employee.former is None and employee.post.kind != "STRUKTURAL"


def is_graduate(_world: World, employee: Employee) -> bool:
    """Tell whether somebody present is in the service for the first time."""
    return employee.leaves_on is None and employee.former is None and not employee.is_former


def has_contract(_world: World, employee: Employee) -> bool:
    """Tell whether somebody works on a contract."""
    return bool(employee.contracts) and employee.leaves_on is None


def has_last_contract(_world: World, employee: Employee) -> bool:
    """Tell whether the last contract was cut at the retirement age."""
    if employee.leaves_on is not None or not employee.contracts:
        return False
    start, end = employee.contracts[-1]
    retires = pension_date(employee.person.born_on, 60 if employee.post.is_teacher else 58)
    return end == retires < add_years(start, 5)


def is_integrated(world: World, employee: Employee) -> bool:
    """Tell whether credit of the old system was carried over in the jenjang still held, and conversions followed."""
    stint = employee.stint_on(world.as_of)
    level = stint.seat.title.level if stint and employee.leaves_on is None else ""
    has_converted = CONVERTED_FROM in employee.predicates and employee.stint_on(date(CONVERTED_FROM, 1, 1)) is not None
    return has_converted and any(kind == "INTEGRASI" and item == level for item, kind, _, _ in employee.base_credits)


def retires_soon(world: World, employee: Employee) -> bool:
    """Tell whether a staff member or teacher retires within the next months."""
    if not is_ordinary(world, employee) or (employee.post.kind == "FUNGSIONAL" and not employee.post.is_teacher):
        return False
    retires = pension_date(employee.person.born_on, 60 if employee.post.is_teacher else 58)
    return retires <= add_months(world.as_of, OVERDUE_MONTHS)


def is_rated(world: World, employee: Employee) -> bool:
    """Tell whether somebody present was rated last year under PermenPANRB 6/2022."""
    return employee.leaves_on is None and world.as_of.year - 1 in employee.predicates and world.as_of.year > 2022


def hide_grades(_world: World, _numbers: Numbers, employee: Employee) -> None:
    """The grade history was never entered."""
    employee.hidden.add("GRADES")


def hide_diplomas(_world: World, _numbers: Numbers, employee: Employee) -> None:
    """The diplomas were never entered."""
    employee.hidden.add("DIPLOMAS")


def hide_contracts(_world: World, _numbers: Numbers, employee: Employee) -> None:
    """The work agreements were never entered."""
    employee.hidden.add("CONTRACTS")


def hide_integration(_world: World, _numbers: Numbers, employee: Employee) -> None:
    """The credit of the old system was never carried over."""
    employee.hidden.add("INTEGRATION")


def overrun_retirement(_world: World, _numbers: Numbers, employee: Employee) -> None:
    """The last contract was signed for full years, past the retirement age."""
    start, _ = employee.contracts[-1]
    employee.contracts[-1] = (start, add_years(start, 5))


def overlook_pension(world: World, numbers: Numbers, employee: Employee) -> None:
    """Somebody reached the retirement age a month or two ago and nobody has written the decree."""
    person = employee.person
    age = 60 if employee.post.is_teacher else 58
    reached_on = add_months(world.as_of.replace(day=1), -world.random.randint(1, 2))
    person.born_on = add_years(reached_on, -age).replace(day=min(person.born_on.day, 28))
    row = world.rows.waiting("person")[person.number - 1]
    row["born_on"], row["nik"] = person.born_on, numbers.make_nik(world, person.sex, person.born_on)
    employee.nip = numbers.make_nip(person.sex, person.born_on, employee.appointed_on, "PNS")
    world.rows.waiting("employee")[employee.number - 1]["nip"] = employee.nip


def scrawl_predicate(world: World, _numbers: Numbers, employee: Employee) -> None:
    """The predicate was typed in words that name none."""
    row = find_last_appraisal(world, employee)
    if row is not None:
        row["predicate_written"], row["predicate"] = world.random.choice(UNREADABLE), None


def contradict_ratings(world: World, _numbers: Numbers, employee: Employee) -> None:
    """The recorded predicate is not the one that the ratings give."""
    row = find_last_appraisal(world, employee)
    if row is not None:
        row["behaviour_rating"] = "SESUAI" if row["predicate"] in ("KURANG", "SANGAT_KURANG") else "DI_BAWAH"


def omit_ratings(world: World, _numbers: Numbers, employee: Employee) -> None:
    """Only the predicate was entered, not the two ratings behind it."""
    row = find_last_appraisal(world, employee)
    if row is not None:
        row["work_rating"] = row["behaviour_rating"] = None


def find_last_appraisal(world: World, employee: Employee) -> dict[str, object] | None:
    """Return the waiting row of the annual appraisal of last year."""
    for row in world.rows.waiting("appraisal")[-40:]:
        day = row["appraised_on"]
        is_annual = isinstance(day, date) and date(world.as_of.year, 1, 1) <= day <= date(world.as_of.year, 2, 1)
        if row["employee_id"] == employee.number and is_annual:
            return row
    return None
