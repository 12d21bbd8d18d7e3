"""The only reader of the environment: every setting with its name, default, help and the values it accepts."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from admin.errors import MeritError
from admin.setting_values import (
    parse_count,
    parse_database_port,
    parse_database_url,
    parse_document_size,
    parse_home,
    parse_host,
    parse_hosts,
    parse_issuer,
    parse_one_of,
    parse_password,
    parse_port,
    parse_proxies,
    parse_public_address,
    parse_size,
    parse_switch,
    parse_time,
    parse_timezone,
    read_secret_file,
)

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """What the environment says, checked. Sizes are bytes; a port of 0 means "choose one"."""

    home: Path
    database_url: str | None
    database_port: int
    database_memory: int
    fsync: bool
    host: str
    port: int
    allowed_hosts: tuple[str, ...]
    admin_password: str | None
    public_address: str | None
    trusted_proxies: tuple[str, ...]
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None
    oidc_client_secret_file: str | None
    oidc_label: str
    oidc_claim: str
    session_longest: timedelta
    session_idle: timedelta
    largest_document: int
    imports_kept: timedelta
    live: bool
    build_at: time | None
    language: str
    timezone: str
    log_level: str

    def prepare_home(self) -> Path:
        """Return the home directory, made if it is absent; an existing one keeps its permissions.

        Raises:
            MeritError: it cannot be made, or is not a directory.
        """
        try:
            if not self.home.is_dir():
                self.home.mkdir(parents=True, exist_ok=True)
                # PostgreSQL's own account must be able to pass through a home made by root; secrets in it are 0600.
                self.home.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            raise MeritError(
                f"The directory {self.home} cannot be made: {error.strerror}.",
                "Set MERIT_HOME to a directory you may write to.",
            ) from error
        if not os.access(self.home, os.W_OK | os.X_OK):
            raise MeritError(
                f"The directory {self.home} is closed to you.",
                "Run Merit as the user who made it, or set MERIT_HOME to a directory of your own.",
            )
        return self.home


@dataclass(frozen=True)
class Setting:
    """One environment variable: the field of `Settings` it fills, its default as text, and how it is read.

    `parse` raises ValueError with the words that complete the sentence "NAME is 'value', ...".
    """

    name: str
    field: str
    default: str | None
    help: str
    parse: Callable[[str], Any] = str


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read every setting from `environ` (default: the process environment); an empty value counts as unset.

    Raises:
        MeritError: a value is not acceptable; names the variable, the value and the cure.
    """
    source = os.environ if environ is None else environ
    return Settings(**{setting.field: _read(setting, source.get(setting.name)) for setting in SETTINGS})


def child_environment(**extra: str) -> dict[str, str]:
    """Return this process's environment with `extra` added, for a program that Merit starts on the user's behalf."""
    return {**os.environ, **extra}


@contextmanager
def lend_environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a library that takes its parameters in no other way, and take them back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _read(setting: Setting, given: str | None) -> Any:
    text = given if given else setting.default
    if text is None:
        return None
    try:
        return setting.parse(text)
    except ValueError as error:
        shown = "***" if setting.field in SECRET else repr(text)
        raise MeritError(f"{setting.name} is {shown}, {error}.", f"Correct {setting.name} or unset it.") from error


SECRET = frozenset({"admin_password", "database_url", "oidc_client_secret"})

SETTINGS = (
    Setting(
        "MERIT_HOME",
        "home",
        str(PROJECT / ".merit"),
        "Directory of everything Merit keeps: the embedded server's data, passwords, lock and pid files. When root "
        "runs Merit in a directory that PostgreSQL's account cannot enter, the data stand in /var/lib/merit-... "
        "instead and the file server.location here names the place; removing this directory leaves them there.",
        parse_home,
    ),
    Setting(
        "MERIT_DATABASE_URL",
        "database_url",
        None,
        "An existing PostgreSQL 15 or newer to use instead of the embedded one, as "
        "postgresql://user:password@host:port/database. The database should be Merit's own; it is made when it is "
        "absent and the user may make it. Without a database name, or with `postgres`, it is `merit`. Only a superuser "
        "can take from the role `bi` what PostgreSQL lets everyone do: large objects, advisory locks, temporary tables "
        "in other databases.",
        parse_database_url,
    ),
    Setting(
        "MERIT_DATABASE_PORT",
        "database_port",
        "0",
        "Port of the embedded server on 127.0.0.1; 0 takes a free one at first and keeps to it.",
        parse_database_port,
    ),
    Setting(
        "MERIT_DATABASE_MEMORY",
        "database_memory",
        "0",
        "Memory the embedded server may count on, such as 8GB; 0 means what the machine or its container has.",
        parse_size,
    ),
    Setting(
        "MERIT_FSYNC",
        "fsync",
        "on",
        "`off` lets the embedded server lose everything when the machine fails; only for tests.",
        parse_switch,
    ),
    Setting("MERIT_HOST", "host", "127.0.0.1", "Address the panel listens on.", parse_host),
    Setting("MERIT_PORT", "port", "8000", "Port the panel listens on.", parse_port),
    Setting(
        "MERIT_ALLOWED_HOSTS",
        "allowed_hosts",
        "127.0.0.1,localhost,[::1]",
        "Host names browsers may use to reach the panel, separated by commas; MERIT_HOST is always among them.",
        parse_hosts,
    ),
    Setting(
        "MERIT_PUBLIC_ADDRESS",
        "public_address",
        None,
        "Where browsers reach the panel when a proxy stands before it, such as https://merit.kota.go.id; links that "
        "are printed or sent to an identity provider begin with it, and its host is always among the allowed.",
        parse_public_address,
    ),
    Setting(
        "MERIT_TRUSTED_PROXIES",
        "trusted_proxies",
        "",
        "Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto "
        "are believed: where a browser comes from, and whether it uses https. Nobody's are believed by default. The "
        "Host header is always the one that the proxy sends: let it pass on the browser's own.",
        parse_proxies,
    ),
    Setting(
        "MERIT_ADMIN_PASSWORD",
        "admin_password",
        None,
        "Password of the first administrator `admin`, 8 to 200 characters; when unset, `merit demo` makes one and "
        "prints it once, and `merit up` prints a link to choose name and password.",
        parse_password,
    ),
    Setting(
        "MERIT_OIDC_ISSUER",
        "oidc_issuer",
        None,
        "Address of the city's own identity provider (OpenID Connect), exactly as it calls itself; with it people may "
        "sign in there instead of with a password. docs/sign-in.md says what to register.",
        parse_issuer,
    ),
    Setting("MERIT_OIDC_CLIENT_ID", "oidc_client_id", None, "What the identity provider calls Merit."),
    Setting(
        "MERIT_OIDC_CLIENT_SECRET",
        "oidc_client_secret",
        None,
        "Secret that the identity provider gave Merit; a public client has none.",
    ),
    Setting(
        "MERIT_OIDC_CLIENT_SECRET_FILE",
        "oidc_client_secret_file",
        None,
        "File that holds the secret instead.",
        read_secret_file,
    ),
    Setting(
        "MERIT_OIDC_LABEL",
        "oidc_label",
        "SSO",
        "What the sign-in page calls the identity provider, such as SSO Mamuju.",
    ),
    Setting(
        "MERIT_OIDC_CLAIM",
        "oidc_claim",
        "preferred_username",
        "Claim that holds the user name of Merit; it must be one that people cannot change themselves.",
    ),
    Setting(
        "MERIT_SESSION_HOURS",
        "session_longest",
        "12",
        "Hours after which everybody has to sign in again, 1 to 168.",
        parse_count("hours", 1, 168),
    ),
    Setting(
        "MERIT_SESSION_IDLE_MINUTES",
        "session_idle",
        "120",
        "Minutes without a request after which somebody has to sign in again, 5 to 1440.",
        parse_count("minutes", 5, 1440),
    ),
    Setting(
        "MERIT_LARGEST_DOCUMENT",
        "largest_document",
        "10MB",
        "How large the file of a decree or paper may be, from 1MB; files are kept in `documents` of MERIT_HOME.",
        parse_document_size,
    ),
    Setting(
        "MERIT_IMPORT_DAYS",
        "imports_kept",
        "30",
        "Days that the rows of an uploaded file wait to be stored; those of older ones are deleted when Merit starts "
        "or builds, and only the summary of the import stays.",
        parse_count("days", 1, 3650),
    ),
    Setting(
        "MERIT_LIVE",
        "live",
        "on",
        "`off` leaves the published marts as the last build made them; on, `merit up` brings every saved change into "
        "them at once.",
        parse_switch,
    ),
    Setting(
        "MERIT_BUILD_AT",
        "build_at",
        "01:30",
        "Time of day, in MERIT_TIMEZONE, at which `merit up` compares the live marts with a full derivation and builds "
        "them anew with all tests; `off` leaves both to you.",
        parse_time,
    ),
    Setting(
        "MERIT_LANGUAGE",
        "language",
        "id",
        "Language of the panel until a person chooses: `id` or `en`.",
        parse_one_of("id", "en"),
    ),
    Setting(
        "MERIT_TIMEZONE",
        "timezone",
        "Asia/Jakarta",
        "Time zone that decides what day it is, in the database and on the pages.",
        parse_timezone,
    ),
    Setting(
        "MERIT_LOG_LEVEL",
        "log_level",
        "warning",
        "Least serious message that the panel's server prints: debug, info, warning or error.",
        parse_one_of("debug", "info", "warning", "error"),
    ),
)
