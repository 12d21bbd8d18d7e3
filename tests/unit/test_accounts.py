"""Passwords that Merit makes and accepts."""

import re

import pytest

from admin.errors import MeritError
from admin.warehouse.accounts import generate_password, require_good_password


def test_generated_password_is_legible_and_never_the_same() -> None:
    passwords = {generate_password() for _ in range(100)}
    assert len(passwords) == 100
    assert all(re.fullmatch(r"(?:[2-9A-HJ-NP-Za-km-z]{4}-){3}[2-9A-HJ-NP-Za-km-z]{4}", text) for text in passwords)


@pytest.mark.parametrize("password", ["", "1234567", "x" * 201, "garuda\x00pancasila", "garuda\npancasila"])
def test_bad_password_is_refused(password: str) -> None:
    with pytest.raises(MeritError):
        require_good_password(password)


@pytest.mark.parametrize("password", ["12345678", "x" * 200, "sandi dengan spasi", "pässwörd"])
def test_good_password_is_accepted(password: str) -> None:
    require_good_password(password)
