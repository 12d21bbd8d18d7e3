"""The page that explains one person: over HTTP, against a published city."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel
from psycopg.rows import dict_row

from admin.teller import Teller
from admin.warehouse.accounts import add_user


@dataclass
class Site:
    indonesian: Visitor
    english: Visitor
    employee: Visitor
    inspector: Visitor
    url: str

    def one(self, query: str, *values: Any) -> dict[str, Any]:
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            row = connection.execute(query, values).fetchone()
        assert row is not None
        return row


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[Site]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        add_user(database.url, "biasa", "employee", PASSWORD)
        add_user(database.url, "pengawas", "inspector", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitors = (
                Visitor(address),
                Visitor(address, language="en"),
                Visitor(address, "biasa"),
                Visitor(address, "pengawas"),
            )
            yield Site(*visitors, database.url)
            for visitor in visitors:
                visitor.close()


def read_text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_page_tells_every_condition_in_the_language_of_the_reader(site: Site) -> None:
    check = site.one("SELECT * FROM marts.promotion_check WHERE turns_true_on IS NOT NULL ORDER BY nip LIMIT 1")
    build = site.one("SELECT * FROM marts.promotion_readiness LIMIT 1")
    page = read_text(site.indonesian.get(f"explain/{check['employee_id']}").text)
    assert all(
        text in page for text in (check["full_name"], check["sentence_id"], "Terpenuhi paling awal", "Dasar hukum")
    )
    assert all(text in page for text in ("Keadaan data per", f"#{build['build_id']}", build["rule_set_hash"]))
    assert check["sentence_en"] not in page
    page = read_text(site.english.get(f"explain/{check['employee_id']}").text)
    assert all(
        text in page for text in (check["full_name"], check["sentence_en"], "Met at the earliest", "Legal basis")
    )
    assert check["sentence_id"] not in page


def test_page_says_the_same_as_the_command(site: Site) -> None:
    from admin.cli.explain import write_lines
    from admin.explanation import read_explanation
    from models.database import create_engine

    counted = "SELECT nip, employee_id FROM marts.promotion_check GROUP BY 1, 2 ORDER BY count(*) DESC, nip LIMIT 1"
    nip, employee = site.one(counted).values()
    engine = create_engine(site.url)
    with engine.connect() as connection:
        told = read_explanation(connection, nip, "id")
    engine.dispose()
    page = read_text(site.indonesian.get(f"explain/{employee}").text)
    assert len(told.sections) > 3
    for section in told.sections:
        assert f"{section.title} {section.verdict}" in page
        assert all(sentence in page for sentence in section.sentences)
        for fact in (*section.facts, *(fact for reason in section.reasons for fact in reason.facts)):
            assert f"{fact.label} {fact.value}" in page
    assert told.name == next(write_lines(told))


MISSING_SKP = """
    SELECT checked.nip, checked.employee_id, cycle.id AS cycle_id, cycle.name AS cycle
    FROM marts.promotion_check AS checked
    JOIN personnel.performance_cycle AS cycle
        ON cycle.agency_id = checked.agency_id AND cycle.kind = 'TAHUNAN' AND cycle.year = checked.item::integer
    WHERE checked.state = 'DATA_TIDAK_ADA' AND checked.requirement_code = 'SKP' AND checked.evidence_id IS NULL
    ORDER BY checked.nip LIMIT 1
"""
APPRAISALS = "SELECT count(*) AS number FROM personnel.appraisal WHERE employee_id = %s AND performance_cycle_id = %s"


def test_a_missing_record_leads_to_its_form_filled_in_as_far_as_known(site: Site) -> None:
    missing = site.one(MISSING_SKP)
    known = missing["employee_id"], missing["cycle_id"]
    form = f"appraisal/create?employee_id={known[0]}&performance_cycle_id={known[1]}"
    page = html.unescape(site.indonesian.get(f"explain/{missing['employee_id']}").text)
    assert f'href="/admin/{form}"' in page
    shown = site.indonesian.get(form)
    fields = read_inputs(shown.text)
    assert shown.status_code == 200
    assert (fields["employee_id"], fields["performance_cycle_id"]) == tuple(map(str, known))
    assert missing["nip"] in html.unescape(shown.text)
    assert site.one(APPRAISALS, *known)["number"] == 0, "an address stores nothing"
    created = site.indonesian.create("appraisal", {**fields, "predicate": "BAIK"})
    assert site.one("SELECT predicate FROM personnel.appraisal WHERE id = %s", created)["predicate"] == "BAIK"


def test_evidence_leads_to_the_very_row(site: Site) -> None:
    check = site.one(
        "SELECT employee_id, evidence_id FROM marts.promotion_check"
        " WHERE evidence_table = 'personnel.grade_record' LIMIT 1"
    )
    place = f"grade-record/edit/{check['evidence_id']}"
    assert f'href="/admin/{place}"' in site.indonesian.get(f"explain/{check['employee_id']}").text
    assert site.indonesian.get(place).status_code == 200


def test_who_may_not_change_is_shown_what_is_missing_without_a_way_to_enter_it(site: Site) -> None:
    row = site.one(
        "SELECT employee_id FROM marts.talent_box WHERE missing <> '{}' AND year = extract(year FROM as_of_date) - 1"
        " AND employee_id IN (SELECT employee_id FROM marts.promotion_readiness) ORDER BY nip LIMIT 1"
    )
    page = site.inspector.get(f"explain/{row['employee_id']}").text
    assert "Isi: Hasil asesmen" in page
    assert "/create?" not in page
    assert "/edit/" not in page
    assert "/details/" in page


def test_rows_of_marts_say_what_is_missing_and_lead_to_its_form(site: Site) -> None:
    row = site.one("SELECT nip, employee_id FROM marts.talent_box WHERE 'ASESMEN_POTENSI' = ANY(missing) LIMIT 1")
    page = html.unescape(site.indonesian.get("marts/talent_box", search=row["nip"]).text)
    assert "Hasil asesmen potensi yang masih berlaku belum tercatat" in page
    assert f'href="/admin/assessment-result/create?employee_id={row["employee_id"]}"' in page
    assert f'href="/admin/explain/{row["employee_id"]}"' in page
    assert "What to do" in site.english.get("marts/talent_box", search=row["nip"]).text
    assert "Tindakan" not in site.indonesian.get("marts/headcount_month").text


@pytest.mark.parametrize("mart", ["promotion_check", "kgb_due", "ip_asn", "competency_gap", "contract_due", "duk"])
def test_every_mart_of_people_leads_to_them(site: Site, mart: str) -> None:
    page = site.indonesian.get(f"marts/{mart}")
    assert page.status_code == 200
    assert "/admin/explain/" in page.text
    assert "Sebutan" not in read_text(page.text)


INCOMPLETE = """
    SELECT readiness.nip, readiness.employee_id, cycle.id AS cycle_id
    FROM marts.promotion_readiness AS readiness
    JOIN marts.promotion_check AS checked USING (employee_id, path_code)
    JOIN personnel.performance_cycle AS cycle
        ON cycle.agency_id = checked.agency_id AND cycle.kind = 'TAHUNAN' AND cycle.year = checked.item::integer
    WHERE readiness.status = 'DATA_TIDAK_LENGKAP' AND checked.state = 'DATA_TIDAK_ADA'
        AND checked.requirement_code = 'SKP' AND checked.evidence_id IS NULL
    ORDER BY readiness.nip DESC LIMIT 1
"""


def test_readiness_without_data_leads_to_the_form_of_the_missing_record(site: Site) -> None:
    row = site.one(INCOMPLETE)
    page = html.unescape(site.indonesian.get("marts/promotion_readiness", search=row["nip"]).text)
    known = f"employee_id={row['employee_id']}&performance_cycle_id={row['cycle_id']}"
    assert f'href="/admin/appraisal/create?{known}"' in page
    assert "belum tercatat" in read_text(page)


def test_forms_leave_out_what_an_address_says_wrongly(site: Site) -> None:
    wrong = {
        "employee_id": "999999999",
        "grade_id": "x",
        "valid_from": "31-02-2026",
        "service_years": "<b>12</b>",
        "row_version": "9",
        "unknown": "1",
    }
    shown = site.indonesian.get("grade-record/create", **wrong)
    assert shown.status_code == 200
    fields = read_inputs(shown.text)
    assert [fields[name] for name in ("employee_id", "grade_id", "valid_from")] == ["", "", ""]
    assert fields["service_years"] == "0", "the default, as on an empty form"
    assert "<b>12</b>" not in shown.text
    assert "Belum ada yang disimpan" not in read_text(shown.text)
    right = site.indonesian.get("grade-record/create", valid_from="01-04-2026", service_years="4")
    assert read_inputs(right.text)["valid_from"] == "01/04/2026"
    assert read_inputs(right.text)["service_years"] == "4"
    secret = site.indonesian.get("user/create", password_hash="rahasia-sekali").text
    assert read_inputs(secret)["password_hash"] == ""


def test_page_is_reached_from_the_employee_and_from_mart_rows(site: Site) -> None:
    row = site.one("SELECT employee_id, nip FROM marts.duk WHERE rank_agency = 1")
    link = f'href="/admin/explain/{row["employee_id"]}"'
    details = f"employee/details/{row['employee_id']}"
    assert link in site.indonesian.get(details).text
    assert link in site.indonesian.get("marts/duk").text
    assert f'href="/admin/{details}"' in site.indonesian.get(f"explain/{row['employee_id']}").text
    person = site.one("SELECT id FROM personnel.person LIMIT 1")["id"]
    assert "/admin/explain/" not in site.indonesian.get(f"person/details/{person}").text


@pytest.mark.parametrize("key", ["198001012005011999", "0", "99999999999999999999", "%3Cscript%3E", "%00"])
def test_keys_that_lead_nowhere_are_not_found(site: Site, key: str) -> None:
    answer = site.indonesian.get(f"explain/{key}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text


LEFT = """
    SELECT employee.id, employee.nip, person.name, ended.effective_on
    FROM marts.training_employee AS trained
    JOIN personnel.termination AS ended USING (employee_id)
    JOIN personnel.employee AS employee ON employee.id = employee_id
    JOIN personnel.person AS person ON person.id = employee.person_id
    WHERE ended.effective_on <= trained.as_of_date ORDER BY employee.nip LIMIT 1
"""


def test_mart_row_of_somebody_who_left_leads_to_who_it_is(site: Site) -> None:
    gone = site.one(LEFT)
    found = html.unescape(site.indonesian.get("marts/training_employee", search=gone["nip"]).text)
    assert f'href="/admin/explain/{gone["id"]}"' in found
    shown = site.indonesian.get(f"explain/{gone['id']}")
    left = Teller("id").write(gone["effective_on"])
    assert shown.status_code == 200
    assert f"({gone['nip']}) sudah berhenti pada {left} (" in read_text(shown.text)
    assert f'href="/admin/employee/details/{gone["id"]}"' in shown.text
    assert f"{gone['name']}" in re.findall(r"<h1>(.*?)</h1>", html.unescape(shown.text))[0]
    english = read_text(site.english.get(f"explain/{gone['id']}").text)
    assert f"left on {Teller('en').write(gone['effective_on'])} (" in english


def test_somebody_whom_the_marts_have_not_read_yet_is_told_so(site: Site) -> None:
    before = site.one("SELECT nip FROM marts.duk ORDER BY nip DESC LIMIT 1")["nip"]
    after = f"{before[:15]}998"
    with psycopg.connect(site.url) as connection:
        new = connection.execute(
            "INSERT INTO personnel.employee (person_id, agency_id, nip, employment_type_id, appointed_on)"
            " SELECT person_id, agency_id, %s, employment_type_id, appointed_on FROM personnel.employee WHERE nip = %s"
            " RETURNING id",
            [after, before],
        ).fetchone()
    assert new is not None
    try:
        assert "dicatat atau diubah sesudah datanya dibaca" in read_text(site.indonesian.get(f"explain/{new[0]}").text)
    finally:
        with psycopg.connect(site.url) as connection:
            connection.execute("DELETE FROM personnel.employee WHERE nip = %s", [after])


def test_nobody_is_told_of_whom_the_database_hides(site: Site) -> None:
    key = site.one("SELECT employee_id FROM marts.duk LIMIT 1")["employee_id"]
    assert site.indonesian.get(f"explain/{key}").status_code == 200
    assert site.employee.get(f"explain/{key}").status_code == 404, "the database shows nobody else"
    stranger = Visitor(site.indonesian.address, name="")
    assert "/admin/login" in stranger.get(f"explain/{key}").headers["location"]
    stranger.close()


def test_nothing_published_is_said(server: Any, city_template: str) -> None:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            answer = visitor.get("explain/1")
            visitor.close()
    assert answer.status_code == 404
    assert "Belum ada mart yang diterbitkan. Jalankan “merit build”." in read_text(answer.text)


BALANCE = """
    SELECT balance.* FROM marts.leave_balance AS balance WHERE leave_kind_code = 'TAHUNAN'
        AND cardinality(ledger_ids) > 1 AND year = extract(year FROM as_of_date) ORDER BY nip LIMIT 1
"""


@pytest.mark.parametrize(
    ("mart", "query", "section"),
    [
        ("leave_balance", BALANCE, "cuti_tahunan"),
        ("duk", "SELECT * FROM marts.duk WHERE rank_agency = 7", "duk"),
        (
            "promotion_readiness",
            "SELECT * FROM marts.promotion_readiness WHERE path_code = 'REGULER' LIMIT 1",
            "reguler",
        ),
        ("kgb_due", "SELECT * FROM marts.kgb_due ORDER BY nip LIMIT 1", "kgb"),
        ("retirement_forecast", "SELECT * FROM marts.retirement_forecast ORDER BY nip LIMIT 1", "pensiun"),
    ],
)
def test_cell_leads_to_the_reasons_for_it(site: Site, mart: str, query: str, section: str) -> None:
    row = site.one(query)
    page = html.unescape(site.indonesian.get(f"marts/{mart}", search=row["nip"]).text)
    address = f"/admin/explain/{row['employee_id']}#{section}"
    assert re.search(rf'<a class="because" href="{address}">[^<]+ <small>mengapa\?</small></a>', page)
    assert f'id="{section}"' in site.indonesian.get(f"explain/{row['employee_id']}").text
    assert "<small>why?</small>" in site.english.get(f"marts/{mart}", search=row["nip"]).text


def test_balance_is_told_by_the_rows_of_the_ledger(site: Site) -> None:
    row, write = site.one(BALANCE), Teller("id").write
    page = html.unescape(site.indonesian.get(f"explain/{row['employee_id']}").text)
    section = page[page.index('id="cuti_tahunan"') :]
    section = section[: section.index("</section>")]
    told = read_text(section)
    parts = (row[name] for name in ("own_days", "carried_days", "used_days", "pending_days", "left_days"))
    assert "Hak {} hari ditambah bawaan {}, dikurangi terpakai {} dan menunggu {}: sisa {} hari.".format(*parts) in told
    assert f"Sisa {row['left_days']} hari tahun {row['year']}" in told
    taken = 0
    for key in row["ledger_ids"]:
        entry = site.one("SELECT * FROM personnel.leave_ledger WHERE id = %s", key)
        assert f"Dibukukan {write(entry['entered_on'])}" in told
        assert f"{entry['days']:+d} hari" in told
        assert f'href="/admin/leave-ledger/details/{key}"' in section or f"/leave-ledger/edit/{key}" in section
        taken -= entry["days"] if entry["entry"] in ("PAKAI", "BATAL") else 0
    assert taken == row["used_days"], "the rows that are told make up what is used"
    english = read_text(site.english.get(f"explain/{row['employee_id']}").text)
    assert f"{row['left_days']} days left of {row['year']}" in english


def test_place_in_the_duk_is_told_against_both_neighbours(site: Site) -> None:
    mine, below = (site.one("SELECT * FROM marts.duk WHERE rank_agency = %s", rank) for rank in (7, 8))
    told = read_text(site.indonesian.get(f"explain/{mine['employee_id']}").text)
    assert f"Tepat di bawahnya {below['full_name']}. Yang mendahulukan pegawai ini:" in told
    assert f"Pembeda dari orang di bawahnya {below['decided_by_label_id']}" in told
    last = site.one("SELECT * FROM marts.duk ORDER BY rank_agency DESC LIMIT 1")
    assert "Tepat di bawahnya" not in read_text(site.indonesian.get(f"explain/{last['employee_id']}").text)


def test_employee_is_told_of_the_own_place_and_leave_and_of_nobody_else(site: Site) -> None:
    """Row-level security decides: no neighbours in the DUK, nor how many there are, and no balance of others."""
    mine = site.one(
        "SELECT * FROM marts.duk WHERE rank_agency > 5"
        " AND employee_id IN (SELECT employee_id FROM marts.leave_balance) ORDER BY nip LIMIT 1"
    )
    neighbours = [
        site.one("SELECT * FROM marts.duk WHERE rank_agency = %s", mine["rank_agency"] + by) for by in (-1, 1)
    ]
    become = 'UPDATE stewardship."user" SET employee_id = %s WHERE name = %s'
    with psycopg.connect(site.url) as connection:
        connection.execute(become, [mine["employee_id"], "biasa"])
    try:
        told = read_text(site.employee.get(f"explain/{mine['employee_id']}").text)
        assert f"Urutan {mine['rank_agency']} di instansi, dan urutan {mine['rank_unit']} di unit kerjanya." in told
        assert "Yang tepat di atasnya di luar jangkauan Anda:" in told
        assert "Tidak ada orang di atasnya" not in told
        assert f"Pembeda {mine['decided_by_label_id']} Pegawai ini" in told
        assert not [name for name in (it["full_name"] for it in neighbours) if name in told]
        assert "hari tahun" in told
        assert site.employee.get(f"explain/{neighbours[0]['employee_id']}").status_code == 404
        rows = html.unescape(site.employee.get("marts/leave_balance").text)
        assert {*re.findall(r"/admin/explain/(\d+)#", rows)} == {str(mine["employee_id"])}
    finally:
        with psycopg.connect(site.url) as connection:
            connection.execute(become, [None, "biasa"])
