"""Published marts in the panel: read, searched, sorted, in the reader's language; and the build on the start page."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel

from admin.warehouse.accounts import add_user

MART = """
create schema marts;
create table marts.duk (employee_id bigint, rank_agency int, full_name text, status_id text, status_en text,
                        score numeric(6,2), is_ready boolean, as_of_date date, year int);
comment on table marts.duk is 'Satu baris per PNS: urut | One row per PNS: in order';
comment on column marts.duk.rank_agency is 'Nomor urut: dalam instansi | Rank: within the agency';
comment on column marts.duk.status_id is 'Status: sebutan | Status: wording';
comment on column marts.duk.status_en is 'Status (Inggris): sebutan | Status: wording';
create table marts.own_list (n int);
insert into marts.duk
select n, 61 - n, 'Pegawai ' || to_char(n, 'FM000') || case when n = 7 then ' 100%' else '' end, 'Memenuhi', 'Met',
       1234.5, true, '2026-01-02', 2026
from generate_series(1, 60) n;
insert into stewardship.warehouse_build (status, as_of_date, published_at, rule_set_hash, tests_passed)
values ('TERBIT', '2026-01-02', '2026-01-03 03:04+00', repeat('a', 64), 492);
select stewardship.protect_set('');
"""


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[tuple[Visitor, Visitor, str]]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitors = Visitor(address), Visitor(address, language="en")
            yield *visitors, database.url
            for visitor in visitors:
                visitor.close()


def test_pages_say_that_nothing_is_published_and_then_what_is(site: tuple[Visitor, Visitor, str]) -> None:
    visitor, english, url = site
    assert "Belum ada yang diterbitkan" in visitor.get("").text
    assert "Nothing has been published yet" in english.get("marts").text
    assert visitor.get("marts/duk").status_code == 404
    with psycopg.connect(url) as connection:
        connection.execute(MART)
    home = visitor.get("").text
    assert all(part in home for part in ("#1", "2 Jan 2026", "3 Jan 2026 10.04 WIB", "492"))
    listed = visitor.get("marts").text
    assert listed.index("Pangkat dan karier") < listed.index("Daftar urut kepangkatan (DUK)") < listed.index("Lainnya")
    assert listed.index("Lainnya") < listed.index("Own list")
    assert "Jatuh tempo" not in listed, "a theme of which nothing is published"
    assert "The place of every PNS in the agency and the unit" in english.get("marts").text
    page = visitor.get("marts/duk").text
    assert page.index("Pegawai 060") < page.index("Pegawai 036")
    assert "Pegawai 035" not in page
    assert all(part in page for part in ("1–25 dari 60 baris", "1.234,50", "Memenuhi", "Ya", "2 Jan 2026", ">2026<"))
    assert "Met" not in page
    assert "employee_id" not in page
    page = english.get("marts/duk").text
    assert all(part in page for part in ("1–25 of 60 rows", "1,234.50", "Met", "Rank", "One row per PNS"))
    assert "Memenuhi" not in page
    assert "Pegawai 007 100%" in visitor.get("marts/duk", search="100% peg").text
    assert "Tidak ada baris yang cocok" in visitor.get("marts/duk", search="1%0").text
    page = visitor.get("marts/duk", sortBy="rank_agency", sort="desc", page=99).text
    assert "51–60 dari 60 baris" in page
    assert page.index("Pegawai 051") < page.index("Pegawai 060")
    for wrong in ({"sortBy": "employee_id"}, {"page": "x"}, {"search": "\x00"}):
        assert visitor.get("marts/duk", **wrong).status_code == 400
    for name in ("pg_class", "duk; drop table", "user"):
        assert visitor.get(f"marts/{name}").status_code == 404
