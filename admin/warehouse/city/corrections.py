"""Requests to correct a record: some of the last months, most decided within weeks, a few forgotten."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from admin.warehouse.city.pools import draw
from admin.warehouse.city.world import Employee, World

SHARE: Final = 0.03
DAYS_BACK: Final = 420
FIELDS: Final = {
    "education_record": ("institution", "graduated_on"),
    "family_member": ("name", "born_on", "is_dependent"),
}
STATUSES: Final = (("DITERIMA", 0.62), ("DITOLAK", 0.2), ("DITARIK", 0.06), ("DIAJUKAN", 0.12))
REASONS: Final = (
    "Tidak sesuai dengan dokumen asli",
    "Salah ketik ketika dipindahkan dari berkas lama",
    "Sudah saya perbaiki di Dukcapil",
)
REFUSALS: Final = ("Dokumen asli menunjukkan isi yang tercatat", "Lampirkan dokumen asli, lalu ajukan lagi")


def write_corrections(world: World, employee: Employee) -> None:
    """Keep what an employee may have asked about diplomas or family, whose rows must still wait to be copied."""
    random = Random(employee.nip)  # noqa: S311  # of its own, so that no other part depends on what is drawn here
    present = employee.leaves_on is None
    if not present or random.random() >= SHARE:
        return
    records = [
        (table, row)
        for table in FIELDS
        for row in world.rows.waiting(table)[-5:]
        if row["person_id"] == employee.person.number
    ]
    asked_on = world.as_of - timedelta(days=random.randrange(DAYS_BACK))
    if records and asked_on > employee.appointed_on:
        _ask(world, random, employee, *random.choice(records), asked_on)


def _ask(world: World, random: Random, employee: Employee, table: str, row: dict[str, Any], asked_on: date) -> None:
    column = random.choice(FIELDS[table])
    right, other = _write(row[column]), _write(_mistake(random, row[column]))
    decided_on = asked_on + timedelta(days=random.randint(1, 9) if random.random() < 0.7 else random.randint(10, 45))
    status = draw(random, STATUSES) if decided_on <= world.as_of else "DIAJUKAN"
    is_accepted = status == "DITERIMA"
    stint = employee.stint_on(asked_on)
    world.rows.add(
        "correction_request",
        employee_id=employee.number,
        unit_id=(stint.seat.unit if stint else world.units[0]).number,
        field=f"{table}.{column}",
        row_id=row["id"],
        stored_value=other if is_accepted else right,
        claimed_value=right if is_accepted else other,
        reason=random.choice(REASONS),
        submitted_on=asked_on,
        status=status,
        decided_on=None if status == "DIAJUKAN" else decided_on,
        note=random.choice(REFUSALS) if status == "DITOLAK" else None,
    )


def _mistake(random: Random, value: Any) -> Any:
    """Return the value as somebody gets it wrong: another day, a letter left out, the opposite."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=random.choice((-30, -1, 1, 9, 31)))
    place = random.randrange(1, len(value))
    return value[:place] + value[place + 1 :]


def _write(value: Any) -> str:
    """Return a value as PostgreSQL writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
