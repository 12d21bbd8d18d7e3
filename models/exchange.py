"""Files that came in and went out: imports with their rows, values learned once, and every export (stewardship)."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, references, unique
from models.stewardship import User
from models.types import Choice, Code, Count, Hash, LongText, Name, choice

BY_USER = "Pengguna: kosong bila dari baris perintah | User: empty when from the command line"
TABLE = "Tabel: nama skema dan tabel | Table: name of schema and table"


class ImportStatus(Choice):
    """How far an import has come."""

    UPLOADED = "DIUNGGAH", "Diunggah | Uploaded"
    CHECKED = "DIPERIKSA", "Diperiksa | Checked"
    STORED = "DISIMPAN", "Disimpan | Stored"
    EXPIRED = "KEDALUWARSA", "Kedaluwarsa | Expired"


class RowState(Choice):
    """What an import would do with a row of its file."""

    NEW = "BARU", "Baru | New"
    CHANGED = "BERUBAH", "Berubah | Changed"
    UNCHANGED = "TETAP", "Tetap | Unchanged"
    WRONG = "SALAH", "Salah | Wrong"


class FileKind(Choice):
    """Kinds of files that are exchanged."""

    CSV = "csv", "CSV | CSV"
    XLSX = "xlsx", "XLSX | XLSX"
    PDF = "pdf", "PDF | PDF"
    PARQUET = "parquet", "Parquet | Parquet"
    JSON = "json", "JSON (API) | JSON (API)"


class ImportBatch(Record):
    """One file that was sent to be stored in a table."""

    __tablename__ = "import_batch"
    __table_args__ = (
        {
            "schema": "stewardship",
            "comment": "Impor: berkas yang dimasukkan ke sebuah tabel | Imports: files put into a table",
        },
    )
    __search__ = ("file_name", "table_name")

    user_id: Mapped[int | None] = references("stewardship.user", comment=BY_USER)
    table_name: Mapped[Code] = mapped_column(comment=TABLE)
    file_name: Mapped[Name] = mapped_column(comment="Nama berkas: nama asli | File name: original name")
    file_hash: Mapped[Hash] = mapped_column(comment="Sidik berkas: SHA-256 | File hash: SHA-256")
    status: Mapped[ImportStatus] = mapped_column(
        choice(ImportStatus, "status"),
        server_default="DIUNGGAH",
        default=ImportStatus.UPLOADED,
        comment="Status: sudah sejauh mana | Status: how far it has come",
    )
    headings: Mapped[list[str]] = mapped_column(
        JSONB,
        server_default=text("'[]'"),
        default=list,
        comment="Kepala kolom: seperti dalam berkas | Headings: as in the file",
    )
    mapping: Mapped[dict[str, Any]] = mapped_column(
        JSONB,
        server_default=text("'{}'"),
        default=dict,
        comment="Pemetaan: kolom berkas menurut kolom tabel | Mapping: column of the file by column of the table",
    )
    row_count: Mapped[Count] = mapped_column(comment="Jumlah baris: dalam berkas | Rows: in the file")
    new_count: Mapped[Count | None] = mapped_column(comment="Baru: baris yang ditambah | New: rows that are added")
    changed_count: Mapped[Count | None] = mapped_column(
        comment="Berubah: baris yang diubah | Changed: rows that are changed"
    )
    unchanged_count: Mapped[Count | None] = mapped_column(
        comment="Tetap: baris yang sudah sama | Unchanged: rows that are the same already"
    )
    wrong_count: Mapped[Count | None] = mapped_column(
        comment="Salah: baris yang harus dibetulkan | Wrong: rows to be corrected"
    )
    stored_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Disimpan: saat masuk ke tabel | Stored: when it went into the table"
    )

    user: Mapped[User | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.file_name


class ImportRow(Record):
    """One row of a file, kept until the file is stored or the import expires."""

    __tablename__ = "import_row"
    __table_args__ = (
        unique("Baris ini sudah ada. | This row exists already.", "import_batch_id", "line"),
        {
            "schema": "stewardship",
            "comment": "Baris impor: isi berkas sampai disimpan | Import rows: content of a file until it is stored",
        },
    )

    import_batch_id: Mapped[int] = references(
        "stewardship.import_batch", index=False, comment="Impor: berkasnya | Import: its file"
    )
    line: Mapped[Count] = mapped_column(comment="Baris: nomor dalam berkas | Line: number in the file")
    cells: Mapped[list[str]] = mapped_column(
        JSONB, server_default=text("'[]'"), default=list, comment="Isi: sel seperti tertulis | Cells: as written"
    )
    state: Mapped[RowState | None] = mapped_column(
        choice(RowState, "state"), comment="Keadaan: hasil pemeriksaan | State: outcome of the check"
    )
    problems: Mapped[list[list[Any]]] = mapped_column(
        JSONB,
        server_default=text("'[]'"),
        default=list,
        comment="Kesalahan: nomor kolom, kalimat, daftar kode | Problems: number of the column, sentence, code list",
    )
    fingerprint: Mapped[int | None] = mapped_column(
        BigInteger,
        comment="Sidik: isi, baris, dan versi yang ditemukan saat diperiksa | "
        "Fingerprint: of values, row and version found by the check",
    )
    stored_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="Baris tersimpan: nomornya, bila diubah | Stored row: its number, if it changes"
    )
    changes: Mapped[dict[str, list[Any]]] = mapped_column(
        JSONB,
        server_default=text("'{}'"),
        default=dict,
        comment="Perubahan: isi lama dan baru tiap kolom | Changes: stored and new value of each column",
    )

    import_batch: Mapped[ImportBatch] = relationship(lazy="raise")


class ValueAlias(Record):
    """What people write for a code, learned once."""

    __tablename__ = "value_alias"
    __table_args__ = (
        unique("Tulisan ini sudah dipelajari. | This writing is already learned.", "list_name", "written"),
        {
            "schema": "stewardship",
            "comment": "Padanan nilai: tulisan lain untuk sebuah kode | Value aliases: other writings of a code",
        },
    )
    __search__ = ("written", "code")

    list_name: Mapped[Code] = mapped_column(
        comment="Daftar: tabel kode atau kolom pilihan | List: code table or column of choices"
    )
    written: Mapped[Name] = mapped_column(
        comment="Tulisan: dengan huruf kecil dan satu spasi | Writing: in small letters and single blanks"
    )
    code: Mapped[Code] = mapped_column(comment="Kode: yang dimaksud | Code: that is meant")
    user_id: Mapped[int | None] = references("stewardship.user", comment=BY_USER)

    user: Mapped[User | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.written} = {self.code}"


class ExportRecord(Record):
    """One file that somebody took out."""

    __tablename__ = "export_record"
    __table_args__ = (
        {
            "schema": "stewardship",
            "comment": "Ekspor: berkas yang diunduh dari tabel dan mart | Exports: files taken from tables and marts",
        },
    )
    __search__ = ("table_name",)

    user_id: Mapped[int | None] = references("stewardship.user", comment=BY_USER)
    table_name: Mapped[Code] = mapped_column(comment=TABLE)
    kind: Mapped[FileKind] = mapped_column(
        choice(FileKind, "kind"),
        comment="Jenis berkas: bentuk berkas, atau halaman API | Kind: of file, or a page of the API",
    )
    narrowed_by: Mapped[LongText | None] = mapped_column(
        comment="Disaring: pencarian, saringan, urutan | Narrowed by: search, filters, order"
    )
    row_count: Mapped[Count | None] = mapped_column(
        comment="Jumlah baris: kosong bila unduhan terputus | Rows: empty when the download was broken off"
    )
    finished_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True),
        comment="Selesai: saat baris terakhir ditulis | Finished: when the last row was written",
    )

    user: Mapped[User | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.table_name} #{self.id}"
