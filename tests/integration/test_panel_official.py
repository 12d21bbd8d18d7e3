"""Official lists: what stands on paper and in the spreadsheet is what the marts say, signed by who is recorded."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from exchange_files import read_xlsx
from panel_site import PASSWORD, Visitor, read_notice, serve_panel
from pypdf import PdfReader

from admin.panel.official.forms import FORMS
from admin.warehouse.accounts import add_user
from admin.warehouse.database import Database

LARGEST_UNIT = """
    select unit_id from marts.duk where unit_name not ilike 'pemerintah%' group by 1 order by count(*) desc limit 1
"""
BELOW = """
    with recursive below(id) as (
        select %s::bigint union select unit.id from personnel.unit join below on unit.parent_id = below.id
    )
    select nip from marts.employee_current where unit_id in (select id from below)
"""
GRANT = """
    insert into stewardship.user_role (user_id, role_id, unit_id)
    select "user".id, role.id, %s from stewardship."user", stewardship.role where "user".name = %s and role.code = %s
"""
TAKE = 'delete from stewardship.user_role using stewardship."user" where "user".id = user_id and name = %s'
SIGN = """
    insert into personnel.signatory (agency_id, title, is_on_behalf, employee_id, name, place, valid_from)
    select id, %s, %s, %s, %s, 'Ramai', date '2020-01-01' from personnel.agency limit 1
"""


@dataclass
class Office:
    """A published city, and who prints its lists."""

    database: Database
    admin: Visitor
    head: Visitor
    unit: int

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.url) as connection:
            return connection.execute(query.encode(), values).fetchall()


@pytest.fixture(scope="module")
def office(server: Any, published_template: str) -> Iterator[Office]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        add_user(database.url, "kepala", "employee", PASSWORD)
        with psycopg.connect(database.url) as connection:
            ((unit,),) = connection.execute(LARGEST_UNIT).fetchall()
            connection.execute(TAKE, ["kepala"])
            connection.execute(GRANT, [unit, "kepala", "unit_head"])
        with serve_panel(server.settings, database.url) as address:
            admin, head = Visitor(address), Visitor(address, "kepala")
            yield Office(database, admin, head, unit)
            admin.close()
            head.close()


def read_pdf(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", FORMS)
def test_every_list_is_a_whole_file_of_either_kind(office: Office, name: str) -> None:
    form = FORMS[name]
    year = " and year = extract(year from as_of_date)" if form.is_yearly else ""
    source = f"({form.records}) listed" if form.records else f"marts.{form.source}"
    ((expected,),) = office.ask(f"select count(*) from {source} where ({form.condition}){year}")
    assert expected, "the city has nobody for this list, so the test asks nothing"
    rows = read_xlsx(office.admin.get(f"official/{name}/xlsx").content, "Daftar")
    numbers = [row[0] for row in rows if isinstance(row[0], float) and row[1] != 2.0]
    assert numbers == list(range(1, expected + 1))
    pages = read_pdf(office.admin.get(f"official/{name}/pdf").content)
    assert pages[0].startswith(form.title[0])
    assert all(f"Halaman {number}" in text for number, text in enumerate(pages, 1))
    assert all("NO." in text for text in pages), "the heading stands on every page"


def test_the_seniority_list_names_everybody_in_order_with_their_figures(office: Office) -> None:
    people = office.ask(
        "select full_name, nip, grade_code, to_char(grade_tmt, 'DD-MM-YYYY'), service_years, service_months, age_years"
        " from marts.duk order by rank_agency"
    )
    rows = read_xlsx(office.admin.get("official/duk/xlsx").content, "Daftar")
    written = [row for row in rows if isinstance(row[0], float) and row[1] != 2.0]
    found = [(*row[1].split("\n"), row[2], f"{row[3]:%d-%m-%Y}", row[6], row[7], row[13]) for row in written]
    assert found == people
    text = squeeze("".join(read_pdf(office.admin.get("official/duk/pdf").content)))
    at = [text.index(squeeze(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}")) for _name, nip, *_rest in people]
    assert at == sorted(at)
    assert all(squeeze(name) in text for name, *_rest in people)


def test_the_roll_agrees_with_the_seniority_list_and_the_contracts(office: Office) -> None:
    shared = (
        "nip", "full_name", "unit_id", "grade_code", "pangkat", "grade_tmt", "position_name", "position_tmt",
        "service_years", "age_years", "education_level_code", "graduated_year", "legal_status_label_id",
    )  # fmt: skip
    columns = ", ".join(shared)
    missing = f"select {columns} from marts.duk except select {columns} from marts.employee_current"
    assert office.ask(missing) == []
    (counts,) = office.ask(
        "select count(*), count(*) filter (where scheme = 'PPPK'), (select count(*) from marts.contract_due),"
        " (select count(*) from marts.retirement_forecast) from marts.employee_current"
    )
    assert counts[1] == counts[2] > 0
    assert counts[0] == counts[3]


def test_a_list_of_a_unit_holds_those_below_it_and_says_so(office: Office) -> None:
    expected = {nip for (nip,) in office.ask(BELOW, office.unit)}
    ((unit_name,),) = office.ask("select name from personnel.unit where id = %s", office.unit)
    rows = read_xlsx(office.admin.get("official/nominatif/xlsx", unit=office.unit).content, "Daftar")
    assert {row[1].split("\n")[1] for row in rows if "\n" in str(row[1]) and isinstance(row[0], float)} == expected
    assert [row[0] for row in rows[:4]][2] == unit_name.upper()
    own = read_xlsx(office.head.get("official/nominatif/xlsx").content, "Daftar")
    assert {row[1].split("\n")[1] for row in own if "\n" in str(row[1]) and isinstance(row[0], float)} == expected


def test_the_family_list_of_one_employee_is_as_recorded_and_for_those_who_may_see_families(office: Office) -> None:
    ((employee, person, nip),) = office.ask(
        "select employee.id, person_id, employee.nip from personnel.employee join marts.employee_current as roster"
        " on roster.employee_id = employee.id order by (select count(*) from personnel.family_member as member"
        " where member.person_id = employee.person_id) desc, employee.id limit 1"
    )
    family = office.ask(
        "select name, sex, born_on, is_dependent from personnel.family_member where person_id = %s", person
    )
    path = f"official/kp4/xlsx?employee={employee}"
    rows = read_xlsx(office.admin.get(path).content, "Daftar")
    listed = [row for row in rows if isinstance(row[0], float) and row[1] != 2.0]
    assert {row[1].split("\n")[1] for row in listed} == {nip}
    found = {(row[4], row[6] or None, f"{row[7]:%Y-%m-%d}", row[9]) for row in listed}
    assert found == {(name, sex, f"{born:%Y-%m-%d}", "Ya" if counts else "Tidak") for name, sex, born, counts in family}
    relations = [row[5] for row in listed]
    order = ["Suami", "Istri", "Suami/istri", "Anak", "Orang tua"]
    assert relations == sorted(relations, key=order.index)
    assert path.replace("xlsx", "pdf") in office.admin.get(f"people/{employee}").text
    ((noted,),) = office.ask("select narrowed_by from stewardship.export_record order by id desc limit 1")
    assert noted == nip
    assert office.head.get(path).status_code == 403
    assert "official/kp4" not in office.head.get("official").text + office.head.get(f"people/{employee}").text


def test_posts_are_added_up(office: Office) -> None:
    columns = ("needed", "filled", "acting", "vacant", "surplus", "retiring_12_months", "vacant_in_12_months")
    (sums,) = office.ask(f"select {', '.join(f'sum({name})' for name in columns)} from marts.bezetting")
    rows = read_xlsx(office.admin.get("official/bezetting/xlsx").content, "Daftar")
    (total,) = [row for row in rows if row[0] == "JUMLAH"]
    assert tuple(int(value) for value in total[5:12]) == tuple(int(value) for value in sums)


def test_who_signs_is_who_is_recorded_for_the_day(office: Office) -> None:
    with psycopg.connect(office.database.url, autocommit=True) as connection:
        connection.execute("delete from personnel.signatory")  # the city's own
    unsigned = read_pdf(office.admin.get("official/penjagaan-pensiun/pdf").content)[-1]
    assert "WALI KOTA CONTOH," in unsigned
    assert "Belum ada penanda tangan" in office.admin.get("official").text
    query = (
        "select employee_id, full_name, nip, pangkat || ' (' || grade_code || ')' from marts.duk where rank_agency = 3"
    )
    ((employee, name, nip, pangkat),) = office.ask(query)
    with psycopg.connect(office.database.url, autocommit=True) as connection:
        connection.execute(SIGN, ["Kepala BKPSDM", True, employee, None])
        signed = read_pdf(office.admin.get("official/penjagaan-pensiun/pdf").content)[-1]
        for line in (
            "a.n. WALI KOTA CONTOH",
            "Kepala BKPSDM,",
            name,
            pangkat,
            f"NIP {nip[:8]} {nip[8:14]}",
            "Ramai, ",
        ):
            assert squeeze(line) in squeeze(signed), line
        assert name in office.admin.get("official").text
        connection.execute("delete from personnel.signatory")
        connection.execute(SIGN, ["Wali Kota Contoh", False, None, "Hj. Sri Contoh"])
        assert "Hj. Sri Contoh" in read_pdf(office.admin.get("official/penjagaan-pensiun/pdf").content)[-1]
        connection.execute("delete from personnel.signatory")


def test_taking_a_list_out_is_noted_like_any_download(office: Office) -> None:
    before = office.ask("select count(*) from stewardship.export_record")
    asked = office.admin.client.head("/admin/official/penjagaan-kgb/pdf")
    assert (asked.status_code, asked.headers["content-type"], asked.content) == (200, "application/pdf", b"")
    assert office.ask("select count(*) from stewardship.export_record") == before
    office.admin.get("official/penjagaan-kgb/pdf")
    ((kind, table, rows),) = office.ask(
        "select kind, table_name, row_count from stewardship.export_record order by id desc limit 1"
    )
    assert office.ask("select count(*) from stewardship.export_record")[0][0] == before[0][0] + 1
    ((expected,),) = office.ask(f"select count(*) from marts.kgb_due where {FORMS['penjagaan-kgb'].condition}")
    assert (kind, table, rows) == ("pdf", "kgb_due", expected)


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("official/duk/pdf?unit=999999999", 400, "Unit kerja itu tidak ada."),
        ("official/duk/pdf?unit=x'--", 400, "Unit kerja itu tidak ada."),
        ("official/duk/pdf?agency=0", 400, "Instansi itu tidak ada."),
        ("official/rekap-diklat/xlsx?year=1900", 400, "Tahun itu tidak dapat dipilih."),
        ("official/duk/exe", 404, ""),
        ("official/tidak-ada/pdf", 404, ""),
    ],
)
def test_nonsense_in_the_address_is_told(office: Office, path: str, status: int, sentence: str) -> None:
    answer = office.admin.get(path)
    assert answer.status_code == status
    assert sentence in answer.text or sentence in read_notice(answer.text)


def test_whoever_may_not_read_marts_gets_no_list(office: Office) -> None:
    add_user(office.database.url, "tamu", "employee", PASSWORD)
    with psycopg.connect(office.database.url, autocommit=True) as connection:
        connection.execute(TAKE, ["tamu"])
    visitor = Visitor(office.admin.address, "tamu")
    assert visitor.get("official").status_code == 403
    assert visitor.get("official/duk/pdf").status_code == 403
    visitor.close()
