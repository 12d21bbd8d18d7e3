"""Leave: three years of the ledger, and this year's requests with their steps."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from admin.warehouse.city.dates import add_months, add_years
from admin.warehouse.city.world import Employee, World

YEARS_KEPT = 3
TAKEN = (0, 0, 2, 3, 5, 6, 8, 9, 10, 12, 12, 12)  # days of annual leave in a year past
ASKS_SHARE, ASKS_TWICE_SHARE = 0.55, 0.3
SICK_SHARE, BIRTH_SHARE, FAMILY_SHARE, LONG_SHARE = 0.08, 0.02, 0.03, 0.004
OUTCOMES = ("DISETUJUI",) * 44 + ("PERUBAHAN",) * 3 + ("DITANGGUHKAN",) * 2 + ("TIDAK_DISETUJUI",)
CANCELLED_SHARE = 0.02
DEFERRED_SHARE, OVERDRAWN_SHARE = 0.03, 0.002
REASONS = ("Keperluan keluarga", "Acara keluarga di luar kota", "Istirahat", "Mengurus orang tua")


@dataclass(slots=True, frozen=True)
class Absence:
    """Leave that was given, both days included."""

    starts_on: date
    ends_on: date


def write_leave(world: World, random: Random, holidays: frozenset[date], employee: Employee) -> list[Absence]:
    """Keep the ledger of the years before and this year's requests, and return the leave taken this year."""
    if employee.appointed_on > add_years(world.as_of, -1):
        return []
    left = _write_years_before(world, random, employee)
    asked: dict[Absence, bool] = {}  # and whether it was given
    if employee.is_away(world.as_of):
        return []
    for kind, share, months, days in (
        ("SAKIT", SICK_SHARE, 0, random.randint(2, 10)),
        ("MELAHIRKAN", BIRTH_SHARE if employee.person.sex == "P" else 0, 3, 0),
        ("ALASAN_PENTING", FAMILY_SHARE if employee.is_pns else 0, 0, random.randint(3, 8)),
        ("BESAR", LONG_SHARE if _is_senior(world, employee) else 0, random.choice((1, 2, 3)), 0),
    ):
        if random.random() < share:
            start = _draw_day(random, world)
            end = (add_months(start, months) if months else start + timedelta(days=days)) - timedelta(days=1)
            _request(world, random, holidays, employee, kind, Absence(start, end), asked)
            left = 0 if kind == "BESAR" else left
    for share in (ASKS_SHARE, ASKS_TWICE_SHARE):
        if left > 1 and random.random() < share:
            start = _draw_day(random, world)
            wished = Absence(start, min(start + timedelta(days=random.randint(1, 6)), date(start.year, 12, 31)))
            days = _count_working_days(holidays, wished)
            if 0 < days <= left:
                _request(world, random, holidays, employee, "TAHUNAN", wished, asked)
                left -= days
    if random.random() < OVERDRAWN_SHARE:
        _book(world, employee, "TAHUNAN", world.as_of.year, "KOREKSI", -30, world.as_of, note="Rekap manual unit")
    return [absence for absence, is_given in asked.items() if is_given and absence.starts_on <= world.as_of]


def _is_senior(world: World, employee: Employee) -> bool:
    return employee.is_pns and add_years(employee.appointed_on, 6) <= world.as_of


def _write_years_before(world: World, random: Random, employee: Employee) -> int:
    """Book what was taken in the years before, and return days of annual leave that are surely left this year."""
    for year in range(world.as_of.year - YEARS_KEPT, world.as_of.year):
        if add_years(employee.appointed_on, 1) > date(year, 1, 1):
            continue
        taken = random.choice(TAKEN)
        if taken:
            _book(world, employee, "TAHUNAN", year, "PAKAI", -taken, date(year, 12, 1), note="Kartu cuti")
        if taken < 8 and random.random() < DEFERRED_SHARE:
            _book(world, employee, "TAHUNAN", year, "TANGGUH", 12 - taken, date(year, 12, 2), note="Kartu cuti")
    return 12


def _draw_day(random: Random, world: World) -> date:
    """Return a Monday to Friday of this year, up to five weeks ahead."""
    first = date(world.as_of.year, 1, 2)
    ahead = min(world.as_of + timedelta(days=35), date(world.as_of.year, 12, 20))
    day = first + timedelta(days=random.randint(0, max((ahead - first).days, 0)))
    return day - timedelta(days=max(day.isoweekday() - 5, 0))


def _count_working_days(holidays: frozenset[date], wished: Absence) -> int:
    days = range(wished.starts_on.toordinal(), wished.ends_on.toordinal() + 1)
    return sum(date.fromordinal(day).isoweekday() < 6 and date.fromordinal(day) not in holidays for day in days)


def _request(
    world: World, random: Random, holidays: frozenset[date], employee: Employee, kind: str, wished: Absence,
    asked: dict[Absence, bool],
) -> None:  # fmt: skip
    """Keep a request with its steps and what was booked, unless the employee is away then already."""
    if any(wished.starts_on <= one.ends_on and one.starts_on <= wished.ends_on for one in asked):
        return
    submitted = wished.starts_on - timedelta(days=random.randint(0 if kind == "SAKIT" else 5, 14))
    decided = submitted + timedelta(days=random.randint(1, 4))
    outcome = random.choice(OUTCOMES) if kind == "TAHUNAN" else "DISETUJUI"
    granted = wished
    shorter = Absence(wished.starts_on, max(wished.starts_on, wished.ends_on - timedelta(days=1)))
    if outcome == "PERUBAHAN" and _count_working_days(holidays, shorter):
        granted = shorter
    elif outcome == "PERUBAHAN":
        outcome = "DISETUJUI"
    is_decided = decided <= world.as_of
    is_granted = is_decided and outcome in ("DISETUJUI", "PERUBAHAN")
    is_cancelled = is_granted and kind == "TAHUNAN" and random.random() < CANCELLED_SHARE
    is_finished = is_granted and granted.ends_on < world.as_of
    shown = granted if is_decided else wished
    days = _count_working_days(holidays, shown) if kind == "TAHUNAN" else (shown.ends_on - shown.starts_on).days + 1
    status = "DIBATALKAN" if is_cancelled else "SELESAI" if is_finished else "DIPUTUS" if is_decided else "DIAJUKAN"
    is_changed = is_decided and outcome == "PERUBAHAN"
    asked[wished] = False
    number = world.rows.add(
        "leave_request",
        employee_id=employee.number,
        leave_kind_id=world.codes("leave_kind", kind),
        starts_on=wished.starts_on,
        ends_on=wished.ends_on,
        reason=None if kind == "MELAHIRKAN" else "Sakit" if kind == "SAKIT" else random.choice(REASONS),
        medical_note="Surat keterangan dokter" if kind in ("SAKIT", "MELAHIRKAN") else None,
        submitted_on=min(submitted, world.as_of),
        status=status,
        days=days,
        outcome=outcome if is_decided else None,
        granted_from=granted.starts_on if is_changed else None,
        granted_to=granted.ends_on if is_changed else None,
    )
    if not is_decided:
        return
    _decide(world, employee, number, outcome, submitted, decided, granted)
    if outcome == "DITANGGUHKAN":
        _book(world, employee, kind, wished.starts_on.year, "TANGGUH", days, decided, number)
    if is_granted:
        _book(world, employee, kind, granted.starts_on.year, "PAKAI", -days, decided, number)
    if is_cancelled:
        _book(world, employee, kind, granted.starts_on.year, "BATAL", days, decided, number)
    elif is_granted:
        del asked[wished]
        asked[granted] = True


def _decide(
    world: World, employee: Employee, request: int, outcome: str, submitted: date, decided: date, granted: Absence
) -> None:
    """Keep the superior's consideration and the decision."""
    head = employee.post.unit.head
    superior = head.holder(decided) if head is not None else None
    is_changed = outcome == "PERUBAHAN"
    world.rows.add(
        "leave_step", leave_request_id=request, number=1, stage="PERTIMBANGAN_ATASAN", outcome="DISETUJUI",
        acted_on=submitted, official_id=superior.number if superior and superior is not employee else None,
    )  # fmt: skip
    world.rows.add(
        "leave_step", leave_request_id=request, number=2, stage="KEPUTUSAN", outcome=outcome, acted_on=decided,
        granted_from=granted.starts_on if is_changed else None, granted_to=granted.ends_on if is_changed else None,
        note="Ada kegiatan kantor" if outcome != "DISETUJUI" else None,
    )  # fmt: skip


def _book(
    world: World, employee: Employee, kind: str, year: int, entry: str, days: int, day: date,
    request: int | None = None, note: str | None = None,
) -> None:  # fmt: skip
    world.rows.add(
        "leave_ledger",
        employee_id=employee.number,
        leave_kind_id=world.codes("leave_kind", kind),
        leave_year=year,
        entry=entry,
        days=days,
        entered_on=day,
        leave_request_id=request,
        note=note,
    )
