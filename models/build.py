"""Every build of the marts, and what comparisons of the live marts found (schema `stewardship`)."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Numeric, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, references
from models.types import Choice, Code, Count, Day, Hash, choice


class BuildStatus(Choice):
    """How far a build of the marts has come."""

    BUILDING = "BERJALAN", "Sedang berjalan | Running"
    FAILED = "GAGAL", "Gagal | Failed"
    PUBLISHED = "TERBIT", "Terbit | Published"
    SUPERSEDED = "DIGANTIKAN", "Digantikan | Superseded"


class WarehouseBuild(Record):
    """One build of the marts."""

    __tablename__ = "warehouse_build"
    __table_args__ = (
        {
            "schema": "stewardship",
            "comment": "Pembangunan mart: setiap pembangunan dan hasilnya | Builds: every build of the marts",
        },
    )

    status: Mapped[BuildStatus] = mapped_column(
        choice(BuildStatus, "status"), comment="Keadaan: hasil pembangunan | Status: outcome of the build"
    )
    as_of_date: Mapped[Day] = mapped_column(comment="Per tanggal: keadaan data pada tanggal ini | As of: date of state")
    started_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()"), comment="Mulai: waktu mulai | Started at: instant"
    )
    finished_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Selesai: waktu selesai | Finished at: instant"
    )
    published_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Terbit: waktu diterbitkan | Published at: instant"
    )
    data_watermark: Mapped[int | None] = mapped_column(
        BigInteger, comment="Batas data: xid tertua yang belum tentu termuat | Watermark: oldest xid maybe not included"
    )
    data_read_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Data dibaca: saat data mulai dibaca | Data read at: when reading began"
    )
    data_snapshot: Mapped[str | None] = mapped_column(
        Text,
        comment="Potret data: transaksi yang terbaca (pg_snapshot) | "
        "Snapshot: which transactions were read (pg_snapshot)",
    )
    rule_set_hash: Mapped[Hash] = mapped_column(
        comment="Sidik aturan: SHA-256 dari aturan yang dipakai | Rule-set hash: SHA-256 of the rules used"
    )
    code_commit: Mapped[Code | None] = mapped_column(comment="Versi kode: commit git | Code version: git commit")
    nodes: Mapped[Count | None] = mapped_column(comment="Simpul: jumlah simpul dbt | Nodes: number of dbt nodes")
    tests_passed: Mapped[Count | None] = mapped_column(comment="Uji lulus: jumlahnya | Tests passed: how many")
    tests_warned: Mapped[Count | None] = mapped_column(comment="Uji peringatan: jumlahnya | Tests warned: how many")
    tests_failed: Mapped[Count | None] = mapped_column(comment="Uji gagal: jumlahnya | Tests failed: how many")
    problems: Mapped[list[dict[str, str]] | None] = mapped_column(
        JSONB, comment="Masalah: uji yang gagal atau memperingatkan | Problems: tests that failed or warned"
    )

    def __str__(self) -> str:
        return f"#{self.id} ({self.as_of_date:%d-%m-%Y})"


class LiveComparison(Record):
    """One comparison of the live marts with a full derivation of the same data."""

    __tablename__ = "live_comparison"
    __table_args__ = (
        {
            "schema": "stewardship",
            "comment": "Pembandingan mart: mart yang disegarkan terhadap turunan penuh | "
            "Comparisons: live marts against a full derivation",
        },
    )

    warehouse_build_id: Mapped[int] = references(
        "stewardship.warehouse_build", comment="Pembangunan: yang disegarkan sejak terbit | Build: refreshed since"
    )
    compared_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=text("now()"), comment="Dibandingkan: saatnya | Compared at: instant"
    )
    seconds: Mapped[Decimal] = mapped_column(Numeric(8, 1), comment="Lama: dalam detik | Seconds: how long it took")
    tables: Mapped[Count] = mapped_column(comment="Tabel: yang dibandingkan | Tables: how many were compared")
    different_rows: Mapped[Count] = mapped_column(
        comment="Baris berbeda: nol bila semuanya sama | Different rows: none when all are the same"
    )
    different: Mapped[dict[str, int]] = mapped_column(
        JSONB,
        server_default="{}",
        comment="Perbedaan: baris per tabel | Differences: rows of each table",
    )

    warehouse_build: Mapped[WarehouseBuild] = relationship(lazy="raise")
