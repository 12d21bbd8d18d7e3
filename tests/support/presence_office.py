"""An office with the examples of rules.md 11 and 12, and two agencies of people at random, for leave and attendance."""

import csv
from datetime import date, datetime, timedelta
from random import Random

import psycopg
from scenario import AS_OF, Writer

from admin.settings import PROJECT

EXAMPLES: dict[
    str, tuple[dict[int, int], tuple[int, str | None]]
] = {  # days used by year, right of 2026 and its ground
    "Sembilan dari dua belas": ({2024: 12, 2025: 9}, (15, "SENDIRI")),
    "Dua dari dua belas": ({2024: 12, 2025: 2}, (18, "SENDIRI")),
    "Dua tahun tidak diambil": ({}, (24, "DUA_TAHUN")),
    "Bawaan dipakai lebih dulu": ({2024: 9, 2025: 14}, (13, "SENDIRI")),
    "Habis": ({2024: 12, 2025: 12}, (12, None)),
}
ABSENCES: dict[str, tuple[int, str | None]] = {  # working days of absence and what they point to
    "Dua": (2, None), "Tiga": (3, "TEGURAN_LISAN"), "Empat": (4, "TEGURAN_TERTULIS"), "Enam": (6, "TEGURAN_TERTULIS"),
    "Tujuh": (7, "PERNYATAAN_TIDAK_PUAS"), "Sepuluh": (10, "PERNYATAAN_TIDAK_PUAS"), "Sebelas": (11, "POTONG_TPP_6"),
    "Tiga belas": (13, "POTONG_TPP_6"), "Empat belas": (14, "POTONG_TPP_9"), "Enam belas": (16, "POTONG_TPP_9"),
    "Tujuh belas": (17, "POTONG_TPP_12"), "Dua puluh": (20, "POTONG_TPP_12"), "Dua satu": (21, "TURUN_JABATAN_12"),
    "Dua empat": (24, "TURUN_JABATAN_12"), "Dua lima": (25, "PEMBEBASAN_JABATAN_12"),
    "Dua tujuh": (27, "PEMBEBASAN_JABATAN_12"), "Dua delapan": (28, "PDHTAPS"),
}  # fmt: skip
WEEKS = {"REGULER": (5, 450), "RAMADAN": (5, 390), "SEKOLAH": (6, 375)}  # working days, and minutes of each
PEOPLE = 160


def write_presence(url: str, number: int = 11, people: int = PEOPLE) -> dict[str, int]:
    """Write the examples and the crowds, of which the second has values of its own; return the examples by name.

    A crowd has so many people, whom the seed `number` draws.
    """
    random = Random(number)
    with psycopg.connect(url) as connection:
        writer = Writer(connection)
        agency = writer.agency("HADIR")
        writer.unit(agency, "HADIR-KOTA")
        staff = write_examples(writer, agency)
        write_weeks(writer)
        for code in ("ACAK", "SETEMPAT"):
            other = writer.agency(code)
            root = writer.unit(other, f"{code}-0")
            below = writer.unit(other, f"{code}-1", root)
            units = [root, below, writer.unit(other, f"{code}-2", below)]
            write_crowd(writer, other, units, people, random)
            if code == "SETEMPAT":
                write_settings(writer, other)
    return staff


def write_examples(writer: Writer, agency: int) -> dict[str, int]:
    """Write the examples of rules.md and what their dates turn on."""
    staff = {name: writer.employee(agency, name) for name in (*EXAMPLES, *ABSENCES)}
    for name, (used, _) in EXAMPLES.items():
        for year, days in used.items():
            book(writer, staff[name], year, "PAKAI", -days)
    for name in ("Ditangguhkan", "Berturut-turut", "Terputus", "Terlambat", "Kurang semenit", "Lintas tahun"):
        staff[name] = writer.employee(agency, name)
    book(writer, staff["Ditangguhkan"], 2024, "PAKAI", -12)
    book(writer, staff["Ditangguhkan"], 2025, "PAKAI", -2)
    book(writer, staff["Ditangguhkan"], 2025, "TANGGUH", 10)
    for name, (days, _) in ABSENCES.items():
        mark(writer, staff[name], every_other_day(days))
    mark(writer, staff["Berturut-turut"], set(working_days(date(2026, 5, 4))[:10]))
    mark(writer, staff["Terputus"], set(working_days(date(2026, 5, 4))[:11]) - {working_days(date(2026, 5, 4))[5]})
    mark(writer, staff["Terlambat"], set(), minutes=(225, 225))
    mark(writer, staff["Kurang semenit"], set(), minutes=(224, 225))
    mark(writer, staff["Lintas tahun"], set(working_days(date(2025, 12, 22))[:10]))
    staff["CPNS"] = writer.employee(agency, "CPNS", appointed="2025-07-01", permanent=None)
    staff["PPPK"] = writer.employee(agency, "PPPK", kind="PPPK", appointed="2020-01-01")
    staff["Cuti besar"] = writer.employee(agency, "Cuti besar")
    book(writer, staff["Cuti besar"], 2026, "PAKAI", -60, kind="BESAR", on="2026-02-01")
    staff["CLTN"] = writer.employee(agency, "CLTN")
    writer.status(staff["CLTN"], "CLTN", "2024-12-31", "2026-02-01")
    return staff


def write_weeks(writer: Writer) -> None:
    """Write patterns of each kind whose week is the law's, a minute shorter and a minute longer."""
    for kind, (days, minutes) in WEEKS.items():
        for more in (-1, 0, 1):
            code = f"{kind} {more:+}"
            pattern = writer.insert("personnel.work_pattern", code=code, name=code, kind=kind, is_rostered=False)
            for weekday in range(1, days + 1):
                worked = minutes + (more if weekday == days else 0)
                writer.insert(
                    "personnel.work_pattern_day", work_pattern_id=pattern, weekday=weekday, starts_at="07:30",
                    ends_at=f"{datetime(2026, 1, 1, 7, 30) + timedelta(minutes=worked + 30):%H:%M}", break_minutes=30,
                )  # fmt: skip


def holidays() -> set[date]:
    """Return the days off of both years, as the code list has them."""
    with (PROJECT / "seeds" / "codes" / "holiday.csv").open(encoding="utf-8", newline="") as lines:
        return {date.fromisoformat(row["held_on"]) for row in csv.DictReader(lines)}


HOLIDAYS = holidays()


def working_days(first: date) -> list[date]:
    """Return the working days of five days a week from a day until the day of the build."""
    days = (first + timedelta(days=number) for number in range((AS_OF - first).days + 1))
    return [day for day in days if day.isoweekday() < 6 and day not in HOLIDAYS]


def every_other_day(number: int) -> set[date]:
    return set(working_days(date(2026, 1, 1))[::2][:number])


def book(
    writer: Writer, employee: int, year: int, entry: str, days: int, kind: str = "TAHUNAN", on: str | None = None
) -> None:
    writer.insert(
        "personnel.leave_ledger", employee_id=employee, leave_kind__code=kind, leave_year=year, entry=entry,
        days=days, entered_on=on or f"{year}-05-05",
    )  # fmt: skip


def mark(writer: Writer, employee: int, absent: set[date], minutes: tuple[int, int] = (0, 0)) -> None:
    """Write the sheets of December 2025 to June 2026; minutes stand in May and June."""
    for month in (date(2025, 12, 1), *(date(2026, number, 1) for number in range(1, 7))):
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        days = [month + timedelta(days=number) for number in range((after - month).days)]
        off = {day for day in days if day.isoweekday() > 5 or day in HOLIDAYS}
        marks = "".join("A" if day in absent else "L" if day in off else "H" for day in days)
        late = {5: minutes[0], 6: minutes[1]}.get(month.month, 0)
        writer.insert("personnel.attendance_sheet", employee_id=employee, month=month, marks=marks, late_minutes=late)


def write_crowd(writer: Writer, agency: int, units: list[int], people: int, random: Random) -> None:
    """Write people with ledgers, sheets, breaks and patterns at random."""
    seats = [writer.seat(unit, "PELAKSANA") for unit in units]
    patterns = [
        writer.insert("personnel.work_pattern", code=f"{agency}-{kind}", name=kind, kind=kind, is_rostered=rostered)
        for kind, rostered in (("REGULER", False), ("SEKOLAH", False), ("SHIFT", True))
    ]
    for pattern, last in zip(patterns, (5, 6, 0), strict=True):
        for weekday in range(1, last + 1):
            writer.insert(
                "personnel.work_pattern_day", work_pattern_id=pattern, weekday=weekday, starts_at="07:30",
                ends_at="16:00", break_minutes=60,
            )  # fmt: skip
    for unit, pattern, until in ((units[0], 0, None), (units[1], 1, "2026-03-01"), (units[2], 2, None)):
        writer.insert(
            "personnel.unit_work_pattern", unit_id=unit, work_pattern_id=patterns[pattern], valid_from="2025-01-01",
            valid_to=until,
        )  # fmt: skip
    for number in range(people):
        kind = random.choice(("PNS", "PNS", "PNS", "PPPK"))
        year = random.choice((2010, 2019, 2021, 2023, 2024, 2025, 2026))
        appointed = f"{year}-0{random.randint(1, 6)}-01"
        employee = writer.employee(agency, f"Orang {number}", kind=kind, appointed=appointed, permanent=None)
        if random.random() < 0.8:
            writer.post(employee, random.choice(seats), appointed)
        if random.random() < 0.1 and kind == "PNS":
            writer.status(employee, "CLTN", f"{random.randint(2022, 2025)}-01-01", random.choice((None, "2026-04-01")))
        if random.random() < 0.2:
            writer.insert(
                "personnel.employee_work_pattern", employee_id=employee, work_pattern_id=random.choice(patterns),
                valid_from="2026-02-15", valid_to=random.choice((None, "2026-05-10")),
            )  # fmt: skip
        _write_ledger(writer, employee, kind, random)
        _write_sheets(writer, employee, random)


def _write_ledger(writer: Writer, employee: int, kind: str, random: Random) -> None:
    for year in range(2022, 2027):
        if random.random() < 0.55:
            book(writer, employee, year, "PAKAI", -random.randint(1, 15), on=f"{year}-0{random.randint(3, 8)}-10")
        for entry, share, days in (
            ("TANGGUH", 0.2, random.randint(1, 12)), ("KOREKSI", 0.1, random.choice((-3, 2))),
            ("SALDO_AWAL", 0.08, random.randint(1, 15)), ("BATAL", 0.1, 1),
        ):  # fmt: skip
            if random.random() < share:
                book(writer, employee, year, entry, days)
        if kind == "PNS" and random.random() < 0.1:
            book(
                writer, employee, year, "PAKAI", -random.randint(20, 95), kind="BESAR", on=f"{year}-02-0{year % 5 + 1}"
            )


def _write_sheets(writer: Writer, employee: int, random: Random) -> None:
    absent_share = random.choice((0, 0.02, 0.1, 0.3, 0.8))
    for month in (date(2025, 11, 1), date(2025, 12, 1), *(date(2026, number, 1) for number in range(1, 8))):
        if random.random() < 0.05:
            continue
        after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        letters = "".join(
            "A" if random.random() < absent_share else random.choice("HHHHHHLLDIC-")
            for _ in range((after - month).days)
        )
        writer.insert(
            "personnel.attendance_sheet", employee_id=employee, month=month, marks="H" + letters[1:],
            late_minutes=random.choice((0, 0, 40, 450)), early_minutes=random.choice((0, 0, 225)),
        )  # fmt: skip


def write_settings(writer: Writer, agency: int) -> None:
    for code, value in (
        ("leave_carried_first", "false"), ("attendance_minutes_per_day", "510"), ("absence_run_spans_years", "false"),
        ("leave_carry_opening", "5"), ("leave_carry_pppk", "4"),
    ):  # fmt: skip
        writer.insert(
            "stewardship.local_parameter", agency_id=agency, code=code, subject="", value=value,
            valid_from="2020-01-01", reason="Uji",
        )  # fmt: skip
