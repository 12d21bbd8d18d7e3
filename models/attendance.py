"""Attendance: working hours and the monthly sheet of each employee, one letter a day."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, not_overlapping, ordered, references, unique
from models.career import OF_EMPLOYEE
from models.organization import PERIOD, Unit
from models.people import Employee
from models.types import Choice, Code, Count, Day, Name, No, choice

TAKEN = "Pola kerja untuk masa itu sudah ada. | There is a work pattern for that time already."
UNTIL = "Sampai: hari pertama tidak berlaku, kosong bila masih | Valid to: end of it, empty while in force"
CLOCK = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
CLOCK_SHAPE = "Tulis jam seperti 07:30. | Write the time as 07:30."
OF_PATTERN = "Pola kerja: hari dan jam kerjanya | Work pattern: days and hours of work"


class PatternKind(Choice):
    """Kinds of work pattern, Perpres 21/2023."""

    REGULAR = "REGULER", "Reguler | Regular"
    RAMADAN = "RAMADAN", "Bulan Ramadan | Ramadan"
    SHIFT = "SHIFT", "Bergilir | Shifts"
    SCHOOL = "SEKOLAH", "Sekolah | School"


class WorkPattern(Record):
    """Days and hours of work."""

    __tablename__ = "work_pattern"
    __table_args__ = (
        unique("Kode ini sudah dipakai. | This code is already in use.", "code"),
        {
            "schema": "personnel",
            "comment": "Pola kerja: reguler, Ramadan, sekolah, dan bergilir | "
            "Work patterns: regular, Ramadan, school and shifts",
        },
    )
    __search__ = ("code", "name")

    code: Mapped[Code] = mapped_column(comment="Kode: kode tetap | Code: fixed code")
    name: Mapped[Name] = mapped_column(comment="Nama: sebutannya | Name: what it is called")
    kind: Mapped[PatternKind] = mapped_column(
        choice(PatternKind, "kind"), comment="Jenis: dasar jam kerjanya | Kind: what its hours follow"
    )
    is_rostered: Mapped[No] = mapped_column(
        comment="Menurut jadwal: hari kerja ditentukan lembar kehadiran, bukan hari dalam minggu dan hari libur | "
        "By roster: the sheet tells the working days, not weekdays and holidays"
    )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class WorkPatternDay(Record):
    """The hours of a weekday."""

    __tablename__ = "work_pattern_day"
    __table_args__ = (
        unique("Hari ini sudah ada pada pola kerja itu. | This day is in the pattern already.",
               "work_pattern_id", "weekday"),
        check("weekday_range", "weekday BETWEEN 1 AND 7",
              "Hari: 1 (Senin) sampai 7 (Minggu). | Weekday: 1 (Monday) to 7 (Sunday).", "weekday"),
        check("starts_at_shape", f"starts_at ~ '{CLOCK}'", CLOCK_SHAPE, "starts_at"),
        check("ends_at_shape", f"ends_at ~ '{CLOCK}'", CLOCK_SHAPE, "ends_at"),
        check("ends_after_start", "ends_at > starts_at",
              "Jam pulang harus sesudah jam masuk. | Work must end after it starts.", "ends_at"),
        check("break_fits",
              "break_minutes >= 0 AND break_minutes * interval '1 minute' < ends_at::time - starts_at::time",
              "Istirahat harus lebih singkat dari jam kerja. | The break must be shorter than the day.",
              "break_minutes"),
        {
            "schema": "personnel",
            "comment": "Jam kerja: hari kerja suatu pola | Working hours: the working days of a pattern",
        },
    )  # fmt: skip
    __search__ = ("work_pattern.name",)

    work_pattern_id: Mapped[int] = references("personnel.work_pattern", comment=OF_PATTERN)
    weekday: Mapped[Count] = mapped_column(comment="Hari: 1 Senin sampai 7 Minggu | Weekday: 1 Monday to 7 Sunday")
    starts_at: Mapped[str] = mapped_column(String(5), comment="Masuk: jam, misalnya 07:30 | Starts at: such as 07:30")
    ends_at: Mapped[str] = mapped_column(String(5), comment="Pulang: jam, misalnya 16:00 | Ends at: such as 16:00")
    break_minutes: Mapped[Count] = mapped_column(comment="Istirahat (menit): tidak dihitung | Break (minutes): unpaid")

    work_pattern: Mapped[WorkPattern] = relationship(lazy="raise")


class UnitWorkPattern(Record):
    """The pattern of a unit and all below it, until one of theirs or of an employee says otherwise."""

    __tablename__ = "unit_work_pattern"
    __table_args__ = (
        not_overlapping("ex_unit_work_pattern_period", ("unit_id",), TAKEN),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Pola kerja unit: berlaku juga di bawahnya | Patterns of units: also for what is below",
        },
    )
    __search__ = ("unit.name", "work_pattern.name")

    unit_id: Mapped[int] = references("personnel.unit", comment="Unit kerja: dan semua di bawahnya | Unit: and below")
    work_pattern_id: Mapped[int] = references("personnel.work_pattern", comment=OF_PATTERN)
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama berlaku | Valid from: first day in force")
    valid_to: Mapped[Day | None] = mapped_column(comment=UNTIL)

    unit: Mapped[Unit] = relationship(lazy="raise")
    work_pattern: Mapped[WorkPattern] = relationship(lazy="raise")


class EmployeeWorkPattern(Record):
    """The pattern of one employee, which goes before that of the unit."""

    __tablename__ = "employee_work_pattern"
    __table_args__ = (
        not_overlapping("ex_employee_work_pattern_period", ("employee_id",), TAKEN),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Pola kerja pegawai: mendahului pola unitnya | Patterns of employees: go before the unit's",
        },
    )
    __search__ = ("employee.nip", "employee.person.name", "work_pattern.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    work_pattern_id: Mapped[int] = references("personnel.work_pattern", comment=OF_PATTERN)
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama berlaku | Valid from: first day in force")
    valid_to: Mapped[Day | None] = mapped_column(comment=UNTIL)

    employee: Mapped[Employee] = relationship(lazy="raise")
    work_pattern: Mapped[WorkPattern] = relationship(lazy="raise")


class AttendanceSheet(Record):
    """A month of one employee: one letter a day, and the minutes of the whole month."""

    __tablename__ = "attendance_sheet"
    __table_args__ = (
        unique("Lembar bulan ini sudah ada. | There is a sheet of this month already.", "employee_id", "month"),
        check("month_first", "extract(day FROM month) = 1",
              "Isi tanggal 1 bulan itu. | Enter the first day of the month.", "month"),
        check("marks_shape",
              "marks ~ '^[HDICAL-]+$' AND length(marks) = extract(day FROM month + interval '1 month - 1 day')",
              "Satu huruf untuk setiap hari bulan itu: H hadir, D dinas luar, I izin, C cuti, A tanpa alasan sah, "
              "L libur, - belum dicatat. | One letter for each day of the month: H present, D on duty elsewhere, "
              "I excused, C leave, A absent without reason, L off, - not recorded.", "marks"),
        check("minutes_range", "late_minutes BETWEEN 0 AND 44640 AND early_minutes BETWEEN 0 AND 44640",
              "Menit tidak boleh kurang dari nol atau lebih dari sebulan. | "
              "Minutes cannot be below zero or more than a month has.", "late_minutes"),
        listed_by("attendance_sheet", "month"),
        {
            "schema": "personnel",
            "comment": "Lembar kehadiran: satu pegawai, satu bulan, satu huruf per hari | "
            "Attendance sheets: one employee, one month, one letter a day",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    month: Mapped[Day] = mapped_column(comment="Bulan: tanggal 1 | Month: its first day")
    marks: Mapped[str] = mapped_column(
        String(31),
        comment="Kehadiran: huruf per hari, H D I C A L atau - | Attendance: a letter a day, H D I C A L or -",
    )
    late_minutes: Mapped[Count] = mapped_column(
        default=0, server_default="0", comment="Terlambat (menit): sebulan | Late (minutes): in the month"
    )
    early_minutes: Mapped[Count] = mapped_column(
        default=0, server_default="0", comment="Pulang cepat (menit): sebulan | Left early (minutes): in the month"
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
