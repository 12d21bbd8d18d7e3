"""Secrets that Merit makes: those kept in its home, each in a file only its owner may read, and random tokens."""

import hashlib
import os
import secrets
from pathlib import Path

from admin.errors import MeritError


def keep_secret(path: Path) -> str:
    """Return the secret in `path`, making a random one of 32 bytes first when there is none.

    Two processes asking at once get the same secret: the file appears complete or not at all.

    Raises:
        MeritError: the file is empty, unreadable, or cannot be written.
    """
    secret = read_secret(path)
    if secret is not None:
        return secret
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    except OSError as error:
        raise MeritError(
            f"The file {path} cannot be written: {error.strerror}.", "Make MERIT_HOME a directory you may write to."
        ) from error
    return keep_secret(path)


def read_secret(path: Path) -> str | None:
    """Return the secret in `path`, or None when there is no such file.

    Raises:
        MeritError: the file is empty or unreadable.
    """
    try:
        secret = path.read_text().strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MeritError(
            f"The file {path} cannot be read: {error.strerror}.", "Run Merit as the user who owns it."
        ) from error
    if not secret:
        raise MeritError(f"The file {path} is empty.", "Put its password back from a backup.")
    return secret


def make_token() -> str:
    """Return a random token of 32 bytes: 43 letters, digits, dashes and underscores."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Return what is kept of a random token; nobody can turn it back, so that a copied database lets nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
