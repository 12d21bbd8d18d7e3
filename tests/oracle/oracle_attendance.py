"""Attendance by the month and the punishment it points to, by rules.md 12 and docs/definitions/attendance.md."""

from datetime import date, timedelta
from typing import Any

from oracle_dossier import find_amount, is_set
from oracle_facts import Agency, Employee, PatternRow, Sheet
from oracle_state import find_unit, in_force, is_employed

LAW_SINCE = date(2021, 8, 31)  # PP 94/2021
BANDS = (
    (28, "PDHTAPS", "pasal 11"),
    (25, "PEMBEBASAN_JABATAN_12", "pasal 11"),
    (21, "TURUN_JABATAN_12", "pasal 11"),
    (17, "POTONG_TPP_12", "pasal 10"),
    (14, "POTONG_TPP_9", "pasal 10"),
    (11, "POTONG_TPP_6", "pasal 10"),
    (7, "PERNYATAAN_TIDAK_PUAS", "pasal 9"),
    (4, "TEGURAN_TERTULIS", "pasal 9"),
    (3, "TEGURAN_LISAN", "pasal 9"),
)
RUN = 10
LETTERS = {
    "present_days": "H", "duty_days": "D", "excused_days": "I", "leave_days": "C", "off_days": "L",
    "unrecorded_days": "-",
}  # fmt: skip


def attendance_month(office: Agency, as_of: date) -> dict[tuple[int, date], dict[str, Any]]:
    """Return a row for each sheet of this year of everybody employed on the day."""
    rows = {}
    for employee in office.employees:
        if is_employed(employee, as_of):
            for month, row in _year(office, employee, as_of).items():
                rows[(employee.id, month)] = {"unit_id": find_unit(office, employee, as_of), **row}
    return rows


def punishment_for(days: int, run: int) -> tuple[str | None, str | None, str | None]:
    """Return punishment, how it was counted and its article: ten days in a row go before every sum."""
    if run >= RUN:
        return "PDHTAPS", "BERTURUT", "pasal 11"
    for least, code, article in BANDS:
        if days >= least:
            return code, "KUMULATIF", article
    return None, None, None


def _year(office: Agency, employee: Employee, as_of: date) -> dict[date, dict[str, Any]]:
    runs = _find_runs(office, employee, as_of)
    rows: dict[date, dict[str, Any]] = {}
    absent = minutes = longest = grade = 0
    for sheet in sorted(employee.sheets, key=lambda sheet: sheet.month):
        if sheet.month.year != as_of.year or sheet.month > as_of:
            continue
        days = {day: run for day, run in runs.items() if (day.year, day.month) == (sheet.month.year, sheet.month.month)}
        absent += len(days)
        minutes += sheet.late_minutes + sheet.early_minutes
        longest = max([longest, *days.values()])
        converted = int(minutes // find_amount(office, "attendance_minutes_per_day", as_of))
        is_law = sheet.month >= LAW_SINCE
        code, counting, article = punishment_for(absent + converted, longest) if is_law else (None, None, None)
        now = _grade(code, counting)
        marks = _until(sheet, as_of)
        rows[sheet.month] = {name: marks.count(letter) for name, letter in LETTERS.items()} | {
            "absent_days": len(days),
            "late_minutes": sheet.late_minutes,
            "early_minutes": sheet.early_minutes,
            "absent_days_year": absent,
            "lost_minutes_year": minutes,
            "converted_days_year": converted,
            "counted_days_year": absent + converted,
            "longest_run_days": longest,
            "indikasi_hukdis": code,
            "counting_code": counting,
            "article": article,
            "is_new_step": now > grade,
        }
        grade = now
    return rows


def _grade(code: str | None, counting: str | None) -> int:
    if counting == "BERTURUT":
        return len(BANDS) + 1
    codes = [None, *reversed([band[1] for band in BANDS])]
    return codes.index(code)


def _until(sheet: Sheet, as_of: date) -> str:
    return sheet.marks[: max(0, (as_of - sheet.month).days + 1)]


def _find_runs(office: Agency, employee: Employee, as_of: date) -> dict[date, int]:
    """Return each working day of absence of last year and this, and how many in a row there were until then."""
    if not any("A" in sheet.marks for sheet in employee.sheets):
        return {}
    letters = {
        sheet.month + timedelta(days=place): letter
        for sheet in employee.sheets
        if sheet.month.year >= as_of.year - 1
        for place, letter in enumerate(_until(sheet, as_of))
    }
    runs: dict[date, int] = {}
    run, day = 0, date(as_of.year - 1, 1, 1)
    while day <= as_of:
        letter = letters.get(day, "?")
        if day.month == day.day == 1 and not is_set(office, "absence_run_spans_years", as_of):
            run = 0
        if letter == "?" and day.day == 1:
            run = 0  # a month without a sheet: nobody knows
        elif letter != "?" and _is_working_day(office, employee, day, letter, as_of):
            run = run + 1 if letter == "A" else 0
            if letter == "A":
                runs[day] = run
        day += timedelta(days=1)
    return runs


def _is_working_day(office: Agency, employee: Employee, day: date, letter: str, as_of: date) -> bool:
    pattern = _find_pattern(office, employee, day, as_of)
    if pattern is not None and pattern.is_rostered:
        return letter != "L"
    weekdays = pattern.weekdays if pattern is not None else (1, 2, 3, 4, 5)
    return day not in office.holidays and day.isoweekday() in weekdays


def _find_pattern(office: Agency, employee: Employee, day: date, as_of: date) -> PatternRow | None:
    """Return the employee's own pattern of the day, else that of the nearest unit upwards."""
    if own := in_force(employee.patterns, day):
        return own
    unit: int | None = find_unit(office, employee, as_of)
    while unit is not None:
        if found := in_force([row for row in office.patterns if row.unit_id == unit], day):
            return found
        unit = next(one.parent_id for one in office.units if one.id == unit)
    return None
