"""The only reader of the environment: every setting with its name, default, help and the values it accepts."""

import ipaddress
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from admin.errors import MeritError

PROJECT = Path(__file__).resolve().parent.parent
SIZES = {"MB": 1024**2, "GB": 1024**3}


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


def _parse_home(text: str) -> Path:
    try:
        home = Path(text).expanduser().resolve()
    except RuntimeError:
        raise ValueError("which names a user who does not exist") from None
    if found := set('"$`\\\n') & set(str(home)):
        raise ValueError(f"which holds {found.pop()!r}: PostgreSQL's programs take it for a sign of the shell")
    return home


def _parse_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("which is not a port between 1 and 65535")
    return int(text)


def _parse_database_port(text: str) -> int:
    return 0 if text == "0" else _parse_port(text)


def _parse_size(text: str) -> int:
    size = _read_size(text)
    if text != "0" and size < 256 * SIZES["MB"]:
        raise ValueError("which is not a size of at least 256MB such as 512MB or 8GB")
    return size


def _parse_document_size(text: str) -> int:
    size = _read_size(text)
    if not SIZES["MB"] <= size <= SIZES["GB"]:
        raise ValueError("which is not a size from 1MB to 1GB such as 10MB")
    return size


def _read_size(text: str) -> int:
    found = re.fullmatch(r"(\d{1,6})\s*(MB|GB)", text.upper())
    return int(found[1]) * SIZES[found[2]] if found else 0


def _parse_switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError("which is neither on nor off")
    return text.lower() == "on"


def _parse_database_url(text: str) -> str:
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("postgresql", "postgres"):
        raise ValueError("which is not an address such as postgresql://user:password@host:5432/merit")
    return text


def _parse_host(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        pass
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", text):
        raise ValueError("which is neither a host name nor an IP address")
    return text


def _parse_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not hosts or not all(re.fullmatch(r"\*|(\*\.)?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host) for host in hosts):
        raise ValueError("which is not a list of host names separated by commas")
    return hosts


def _parse_one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"which is not one of {', '.join(words)}")
        return text.lower()

    return parse


def _parse_password(text: str) -> str:
    if len(text) < 8 or len(text) > 200:
        raise ValueError("which is not 8 to 200 characters long")
    return text


def _parse_public_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_bare = parts.path.rstrip("/") in ("", "/admin") and not parts.query and not parts.fragment
        if parts.scheme in ("http", "https") and parts.hostname and is_bare and "@" not in parts.netloc:
            return f"{parts.scheme}://{parts.netloc}/admin"
    except ValueError:
        pass
    raise ValueError("which is not an address such as https://merit.kota.go.id")


def _parse_issuer(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
        if is_safe and parts.hostname and not parts.query and not parts.fragment:
            return text
    except ValueError:
        pass
    raise ValueError("which is not an address that begins with https://")


def _read_secret_file(text: str) -> str:
    try:
        secret = Path(text).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError("which cannot be read") from None
    if not secret:
        raise ValueError("which is empty")
    return secret


def _parse_proxies(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(part.strip())) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("which is not a list of IP addresses or networks separated by commas") from None


def _parse_count(unit: str, lowest: int, highest: int) -> Callable[[str], timedelta]:
    def parse(text: str) -> timedelta:
        if not re.fullmatch(r"[0-9]{1,4}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"which is not a number of {unit} from {lowest} to {highest}")
        return timedelta(**{unit: int(text)})

    return parse


def _parse_timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("which is not a time zone such as Asia/Jakarta") from None
    return text


SECRET = frozenset({"admin_password", "database_url", "oidc_client_secret"})

SETTINGS = (
    Setting(
        "MERIT_HOME",
        "home",
        str(PROJECT / ".merit"),
        "Directory of everything Merit keeps: the embedded server's data, passwords, lock and pid files. When root "
        "runs Merit in a directory that PostgreSQL's account cannot enter, the data stand in /var/lib/merit-... "
        "instead and the file server.location here names the place; removing this directory leaves them there.",
        _parse_home,
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
        _parse_database_url,
    ),
    Setting(
        "MERIT_DATABASE_PORT",
        "database_port",
        "0",
        "Port of the embedded server on 127.0.0.1; 0 takes a free one at first and keeps to it.",
        _parse_database_port,
    ),
    Setting(
        "MERIT_DATABASE_MEMORY",
        "database_memory",
        "0",
        "Memory the embedded server may count on, such as 8GB; 0 means what the machine or its container has.",
        _parse_size,
    ),
    Setting(
        "MERIT_FSYNC",
        "fsync",
        "on",
        "`off` lets the embedded server lose everything when the machine fails; only for tests.",
        _parse_switch,
    ),
    Setting("MERIT_HOST", "host", "127.0.0.1", "Address the panel listens on.", _parse_host),
    Setting("MERIT_PORT", "port", "8000", "Port the panel listens on.", _parse_port),
    Setting(
        "MERIT_ALLOWED_HOSTS",
        "allowed_hosts",
        "127.0.0.1,localhost,[::1]",
        "Host names browsers may use to reach the panel, separated by commas; MERIT_HOST is always among them.",
        _parse_hosts,
    ),
    Setting(
        "MERIT_PUBLIC_ADDRESS",
        "public_address",
        None,
        "Where browsers reach the panel when a proxy stands before it, such as https://merit.kota.go.id; links that "
        "are printed or sent to an identity provider begin with it, and its host is always among the allowed.",
        _parse_public_address,
    ),
    Setting(
        "MERIT_TRUSTED_PROXIES",
        "trusted_proxies",
        "",
        "Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For and X-Forwarded-Proto "
        "are believed: where a browser comes from, and whether it uses https. Nobody's are believed by default. The "
        "Host header is always the one that the proxy sends: let it pass on the browser's own.",
        _parse_proxies,
    ),
    Setting(
        "MERIT_ADMIN_PASSWORD",
        "admin_password",
        None,
        "Password of the first administrator `admin`, 8 to 200 characters; when unset, `merit demo` makes one and "
        "prints it once, and `merit up` prints a link to choose name and password.",
        _parse_password,
    ),
    Setting(
        "MERIT_OIDC_ISSUER",
        "oidc_issuer",
        None,
        "Address of the city's own identity provider (OpenID Connect), exactly as it calls itself; with it people may "
        "sign in there instead of with a password. docs/sign-in.md says what to register.",
        _parse_issuer,
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
        _read_secret_file,
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
        _parse_count("hours", 1, 168),
    ),
    Setting(
        "MERIT_SESSION_IDLE_MINUTES",
        "session_idle",
        "120",
        "Minutes without a request after which somebody has to sign in again, 5 to 1440.",
        _parse_count("minutes", 5, 1440),
    ),
    Setting(
        "MERIT_LARGEST_DOCUMENT",
        "largest_document",
        "10MB",
        "How large the file of a decree or paper may be, from 1MB; files are kept in `documents` of MERIT_HOME.",
        _parse_document_size,
    ),
    Setting(
        "MERIT_LANGUAGE",
        "language",
        "id",
        "Language of the panel until a person chooses: `id` or `en`.",
        _parse_one_of("id", "en"),
    ),
    Setting(
        "MERIT_TIMEZONE",
        "timezone",
        "Asia/Jakarta",
        "Time zone that decides what day it is, in the database and on the pages.",
        _parse_timezone,
    ),
    Setting(
        "MERIT_LOG_LEVEL",
        "log_level",
        "warning",
        "Least serious message that the panel's server prints: debug, info, warning or error.",
        _parse_one_of("debug", "info", "warning", "error"),
    ),
)
