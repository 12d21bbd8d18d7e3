"""`merit explain`: one person's whole reasoning, from a published city and for another day."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from babel.dates import format_date
from click.testing import CliRunner, Result
from psycopg.rows import dict_row

from admin.cli import main
from admin.explanation import Explanation, read_explanation
from admin.explanation.seniority import COMPARED, WHY
from admin.teller import Teller
from admin.warehouse.database import Database
from models.database import create_engine
from models.wording import Language, split_languages

Run = Callable[..., Result]
BLOCKED = """
    SELECT nip, path_label_id, path_label_en FROM marts.promotion_readiness
    WHERE path_code = 'REGULER' AND readiness_class = %s ORDER BY nip LIMIT 1
"""


@contextmanager
def calling(server: Any, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Run commands in this process, on a clone of the published city."""
    monkeypatch.setattr("admin.settings.load_settings", lambda: server.settings)
    monkeypatch.setattr("admin.warehouse.preparation.prepare_warehouse", lambda *_: database)
    yield lambda *arguments: CliRunner().invoke(main, ["explain", *arguments])


@pytest.fixture
def explain(server: Any, published: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    with calling(server, published, monkeypatch) as run:
        yield run


def read(database: Database, query: str, *values: Any) -> list[dict[str, Any]]:
    with psycopg.connect(database.url, row_factory=dict_row) as connection:
        return connection.execute(query, values).fetchall()


def plain(text: str) -> str:
    """Undo the breaking of lines."""
    return " ".join(text.split())


def test_every_condition_is_told_with_its_ground_and_its_day(explain: Run, published: Database) -> None:
    [person] = read(published, BLOCKED, "SIAP_6BLN")
    checks = read(published, "SELECT * FROM marts.promotion_check WHERE nip = %s", person["nip"])
    [ready] = read(
        published, "SELECT * FROM marts.promotion_readiness WHERE nip = %s AND path_code = 'REGULER'", person["nip"]
    )
    shown = plain(explain(person["nip"]).output)
    english = plain(explain(person["nip"], "--language", "en").output)
    assert checks
    assert f"{ready['path_label_id']}: Tidak memenuhi syarat (siap dalam 6 bulan)" in shown
    assert f"{ready['path_label_en']}: Not eligible (ready within 6 months)" in english
    assert f"TMT paling awal {long(ready['earliest_tmt'])}" in shown
    assert f"Golongan tujuan {ready['target_grade_name']} ({ready['target_grade_code']})" in shown
    for check in checks:
        assert check["sentence_id"] in shown
        assert check["sentence_en"] in english
        if check["turns_true_on"]:
            assert f"Terpenuhi paling awal {long(check['turns_true_on'])}" in shown
    assert "Dasar hukum PP 99/2000, pasal 7" in shown
    assert "Legal basis PP 99/2000, article 7" in english
    assert "Dasar hukum jalur PP 99/2000, pasal 6" in shown


def test_all_paths_are_told_and_the_build_at_the_end(explain: Run, published: Database) -> None:
    [busiest] = read(
        published, "SELECT nip FROM marts.promotion_readiness GROUP BY nip ORDER BY count(*) DESC, nip LIMIT 1"
    )
    paths = read(published, "SELECT * FROM marts.promotion_readiness WHERE nip = %s", busiest["nip"])
    lines = explain(busiest["nip"]).output.splitlines()
    assert len(paths) > 2
    for path in paths:
        assert sum(line.startswith(f"{path['path_label_id']}: {path['status_label_id']}") for line in lines) == 1
    assert lines[0] == paths[0]["full_name"]
    assert plain(" ".join(lines[1:6])) == plain(
        f"NIP {busiest['nip']} Golongan {paths[0]['grade_name']} ({paths[0]['grade_code']}) "
        f"TMT golongan {long(paths[0]['grade_from'])} Jabatan {paths[0]['position_name']} "
        f"Unit kerja {paths[0]['unit_name']}"
    )
    assert [plain(line) for line in lines[-3:]] == [
        f"Keadaan data per {long(paths[0]['as_of_date'])}",
        f"Pembangunan #{paths[0]['build_id']}",
        f"Sidik aturan {paths[0]['rule_set_hash']}",
    ]


KINDS = """
    SELECT DISTINCT ON (standing) standing, nip FROM marts.promotion_readiness ORDER BY standing, nip
"""
ODD = """
    (SELECT nip FROM marts.promotion_check WHERE blocker_code = 'HUKDIS' ORDER BY nip LIMIT 1)
    UNION (SELECT nip FROM marts.promotion_check WHERE blocker_code = 'CLTN' ORDER BY nip LIMIT 1)
    UNION (SELECT nip FROM marts.promotion_check WHERE state = 'DATA_TIDAK_ADA' ORDER BY nip LIMIT 1)
    UNION (SELECT nip FROM marts.retirement_forecast ORDER BY leaves_on, nip LIMIT 1)
    UNION (SELECT nip FROM marts.kgb_due WHERE status_code = 'SUDAH_WAKTUNYA' ORDER BY nip LIMIT 1)
    UNION (
        SELECT nip FROM marts.talent_box WHERE box IS NOT NULL
        AND employee_id IN (SELECT employee_id FROM marts.promotion_readiness) ORDER BY nip LIMIT 1
    )
"""


@pytest.fixture
def tell(published: Database) -> Iterator[Callable[..., Explanation]]:
    """Read an explanation from the published marts."""
    engine = create_engine(published.url)
    with engine.connect() as connection:
        yield lambda nip, language="id": read_explanation(connection, nip, language)
    engine.dispose()


def people(published: Database) -> list[str]:
    """Return a person of every standing, and some whose case is unusual."""
    return sorted({row["nip"] for query in (KINDS, ODD) for row in read(published, query)})


def test_every_verdict_about_every_kind_of_person_cites_its_ground(
    published: Database, tell: Callable[..., Explanation]
) -> None:
    chosen = people(published)
    assert len(chosen) >= 8
    silent = []
    for nip in chosen:
        for section in tell(nip).sections:
            facts = [*section.facts, *(fact for reason in (*section.reasons, *section.met) for fact in reason.facts)]
            if not any(fact.label.startswith("Dasar") and fact.value for fact in facts):
                silent.append((nip, section.code, section.verdict))
    assert [item for item in silent if not may_be_silent(*item)] == []


def may_be_silent(_nip: str, code: str, verdict: str) -> bool:
    """Whether no rule was applied at all: nothing was on record that one could be applied to."""
    return "Data tidak lengkap" in verdict and code in {"kinerja", "ip-asn", "kompetensi", "duk"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_days_and_numbers_are_written_in_one_way(
    published: Database, tell: Callable[..., Explanation], language: Language
) -> None:
    for nip in people(published):
        told = tell(nip, language)
        words = [part for section in told.sections for part in (section.verdict, *section.sentences)]
        for reason in (item for section in told.sections for item in (*section.reasons, *section.met)):
            words += [reason.sentence, *(fact.value for fact in reason.facts)]
        words += [fact.value for section in told.sections for fact in section.facts]
        wrong = r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}|[{}]|None|" + (r"\d\.\d\d?\b" if language == "id" else r"\d,\d\d?\b")
        assert [text for text in words if re.search(wrong, text)] == []


def test_conditions_that_are_met_are_told_too(explain: Run, published: Database) -> None:
    [person] = read(published, BLOCKED, "SIAP_6BLN")
    shown = plain(explain(person["nip"]).output)
    assert "+ Tidak sedang menjalani hukuman disiplin sedang. (PP 94/2021, pasal belum dipastikan)" in shown
    assert "+ No medium disciplinary punishment is being served. (PP 94/2021, article not established)" in plain(
        explain(person["nip"], "--language", "en").output
    )


def test_without_the_workings_of_the_build_only_their_number_is_missing(explain: Run, published: Database) -> None:
    """They are unlogged: a crash of the server empties them, and the verdict stands all the same."""
    [person] = read(published, BLOCKED, "SIAP_6BLN")
    with psycopg.connect(published.url) as connection:
        connection.execute("TRUNCATE staging.int_promotion__rule_in_force")
    shown = plain(explain(person["nip"]).output)
    assert "syarat lain yang diperiksa terpenuhi" in shown
    assert " + " not in shown


def test_missing_data_names_the_table_and_what_is_known(explain: Run, published: Database) -> None:
    [missing] = read(
        published,
        "SELECT checked.nip, employee_id, item, cycle.id AS cycle FROM marts.promotion_check AS checked"
        " JOIN personnel.performance_cycle AS cycle ON cycle.agency_id = checked.agency_id AND cycle.kind = 'TAHUNAN'"
        " AND cycle.year = item::integer WHERE state = 'DATA_TIDAK_ADA' AND requirement_code = 'SKP'"
        " AND evidence_id IS NULL ORDER BY checked.nip LIMIT 1",
    )
    shown = plain(explain(missing["nip"]).output)
    assert f"> Penilaian kinerja (SKP) tahun {missing['item']} belum tercatat." in shown
    known = f"employee_id={missing['employee_id']} performance_cycle_id={missing['cycle']}"
    assert f"[personnel.appraisal {known}]" in shown


def test_a_verdict_names_the_row_it_rests_on(explain: Run, published: Database) -> None:
    [row] = read(
        published,
        "SELECT nip, evidence_id FROM marts.promotion_check WHERE evidence_table = 'personnel.grade_record'"
        " AND state = 'BELUM_WAKTUNYA' ORDER BY nip LIMIT 1",
    )
    assert f"[personnel.grade_record id={row['evidence_id']}]" in explain(row["nip"]).output


@pytest.mark.parametrize("criterion", ["GOLONGAN", "TMT_GOLONGAN", "MASA_KERJA"])
def test_place_in_the_duk_is_told_with_what_decided_it(explain: Run, published: Database, criterion: str) -> None:
    [mine] = read(published, "SELECT * FROM marts.duk WHERE decided_by = %s ORDER BY rank_agency LIMIT 1", criterion)
    [above] = read(published, "SELECT * FROM marts.duk WHERE rank_agency = %s", mine["rank_agency"] - 1)
    shown = plain(explain(mine["nip"]).output)
    written = {
        "GOLONGAN": lambda row: row["grade_code"],
        "TMT_GOLONGAN": lambda row: long(row["grade_tmt"]),
        "MASA_KERJA": lambda row: Teller("id").span(row["service_total_months"]),
    }[criterion]
    assert f"Tepat di atasnya {above['full_name']}: {split_languages(WHY[criterion])[0]}." in shown
    assert (
        f"Pembeda {mine['decided_by_label_id']} Orang di atasnya {written(above)} Pegawai ini {written(mine)}" in shown
    )
    assert "Dasar hukum PP 15/1979, pasal belum dipastikan" in shown
    assert f"Urutan {mine['rank_agency']} dari {count(published)} PNS di instansi" in shown


def test_every_criterion_of_the_duk_has_its_words(published: Database) -> None:
    codes = {row["code"] for row in read(published, "SELECT code FROM rules.duk_criterion")}
    assert set(WHY) == set(COMPARED) == codes


def test_first_of_the_duk_has_nobody_above(explain: Run, published: Database) -> None:
    [first] = read(published, "SELECT nip FROM marts.duk WHERE rank_agency = 1")
    assert "Tidak ada orang di atasnya." in explain(first["nip"]).output


def test_training_of_the_year_is_told_and_pppk_have_no_place_in_the_duk(explain: Run, published: Database) -> None:
    [row] = read(
        published,
        "SELECT * FROM marts.training_employee WHERE scheme = 'PPPK' AND status_code = 'BELUM'"
        " AND year = extract(year FROM as_of_date) ORDER BY nip LIMIT 1",
    )
    shown = plain(explain(row["nip"]).output)
    assert f"Pelatihan tahun {row['year']}: {row['status_label_id']}" in shown
    assert f"JP yang masih kurang {row['hours_missing'].normalize():f}".replace(".", ",") in shown
    assert "Kenaikan pangkat reguler: Tidak berlaku" in shown
    assert "DUK" not in shown


def test_another_day_is_derived_apart_and_nothing_is_left(explain: Run, published: Database) -> None:
    [person] = read(published, BLOCKED, "SIAP_6BLN")
    before = leavings(published)
    [ready] = read(
        published, "SELECT * FROM marts.promotion_readiness WHERE nip = %s AND path_code = 'REGULER'", person["nip"]
    )
    day = ready["earliest_tmt"] - timedelta(days=400)
    done = explain(person["nip"], "--as-of", str(day))
    assert done.exit_code == 0, done.output
    shown = plain(done.stdout)
    assert f"Keadaan data per {long(day)} Pembangunan tidak diterbitkan, hanya untuk penjelasan ini" in shown
    assert "Kenaikan pangkat reguler: Tidak memenuhi syarat (terhalang)" in shown
    assert leavings(published) == before


def test_the_published_day_needs_no_derivation(explain: Run, published: Database) -> None:
    [row] = read(published, "SELECT nip, as_of_date FROM marts.promotion_readiness LIMIT 1")
    assert explain(row["nip"], "--as-of", str(row["as_of_date"])).output == explain(row["nip"]).output


@pytest.mark.parametrize("nip", ["123", "19800101200501199x", "１９８００１０１２００５０１１００１"])
def test_what_is_no_nip_is_said_so(explain: Run, nip: str) -> None:
    refused = explain(nip)
    assert refused.exit_code == 1
    assert refused.output == f"merit: {nip!r} is not a NIP. Write its 18 digits as on a decree.\n"


def test_a_nip_may_be_typed_with_spaces(explain: Run, published: Database) -> None:
    [row] = read(published, "SELECT nip FROM marts.promotion_readiness LIMIT 1")
    nip = row["nip"]
    assert explain(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}").output == explain(nip).output


def test_nobody_has_this_nip(explain: Run) -> None:
    for extra in ([], ["--as-of", "2025-01-01"]):
        refused = explain("198001012005011999", *extra)
        assert refused.exit_code == 1
        assert refused.output == "merit: There is no employee with the NIP 198001012005011999. Check its digits.\n"


def test_someone_who_left_is_told_apart_from_nobody(explain: Run, published: Database) -> None:
    [gone] = read(
        published,
        "SELECT nip, person.name, effective_on FROM personnel.termination AS ended"
        " JOIN personnel.employee AS employee ON employee.id = ended.employee_id"
        " JOIN personnel.person AS person ON person.id = employee.person_id"
        " WHERE effective_on < (SELECT as_of_date FROM marts.build_info) LIMIT 1",
    )
    refused = explain(gone["nip"])
    assert refused.exit_code == 1
    assert gone["name"] in refused.output
    assert f"({gone['nip']}) left on {Teller('en').write(gone['effective_on'])} (" in refused.output
    assert refused.output.endswith(f"For a day of employment: `merit explain {gone['nip']} --as-of DATE`.\n")


def test_nothing_published_is_said_with_the_cure(server: Any, city: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with calling(server, city, monkeypatch) as run:
        refused = run("198001012005011999")
    assert refused.exit_code == 1
    assert refused.output == "merit: No marts have been published yet. Run `merit build`.\n"


@pytest.mark.parametrize("change", ["drop column credit_total cascade", "rename column path_code to jalur"])
def test_marts_of_an_older_merit_are_told_with_the_cure(explain: Run, published: Database, change: str) -> None:
    [person] = read(published, "SELECT nip FROM marts.promotion_readiness LIMIT 1")
    with psycopg.connect(published.url) as connection:
        connection.execute(f"ALTER TABLE marts.promotion_readiness {change}".encode())
    refused = explain(person["nip"])
    assert refused.exit_code == 1
    assert refused.output == "merit: The published marts were built by an older Merit. Run `merit build`.\n"


def long(day: date) -> str:
    return str(format_date(day, "d MMMM y", locale="id"))


def count(database: Database) -> int:
    [row] = read(database, "SELECT count(*) AS number FROM marts.duk")
    return int(row["number"])


def leavings(database: Database) -> list[dict[str, Any]]:
    schemas = "SELECT nspname::text AS name FROM pg_namespace WHERE nspname !~ '^pg_'"
    return read(database, f"{schemas} UNION ALL SELECT id || status FROM stewardship.warehouse_build ORDER BY 1")
