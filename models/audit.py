"""The audit: every change of every row, written by triggers in the transaction that makes it (schema `audit`).

The table is only ever added to. `HISTORY` is what a person may read of it: the view leaves out whom they do not reach
and the values of columns they may not see.
"""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Index,
    String,
    Text,
    TypeDecorator,
    cast,
    column,
    table,
    text,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.types import Choice, LongText, ShortText, choice


class Operation(Choice):
    """What was done to a row."""

    CREATED = "TAMBAH", "Ditambahkan | Added"
    CHANGED = "UBAH", "Diubah | Changed"
    DELETED = "HAPUS", "Dihapus | Deleted"
    LOADED = "MUAT", "Dimuat sekaligus | Loaded in bulk"


class ExactJson(TypeDecorator[Any]):
    """JSON whose numbers are read with every digit that is stored: 3500000.00, where a float would say 3500000.0."""

    impl = JSONB
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Fetch the text: the driver would read numbers as floats."""
        return type_coerce(cast(column, Text), self)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the text."""
        return None if value is None else json.loads(value, parse_float=Decimal)


def told(name: str) -> str:
    """Return the SQL of what a transaction was told under `merit.<name>`, null when nothing."""
    return f"NULLIF(current_setting('merit.{name}', true), '')"


class Change(Base):
    """One change of one row; what concerns everybody who writes is filled in by the table itself."""

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row", "table_name", "row_id", "id"),
        Index("ix_change_person", "person_id", "id", postgresql_where=text("person_id IS NOT NULL")),
        Index("ix_change_user", "user_id", "id", postgresql_where=text("user_id IS NOT NULL")),
        Index("ix_change_request", "request_id", postgresql_where=text("request_id IS NOT NULL")),
        Index("ix_change_transaction", "transaction_id", postgresql_using="brin"),
        Index("ix_change_changed_at", "changed_at", postgresql_using="brin"),
        {
            "schema": "audit",
            "comment": "Riwayat perubahan: setiap perubahan setiap baris | Changes: every change of every row",
        },
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="ID: nomor perubahan, makin besar makin baru | ID: the larger, the later"
    )
    changed_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        server_default=text("now()"),
        comment="Waktu: saat transaksi dimulai | Time: when the transaction began",
    )
    transaction_id: Mapped[int] = mapped_column(
        BigInteger,
        server_default=text("pg_current_xact_id()::text::bigint"),
        comment="Transaksi: nomor transaksi (xid8) penulis | Transaction: the writer's number (xid8)",
    )
    user_id: Mapped[int | None] = mapped_column(
        BigInteger,
        server_default=text(f"{told('user_id')}::bigint"),
        comment="Pengguna: yang masuk ke panel, kosong bila di luar panel | User: signed in to the panel, else empty",
    )
    database_user: Mapped[ShortText] = mapped_column(
        server_default=text("SESSION_USER"),
        comment="Peran basis data: yang tersambung ke PostgreSQL | Database role: who was connected to PostgreSQL",
    )
    request_id: Mapped[str | None] = mapped_column(
        String(40),
        server_default=text(told("request_id")),
        comment="Permintaan: satu klik di panel | Request: one click in the panel",
    )
    reason: Mapped[LongText | None] = mapped_column(
        server_default=text(told("reason")),
        comment="Alasan: yang ditulis pengubah | Reason: as typed by who changed it",
    )
    restores_id: Mapped[int | None] = mapped_column(
        BigInteger,
        server_default=text(f"{told('restores_id')}::bigint"),
        comment="Mengembalikan: perubahan yang dibatalkan | Restores: the change that is undone",
    )
    table_name: Mapped[ShortText] = mapped_column(comment="Tabel: skema.tabel | Table: schema.table")
    row_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Baris: ID baris, kosong bila dimuat sekaligus | Row: its ID, empty for a bulk load"
    )
    version: Mapped[int | None] = mapped_column(
        BigInteger, comment="Versi: versi baris sesudahnya | Version: of the row afterwards"
    )
    operation: Mapped[Operation] = mapped_column(
        choice(Operation, "operation"), comment="Tindakan: yang dilakukan | Operation: what was done"
    )
    columns: Mapped[list[str] | None] = mapped_column(
        ARRAY(Text), comment="Kolom: yang berubah, kosong bila seluruh baris | Columns: changed, empty for a whole row"
    )
    old: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson,
        comment="Nilai lama: kolom yang berubah atau baris yang dihapus | Old: changed columns or deleted row",
    )
    new: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson, comment="Nilai baru: kolom yang berubah atau baris baru | New: changed columns or added row"
    )
    employee_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Pegawai: yang bersangkutan | Employee: whom it concerns"
    )
    person_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Orang: yang bersangkutan | Person: whom it concerns"
    )


class IssuePast(Base):
    """What an issue of the worklist was before a change; the builds change most, so this is no part of the history."""

    __tablename__ = "issue_past"
    __table_args__ = (
        Index("ix_issue_past_changed_at", "changed_at", postgresql_using="brin"),
        {
            "schema": "audit",
            "comment": "Riwayat temuan: keadaan temuan data sebelum tiap perubahan | "
            "Past of issues: what each was before a change",
        },
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, comment="ID: nomor perubahan, makin besar makin baru | ID: the larger, the later"
    )
    changed_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        server_default=text("now()"),
        comment="Waktu: saat transaksi dimulai | Time: when the transaction began",
    )
    transaction_id: Mapped[int] = mapped_column(
        BigInteger,
        server_default=text("pg_current_xact_id()::text::bigint"),
        comment="Transaksi: nomor transaksi (xid8) penulis | Transaction: the writer's number (xid8)",
    )
    issue_id: Mapped[int] = mapped_column(BigInteger, comment="Temuan: ID-nya | Issue: its ID")
    was: Mapped[dict[str, Any] | None] = mapped_column(
        ExactJson,
        comment="Sebelumnya: seluruh baris, kosong bila baru dibuka | Before: the whole row, empty if it was not there",
    )


HISTORY: Final = table(
    "history",
    *(column(item.name, item.type) for item in Change.__table__.columns),
    column("user_name", Text),
    schema="audit",
)
