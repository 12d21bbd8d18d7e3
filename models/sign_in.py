"""Who is signed in, who failed to, and the links, identities and tokens that let somebody in (schema `stewardship`)."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, references, unique
from models.stewardship import User
from models.types import Day, Hash, LongText, Name, ShortText

Instant = Annotated[datetime, mapped_column(DateTime(timezone=True))]

SAME_TOKEN = "Sidik ini sudah dipakai. | This hash is taken."  # noqa: S105


class SignInSession(Record):
    """One person signed in with one browser; the browser's cookie is a random token, of which only the hash is kept."""

    __tablename__ = "session"
    __table_args__ = (
        unique(SAME_TOKEN, "token_hash"),
        {"schema": "stewardship", "comment": "Sesi: pengguna yang sedang atau pernah masuk | Sessions: who signed in"},
    )
    __search__ = ("user.name", "user.display_name", "address")

    token_hash: Mapped[Hash] = mapped_column(comment="Sidik kuki: SHA-256 | Cookie hash: SHA-256")
    device_hash: Mapped[Hash | None] = mapped_column(
        comment="Sidik perangkat: peramban yang dikenal | Device hash: browser that is known"
    )
    user_id: Mapped[int] = references("stewardship.user", comment="Pengguna: yang masuk | User: who signed in")
    address: Mapped[ShortText] = mapped_column(
        comment="Alamat: asal jaringan, IPv6 sampai /64 | Address: network it came from, IPv6 up to /64"
    )
    agent: Mapped[Name | None] = mapped_column(comment="Peramban: menurut peramban | Browser: as it calls itself")
    started_at: Mapped[Instant] = mapped_column(
        server_default=text("now()"), comment="Mulai: waktu masuk | Started at: when they signed in"
    )
    last_seen_at: Mapped[Instant] = mapped_column(
        server_default=text("now()"), comment="Terakhir dipakai: tepat sampai semenit | Last used: to the minute"
    )
    expires_at: Mapped[Instant] = mapped_column(
        comment="Batas: paling lama sampai saat ini | Expires at: at the latest"
    )
    ended_at: Mapped[Instant | None] = mapped_column(
        comment="Berakhir: keluar, diakhiri, sandi atau peran berubah | Ended at: by whatever act"
    )

    user: Mapped[User] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.address} {self.started_at:%d-%m-%Y %H:%M}"


class SignInFailure(Record):
    """A sign-in that failed or is being checked; counted to slow down guessing, forgotten after a day."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index(None, "account", "failed_at"),
        Index(None, "address", "failed_at"),
        {
            "schema": "stewardship",
            "comment": "Gagal masuk: percobaan sehari terakhir | Failed sign-ins: attempts of the last day",
        },
    )
    __search__ = ("address",)

    account: Mapped[Hash] = mapped_column(
        comment="Sidik akun: SHA-256 nama yang diketik | Account hash: SHA-256 of the name typed"
    )
    address: Mapped[ShortText] = mapped_column(comment="Alamat: asal jaringan | Address: network it came from")
    device: Mapped[Hash | None] = mapped_column(
        comment="Sidik perangkat: bila dikenal akun ini | Device hash: when this account knows it"
    )
    failed_at: Mapped[Instant] = mapped_column(
        server_default=text("now()"), comment="Waktu: saat percobaan | Failed at: instant of the attempt"
    )


class SignInLink(Record):
    """A link that works once: to set a password, or, without a user, to become the first administrator."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        unique(SAME_TOKEN, "token_hash"),
        {
            "schema": "stewardship",
            "comment": "Tautan sekali pakai: untuk menetapkan sandi | One-time links: to set a password",
        },
    )
    __search__ = ("user.name",)

    token_hash: Mapped[Hash] = mapped_column(comment="Sidik kode: SHA-256 | Code hash: SHA-256")
    user_id: Mapped[int | None] = references(
        "stewardship.user", comment="Pengguna: kosong untuk administrator pertama | User: none for the first one"
    )
    expires_at: Mapped[Instant] = mapped_column(comment="Batas: berlaku sampai | Expires at: works until")
    used_at: Mapped[Instant | None] = mapped_column(comment="Dipakai: waktu dipakai | Used at: when it was used")

    user: Mapped[User | None] = relationship(lazy="raise")


class SignInIdentity(Record):
    """Whom a city's identity provider vouches for: its own lasting number of a person, bound to one user."""

    __tablename__ = "sign_in_identity"
    __table_args__ = (
        unique("Identitas ini sudah terhubung. | This identity is bound already.", "issuer", "subject"),
        unique("Pengguna ini sudah terhubung. | This user is bound already.", "issuer", "user_id"),
        {
            "schema": "stewardship",
            "comment": "Identitas penyedia: akun penyedia yang terhubung dengan pengguna | "
            "Provider identities: accounts of a provider bound to users",
        },
    )
    __search__ = ("user.name", "user.display_name", "subject")

    issuer: Mapped[LongText] = mapped_column(comment="Penyedia: alamatnya | Provider: its address")
    subject: Mapped[LongText] = mapped_column(
        comment="Nomor di penyedia: tidak pernah berganti orang | Subject: its number there, never another person's"
    )
    user_id: Mapped[int] = references(
        "stewardship.user", comment="Pengguna: yang masuk dengannya | User: who signs in with it"
    )

    user: Mapped[User] = relationship(lazy="raise")


class ApiToken(Record):
    """A token with which a program reads the published marts as one user would; only its hash is kept."""

    __tablename__ = "api_token"
    __table_args__ = (
        unique(SAME_TOKEN, "token_hash"),
        check("a_year_at_most", "expires_on <= (created_at AT TIME ZONE 'UTC')::date + 366",
              "Token berlaku paling lama setahun. | A token works for a year at most.", "expires_on"),
        {
            "schema": "stewardship",
            "comment": "Token API: program yang membaca mart atas nama pengguna | "
            "API tokens: programs that read marts as a user would",
        },
    )  # fmt: skip
    __search__ = ("name", "user.name", "user.display_name")

    user_id: Mapped[int] = references(
        "stewardship.user", comment="Pengguna: yang haknya dipakai | User: whose rights it uses"
    )
    name: Mapped[ShortText] = mapped_column(comment="Nama: program pemakainya | Name: of the program that uses it")
    token_hash: Mapped[Hash] = mapped_column(comment="Sidik token: SHA-256 | Token hash: SHA-256")
    expires_on: Mapped[Day] = mapped_column(comment="Berlaku sampai: hari terakhir | Works until: last day")
    revoked_at: Mapped[Instant | None] = mapped_column(
        comment="Dicabut: sejak itu tidak berlaku | Revoked at: works no longer since"
    )
    last_used_at: Mapped[Instant | None] = mapped_column(
        comment="Terakhir dipakai: tepat sampai semenit | Last used: to the minute"
    )

    user: Mapped[User] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name
