"""What interrupts a career: leave without pay, study, secondment, suspension, punishment. Chosen before the grades."""

from datetime import date, timedelta

from admin.warehouse.city.dates import add_months, add_years, next_first, pension_date
from admin.warehouse.city.pools import draw
from admin.warehouse.city.world import Case, Employee, Pause, World

PAUSES = (  # status, share of PNS over ten years, months from, months to
    ("CLTN", 0.008, 6, 36),
    ("TUGAS_BELAJAR", 0.014, 18, 30),
    ("DIPERBANTUKAN", 0.004, 12, 48),
    ("PEMBERHENTIAN_SEMENTARA", 0.0015, 3, 14),
)
MPP_SHARE = 0.25
CASE_SHARE = 0.022
NEW_LAW = date(2021, 8, 31)  # PP 94/2021
KINDS = {  # kind, severity, months, weight
    True: (
        ("TEGURAN_LISAN", "RINGAN", 0, 22),
        ("TEGURAN_TERTULIS", "RINGAN", 0, 20),
        ("PERNYATAAN_TIDAK_PUAS", "RINGAN", 0, 16),
        ("POTONG_TPP_6", "SEDANG", 6, 14),
        ("POTONG_TPP_9", "SEDANG", 9, 8),
        ("POTONG_TPP_12", "SEDANG", 12, 10),
        ("PEMBEBASAN_JABATAN_12", "BERAT", 12, 5),
        ("TURUN_JABATAN_12", "BERAT", 12, 5),
    ),
    False: (
        ("PP53_TEGURAN_LISAN", "RINGAN", 0, 30),
        ("PP53_TEGURAN_TERTULIS", "RINGAN", 0, 25),
        ("PP53_TIDAK_PUAS", "RINGAN", 0, 15),
        ("PP53_TUNDA_KGB_12", "SEDANG", 12, 15),
        ("PP53_TUNDA_KP_12", "SEDANG", 12, 15),
    ),
}


def foresee_troubles(world: World, employee: Employee) -> None:
    """Choose the pauses and punishments of a PNS within the ten years; most people have none."""
    first = max(world.since, employee.permanent_on or world.as_of)
    last = employee.leaves_on or world.as_of
    days = (last - first).days
    if days < 400:
        return
    if employee.post.kind != "STRUKTURAL":
        for status, share, months_from, months_to in PAUSES:
            if not employee.pauses and world.chance(share):
                _pause(world, employee, status, world.random.randint(months_from, months_to), first, last)
    retires = pension_date(employee.person.born_on, 60 if employee.post.is_teacher else 58)
    begins = add_years(retires, -1)
    if (
        employee.leaves_on is None
        and begins <= world.as_of < retires
        and world.chance(MPP_SHARE)
        and not employee.pauses
    ):
        employee.pauses.append(Pause("MPP", begins, None))
    if world.chance(CASE_SHARE * (1.6 - 1.2 * employee.quality)):
        employee.cases.append(_punish(world, first + timedelta(days=world.random.randint(100, days))))
    for pause in employee.pauses:
        if pause.status == "CLTN":
            for year in [year for year in employee.predicates if pause.start < date(year, 7, 1) < (pause.end or last)]:
                del employee.predicates[year]


def _pause(world: World, employee: Employee, status: str, months: int, first: date, last: date) -> None:
    start = next_first(first + timedelta(days=world.random.randint(30, (last - first).days)))
    end = add_months(start, months)
    if start >= last or (employee.leaves_on is not None and end > employee.leaves_on):
        return
    employee.pauses.append(Pause(status, start, end))


def _punish(world: World, start: date) -> Case:
    kind, severity, months, _ = draw(world.random, [(row, row[3]) for row in KINDS[start >= NEW_LAW]])
    status = "FINAL"
    if start > world.as_of - timedelta(days=150):
        status = world.random.choice(("DIPERIKSA", "UPAYA_ADMINISTRATIF", "FINAL"))
    elif world.chance(0.04):
        status = "DIBATALKAN"
    return Case(kind, severity, status, start, add_months(start, months) if months else None)
