"""The documentation of the published build: over HTTP, against a published city, for those who may."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel

from admin.panel.mart_catalogue import PAGES
from admin.warehouse.accounts import add_user

QUERY = "Kueri yang menurunkannya"


@dataclass
class Site:
    url: str
    admin: Visitor
    english: Visitor
    person: Visitor

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[Site]:
    with server.clone(published_template) as database:
        for name, role in (("admin", "administrator"), ("biasa", "employee")):
            add_user(database.url, name, role, PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitors = Visitor(address), Visitor(address, language="en"), Visitor(address, "biasa")
            yield Site(database.url, *visitors)
            for visitor in visitors:
                visitor.close()


def read_text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_list_holds_every_mart_and_finds_everything_by_its_words(site: Site) -> None:
    shown = site.admin.get("documentation").text
    assert all(f'href="/admin/documentation/{mart}"' in shown for mart in PAGES)
    assert 'href="/admin/dashboards/leave"' in shown, "who reads marts"
    ((build,),) = site.ask("select build_id from marts.build_info")
    assert f"#{build}" in read_text(shown)
    found = site.admin.get("documentation", search="saldo cuti").text
    assert 'href="/admin/documentation/leave_balance"' in found
    assert 'href="/admin/documentation/duk"' not in found
    assert 'href="/admin/documentation/int_leave__carry"' in site.admin.get("documentation", search="leave__carry").text
    assert "Tidak ada yang memuat kata ini" in site.admin.get("documentation", search="tidak-ada-yang-begini").text
    assert site.admin.get("documentation", search="x" * 300).status_code == 400


@pytest.mark.parametrize("mart", sorted(PAGES))
def test_page_of_a_mart_tells_every_column_with_its_type(site: Site, mart: str) -> None:
    page = site.admin.get(f"documentation/{mart}").text
    told = dict(re.findall(r"<tr><td[^>]*><code>(\w+)</code>.*?<code>([^<]*)</code></td></tr>", page))
    columns = site.ask(
        "select attname, format_type(atttypid, atttypmod) from pg_attribute"
        f" where attrelid = 'marts.{mart}'::regclass and attnum > 0 and not attisdropped"
    )
    assert told == dict(columns)
    assert 'class="lineage wide"' in page
    assert "Uji yang menjaganya" in page
    assert "style=" not in page
    assert "<style" not in page


def test_page_is_in_the_language_of_the_reader(site: Site) -> None:
    indonesian, english = (read_text(who.get("documentation/leave_balance").text) for who in (site.admin, site.english))
    assert "Satu baris per pegawai, jenis cuti, dan tahun" in indonesian
    assert "One row per employee, kind of leave and year" in english
    assert "Pengelola kehadiran, cuti, dan disiplin" in indonesian
    assert "Attendance, leave and discipline" in english
    assert "Sisa hak dikurangi terpakai dan menunggu integer" in indonesian
    assert "Left right less used and pending integer" in english
    assert "hari bawaan" not in english.lower()
    assert "left_days = own_days + carried_days - used_days - pending_days" in indonesian, "the tests by what they ask"
    assert "Hari cuti tersisa" in indonesian, "the numbers that are read from it"


def test_lineage_goes_from_the_records_to_the_pages(site: Site) -> None:
    near = html.unescape(site.admin.get("documentation/leave_balance").text)
    drawing = near[near.index('<svg class="lineage wide"') : near.index("</svg>", near.index("lineage wide"))]
    assert 'href="/admin/documentation/int_leave__balance"' in drawing
    assert 'href="/admin/dashboards/leave"' in drawing
    assert "personnel.leave_ledger" not in drawing
    every = html.unescape(site.admin.get("documentation/leave_balance", depth="all").text)
    drawing = every[every.index('<svg class="lineage wide"') : every.index("</svg>", every.index("lineage wide"))]
    assert 'href="/admin/documentation/personnel.leave_ledger"' in drawing
    assert 'href="/admin/documentation/leave_carry"' in drawing
    assert site.admin.get("documentation/leave_balance", depth="3").status_code == 400
    records = site.admin.get("documentation/personnel.leave_ledger").text
    assert 'href="/admin/leave-ledger/list"' in records
    assert 'href="/admin/documentation/stg_personnel__leave_ledger"' in records


def test_query_is_shown_to_those_who_may_make_marts(site: Site) -> None:
    page = html.unescape(site.admin.get("documentation/duk").text)
    assert QUERY in page
    assert re.search(r'from "staging"\."int_employee__duk_ranked"', page)
    assert "__next" not in page
    assert QUERY not in site.person.get("documentation/duk").text
    assert "int_employee__duk_ranked" in site.person.get("documentation/duk").text


def test_who_may_not_read_marts_gets_nothing_even_from_the_database(site: Site) -> None:
    with psycopg.connect(site.url) as connection:
        connection.execute("set role merit_panel")
        assert connection.execute("select count(*) from stewardship.read_documentation()").fetchone() == (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select * from staging.build_documentation")


@pytest.mark.parametrize("name", ["none", "dashboard_leave", "%3Cscript%3E", "duk%00"])
def test_names_that_lead_nowhere_are_not_found(site: Site, name: str) -> None:
    answer = site.admin.get(f"documentation/{name}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


def test_mart_leads_to_its_documentation_and_a_set_without_one_says_so(site: Site) -> None:
    assert 'href="/admin/documentation/duk"' in site.admin.get("marts/duk").text
    with psycopg.connect(site.url) as connection:
        connection.execute("alter table staging.build_documentation rename to put_away")
    try:
        for address in ("documentation", "documentation/duk"):
            answer = site.admin.get(address)
            assert answer.status_code == 200
            assert "tidak membawa dokumentasinya" in answer.text
    finally:
        with psycopg.connect(site.url) as connection:
            connection.execute("alter table staging.put_away rename to build_documentation")
