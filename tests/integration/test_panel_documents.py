"""The file of a record: uploaded, opened again as it was, refused when its content is not what it must be."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel

from admin.warehouse.accounts import add_user

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OTHER = PDF.replace(b"1.7", b"1.4")


@pytest.fixture(scope="module")
def panel(server: Any, city_template: str) -> Iterator[tuple[Visitor, "psycopg.Connection[Any]", str]]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            visitor = Visitor(at)
            yield visitor, connection, at
            visitor.close()


@pytest.fixture
def decree(panel: Any) -> int:
    """Return a decree without a file."""
    row = panel[1].execute("select id from personnel.decree where file_hash is null order by id limit 1").fetchone()
    assert row is not None
    return int(row[0])


def upload(visitor: Visitor, key: int, content: bytes, name: str = "sk.pdf", **fields: str) -> Any:
    page = visitor.get(f"decree/file/{key}/upload").text
    data = {"row_version": read_inputs(page)["row_version"], "audit_reason": "Pindaian", "save": "keep"} | fields
    return visitor.post(f"decree/file/{key}/upload", data, files={"file": (name, content, "application/x-anything")})


def test_an_uploaded_pdf_opens_as_it_was_and_is_kept_by_its_digest(panel: Any, decree: int) -> None:
    visitor, connection, _at = panel
    answer = upload(visitor, decree, PDF)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/admin/decree/details/{decree}")
    opened = visitor.get(f"decree/file/{decree}")
    assert opened.content == PDF
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert opened.headers["cache-control"] == "no-store"
    stored = connection.execute("select file_hash from personnel.decree where id = %s", [decree]).fetchone()
    assert stored == (hashlib.sha256(PDF).hexdigest(),)
    assert f"/admin/decree/file/{decree}" in visitor.get(f"decree/details/{decree}").text


def test_a_document_keeps_name_kind_and_size_of_its_file(panel: Any) -> None:
    visitor, connection, _at = panel
    key = connection.execute("select id from personnel.document order by id limit 1").fetchone()[0]
    page = visitor.get(f"document/file/{key}/upload").text
    data = {"row_version": read_inputs(page)["row_version"], "save": "keep", "audit_reason": "Pindaian"}
    name = "..\\..\\C:\\kartu keluarga\u202e.PDF"
    answer = visitor.post(f"document/file/{key}/upload", data, files={"file": (name, PDF, "text/html")})
    assert answer.status_code == 303
    row = connection.execute(
        "select file_name, media_type, byte_size, file_hash from personnel.document where id = %s", [key]
    ).fetchone()
    assert row == ("kartu keluarga.PDF", "application/pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert "kartu%20keluarga.PDF" in visitor.get(f"document/file/{key}").headers["content-disposition"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<html><script>alert(1)</script></html>", "bukan PDF"),
        (b"MZ a program that calls itself sk.pdf", "bukan PDF"),
        (PDF[:-6], "terpotong"),
        (b"", "kosong"),
    ],
)
def test_what_is_no_pdf_is_refused_whatever_its_name(panel: Any, decree: int, content: bytes, told: str) -> None:
    visitor, connection, _at = panel
    answer = upload(visitor, decree, content)
    assert answer.status_code == 400
    assert told in answer.text
    stored = connection.execute("select file_hash from personnel.decree where id = %s", [decree]).fetchone()
    assert stored == (None,)


def test_nothing_chosen_asks_for_a_file(panel: Any, decree: int) -> None:
    visitor = panel[0]
    version = read_inputs(visitor.get(f"decree/file/{decree}/upload").text)["row_version"]
    data = {"row_version": version, "save": "keep", "audit_reason": "Pindaian"}
    for options in ({}, {"files": {"file": ("", b"")}}):
        answer = visitor.post(f"decree/file/{decree}/upload", data, **options)
        assert answer.status_code == 400
        assert "Pilih berkas" in answer.text


def test_a_file_above_the_limit_is_refused(panel: Any, decree: int) -> None:
    answer = upload(panel[0], decree, PDF + b"\n" * (10 * 2**20))
    assert answer.status_code == 400
    assert "lebih besar dari 10 MB" in answer.text
    assert upload(panel[0], decree, PDF + b"\n" * (14 * 2**20)).status_code == 413


def test_two_uploads_at_once_the_second_is_told(panel: Any, decree: int) -> None:
    visitor = panel[0]
    version = read_inputs(visitor.get(f"decree/file/{decree}/upload").text)["row_version"]
    assert upload(visitor, decree, PDF).status_code == 303
    answer = upload(visitor, decree, OTHER, row_version=version)
    assert answer.status_code == 400
    assert "Orang lain" in answer.text
    assert visitor.get(f"decree/file/{decree}").content == PDF


def test_a_file_taken_away_can_be_given_back_from_the_history(panel: Any, decree: int) -> None:
    visitor, connection, _at = panel
    assert upload(visitor, decree, PDF).status_code == 303
    assert upload(visitor, decree, b"", save="remove").status_code == 303
    assert visitor.get(f"decree/file/{decree}").status_code == 404
    connection.execute(
        "update personnel.decree set file_hash = %s where id = %s", [hashlib.sha256(PDF).hexdigest(), decree]
    )
    assert visitor.get(f"decree/file/{decree}").content == PDF


def test_a_file_lost_from_the_store_is_told_in_a_sentence(panel: Any, decree: int) -> None:
    visitor, connection, _at = panel
    connection.execute("update personnel.decree set file_hash = %s where id = %s", ["0" * 64, decree])
    answer = visitor.get(f"decree/file/{decree}")
    assert answer.status_code == 404
    assert "tidak ada di penyimpanan" in answer.text


def test_a_record_out_of_reach_has_no_file(panel: Any) -> None:
    """A unit's own officer opens the papers of the unit's people and of nobody else."""
    visitor, connection, at = panel
    rows = connection.execute(
        """
        select d.id, s.unit_id from personnel.document d join personnel.employee e on e.person_id = d.person_id
        join personnel.assignment a on a.employee_id = e.id and a.kind = 'DEFINITIF'
            and a.valid_from <= current_date and (a.valid_to is null or a.valid_to > current_date)
        join personnel.seat s on s.id = a.seat_id order by d.id
        """
    ).fetchall()
    mine, unit = rows[0]
    other = next(key for key, elsewhere in rows if elsewhere != unit)
    for key in (mine, other):
        page = visitor.get(f"document/file/{key}/upload").text
        data = {"row_version": read_inputs(page)["row_version"], "save": "keep", "audit_reason": "Pindaian"}
        visitor.post(f"document/file/{key}/upload", data, files={"file": ("a.pdf", PDF, "application/pdf")})
    officer = Visitor(at, make_officer(connection, unit))
    assert officer.get(f"document/file/{mine}").content == PDF
    for path in (f"document/file/{other}", f"document/file/{other}/upload"):
        assert officer.get(path).status_code == 404
    officer.close()
    stranger = Visitor(at, "")
    answer = stranger.get(f"document/file/{mine}")
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/admin/login")
    stranger.close()


def make_officer(connection: "psycopg.Connection[Any]", unit: int) -> str:
    """Return the name of a user who is HR officer of one unit."""
    connection.execute(
        """
        insert into stewardship."user" (name, password_hash)
        select 'petugas', password_hash from stewardship."user" where name = 'admin'
        """
    )
    connection.execute(
        """
        insert into stewardship.user_role (user_id, role_id, unit_id)
        select u.id, r.id, %s from stewardship."user" u, stewardship.role r
        where u.name = 'petugas' and r.code = 'hr_officer'
        """,
        [unit],
    )
    return "petugas"


def test_tables_without_files_and_nonsense_are_not_found(panel: Any) -> None:
    for path in ("employee/file/1", "decree/file/abc", "decree/file/999999999", "decree/file/1/../../x"):
        assert panel[0].get(path).status_code == 404, path


def test_no_form_asks_for_a_digest(panel: Any, decree: int) -> None:
    page = panel[0].get(f"decree/edit/{decree}").text
    assert re.search(r'name="file_hash"', page) is None
