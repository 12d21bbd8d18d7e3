"""The pages of rule previews over HTTP: choose, change, wait, read, in both languages, and who may."""

import csv
import html
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, serve_panel

from admin.warehouse.accounts import add_user
from admin.warehouse.rule_preview import preview_rules

PAGE = "rules/preview"


@dataclass(frozen=True)
class Site:
    """Visitors of one panel: a steward in each language, another steward, an officer; and the database."""

    steward: Visitor
    english: Visitor
    other: Visitor
    officer: Visitor
    url: str


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[Site]:
    with server.clone(published_template) as database:
        for name, role in (("admin", "administrator"), ("data", "data_steward"), ("sdm", "hr_officer")):
            add_user(database.url, name, role, PASSWORD)
        previewer = partial(preview_rules, server.settings, database.url)
        with serve_panel(server.settings, database.url, previewer) as address:
            visitors = (
                Visitor(address),
                Visitor(address, language="en"),
                Visitor(address, "data"),
                Visitor(address, "sdm"),
            )
            yield Site(*visitors, database.url)
            for visitor in visitors:
                visitor.close()


def read_text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def read_template(site: Site, table: str) -> list[dict[str, str]]:
    answer = site.steward.get(f"{PAGE}/tables/{table}")
    assert answer.headers["content-disposition"] == f'attachment; filename="{table}.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def write_file(rows: list[dict[str, str]]) -> bytes:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def upload(visitor: Visitor, table: str, content: bytes, **fields: str) -> httpx.Response:
    return visitor.post(PAGE, {"table": table, **fields}, files={"file": ("usulan.csv", content, "text/csv")})


def await_outcome(visitor: Visitor, address: str) -> httpx.Response:
    """Look again as the page itself does, until there is an outcome."""
    path = address.removeprefix("/admin/")
    deadline = time.monotonic() + 300
    while "refresh" in (answer := visitor.get(path)).headers:
        assert answer.status_code == 200
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return answer


@pytest.fixture(scope="module")
def outcome(site: Site) -> str:
    """Preview a shorter time in grade by a file, and return the address of the outcome."""
    [row] = [row for row in read_template(site, "promotion_rule") if row["rule_code"] == "REGULER_MASA_PANGKAT"]
    answer = upload(site.steward, "promotion_rule", write_file([row | {"threshold": "24"}]))
    assert answer.status_code == 303, read_text(answer.text)
    address = str(answer.headers["location"])
    waiting = site.steward.get(address.removeprefix("/admin/"))
    assert waiting.headers["refresh"] == "2"
    assert "Sedang dihitung" in read_text(waiting.text)
    busy = upload(site.other, "promotion_rule", write_file([row | {"threshold": "12"}]))
    assert busy.status_code == 409
    assert "Pratinjau lain sedang berjalan; tunggu sampai selesai." in read_text(busy.text)
    assert await_outcome(site.steward, address).status_code == 200
    return address.removeprefix("/admin/")


def test_tables_are_offered_by_what_they_rule(site: Site) -> None:
    page = site.steward.get(PAGE).text
    assert 'href="/admin/rules/preview?table=promotion_rule"' in page
    assert "Aturan kenaikan pangkat promotion_rule" in read_text(page)
    assert "Promotion rule promotion_rule" in read_text(site.english.get(PAGE).text)


def test_template_sent_back_unchanged_changes_nothing(site: Site) -> None:
    content = write_file(read_template(site, "jpm_band"))
    for visitor, sentence in (
        (site.steward, "Semua baris berkas ini sama dengan aturan yang terbit"),
        (site.english, "Every row of the file is as published"),
    ):
        answer = upload(visitor, "jpm_band", content, whole="true")
        assert answer.status_code == 400
        assert sentence in read_text(answer.text)


def test_outcome_names_those_who_move_and_their_rule(site: Site, outcome: str) -> None:
    page = read_text(site.steward.get(outcome).text)
    found = re.search(r"Kenaikan pangkat reguler \+(\d+) memenuhi syarat, −0", page)
    assert found is not None
    assert "REGULER_MASA_PANGKAT, sejak 10 November 2000 Ambang 48 → 24" in page
    answer = site.steward.get(f"{outcome}/csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    gained = [line for line in lines if (line["column"], line["after"]) == ("status", "MEMENUHI")]
    assert len(gained) == int(found[1]) > 0
    for line in gained:
        assert line["nip"] in page
        assert line["name"] in page
    with psycopg.connect(site.url) as connection:
        row = connection.execute("SELECT threshold FROM rules.promotion_rule WHERE rule_code = 'REGULER_MASA_PANGKAT'")
        assert row.fetchall() == [(48,)]


def test_outcome_is_read_in_either_language_and_by_nobody_else(site: Site, outcome: str) -> None:
    english = read_text(site.english.get(outcome).text)
    assert "Change of the rules promotion_rule" in english
    assert "eligible, −0" in english
    assert "Threshold 48 → 24" in english
    for path in (outcome, f"{outcome}/csv"):
        refused = site.other.get(path)
        assert refused.status_code == 400
        assert "Hasil pratinjau ini tidak disimpan lagi" in read_text(refused.text)


def test_one_row_is_changed_in_a_form_that_keeps_what_was_typed(site: Site) -> None:
    rows = read_template(site, "salary_step")
    place = next(place for place, row in enumerate(rows) if row["grade_code"] == "III/a")
    page = site.steward.get(f"{PAGE}?table=salary_step&row={place}").text
    cells = {name: value for name, value in read_inputs(page).items() if name.startswith("cell.")}
    day_first = "/".join(reversed(rows[place]["valid_from"].split("-")))
    shown = rows[place] | {"valid_from": day_first}
    assert {name.removeprefix("cell."): value for name, value in cells.items()} == shown
    wrong = cells | {"cell.interval_years": "dua", "cell.grade_code": ""}
    refused = site.steward.post(PAGE, {"table": "salary_step", **wrong})
    assert refused.status_code == 400
    assert read_inputs(refused.text)["cell.interval_years"] == "dua"
    assert refused.text.count('aria-invalid="true"') == 2
    assert "“dua” bukan bilangan bulat." in read_text(refused.text)
    answer = site.steward.post(PAGE, {"table": "salary_step", **cells, "cell.interval_years": "4"})
    assert answer.status_code == 303
    told = read_text(await_outcome(site.steward, answer.headers["location"]).text)
    assert "kgb_due" in told
    assert "0 baris baru, 0 hilang," in told


def test_value_that_does_not_fit_is_told_beside_its_field(site: Site) -> None:
    with psycopg.connect(site.url) as connection:
        agency = connection.execute("SELECT min(id) FROM personnel.agency").fetchone()
    assert agency is not None
    cells = {"agency_id": agency[0], "code": "training_target_pns", "value": "9" * 101, "valid_from": "2026-01-01"}
    form = {f"cell.{name}": str(value) for name, value in cells.items()}
    for visitor, sentence in ((site.steward, "lebih dari 100 huruf."), (site.english, "it has more than 100 letters.")):
        refused = visitor.post(PAGE, {"table": "local_parameter", **form})
        assert refused.status_code == 400
        assert read_errors(refused.text) == {"cell-value": sentence}


@pytest.mark.parametrize(
    ("content", "indonesian", "english"),
    [
        (b"", "Berkas ini tidak berisi satu baris aturan pun.", "The file holds no row of rules."),
        (b"\xff\xfe", "Berkas ini bukan CSV dalam UTF-8", "The file is not CSV in UTF-8"),
        (b"a,b\n1,2\n", "Tabel promotion_period tidak mempunyai kolom a.", "Table promotion_period has no column a."),
        (
            b"month,valid_from,valid_to,regulation,article,confidence\n13,2026-02-31,,PP-99-2000,,V\n",
            "Baris 2, kolom month: 13 harus antara 1 dan 12.",
            "Line 2, column valid_from: “2026-02-31” is not a day; write it as 2026-12-31.",
        ),
        (
            b"month,valid_from,valid_to,regulation,article,confidence\n<b>1</b>,2026-01-01,,PP-99-2000,,V\n",
            "“<b>1</b>” bukan bilangan bulat.",
            "“<b>1</b>” is not a whole number.",
        ),
        (b"x" * (1024 * 1024 + 1), "Berkas lebih besar dari 1 MB", "The file is larger than 1 MB"),
    ],
)
def test_bad_file_is_told_in_the_language_of_the_reader(
    site: Site, content: bytes, indonesian: str, english: str
) -> None:
    for visitor, sentence in ((site.steward, indonesian), (site.english, english)):
        answer = upload(visitor, "promotion_period", content)
        assert answer.status_code == 400
        assert sentence in html.unescape(answer.text)
        assert "<b>1</b>" not in answer.text


def test_nonsense_is_answered_with_a_sentence(site: Site) -> None:
    assert site.steward.get(PAGE, table="tiada").status_code == 404
    assert site.steward.get(f"{PAGE}/tables/tiada").status_code == 404
    assert site.steward.post(PAGE, {"table": "tiada"}).status_code == 404
    assert site.steward.get(f"{PAGE}/outcomes/tiada").status_code == 400
    answer = site.steward.post(PAGE, {"table": "promotion_period"})
    assert answer.status_code == 400
    assert "Pilih berkas CSV yang akan dipratinjau." in read_text(answer.text)
    for day in ("31/02/2026", "2026-02-31", "0001-01-01"):
        refused = upload(site.english, "promotion_period", b"month\n1\n", as_of=day)
        assert refused.status_code == 400
    assert site.steward.post(PAGE, {}, files={"table": ("x", b"x"), "cell.month": ("y", b"y")}).status_code == 400
    for row in ("99999", "-1", "x", "٣"):
        assert site.steward.get(PAGE, table="promotion_period", row=row).status_code == 200


def test_too_much_is_refused_unread(site: Site) -> None:
    assert upload(site.steward, "promotion_period", b"x" * (3 * 1024 * 1024)).status_code == 413


def test_only_stewards_may(site: Site) -> None:
    for path in (PAGE, f"{PAGE}?table=promotion_rule", f"{PAGE}/tables/promotion_rule", f"{PAGE}/outcomes/x"):
        assert site.officer.get(path).status_code == 403
    assert upload(site.officer, "promotion_rule", b"x").status_code == 403
    assert PAGE not in site.officer.get("").text
    stranger = Visitor(site.steward.address, name="")
    assert "/admin/login" in stranger.get(PAGE).headers["location"]
    assert "/admin/login" in stranger.post(PAGE, {"table": "promotion_rule"}).headers["location"]
    stranger.close()


def test_another_site_can_start_nothing(site: Site) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "http://127.0.0.1:9"}):
        answer = site.steward.post(PAGE, {"table": "promotion_rule"}, headers=headers)
        assert answer.status_code == 403


def test_panel_without_a_previewer_says_so(server: Any, template: str) -> None:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            answer = visitor.get(PAGE)
            visitor.close()
    assert answer.status_code == 400
    assert "Panel ini dijalankan tanpa pratinjau aturan." in read_text(answer.text)


def test_nothing_published_is_told(server: Any, template: str) -> None:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        previewer = partial(preview_rules, server.settings, database.url)
        with serve_panel(server.settings, database.url, previewer) as address:
            visitor = Visitor(address)
            answer = visitor.get(PAGE, table="promotion_rule")
            visitor.close()
    assert answer.status_code == 400
    assert "Belum ada mart yang terbit. Jalankan “merit build”." in read_text(answer.text)
