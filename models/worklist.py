"""The steward's worklist: what the data rules are, what they found, and every round in which they were asked."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, references, unique
from models.build import WarehouseBuild
from models.organization import Unit
from models.people import Employee
from models.reference import CodeList, Regulation, listed
from models.stewardship import User
from models.types import Choice, Code, Count, Day, LongText, choice


class IssueSeverity(Choice):
    """How much a finding matters."""

    HEAVY = "BERAT", "Berat | Serious"
    MEDIUM = "SEDANG", "Sedang | Medium"
    LIGHT = "RINGAN", "Ringan | Light"


class QualityRule(CodeList):
    """A rule that records must keep; its query is the dbt model `int_quality__<code>`."""

    __tablename__ = "quality_rule"
    __table_args__ = listed(
        "Aturan data: yang harus dipenuhi catatan | Data rules: what records must keep",
        check("entry_is_a_table", "entry_table IS NULL OR entry_table ~ '^[a-z]+[.][a-z_]+$'",
              "Tabel ditulis dengan skemanya. | A table is written with its schema.", "entry_table"),
    )  # fmt: skip

    severity: Mapped[IssueSeverity] = mapped_column(
        choice(IssueSeverity, "severity"), comment="Bobot: seberapa penting | Severity: how much it matters"
    )
    sentence: Mapped[LongText] = mapped_column(
        comment="Kalimat: yang ditemukan, dengan {nilai} | Sentence: what was found, with {values}, in Indonesian"
    )
    sentence_en: Mapped[LongText] = mapped_column(
        comment="Kalimat Inggris: yang ditemukan | English sentence: what was found"
    )
    cure: Mapped[LongText] = mapped_column(
        comment="Tindakan: yang perlu dilakukan | Cure: what to do about it, in Indonesian"
    )
    cure_en: Mapped[LongText] = mapped_column(comment="Tindakan Inggris: yang perlu dilakukan | English cure: to do")
    table_name: Mapped[Code] = mapped_column(
        comment="Tabel: tempat baris yang ditemukan | Table: where the row that was found stands"
    )
    column_name: Mapped[Code] = mapped_column(
        comment="Kolom: isian yang diperiksa atau dilengkapi | Column: the field to look at or to fill in"
    )
    entry_table: Mapped[Code | None] = mapped_column(
        comment="Tabel isian: bila yang kurang ialah sebuah catatan | Entry table: when a whole record is missing"
    )
    missing_codes: Mapped[LongText | None] = mapped_column(
        comment="Kode kekurangan: di mart, yang disebabkan temuan ini | Missing codes: in the marts, caused by it"
    )
    regulation_id: Mapped[int | None] = references(
        "reference.regulation", comment="Dasar hukum: peraturannya | Legal basis: the regulation"
    )
    article: Mapped[Code | None] = mapped_column(comment="Pasal: dari peraturan itu | Article: of that regulation")

    regulation: Mapped[Regulation | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


def _goes_with(target: str, comment: str) -> Any:
    """Declare a reference to a row with which the issue disappears: an issue never keeps a row from being deleted."""
    return mapped_column(BigInteger, ForeignKey(f"{target}.id", ondelete="CASCADE"), index=True, comment=comment)


class QualityIssue(Record):
    """One thing wrong with one row; it is opened, closed and reopened by the builds, and excused by people."""

    __tablename__ = "quality_issue"
    __table_args__ = (
        unique("Temuan ini sudah tercatat. | This issue is already on record.", "quality_rule_id", "row_id", "item"),
        check("closed_after_opened", "closed_on >= opened_on AND opened_on >= first_seen_on",
              "Temuan tidak dapat ditutup sebelum dibuka. | An issue cannot be closed before it was opened.",
              "closed_on"),
        check("excuse_is_whole",
              "(excused_until IS NULL) = (excuse_reason IS NULL)"
              " AND (excused_until IS NOT NULL OR excused_by_id IS NULL)",
              "Pengecualian memerlukan alasan dan tanggal. | An excuse needs a reason and a date.", "excuse_reason"),
        check("excuse_reason_not_blank", r"excuse_reason ~ '\S'",
              "Alasan harus diisi. | The reason is required.", "excuse_reason"),
        Index("ix_quality_issue_worth", "blocks", postgresql_where="closed_on IS NULL"),
        {
            "schema": "stewardship",
            "comment": "Temuan data: yang perlu diperbaiki pengelola | Data issues: what stewards have to mend",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    quality_rule_id: Mapped[int] = references(
        "reference.quality_rule", index=False, comment="Aturan: yang dilanggar | Rule: that is broken"
    )
    row_id: Mapped[int] = mapped_column(
        BigInteger, comment="Baris: pada tabel aturan itu | Row: in the table of the rule"
    )
    item: Mapped[Code] = mapped_column(
        server_default="",
        default="",
        comment="Butir: misalnya tahun, bila satu baris dapat melanggar beberapa kali | "
        "Item: such as a year, when one row can break the rule several times",
    )
    employee_id: Mapped[int | None] = _goes_with(
        "personnel.employee", "Pegawai: yang disangkut, bila ada | Employee: whom it is about, if anybody"
    )
    unit_id: Mapped[int | None] = _goes_with(
        "personnel.unit", "Unit kerja: yang mengurusnya | Unit: which has to see to it"
    )
    detail: Mapped[dict[str, Any]] = mapped_column(
        JSONB, server_default="{}", comment="Rincian: nilai untuk kalimatnya | Detail: values for its sentence"
    )
    blocks: Mapped[Count] = mapped_column(
        server_default="0",
        default=0,
        comment="Menghalangi: baris mart yang tertahan | Blocks: rows of marts that wait for it",
    )
    blocked_marts: Mapped[dict[str, int]] = mapped_column(
        JSONB, server_default="{}", comment="Mart terhalang: jumlah per mart | Blocked marts: how many of each"
    )
    first_seen_on: Mapped[Day] = mapped_column(
        comment="Pertama ditemukan: per tanggal pembangunan | First seen on: date of the build"
    )
    opened_on: Mapped[Day] = mapped_column(
        comment="Dibuka: sejak kapan ada tanpa putus | Opened on: since when it is there without a break"
    )
    closed_on: Mapped[Day | None] = mapped_column(
        comment="Ditutup: tidak ditemukan lagi sejak ini; kosong selama ada | Closed on: gone since; empty while there"
    )
    times_opened: Mapped[Count] = mapped_column(
        server_default="1", default=1, comment="Kali dibuka: berapa kali muncul | Times opened: how often it came up"
    )
    excused_until: Mapped[date | None] = mapped_column(
        comment="Dikecualikan sampai: hari terakhir pengecualian | Excused until: last day of the excuse"
    )
    excuse_reason: Mapped[LongText | None] = mapped_column(
        comment="Alasan pengecualian: mengapa dibiarkan | Reason of the excuse: why it may stay"
    )
    excused_by_id: Mapped[int | None] = references(
        "stewardship.user", comment="Dikecualikan oleh: pengguna | Excused by: the user"
    )

    quality_rule: Mapped[QualityRule] = relationship(lazy="raise")
    employee: Mapped[Employee | None] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    excused_by: Mapped[User | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"#{self.id}"


class QualityRound(Record):
    """One build that recorded what the data rules found."""

    __tablename__ = "quality_round"
    __table_args__ = (
        unique("Pembangunan ini sudah dicatat. | This build is already on record.", "warehouse_build_id"),
        {
            "schema": "stewardship",
            "comment": "Pemeriksaan data: setiap kali aturan data diperiksa | Data checks: each time rules were asked",
        },
    )

    warehouse_build_id: Mapped[int] = references(
        "stewardship.warehouse_build", index=False, comment="Pembangunan: yang memeriksa | Build: that checked"
    )
    as_of_date: Mapped[Day] = mapped_column(comment="Per tanggal: keadaan data | As of: the state of the data")
    opened: Mapped[Count] = mapped_column(comment="Baru: temuan yang baru dibuka | New: issues opened")
    reopened: Mapped[Count] = mapped_column(comment="Dibuka lagi: temuan lama | Reopened: issues that came back")
    closed: Mapped[Count] = mapped_column(comment="Ditutup: temuan yang hilang | Closed: issues that are gone")
    still_open: Mapped[Count] = mapped_column(comment="Terbuka: seluruhnya sesudah itu | Open: all of them afterwards")

    warehouse_build: Mapped[WarehouseBuild] = relationship(lazy="raise")
