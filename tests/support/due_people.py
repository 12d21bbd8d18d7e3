"""People for the due lists, for seats and for headcount: one for each rule and worked example of rules.md 14."""

from typing import Any

from due_writer import DueWriter

AGES = {
    **dict.fromkeys(("I.a", "I.b", "II.a", "II.b", "JF_AHLI_MADYA"), 60),
    **dict.fromkeys(("III.a", "III.b", "IV.a", "IV.b", "V.a", "PELAKSANA", "JF_AHLI_MUDA", "JF_AHLI_PERTAMA"), 58),
    **dict.fromkeys(("JF_PENYELIA", "JF_MAHIR", "JF_TERAMPIL", "JF_PEMULA"), 58),
    "JF_AHLI_UTAMA": 65,
}


def write_increments(writer: DueWriter) -> None:
    """The worked examples of rules.md 14.1, and one person for each way to be delayed or stopped."""
    agency, _ = writer.city("KGB")
    cycle = writer.cycles(agency, 2021, 2024, 2025)

    def official(name: str, grade: str, since: str, years: int, months: int = 0, **person: Any) -> int:
        employee = writer.employee(agency, name, **person)
        writer.decree(employee, grade, since, years, months)
        return employee

    writer.appraise(official("Contoh 1", "III/b", "2024-03-01", 6, 3), cycle[2024], "BAIK")
    new: dict[str, Any] = {"appointed": "2025-01-01", "permanent": "2026-01-01", "born": "2001-01-01"}
    official("Contoh 2", "II/a", "2025-01-01", 0, **new)
    writer.increment(official("Contoh 2 tercatat", "II/a", "2025-01-01", 0, **new), "II/a", "2026-01-01", 1)
    writer.appraise(official("Ditunda", "III/a", "2024-01-01", 6), cycle[2025], "KURANG")
    twice = official("Ditunda dua kali", "III/a", "2023-01-01", 6)
    writer.appraise(twice, cycle[2024], "KURANG")
    writer.appraise(twice, cycle[2025], "SANGAT_KURANG")
    kept = official("Penundaan dihitung", "III/a", "2022-01-01", 4)
    writer.increment(kept, "III/a", "2025-01-01", 6)
    writer.appraise(kept, cycle[2025], "BAIK")
    writer.appraise(official("Cukup", "III/a", "2024-01-01", 6), cycle[2025], None, "Cukup")
    writer.appraise(official("Tak terbaca", "III/a", "2024-01-01", 6), cycle[2025], None, "memuaskan")
    official("Tanpa SKP", "III/a", "2024-01-01", 6)
    away = official("Pernah cuti", "III/a", "2024-01-01", 6)
    writer.status(away, "CLTN", "2024-06-01", "2025-01-01")
    writer.appraise(away, cycle[2025], "BAIK")
    writer.status(official("Sedang cuti", "III/a", "2024-04-01", 6), "CLTN", "2026-01-15")
    suspended = official("Skors", "III/a", "2024-04-01", 6)
    writer.status(suspended, "PEMBERHENTIAN_SEMENTARA", "2026-01-15", "2026-11-10")
    writer.appraise(suspended, cycle[2025], "BAIK")
    writer.status(official("Hilang", "III/a", "2024-04-01", 6), "HILANG", "2026-01-15")
    writer.appraise(official("Bulan ketiga", "III/a", "2024-09-01", 6), cycle[2025], "BAIK")
    official("Puncak", "II/a", "2026-01-01", 33)
    official("Pensiun", "III/a", "2024-10-01", 30, born="1968-09-15", appointed="1994-10-01", permanent="1995-10-01")
    held = official("Hukuman lama", "III/a", "2020-01-01", 6)
    writer.punish(held, "PP53_TUNDA_KGB_12", "2021-05-01", "2022-05-01")
    writer.appraise(held, cycle[2021], "BAIK")
    cut = official("Hukuman baru", "III/a", "2024-11-01", 6)
    writer.punish(cut, "POTONG_TPP_12", "2026-05-01", "2027-05-01")
    writer.appraise(cut, cycle[2025], "BAIK")
    writer.employee(agency, "Tanpa golongan")
    lapsed = official("Terlewat", "III/a", "2018-01-01", 2)
    writer.appraise(lapsed, writer.cycles(agency, 2019)[2019], "BAIK")
    for name, kind, grade in (("PPPK V", "PPPK", "V"), ("PPPK VII", "PPPK", "VII"), ("Paruh", "PPPK_PARUH_WAKTU", "V")):
        contracted = writer.employee(agency, name, kind=kind, appointed="2025-03-01", permanent=None)
        writer.contract(contracted, "2025-03-01", "2030-03-01")
        writer.decree(contracted, grade, "2025-03-01", 0)
    bare = writer.employee(agency, "PPPK tanpa MKG", kind="PPPK", appointed="2025-03-01", permanent=None)
    writer.contract(bare, "2025-03-01", "2030-03-01")


def write_without_first_year(writer: DueWriter) -> None:
    """A city that does not grant PPPK of grade V the step of one year, and gives part-time PPPK increments."""
    agency, _ = writer.city("KGB2")
    changes = {"kgb_pppk_v_first_year": "false", "kgb_include_part_time": "true", "kgb_notice_months": "30"}
    for code, value in (changes | {"jpm_scheme": "PEMETAAN", "contract_notice_months": "0"}).items():
        writer.insert(
            "stewardship.local_parameter", agency_id=agency, code=code, value=value, valid_from="2020-01-01",
            reason="Kebijakan daerah",
        )  # fmt: skip
    for name, kind in (("PPPK V", "PPPK"), ("Paruh", "PPPK_PARUH_WAKTU")):
        employee = writer.employee(agency, name, kind=kind, appointed="2025-03-01", permanent=None)
        writer.contract(employee, "2025-03-01", "2026-08-01")
        writer.decree(employee, "V", "2025-03-01", 0)


def write_retirements(writer: DueWriter) -> None:
    """The worked examples of rules.md 14.2, a person for each level, and a seat with two holders."""
    agency, root = writer.city("BUP")

    def holder(name: str, born: str, level: str, until: str | None = None, is_teacher: bool = False) -> int:
        employee = writer.employee(agency, name, born=born, appointed="1996-01-01", permanent="1997-01-01")
        writer.post(employee, writer.seat(root, level, is_teacher), "2015-01-01", until)
        return employee

    holder("Pelaksana", "1968-03-15", "PELAKSANA")
    holder("Tanggal satu", "1968-03-01", "PELAKSANA")
    holder("Kabisat", "1968-02-29", "II.b")
    for name, since in (("Naik tepat waktu", "2026-09-01"), ("Naik terlambat", "2026-09-16")):
        writer.post(holder(name, "1968-09-15", "III.b", since), writer.seat(root, "II.b"), since)
    writer.post(holder("Turun", "1967-05-10", "II.b", "2026-10-20"), writer.seat(root, "PELAKSANA"), "2026-10-20")
    holder("Guru utama", "1966-09-20", "JF_AHLI_UTAMA", is_teacher=True)
    holder("Guru pertama", "1968-03-20", "JF_AHLI_PERTAMA", is_teacher=True)
    holder("Habis masa jabatan", "1967-01-05", "II.b", "2026-08-01")
    writer.employee(agency, "Tanpa jabatan", born="1970-01-10", appointed="1996-01-01", permanent="1997-01-01")
    for level in AGES:
        holder(level, "1970-01-10", level)
    shared = writer.seat(root, "PELAKSANA")
    writer.connection.execute("UPDATE personnel.seat SET needed_count = 3 WHERE id = %s", [shared])
    for name, born in (("Dulu", "1970-05-01"), ("Lalu", "1972-05-01")):
        colleague = writer.employee(agency, name, born=born, appointed="1996-01-01", permanent="1997-01-01")
        writer.post(colleague, shared, "2015-01-01")
    early = holder("Berhenti dini", "1980-01-10", "IV.a", "2027-03-01")
    writer.leave(early, "2027-03-01")


def write_awards(writer: DueWriter) -> None:
    """Continuous service of ten, twenty and thirty years, and what starts the count again (rules.md 14.3)."""
    agency, _ = writer.city("SATYA")

    def official(name: str, appointed: str, born: str = "1980-01-01") -> int:
        permanent = f"{int(appointed[:4]) + 1}{appointed[4:]}"
        return writer.employee(agency, name, appointed=appointed, permanent=permanent, born=born)

    official("Sepuluh", "2016-08-17")
    official("Kurang sehari", "2016-08-18")
    official("Dua puluh", "2006-08-17")
    official("Kurang dari dua puluh", "2006-08-18")
    official("Kurang dari tiga puluh", "1996-08-18", "1975-01-01")
    official("Tiga puluh", "1996-08-17", "1975-01-01")
    writer.award(official("Sudah XX", "2004-01-01"), "SATYALANCANA_XX", "2024-08-17")
    writer.award(official("Sudah X", "2004-01-01"), "SATYALANCANA_X", "2014-08-17")
    writer.award(official("Lengkap", "1990-01-01", "1969-01-01"), "SATYALANCANA_XXX", "2020-08-17")
    writer.award(official("Nanti", "2004-01-01"), "SATYALANCANA_XX", "2026-07-01")
    writer.punish(official("Dihukum", "2010-01-01"), "POTONG_TPP_6", "2020-02-01", "2020-08-01")
    writer.punish(official("Ditegur", "2010-01-01"), "TEGURAN_TERTULIS", "2020-02-01", None)
    appealing = official("Banding", "2010-01-01")
    writer.punish(appealing, "TURUN_JABATAN_12", "2026-02-01", "2027-02-01", "UPAYA_ADMINISTRATIF")
    writer.status(official("Pernah cuti", "2004-01-01"), "CLTN", "2015-01-01", "2016-08-17")
    writer.status(official("Sedang cuti", "2004-01-01"), "CLTN", "2026-01-01")
    official("Pensiun dulu", "1996-01-01", "1968-07-20")
    writer.award(official("Pensiun kemudian", "2010-01-01", "1971-07-20"), "SATYALANCANA_X", "2020-08-17")
    contract = writer.employee(agency, "Kontrak", kind="PPPK", appointed="2014-01-01", permanent=None)
    writer.contract(contract, "2014-01-01", "2028-01-01")


def write_contracts(writer: DueWriter) -> None:
    """A PPPK for each state of a contract; executing staff, so that 58 is the limit."""
    agency, root = writer.city("KONTRAK")
    seat = writer.seat(root, "PELAKSANA")
    people: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
        "Berjalan": ("1985-01-01", (("2024-01-01", "2027-01-01"),)),
        "Jatuh tempo": ("1985-01-01", (("2024-01-01", "2026-12-30"),)),
        "Belum jatuh tempo": ("1985-01-01", (("2024-01-01", "2026-12-31"),)),
        "Diperpanjang": (
            "1985-01-01",
            (
                ("2024-01-01", "2026-10-01"),
                ("2026-10-01", "2028-10-01"),
            ),
        ),
        "Melebihi": ("1969-03-10", (("2024-01-01", "2027-04-02"),)),
        "Tepat BUP": ("1969-03-10", (("2024-01-01", "2027-04-01"),)),
        "Terakhir": ("1969-03-10", (("2024-01-01", "2026-11-01"),)),
        "Sebelas bulan lagi": ("1969-09-10", (("2024-01-01", "2026-11-01"),)),
        "Setahun lagi": ("1969-10-10", (("2024-01-01", "2026-11-01"),)),
        "Tanpa kontrak": ("1985-01-01", ()),
    }
    for name, (born, contracts) in people.items():
        employee = writer.employee(agency, name, kind="PPPK", born=born, appointed="2024-01-01", permanent=None)
        writer.post(employee, seat, "2024-01-01")
        for since, until in contracts:
            writer.contract(employee, since, until)


def write_seats(writer: DueWriter) -> None:
    """A seat for three with two holders, one of them retiring, an acting official; an overfull and a closed seat."""
    agency, root = writer.city("BEZETTING")
    three = writer.seat(root, "PELAKSANA")
    writer.connection.execute("UPDATE personnel.seat SET needed_count = 3 WHERE id = %s", [three])
    head = writer.seat(root, "IV.a")
    staff = writer.employee(agency, "Tetap", born="1985-01-01")
    writer.post(staff, three, "2015-01-01")
    writer.post(staff, head, "2026-01-01", kind="PLT")
    writer.post(writer.employee(agency, "Segera", born="1969-05-31", appointed="1996-01-01"), three, "2015-01-01")
    gone = writer.employee(agency, "Sudah berhenti", born="1985-01-01")
    writer.post(gone, three, "2015-01-01")
    writer.leave(gone, "2026-06-30")
    single, full = writer.seat(root, "JF_PEMULA"), writer.seat(root, "JF_PEMULA")
    for name, seat in (("Satu", single), ("Dua", full), ("Tiga", full)):
        writer.post(writer.employee(agency, name, born="1985-01-01"), seat, "2015-01-01")
    closed = writer.seat(root, "IV.b")
    writer.connection.execute("UPDATE personnel.seat SET valid_to = '2026-01-01' WHERE id = %s", [closed])
    writer.post(writer.employee(agency, "Empat", born="1985-01-01"), closed, "2015-01-01")


def write_moves(writer: DueWriter) -> None:
    """One move of each kind in May 2026, two moves in one month, a broken contract, a post change inside a unit."""
    agency, root = writer.city("GERAK")
    first, second = writer.unit(agency, "GERAK-A", root), writer.unit(agency, "GERAK-B", root)
    a, b = writer.seat(first, "PELAKSANA"), writer.seat(second, "PELAKSANA")
    writer.post(writer.employee(agency, "Diam", born="1985-01-01"), a, "2015-01-01")
    mover = writer.employee(agency, "Pindah", born="1985-01-01")
    writer.post(mover, a, "2015-01-01", "2026-05-10")
    writer.post(mover, b, "2026-05-10")
    bouncer = writer.employee(agency, "Pulang pergi", born="1985-01-01")
    writer.post(bouncer, a, "2015-01-01", "2026-05-05")
    writer.post(bouncer, b, "2026-05-05", "2026-05-20")
    writer.post(bouncer, a, "2026-05-20")
    inside = writer.employee(agency, "Ganti jabatan", born="1985-01-01")
    writer.post(inside, a, "2015-01-01", "2026-05-10")
    writer.post(inside, writer.seat(first, "PELAKSANA"), "2026-05-10")
    new = writer.employee(agency, "Masuk", born="2000-01-01", appointed="2026-05-01", permanent=None)
    writer.post(new, b, "2026-05-01")
    retired = writer.employee(agency, "Pensiun", born="1968-04-10", appointed="1996-01-01", permanent="1997-01-01")
    writer.post(retired, b, "2015-01-01", "2026-05-01")
    writer.insert("personnel.termination", employee_id=retired, kind="BUP", effective_on="2026-05-01")
    broken = writer.employee(agency, "Putus kontrak", kind="PPPK", appointed="2024-01-01", permanent=None)
    writer.contract(broken, "2024-01-01", "2026-03-15")
    writer.contract(broken, "2026-05-15", "2028-01-01")
    writer.post(broken, a, "2024-01-01")
