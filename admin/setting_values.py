"""How the text of each setting is read; a ValueError holds the words that complete "NAME is 'value', ..."."""

import ipaddress
import re
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

SIZES = {"MB": 1024**2, "GB": 1024**3}


def parse_home(text: str) -> Path:
    """Return an absolute directory that the programs of PostgreSQL can be given."""
    try:
        home = Path(text).expanduser().resolve()
    except RuntimeError:
        raise ValueError("which names a user who does not exist") from None
    if found := set('"$`\\\n') & set(str(home)):
        raise ValueError(f"which holds {found.pop()!r}: PostgreSQL's programs take it for a sign of the shell")
    return home


def parse_port(text: str) -> int:
    """Return a port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("which is not a port between 1 and 65535")
    return int(text)


def parse_database_port(text: str) -> int:
    """Return a port, or 0 for any."""
    return 0 if text == "0" else parse_port(text)


def parse_size(text: str) -> int:
    """Return bytes, or 0 for all there is."""
    size = read_size(text)
    if text != "0" and size < 256 * SIZES["MB"]:
        raise ValueError("which is not a size of at least 256MB such as 512MB or 8GB")
    return size


def parse_document_size(text: str) -> int:
    """Return bytes that a document may have at the most."""
    size = read_size(text)
    if not SIZES["MB"] <= size <= SIZES["GB"]:
        raise ValueError("which is not a size from 1MB to 1GB such as 10MB")
    return size


def read_size(text: str) -> int:
    """Return bytes."""
    found = re.fullmatch(r"(\d{1,6})\s*(MB|GB)", text.upper())
    return int(found[1]) * SIZES[found[2]] if found else 0


def parse_switch(text: str) -> bool:
    """Return whether it is on."""
    if text.lower() not in ("on", "off"):
        raise ValueError("which is neither on nor off")
    return text.lower() == "on"


def parse_database_url(text: str) -> str:
    """Return the address of a PostgreSQL."""
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("postgresql", "postgres"):
        raise ValueError("which is not an address such as postgresql://user:password@host:5432/merit")
    return text


def parse_host(text: str) -> str:
    """Return a host name or an IP address."""
    try:
        return str(ipaddress.ip_address(text.strip("[]")))
    except ValueError:
        pass
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?", text):
        raise ValueError("which is neither a host name nor an IP address")
    return text


def parse_hosts(text: str) -> tuple[str, ...]:
    """Return host names, each perhaps with a wildcard."""
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not hosts or not all(re.fullmatch(r"\*|(\*\.)?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host) for host in hosts):
        raise ValueError("which is not a list of host names separated by commas")
    return hosts


def parse_one_of(*words: str) -> Callable[[str], str]:
    """Return what reads one of some words."""

    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"which is not one of {', '.join(words)}")
        return text.lower()

    return parse


def parse_password(text: str) -> str:
    """Return a password of acceptable length."""
    if len(text) < 8 or len(text) > 200:
        raise ValueError("which is not 8 to 200 characters long")
    return text


def parse_public_address(text: str) -> str:
    """Return the address of the panel as browsers see it, with its path."""
    try:
        parts = urlsplit(text)
        is_bare = parts.path.rstrip("/") in ("", "/admin") and not parts.query and not parts.fragment
        if parts.scheme in ("http", "https") and parts.hostname and is_bare and "@" not in parts.netloc:
            return f"{parts.scheme}://{parts.netloc}/admin"
    except ValueError:
        pass
    raise ValueError("which is not an address such as https://merit.kota.go.id")


def parse_issuer(text: str) -> str:
    """Return the address of an identity provider, unchanged."""
    try:
        parts = urlsplit(text)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"))
        if is_safe and parts.hostname and not parts.query and not parts.fragment:
            return text
    except ValueError:
        pass
    raise ValueError("which is not an address that begins with https://")


def read_secret_file(text: str) -> str:
    """Return the secret that a file holds."""
    try:
        secret = Path(text).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError("which cannot be read") from None
    if not secret:
        raise ValueError("which is empty")
    return secret


def parse_proxies(text: str) -> tuple[str, ...]:
    """Return IP addresses and networks."""
    try:
        return tuple(str(ipaddress.ip_network(part.strip())) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("which is not a list of IP addresses or networks separated by commas") from None


def parse_count(unit: str, lowest: int, highest: int) -> Callable[[str], timedelta]:
    """Return what reads a number of a unit of time."""

    def parse(text: str) -> timedelta:
        if not re.fullmatch(r"[0-9]{1,4}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"which is not a number of {unit} from {lowest} to {highest}")
        return timedelta(**{unit: int(text)})

    return parse


def parse_time(text: str) -> time | None:
    """Return a time of day such as 01:30, None for `off`."""
    if text.lower() == "off":
        return None
    try:
        found = time.fromisoformat(text)
    except ValueError:
        raise ValueError("which is neither a time of day such as 01:30 nor off") from None
    if len(text) != len("01:30"):
        raise ValueError("which is neither a time of day such as 01:30 nor off")
    return found


def parse_timezone(text: str) -> str:
    """Return the name of a time zone."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("which is not a time zone such as Asia/Jakarta") from None
    return text
