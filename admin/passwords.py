"""Passwords as argon2id hashes, for whoever writes them (command line, panel) and whoever checks them (sign-in)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 200


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with a salt of its own and the parameters of RFC 9106."""
    return PasswordHasher().hash(password)


def verify_password(password: str, stored: str | None) -> bool:
    """Tell whether `password` is the one whose hash is `stored`; takes as long when there is none to compare with."""
    try:
        return PasswordHasher().verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$bWVyaXQtbm8tb25lLWhhcw$2gYFUzPyTFoKE7kvyDhdZT2nXDeEPmZ8pYkPG4uUKGk"
