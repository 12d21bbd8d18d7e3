"""The change feed: which rows of the published marts moved, when, and because of which edit (schema `audit`).

The marts are replaced as a whole at each publication, so what is known of their moves stands outside them. Only the
refreshes and publications write here; what is older than the parameter `change_feed_days` is deleted.
docs/decisions/0038-change-feed.md.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, DateTime, Index, Text, column, table, text
from sqlalchemy.orm import Mapped, mapped_column

from models.audit import ExactJson
from models.base import Base
from models.types import Choice, Count, Day, ShortText, choice

MART: Final = "change_feed"  # what BI tools read of it


class Occasion(Choice):
    """What made the marts other than they were."""

    REFRESH = "PEMBARUAN", "Pembaruan langsung | Live refresh"
    PUBLICATION = "TERBIT", "Penerbitan pembangunan | Publication of a build"
    ROLLBACK = "KEMBALI", "Kembali ke pembangunan sebelumnya | Return to an earlier build"


class Move(Choice):
    """What became of a row."""

    APPEARED = "MUNCUL", "Baris baru | New row"
    CHANGED = "BERUBAH", "Berubah | Changed"
    GONE = "HILANG", "Baris hilang | Row gone"


class About(Choice):
    """Whom the rows of a mart are about, which decides who may read of them."""

    EMPLOYEE = "PEGAWAI", "Pegawai | Employee"
    UNIT = "UNIT", "Unit | Unit"
    EVERYBODY = "UMUM", "Umum | General"


class Reason(Choice):
    """Why a row moved, as far as it can be told."""

    EDIT = "CATATAN", "Catatannya sendiri diubah | Its own records were changed"
    FOLLOWS = "IKUT", "Ikut perubahan catatan lain | Follows a change of other records"
    DAY = "TANGGAL", "Tanggalnya lain | The day is another"
    RULES = "ATURAN", "Aturan atau versi Merit lain | Other rules or version of Merit"
    SEVERAL = "CAMPURAN", "Lebih dari satu sebab | More than one of these"
    OTHER = "LAIN", "Tanpa perubahan catatan | Without a change of records"


class MartRound(Base):
    """One instant at which the marts became other ones."""

    __tablename__ = "mart_round"
    __table_args__ = (
        Index("ix_mart_round_published", "published_at"),
        {
            "schema": "audit",
            "comment": "Perubahan mart: setiap kali mart menjadi lain | Rounds: every time the marts became others",
        },
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="ID: makin besar makin baru | ID: the later")
    moved_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        server_default=text("clock_timestamp()"),
        comment="Waktu: saat mart menjadi lain | Time: when the marts became others",
    )
    occasion: Mapped[Occasion] = mapped_column(
        choice(Occasion, "occasion"), comment="Kejadian: yang mengubah mart | Occasion: what changed the marts"
    )
    build_id: Mapped[int] = mapped_column(
        BigInteger, comment="Pembangunan: yang terbit sesudahnya | Build: published afterwards"
    )
    published_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), comment="Terbit: saat pembangunan itu terbit | Published: when that build was"
    )
    before_build_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Pembangunan lama: yang terbit sebelumnya | Build before: published until then"
    )
    as_of_date: Mapped[Day] = mapped_column(comment="Per tanggal: keadaan sesudahnya | As of: the day afterwards")
    before_as_of_date: Mapped[Day | None] = mapped_column(
        comment="Per tanggal lama: keadaan sebelumnya | As of before: the day until then"
    )
    is_other_rules: Mapped[bool] = mapped_column(
        comment="Aturan lain: aturan atau versi Merit berganti | Other rules: rules or version of Merit differ"
    )
    edits: Mapped[Count] = mapped_column(
        comment="Perubahan catatan: banyaknya yang masuk | Edits: changes of records that were taken in"
    )


class MartEdit(Base):
    """What of one transaction came into the marts in a round, for one person or unit."""

    __tablename__ = "mart_edit"
    __table_args__ = (
        Index("ix_mart_edit_transaction", "transaction_id"),
        Index("ix_mart_edit_round", "round_id", "employee_id"),
        {
            "schema": "audit",
            "comment": "Catatan yang masuk: milik siapa, transaksi mana | Edits taken in: whose, by which transaction",
        },
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="ID: nomor baris | ID: row number")
    round_id: Mapped[int] = mapped_column(BigInteger, comment="Saat: perubahan mart | Round: of the marts")
    transaction_id: Mapped[int] = mapped_column(
        BigInteger, comment="Transaksi: nomor transaksi pengubah | Transaction: of who changed it"
    )
    employee_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Pegawai: yang bersangkutan | Employee: whom it concerns"
    )
    unit_id: Mapped[int | None] = mapped_column(BigInteger, comment="Unit: yang bersangkutan | Unit: which it concerns")
    change_id: Mapped[int] = mapped_column(
        BigInteger, comment="Perubahan: nomor riwayat yang terakhir | Change: the last of the history"
    )
    edits: Mapped[Count] = mapped_column(comment="Banyaknya: perubahan catatan | Number: changes of records")
    decree_id: Mapped[int | None] = mapped_column(BigInteger, comment="SK: dasarnya | Decree: on which it rests")


class MartMove(Base):
    """One row of a mart that moved; or, where many moved in the same way, how many."""

    __tablename__ = "mart_move"
    __table_args__ = (
        Index("ix_mart_move_round", "round_id"),
        Index("ix_mart_move_employee", "employee_id", "id", postgresql_where=text("employee_id IS NOT NULL")),
        {
            "schema": "audit",
            "comment": "Gerak baris: baris mart yang menjadi lain | Moves: rows of marts that became others",
        },
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, comment="ID: makin besar makin baru | ID: the later")
    round_id: Mapped[int] = mapped_column(BigInteger, comment="Saat: perubahan mart | Round: of the marts")
    mart: Mapped[ShortText] = mapped_column(comment="Mart: namanya | Mart: its name")
    move: Mapped[Move] = mapped_column(choice(Move, "move"), comment="Gerak: yang terjadi | Move: what happened")
    about: Mapped[About] = mapped_column(
        choice(About, "about"), comment="Tentang: pegawai, unit, atau umum | About: employee, unit or all"
    )
    rows: Mapped[Count] = mapped_column(
        comment="Baris: banyaknya; 1 bila baris tertentu | Rows: how many; 1 if it is a certain one"
    )
    key: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson, comment="Kunci: baris yang mana, kosong bila ringkasan | Key: which row, empty for a summary"
    )
    employee_id: Mapped[int | None] = mapped_column(BigInteger, comment="Pegawai: di baris itu | Employee: in the row")
    unit_id: Mapped[int | None] = mapped_column(BigInteger, comment="Unit: di baris itu | Unit: in the row")
    columns: Mapped[list[str]] = mapped_column(
        ARRAY(Text), comment="Kolom: yang berubah, kosong bila baris baru | Columns: that changed, none for a new row"
    )
    before: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson, comment="Sebelum: nilai kolom itu atau seluruh baris | Before: those columns or the whole row"
    )
    after: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson, comment="Sesudah: nilai kolom itu atau seluruh baris | After: those columns or the whole row"
    )
    change_id: Mapped[int | None] = mapped_column(
        BigInteger,
        comment="Perubahan: nomor riwayat catatan baris itu sendiri | Change: in the history, of the row's own records",
    )
    is_daily: Mapped[bool] = mapped_column(
        comment="Harian: hanya hitungan yang berjalan dengan hari | Daily: only what counts the days"
    )


# What a person may read of it; the view leaves out whom they do not reach.
FEED: Final = table(
    "feed",
    *(column(item.name, item.type) for item in MartMove.__table__.columns),
    *(column(item.name, item.type) for item in MartRound.__table__.columns if item.name != "id"),
    column("reason", Text),
    schema="audit",
)
SOURCES: Final = table(
    "feed_source",
    *(column(name, BigInteger) for name in ("round_id", "transaction_id", "change_id", "edits")),
    schema="audit",
)
