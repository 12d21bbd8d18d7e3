"""Downloads of lists and marts over HTTP: the same rows as the page, whole, harmless, noted."""

import re
import zipfile
from io import BytesIO
from typing import Any

import psycopg
import pytest
from exchange_files import identity, read_csv, read_xlsx
from exchange_office import Office
from panel_site import Visitor, read_rows
from pyarrow import parquet

from admin.panel.pages import AREAS

PAGES = {page.model.__name__: page for area in AREAS for page in area.pages}


# A mart as a build publishes it, without the minutes that a build takes.
SMALL_MART = """
create schema marts;
create schema staging;
create schema rules;
create table marts.duk as
select row_number() over (order by nip) as rank_agency, employee.id as employee_id, agency_id, nip,
  person.name as full_name, 'NIP' as decided_by_code, 'NIP' as decided_by_label_id, 'Number' as decided_by_label_en,
  -1.5::numeric(6, 2) as change, array['A', 'B'] as blockers, current_date as as_of_date, 7::bigint as build_id
from personnel.employee join personnel.person on person.id = person_id;
insert into stewardship.warehouse_build (id, status, as_of_date, published_at, rule_set_hash)
values (7, 'TERBIT', current_date, now(), repeat('0', 64));
select stewardship.protect_set('');
"""


@pytest.fixture(scope="module", autouse=True)
def _published(office: Office) -> None:
    with psycopg.connect(office.url) as connection:
        connection.execute(SMALL_MART)


def read_list(visitor: Visitor, table: str, **params: Any) -> list[str]:
    shown: list[str] = []
    page = 1
    while rows := read_rows(visitor.get(f"{table}/list", **params, pageSize=100, page=page).text):
        if rows[0] in shown:
            break
        shown += rows
        page += 1
    return shown


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"sortBy": "nip", "sort": "desc"},
        {"search": "an", "sortBy": "appointed_on"},
        {"employment_type_id": "1", "sortBy": "nip", "sort": "asc"},
        {"search": "si", "appointed_on_from": "2005-01-01", "sortBy": "person", "sort": "desc"},
    ],
)
def test_download_holds_the_rows_of_the_list_in_its_order(visitor: Visitor, params: dict[str, str]) -> None:
    shown = read_list(visitor, "employee", **params)
    assert len(shown) > 5
    rows = read_csv(visitor.get("employee/export/csv", **params).content)
    place = rows[0].index("NIP")
    assert [row[place] for row in rows[1:]] == shown
    sheet = read_xlsx(visitor.get("employee/export/xlsx", **params).content)
    assert [row[place] for row in sheet[1:]] == shown


@pytest.mark.parametrize("name", PAGES)
def test_every_table_is_downloaded_whole(office: Office, visitor: Visitor, name: str) -> None:
    table: Any = PAGES[name].model.__table__
    ((count,),) = office.ask(f'select count(*) from {table.schema}."{table.name}"')
    answer = visitor.get(f"{identity(name)}/export/csv")
    assert answer.status_code == 200
    assert re.search(rf'filename="{table.name}_\d{{4}}-\d\d-\d\d\.csv"', answer.headers["content-disposition"])
    rows = read_csv(answer.content)
    assert len(rows) - 1 == count + (table.name == "export_record")  # the download itself is noted first
    assert len(set(rows[0])) == len(rows[0]), "two columns have the same heading"


def test_references_are_written_as_people_know_them(office: Office, visitor: Visitor) -> None:
    rows = read_csv(visitor.get("grade-record/export/csv").content)
    assert rows[0][:6] == [
        "ID",
        "Pegawai – NIP",
        "Pegawai – Nama",
        "Golongan – Kode",
        "Golongan – Nama",
        "TMT golongan",
    ]
    found = office.ask(
        "select g.id::text, e.nip, p.name, r.code, r.name, g.valid_from::text from personnel.grade_record g "
        "join personnel.employee e on e.id = employee_id join personnel.person p on p.id = person_id "
        "join reference.grade r on r.id = grade_id",
    )
    assert {tuple(row[:6]) for row in rows[1:]} == set(found)
    english = Visitor(visitor.address, language="en")
    answer = english.get("grade-record/export/csv")
    english.close()
    assert read_csv(answer.content, ",")[0][:4] == ["ID", "Employee – NIP", "Employee – Name", "Grade – Code"]


def test_what_looks_like_a_formula_is_harmless_and_numbers_stay_numbers(office: Office, visitor: Visitor) -> None:
    names = ["=1+1", "+62811", "-2", "@SUM(A1)", "'=kutip", "O'Neill"]
    for name in names:
        office.ask(
            "insert into personnel.partner (name, kind) values (%s, 'LEMBAGA_PEMERINTAH') returning id",
            name,
        )
    rows = read_csv(visitor.get("partner/export/csv").content)
    place = rows[0].index("Nama")
    written = {row[place] for row in rows[1:]}
    assert {"'=1+1", "'+62811", "'-2", "'@SUM(A1)", "''=kutip", "O'Neill"} <= written
    answer = visitor.get("partner/export/xlsx")
    assert set(names) <= {row[place] for row in read_xlsx(answer.content)}
    with zipfile.ZipFile(BytesIO(answer.content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert 'quotePrefix="1"' in packed.read("xl/styles.xml").decode()
    office.ask("delete from personnel.partner where name = any(%s) returning id", names)


def test_nip_is_text_in_a_spreadsheet(office: Office, visitor: Visitor) -> None:
    rows = read_xlsx(visitor.get("employee/export/xlsx").content)
    nips = {row[rows[0].index("NIP")] for row in rows[1:]}
    assert nips == {nip for (nip,) in office.ask("select nip from personnel.employee")}
    assert all(isinstance(nip, str) for nip in nips)


def test_mart_carries_its_build_and_follows_search_and_order(office: Office, visitor: Visitor) -> None:
    day = office.ask("select current_date::text")[0][0]
    params = {"search": "an", "sortBy": "rank_agency", "sort": "desc"}
    answer = visitor.get("marts/duk/export/csv", **params)
    assert f'filename="duk_{day}_build-7.csv"' in answer.headers["content-disposition"]
    sheet = visitor.get("marts/duk/export/xlsx", **params).content
    notes = read_xlsx(sheet, "Keterangan")
    names = [row[1] for row in notes[next(line for line, row in enumerate(notes) if row[1] == "Nama teknis") + 1 :]]
    assert len(names) == 12
    rows = [dict(zip(names, row, strict=True)) for row in read_csv(answer.content)[1:]]
    expected = office.ask(
        "select nip, rank_agency::text from marts.duk where concat_ws('|', nip, full_name) ilike '%an%' "
        "order by duk.rank_agency desc",
    )
    assert 5 < len(expected) < 250
    assert [(row["nip"], row["rank_agency"]) for row in rows] == expected
    assert {(row["build_id"], row["as_of_date"], row["change"], row["blockers"]) for row in rows} == {
        ("7", day, "-1,50", "A; B")
    }
    facts = {row[0]: row[1] for row in notes}
    assert (facts["Bangunan"], facts["Keadaan data per"]) == ("7", day)
    assert facts["Disaring"] == "Cari: an; Urut menurut: rank_agency ↓"
    assert len(read_xlsx(sheet)) == len(rows) + 1
    with zipfile.ZipFile(BytesIO(sheet)) as packed:
        assert f"Bangunan: 7; Keadaan data per: {day}" in packed.read("docProps/core.xml").decode()


def test_mart_as_parquet_follows_the_search_and_keeps_its_types(office: Office, visitor: Visitor) -> None:
    table = parquet.read_table(BytesIO(visitor.get("marts/duk/export/parquet", search="an").content))
    expected = office.ask(
        "select nip, rank_agency, change, blockers, as_of_date from marts.duk "
        "where concat_ws('|', nip, full_name) ilike '%an%'",
    )
    names = ("nip", "rank_agency", "change", "blockers", "as_of_date")
    assert sorted(tuple(row[name] for name in names) for row in table.to_pylist()) == sorted(expected)
    assert table.schema.metadata[b"Disaring"] == b"Cari: an"
    assert visitor.get("marts/duk/export/parquet", search="no one at all").status_code == 200
    assert visitor.get("employee/export/parquet").status_code == 404


def test_download_is_noted_with_who_what_and_how_many(office: Office, visitor: Visitor) -> None:
    rows = read_csv(visitor.get("employee/export/csv", search="an", sortBy="nip").content)
    last = office.ask(
        "select u.name, table_name, kind, narrowed_by, row_count, finished_at is not null "
        "from stewardship.export_record r join stewardship.user u on u.id = user_id order by r.id desc limit 1",
    )
    assert last == [("admin", "personnel.employee", "csv", "Cari: an; Urut menurut: nip", len(rows) - 1, True)]


def test_reader_of_a_part_downloads_that_part_without_sensitive_columns(office: Office, visitor: Visitor) -> None:
    ((unit, count),) = office.ask(
        "select s.unit_id, count(distinct a.employee_id) from personnel.assignment a join personnel.seat s "
        "on s.id = a.seat_id join personnel.unit u on u.id = s.unit_id "
        "where a.valid_to is null and a.kind = 'DEFINITIF' "
        "and not exists (select from personnel.unit b where b.parent_id = u.id) "
        "group by 1 order by 2 desc limit 1",
    )
    office.ask(
        "update stewardship.user_role set unit_id = %s where user_id = (select id from stewardship.user where "
        "name = 'kepala') returning id",
        unit,
    )
    head = Visitor(visitor.address, "kepala")
    rows = read_csv(head.get("employee/export/csv").content)
    ((total,),) = office.ask("select count(*) from personnel.employee")
    assert 0 < len(rows) - 1 <= count < total
    assert not any("NIK" in heading for heading in rows[0])
    assert not any("NIK" in heading for heading in read_csv(head.get("person/export/csv").content)[0])
    assert head.get("user/export/csv").status_code == 403
    head.close()


def test_password_hashes_and_unknown_files_are_not_given(office: Office, visitor: Visitor) -> None:
    assert "argon2" not in visitor.get("user/export/csv").text
    assert visitor.get("employee/export/ods").status_code == 404
    assert visitor.get("marts/no_such/export/csv").status_code == 404
    assert visitor.get("employee/export/csv", sortBy="password").status_code == 400
    stranger = Visitor(visitor.address, name="")
    assert stranger.get("employee/export/csv").status_code == 303
    assert stranger.get("marts/duk/export/xlsx").status_code == 303
    stranger.close()
