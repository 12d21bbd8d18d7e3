"""The papers behind a career: decrees, grades, assignments' statuses, contracts, exams, increments, endings."""

from datetime import date, timedelta
from functools import cache

from admin.warehouse.city.dates import add_months, add_years
from admin.warehouse.city.pools import read_phrases, read_pool
from admin.warehouse.city.world import Employee, World, covers

NUMBERING = {  # kind: first part of the decree number, signatory, title
    "PENGANGKATAN": ("813", 0),
    "KENAIKAN_PANGKAT": ("823", 0),
    "JABATAN": ("821.2", 0),
    "KGB": ("822.4", 1),
    "KEDUDUKAN": ("851", 0),
    "DISIPLIN": ("862", 0),
    "PENGHARGAAN": ("863", 0),
    "PEMBERHENTIAN": ("882", 0),
    "LAIN": ("800", 1),
}
MAYORS = (
    (1984, "Razali Contoh Harun"),
    (2001, "Zainal Contoh Effendi"),
    (2011, "Poltak Contoh Siregar"),
    (2016, "Hendri Contoh Putra"),
    (2021, "Nuraini Contoh Lubis"),
)
OFFICER = ("Sabar Contoh, S.H., M.Si.", "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia")
RAISES = ((2024, 1.0), (2019, 1 / 1.08), (2015, 1 / 1.08 / 1.05), (0, 0.78))  # of the salary table against PP 5/2024
DELAYING, POOR = "PP53_TUNDA_KGB_12", frozenset({"KURANG", "SANGAT_KURANG"})
STEP_RAISE = 1.0315  # from one increment to the next


class Decrees:
    """Numbers decrees within their year and keeps them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.last: dict[int, int] = {}

    def add(self, kind: str, effective_from: date, subject: str) -> int:
        """Keep a decree signed up to two months before it takes effect, and return its number."""
        issued_on = effective_from - timedelta(days=self.world.random.randint(3, 60))
        prefix, by_officer = NUMBERING[kind]
        serial = self.last[issued_on.year] = self.last.get(issued_on.year, 0) + 1
        if by_officer:
            signatory, title = OFFICER
        else:
            signatory = next((name for year, name in reversed(MAYORS) if issued_on.year >= year), MAYORS[0][1])
            title = "Wali Kota Contoh"
        return self.world.rows.add(
            "decree",
            agency_id=self.world.agency,
            kind=kind,
            number=f"{prefix}/{serial}/BKPSDM/{issued_on.year}",
            issued_on=issued_on,
            effective_from=effective_from,
            subject=subject,
            signatory=signatory,
            signatory_title=title,
        )


def write_career(world: World, decrees: Decrees, employee: Employee) -> None:
    """Keep grades, statuses, contracts, exams, recognised service and the end of an employment."""
    _write_grades(world, decrees, employee)
    _write_statuses(world, decrees, employee)
    _write_exams(world, employee)
    for place, (start, end) in enumerate(employee.contracts if "CONTRACTS" not in employee.hidden else (), start=1):
        world.rows.add(
            "pppk_contract",
            employee_id=employee.number,
            number=f"814/{employee.number}-{place}/PK/{start.year}",
            grade_id=world.codes("grade", employee.grades[0].grade),
            valid_from=start,
            valid_to=end,
            decree_id=decrees.add("PENGANGKATAN", start, "Perjanjian kerja PPPK"),
        )
    if employee.prior_months:
        world.rows.add(
            "prior_service",
            employee_id=employee.number,
            months=employee.prior_months,
            recognised_on=add_months(employee.appointed_on, world.random.randint(0, 12)),
            employer=world.random.choice(read_phrases("EMPLOYER")),
        )
    if employee.leaves_on is not None:
        has_decree = employee.leave_kind != "KONTRAK_BERAKHIR"
        world.rows.add(
            "termination",
            employee_id=employee.number,
            kind=employee.leave_kind,
            effective_on=employee.leaves_on,
            decree_id=decrees.add("PEMBERHENTIAN", employee.leaves_on, "Pemberhentian") if has_decree else None,
        )


def _write_grades(world: World, decrees: Decrees, employee: Employee) -> None:
    for step in employee.grades if "GRADES" not in employee.hidden else ():
        if step.reason == "PPPK":
            decree = None
        elif step.reason == "CPNS":
            decree = decrees.add("PENGANGKATAN", step.start, "Pengangkatan CPNS")
        else:
            decree = decrees.add("KENAIKAN_PANGKAT", step.start, f"Kenaikan pangkat menjadi {step.grade}")
        world.rows.add(
            "grade_record",
            employee_id=employee.number,
            grade_id=world.codes("grade", step.grade),
            valid_from=step.start,
            reason=step.reason,
            service_years=step.months // 12,
            service_months=step.months % 12,
            decree_id=decree,
        )


def _write_statuses(world: World, decrees: Decrees, employee: Employee) -> None:
    """Keep active service and, between its parts, the pauses."""
    start: date | None = employee.appointed_on
    for pause in sorted(employee.pauses, key=lambda item: item.start):
        if start is not None and start < pause.start:
            _add_status(world, employee, "AKTIF", start, pause.start, None)
        decree = decrees.add("KEDUDUKAN", pause.start, f"Kedudukan hukum {pause.status}")
        _add_status(world, employee, pause.status, pause.start, pause.end, decree)
        start = pause.end
    if start is not None and start <= world.as_of and start != employee.leaves_on:
        _add_status(world, employee, "AKTIF", start, employee.leaves_on, None)


def _add_status(
    world: World, employee: Employee, status: str, start: date, end: date | None, decree: int | None
) -> None:
    world.rows.add(
        "employee_status",
        employee_id=employee.number,
        legal_status_id=world.codes("legal_status", status),
        valid_from=start,
        valid_to=end,
        decree_id=decree,
    )


def _write_exams(world: World, employee: Employee) -> None:
    seen = set()
    for exam in employee.exams:
        if (exam.kind, exam.taken_on) in seen or not employee.is_employed(exam.taken_on) or exam.taken_on > world.as_of:
            continue
        seen.add((exam.kind, exam.taken_on))
        score = world.random.uniform(66, 92) if exam.is_passed else world.random.uniform(38, 60)
        world.rows.add(
            "service_exam",
            employee_id=employee.number,
            kind=exam.kind,
            taken_on=exam.taken_on,
            is_passed=exam.is_passed,
            position_level_id=world.codes("position_level", exam.level) if exam.level else None,
            score=round(score, 2),
            certificate_number=f"{exam.kind[:2]}-{exam.taken_on:%y%m}-{employee.number}" if exam.is_passed else None,
        )


def write_increments(world: World, decrees: Decrees, employee: Employee) -> None:
    """Keep the periodic increments (KGB) of the ten years: every two years of grade service (rules.md 14.1)."""
    last, since = min(employee.leaves_on or world.as_of, world.as_of), world.since
    for place, step in enumerate(employee.grades):
        until = employee.grades[place + 1].start if place + 1 < len(employee.grades) else last
        base = add_months(step.start, -step.months)
        latest = step.start
        for years in _steps_of(step.grade):
            if base.year + years < since.year and not employee.cases:
                continue  # before the ten years, and nothing delays it into them
            due_on = add_years(base, years)
            if due_on >= until:
                break
            day = _find_raise(employee, due_on)
            if max(latest, since) < day < until and not employee.is_away(day):
                latest = day
                world.rows.add(
                    "salary_increment",
                    employee_id=employee.number,
                    grade_id=world.codes("grade", step.grade),
                    valid_from=day,
                    service_years=years,
                    base_salary=estimate_salary(step.grade, years, day.year),
                    decree_id=decrees.add("KGB", day, "Kenaikan gaji berkala"),
                )


def _find_raise(employee: Employee, day: date) -> date:
    """Return when an increment due on a day took effect: a year later for poor work, after a punishment that delays it.

    PP 7/1977 article 11: asked is the predicate of the year before, Cukup at least. PP 53/2010: KGB_12.
    """
    for case in employee.cases:
        if case.kind == DELAYING and case.status == "FINAL" and case.end and covers(case, day):
            day = case.end
    while employee.predicates.get(day.year - 1) in POOR:
        day = add_years(day, 1)
    return day


def _steps_of(grade: str) -> range | tuple[int, ...]:
    """Return the years of grade service at which the salary rises."""
    if grade == "II/a":
        return (1, *range(3, 34, 2))
    is_odd = grade.startswith("II/") or grade in ("I/b", "I/c", "I/d", "IV", "V", "VI", "VII", "VIII")
    return range(3, 34, 2) if is_odd else range(2, 33, 2)


@cache
def _entry_salaries() -> dict[str, tuple[int, int]]:
    return {row["grade"]: (int(row["service_years"]), int(row["amount"])) for row in read_pool("entry_salary")}


def estimate_salary(grade: str, years: int, year: int) -> int:
    """Return a base salary near the tables of PP 5/2024 and its predecessors, in rupiah, for show only."""
    entry_years, amount = _entry_salaries()[grade]
    factor = next(factor for since, factor in RAISES if year >= since)
    raises: float = STEP_RAISE ** ((years - entry_years) / 2)
    return round(amount * raises * factor / 100) * 100
