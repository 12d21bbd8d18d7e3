"""People for the competence marts: mandatory courses, gaps, the effect of training (rules.md 7.3 to 7.5)."""

from datetime import date
from typing import Any

from due_writer import DueWriter

Levels = tuple[int, ...]

LEADERSHIP = {  # rules.md 7.3: the course of each level, and one that is too low
    **dict.fromkeys(("I.a", "I.b"), ("PKN_I", "PKN_II")),
    **dict.fromkeys(("II.a", "II.b"), ("PKN_II", "PKA")),
    **dict.fromkeys(("III.a", "III.b"), ("PKA", "PKP")),
    **dict.fromkeys(("IV.a", "IV.b"), ("PKP", "TEKNIS")),
}

COMPETENCIES = (
    *("INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "ORIENTASI_HASIL", "PELAYANAN_PUBLIK", "PENGEMBANGAN_DIRI"),
    *("MENGELOLA_PERUBAHAN", "PENGAMBILAN_KEPUTUSAN", "PEREKAT_BANGSA"),
)


def write_courses(writer: DueWriter) -> None:
    """Mandatory courses: done, higher, legacy, within and past the time allowed (rules.md 7.3)."""
    agency, root = writer.city("WAJIB")

    def holder(name: str, level: str, since: str, course: str | None = None, ended: str = "2020-01-01") -> None:
        employee = writer.employee(agency, name)
        writer.post(employee, writer.seat(root, level), since)
        if course:
            writer.course(employee, course, ended, 10, kind=course)

    holder("Sudah", "IV.a", "2020-01-01", "PKP")
    holder("Lebih tinggi", "IV.b", "2020-01-01", "PKA")
    holder("Nama lama", "III.a", "2020-01-01", "SPAMA")
    holder("Terlalu rendah", "III.b", "2020-01-01", "PKP")
    holder("Belum selesai", "II.b", "2020-01-01", "PKN_II", "2026-07-01")
    for level, (exact, lower) in LEADERSHIP.items():
        holder(f"{level} tepat", level, "2020-01-01", exact)
        holder(f"{level} rendah", level, "2020-01-01", lower)
        holder(f"{level} baru", level, "2025-07-01")
        holder(f"{level} setahun", level, "2025-06-30")
    holder("Fungsional", "JF_AHLI_MUDA", "2020-01-01", "FUNGSIONAL")
    holder("Fungsional belum", "JF_TERAMPIL", "2025-06-30", "TEKNIS")
    holder("Fungsional baru", "JF_TERAMPIL", "2025-07-01")
    holder("Pelaksana", "PELAKSANA", "2020-01-01", "PKP")
    probation: dict[str, Any] = {"appointed": "2025-09-01", "permanent": None, "born": "2000-01-01"}
    for name, since in (("CPNS", "2025-07-01"), ("CPNS setahun", "2025-06-30")):
        writer.employee(agency, name, appointed=since, permanent=None, born="2000-01-01")
    writer.course(writer.employee(agency, "CPNS lulus", **probation), "Latsar", "2026-02-02", 511, kind="LATSAR")
    writer.course(writer.employee(agency, "CPNS lama", **probation), "Prajabatan", "2026-02-02", 200, kind="PRAJABATAN")
    for name, since in (("PPPK", "2025-06-30"), ("PPPK baru", "2025-07-01"), ("PPPK sudah", "2025-06-30")):
        employee = writer.employee(agency, name, kind="PPPK", appointed=since, permanent=None)
        writer.contract(employee, since, "2030-01-01")
        if name == "PPPK sudah":
            writer.course(employee, "Orientasi", "2026-01-01", 10, kind="ORIENTASI_PPPK")


def write_gaps(writer: DueWriter) -> None:
    """The worked example of rules.md 7.5, a post with a standard of its own, and results that are missing or old."""
    agency, root = writer.city("JPM")
    administrator = writer.seat(root, "III.b")
    levels = (4, 3, 2, 3, 3, 2, 3, 2, 4)

    def assessed(name: str, place: int, given: Levels, on: str = "2025-05-05", until: str | None = None) -> int:
        employee = writer.employee(agency, name)
        writer.post(employee, place, "2020-01-01")
        for competency, level in zip(COMPETENCIES, given, strict=False):
            writer.assess(employee, competency, level, on, until)
        return employee

    worked = assessed("Contoh", administrator, levels)
    writer.assess(worked, "INTEGRITAS", 1, "2026-07-01")
    writer.assess(worked, "KERJA_SAMA", 1, "2024-01-01")
    assessed("Belum lengkap", administrator, levels[:8])
    assessed("Kedaluwarsa", administrator, levels, "2023-06-30")
    assessed("Hampir kedaluwarsa", administrator, levels, "2023-07-01")
    assessed("Berakhir", administrator, levels, "2025-05-05", "2026-06-30")
    assessed("Masih", administrator, (3, 3, 2, 2, 2, 2, 2, 2, 1))
    assessed("Kurang", administrator, (3, 2, 2, 2, 2, 2, 2, 2, 1))
    special = writer.seat(root, "IV.a")
    for competency, minimum in (("INTEGRITAS", 4), ("PENGELOLAAN_KEUANGAN", 2)):
        writer.insert(
            "personnel.seat_requirement",
            seat_id=special,
            kind="KOMPETENSI",
            competency__code=competency,
            minimum=minimum,
            valid_from=date(2020, 1, 1),
        )
    assessed("Standar jabatan", special, (3, 2, 2, 2, 2, 2, 2, 2, 2))
    writer.catalogue("TINGGI", KOMUNIKASI=4)
    writer.catalogue("CUKUP", KOMUNIKASI=3, PENGEMBANGAN_DIRI=3)
    writer.catalogue("RENDAH", KOMUNIKASI=2, PENGAMBILAN_KEPUTUSAN=2)
    for level in ("PELAKSANA", "V.a", "JF_PEMULA", "JF_TERAMPIL", "IV.b", "JF_MAHIR", "JF_PENYELIA", "JF_AHLI_PERTAMA"):
        assessed(level, writer.seat(root, level), ())
    for level in ("III.a", "JF_AHLI_MUDA", "II.a", "II.b", "JF_AHLI_MADYA", "I.a", "I.b", "JF_AHLI_UTAMA"):
        assessed(level, writer.seat(root, level), ())
    writer.employee(agency, "Tanpa jabatan")


def write_effect(writer: DueWriter) -> None:
    """Twelve participants who rise by one, twelve others of whom half rise; another course with nine participants."""
    agency, root = writer.city("DAMPAK")
    cycle = writer.cycles(agency, 2023, 2025)
    seat, head = writer.seat(root, "PELAKSANA"), writer.seat(root, "IV.a")
    helpful, rare, least = (writer.catalogue(code) for code in ("BERGUNA", "JARANG", "SEPULUH"))
    session = writer.insert(
        "personnel.session",
        agency_id=agency,
        course_id=helpful,
        name="Angkatan I",
        starts_on="2024-05-01",
        ends_on="2024-05-02",
    )
    for number in range(24):
        employee = writer.employee(agency, f"Orang {number}")
        writer.post(employee, seat, "2015-01-01")
        rises = number < 12 or number % 2 == 0
        writer.appraise(employee, cycle[2023], "BAIK")
        writer.appraise(employee, cycle[2025], "SANGAT_BAIK" if rises else "BAIK")
        if number < 12:
            writer.finish(employee, helpful, "2024-05-02")
            enrolment = writer.insert("personnel.enrolment", session_id=session, employee_id=employee, status="HADIR")
            writer.insert("personnel.session_feedback", enrolment_id=enrolment, rating=5 if number < 8 else 4)
        if number < 9:
            writer.finish(employee, rare, "2024-06-02")
        if number < 10:
            writer.finish(employee, least, "2024-06-02")
    # Another category, one without a predicate, and one who took the course a year later: none is compared with.
    chief = writer.employee(agency, "Kepala")
    writer.post(chief, head, "2015-01-01")
    writer.appraise(chief, cycle[2023], "KURANG")
    writer.appraise(chief, cycle[2025], "SANGAT_BAIK")
    writer.finish(chief, helpful, "2024-05-02")
    late = writer.employee(agency, "Menyusul")
    writer.post(late, seat, "2015-01-01")
    writer.appraise(late, cycle[2023], "KURANG")
    writer.appraise(late, cycle[2025], "SANGAT_BAIK")
    writer.finish(late, helpful, "2025-02-02")
    unknown = writer.employee(agency, "Tanpa predikat")
    writer.post(unknown, seat, "2015-01-01")
    writer.finish(unknown, helpful, "2024-05-02")
