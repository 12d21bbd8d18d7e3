"""Forums between units, their meetings, who came, and what was agreed to be done."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, ordered, references, unique
from models.organization import PERIOD, Unit
from models.people import Employee
from models.types import Choice, Count, Day, LongText, Name, choice


class Presence(Choice):
    """Whether somebody who was invited came."""

    PRESENT = "HADIR", "Hadir | Present"
    REPRESENTED = "DIWAKILI", "Diwakili | Represented"
    ABSENT = "TIDAK_HADIR", "Tidak hadir | Absent"


class ActionStatus(Choice):
    """How far an action item has come."""

    OPEN = "TERBUKA", "Belum selesai | Open"
    DONE = "SELESAI", "Selesai | Done"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"


class Forum(Record):
    """A circle that meets again and again."""

    __tablename__ = "forum"
    __table_args__ = (
        unique("Unit ini sudah mempunyai forum dengan nama itu. | The unit already has a forum of this name.",
               "unit_id", "name"),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Forum: yang bertemu secara berkala | Forums: circles that meet regularly",
        },
    )  # fmt: skip
    __search__ = ("name", "unit.name")

    unit_id: Mapped[int] = references(
        "personnel.unit", index=False, comment="Unit kerja: penyelenggara | Unit: that convenes it"
    )
    name: Mapped[Name] = mapped_column(comment="Nama: nama forum | Name: of the forum")
    purpose: Mapped[LongText | None] = mapped_column(comment="Tujuan: untuk apa | Purpose: what it is for")
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(comment="Sampai: hari pertama sesudahnya | Valid to: first day after")

    unit: Mapped[Unit] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Meeting(Record):
    """One meeting of a forum."""

    __tablename__ = "meeting"
    __table_args__ = (
        unique("Rapat forum ini pada hari itu sudah tercatat. | This forum's meeting of that day is already recorded.",
               "forum_id", "held_on"),
        listed_by("meeting", "held_on"),
        {
            "schema": "personnel",
            "comment": "Rapat: pertemuan sebuah forum | Meetings: of a forum",
        },
    )  # fmt: skip
    __search__ = ("title", "forum.name")

    forum_id: Mapped[int] = references(
        "personnel.forum", index=False, comment="Forum: yang bertemu | Forum: that meets"
    )
    held_on: Mapped[Day] = mapped_column(comment="Tanggal: hari rapat | Held on: day of the meeting")
    title: Mapped[Name] = mapped_column(comment="Pokok bahasan: judul rapat | Title: what it is about")
    place: Mapped[Name | None] = mapped_column(comment="Tempat: lokasi atau daring | Place: location or online")
    minutes: Mapped[LongText | None] = mapped_column(comment="Notula: ringkasan dan keputusan | Minutes: what was said")

    forum: Mapped[Forum] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.title} {self.held_on}"


class AttendanceAtMeeting(Record):
    """Whether an employee who was invited came to a meeting."""

    __tablename__ = "attendance_at_meeting"
    __table_args__ = (
        unique("Kehadiran pegawai ini sudah tercatat. | This employee's attendance is already recorded.",
               "meeting_id", "employee_id"),
        {
            "schema": "personnel",
            "comment": "Kehadiran rapat: siapa yang datang | Attendance at meetings: who came",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name", "meeting.title")

    meeting_id: Mapped[int] = references(
        "personnel.meeting", index=False, comment="Rapat: yang dihadiri | Meeting: that is attended"
    )
    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang diundang | Employee: invited")
    presence: Mapped[Presence] = mapped_column(
        choice(Presence, "presence"), comment="Kehadiran: datang atau tidak | Presence: came or not"
    )

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="raise")


class ActionItem(Record):
    """What somebody was asked to do at a meeting, by when."""

    __tablename__ = "action_item"
    __table_args__ = (
        unique("Nomor ini sudah dipakai pada rapat tersebut. | This number is taken in the meeting.",
               "meeting_id", "number"),
        check("number_positive", "number > 0",
              "Nomor harus lebih dari nol. | The number must be above zero.", "number"),
        check("title_not_blank", r"title ~ '\S'",
              "Tulis apa yang harus dikerjakan. | Say what is to be done.", "title"),
        check("done_with_day", "(status = 'SELESAI') = (done_on IS NOT NULL)",
              "Tanggal selesai diisi bila selesai, dan hanya bila selesai. | "
              "The day it was done is filled in when it is done, and only then.", "done_on"),
        listed_by("action_item", "due_on"),
        {
            "schema": "personnel",
            "comment": "Tindak lanjut: yang disepakati dalam rapat | Action items: what was agreed at a meeting",
        },
    )  # fmt: skip
    __search__ = ("title", "employee.nip", "employee.person.name", "meeting.title")

    meeting_id: Mapped[int] = references(
        "personnel.meeting", index=False, comment="Rapat: yang menyepakati | Meeting: that agreed on it"
    )
    number: Mapped[Count] = mapped_column(comment="Nomor: urutan dalam rapat | Number: order within the meeting")
    title: Mapped[Name] = mapped_column(comment="Tindakan: yang harus dikerjakan | Action: what is to be done")
    employee_id: Mapped[int] = references(
        "personnel.employee", comment="Penanggung jawab: pegawai yang mengerjakan | Owner: the employee who does it"
    )
    due_on: Mapped[Day] = mapped_column(comment="Tenggat: hari terakhir | Due on: last day")
    status: Mapped[ActionStatus] = mapped_column(
        choice(ActionStatus, "status"),
        default=ActionStatus.OPEN,
        server_default="TERBUKA",
        comment="Keadaan: sampai di mana | Status: how far it has come",
    )
    done_on: Mapped[Day | None] = mapped_column(comment="Selesai pada: hari selesai | Done on: day it was done")
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: hasil atau kendala | Note: result or obstacle")

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title
