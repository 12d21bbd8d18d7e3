"""What the log tells of an error and of an address holds nothing of people."""

import psycopg
import pytest

from admin.privacy import strip_address, tell_error


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/admin/person/list?search=Siti", "/admin/person/list"),
        ("/admin/explain/198704122010011001", "/admin/explain/…"),
        ("/admin/explain/19870412%20201001%201%20001/x", "/admin/explain/…/x"),
        ("/admin/a/19870412 201001 1 001", "/admin/a/…"),
        ("/admin/a/1271.0145.0487.0003", "/admin/a/…"),
        ("/admin/completion/details/999999999", "/admin/completion/details/999999999"),
        ("/admin/statics/panel.css", "/admin/statics/panel.css"),
        ("/" + "a" * 70_000, "/" + "a" * 199 + "…"),
    ],
)
def test_address_is_told_without_query_and_numbers_of_people(address: str, told: str) -> None:
    assert strip_address(address) == told


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            'duplicate key value violates unique constraint "uq_person"\nDETAIL:  Key (name)=(Siti Aminah) exists.',
            'violates unique constraint "uq_person"',
        ),
        ('missing data\nCONTEXT:  COPY sheet, line 3, column name: "Siti Aminah"\nHINT: ask', "HINT: ask"),
        ('invalid input syntax for type date: "Siti Aminah"', "invalid input syntax for type date"),
        ("the NIK 1271014504870003 is wrong", "the NIK … is wrong"),
    ],
)
def test_error_is_told_without_the_data(said: str, kept: str) -> None:
    def fail() -> None:
        raise psycopg.DataError(said)

    with pytest.raises(psycopg.DataError) as caught:
        fail()
    told = tell_error(caught.value)
    assert kept in told
    assert "in fail" in told, "where it happened"
    assert "Siti" not in told
    assert "1271014504870003" not in told
