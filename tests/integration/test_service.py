"""Surveys and outreach as people enter them: sheets by form and by file, what is wrong told in a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from exchange_files import Importer, read_counts, read_problems, read_xlsx, write_csv, write_xlsx
from form_desk import FormDesk
from panel_site import PASSWORD, Visitor, serve_panel
from scenario import Writer

from admin.warehouse.accounts import add_user
from models.service import ELEMENTS

GOOD = dict.fromkeys(ELEMENTS, "4")
ONLINE = ("requirements", "procedure", "duration", "cost", "product", "complaints")
SHEET = ["survey.code", "number", "answered_on", *ELEMENTS]


@dataclass
class Office(FormDesk):
    """A panel over an office with two surveys and a mobile service; the second survey asks six elements."""

    counter: int
    online: int
    mobile: int

    def refuse_sheet(self, **wrong: str) -> dict[str, str]:
        sheet = {"survey_id": str(self.counter), "number": "900", "answered_on": "2025-03-01"} | GOOD | wrong
        return self.refuse("survey-response", {name: value for name, value in sheet.items() if value})


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            counter, online, mobile = _write_office(Writer(connection))
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield Office(database.url, visitor, counter, online, mobile)
            visitor.close()


def _write_office(writer: Writer) -> tuple[int, int, int]:
    agency = writer.agency("KOTA")
    unit = writer.unit(agency, "DUKCAPIL")
    period = {"starts_on": "2025-01-01", "ends_on": "2025-06-30", "name": "Semester I 2025", "population": 200}
    surveys = []
    for code, asked in (("LOKET", [*ELEMENTS]), ("DARING", ONLINE)):
        numbers = {f"{element}_number": place for place, element in enumerate(asked, start=1)}
        form = writer.insert("personnel.survey_form", agency_id=agency, name=code, **numbers)
        point = writer.insert(
            "personnel.service_point", unit_id=unit, code=code, name=code, kind=code, valid_from="2020-01-01"
        )
        survey = writer.insert(
            "personnel.survey", service_point_id=point, survey_form_id=form, code=f"{code}-2025-1", **period
        )
        surveys.append(survey)
    mobile = writer.insert(
        "personnel.service_point", unit_id=unit, code="KELILING", name="Keliling", kind="KELILING",
        valid_from="2020-01-01",
    )  # fmt: skip
    return surveys[0], surveys[1], mobile


# --- forms -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ["requirements", "facilities"])
def test_sheet_without_an_element_is_refused_beside_that_element(office: Office, element: str) -> None:
    told = office.refuse_sheet(**{element: ""})
    assert list(told) == [element]
    assert told[element].startswith("Unsur ini ditanyakan kuesioner dan harus dijawab")


@pytest.mark.parametrize("score", ["0", "5", "-1"])
def test_score_outside_the_scale_is_refused(office: Office, score: str) -> None:
    assert office.refuse_sheet(duration=score) == {"duration": "Nilai setiap unsur harus 1, 2, 3, atau 4."}


def test_sheet_of_another_day_or_number_is_refused(office: Office) -> None:
    day = "Tanggal pengisian harus dalam masa survei."
    assert office.refuse_sheet(answered_on="2025-07-01") == {"answered_on": day}
    assert office.refuse_sheet(number="0") == {"number": "Nomor lembar harus lebih dari nol."}
    assert office.refuse_sheet(survey_id="") == {"survey_id": "Isian ini wajib diisi."}


def test_element_that_is_not_asked_is_refused(office: Office) -> None:
    told = office.refuse_sheet(survey_id=str(office.online))
    assert told == {"competence": "Kuesioner survei ini tidak menanyakan unsur ini; kosongkan."}


def test_what_was_asked_and_when_stays_once_it_is_answered(office: Office) -> None:
    sheet = {"survey_id": str(office.online), "number": "1", "answered_on": "2025-06-30"}
    key = office.visitor.create("survey-response", sheet | dict.fromkeys(ONLINE, "3"))
    changes = (
        ("UPDATE personnel.survey SET ends_on = '2025-06-29' WHERE id = %s", "ck_survey_kept"),
        ("UPDATE personnel.survey SET survey_form_id = survey_form_id - 1 WHERE id = %s", "ck_survey_kept"),
        (
            "UPDATE personnel.survey_form SET facilities_number = 7 WHERE name = 'DARING' AND %s > 0",
            "ck_survey_form_kept",
        ),
    )
    with psycopg.connect(office.url) as connection:
        for change, constraint in changes:
            with pytest.raises(psycopg.errors.CheckViolation) as refused, connection.transaction():
                connection.execute(change.encode(), [office.online])
            assert refused.value.diag.constraint_name == constraint
        # another number on the sheet, or a longer period, changes nothing that was answered
        connection.execute("UPDATE personnel.survey_form SET complaints_number = 9 WHERE name = 'DARING'")
        connection.execute("UPDATE personnel.survey SET ends_on = '2025-07-31' WHERE id = %s", [office.online])
        connection.execute("DELETE FROM personnel.survey_response WHERE id = %s", [key])


def test_wrong_visits_and_services_are_refused(office: Office) -> None:
    visit = {"service_point_id": str(office.mobile), "place": "Kelurahan", "starts_on": "2025-05-02",
             "ends_on": "2025-05-01", "status": "DIRENCANAKAN"}  # fmt: skip
    assert office.refuse("outreach-visit", visit) == {"ends_on": "Tanggal selesai tidak boleh sebelum tanggal mulai."}
    cancelled = visit | {"ends_on": "2025-05-02", "status": "DIBATALKAN", "note": " "}
    assert office.refuse("outreach-visit", cancelled) == {"note": "Tulis alasan pembatalan."}
    key = office.visitor.create("outreach-visit", visit | {"ends_on": "2025-05-02"})
    served = {"outreach_visit_id": str(key), "name": "KTP", "requested": "3", "completed": "4"}
    assert list(office.refuse("outreach-service", served)) == ["completed"]


# --- files -----------------------------------------------------------------------------------------------------------


def test_sheets_of_a_file_are_stored_once_and_corrected_by_the_same_file(office: Office, tmp_path: Path) -> None:
    importer = Importer(office.visitor, "survey-response")
    headings = read_xlsx(office.visitor.get("survey-response/import/template").content)[0]
    assert headings[:4] == ["ID [id]", "Survei – Kode [survey.code]", "Nomor lembar [number]", "Tanggal [answered_on]"]
    rows = [["", "LOKET-2025-1", number, "2025-02-01", *[3] * 8, 4] for number in range(1, 41)]
    (before,) = office.count("survey_response")
    importer.upload(write_xlsx(tmp_path / "skm.xlsx", [headings, *rows]), "skm.xlsx")
    assert read_counts(importer.check()) == {"new": 40, "changed": 0, "unchanged": 0, "wrong": 0}
    importer.store()
    assert office.count("survey_response") == [before + 40]
    rows[0][-1] = 1
    importer.upload(write_xlsx(tmp_path / "lagi.xlsx", [headings, *rows]), "lagi.xlsx")
    assert read_counts(importer.check()) == {"new": 0, "changed": 1, "unchanged": 39, "wrong": 0}
    importer.store()
    assert office.count("survey_response") == [before + 40]


def test_every_wrong_sheet_of_a_file_is_told_and_none_is_stored(office: Office) -> None:
    good = ["LOKET-2025-1", "101", "2025-02-01", *["4"] * 9]
    wrong: list[tuple[dict[int, str], str, str]] = [
        ({5: ""}, "duration", "Unsur ini ditanyakan"),
        ({11: "5"}, "facilities", "Nilai setiap unsur harus"),
        ({2: "2026-01-01"}, "answered_on", "dalam masa survei"),
        ({0: "LOKET-1999"}, "survey.code", "tidak ada di data tersimpan"),
        ({6: "baik"}, "cost", "Tulis bilangan bulat"),
    ]
    rows = [SHEET, good]
    for line, (cells, _, _) in enumerate(wrong):
        rows.append([cells.get(place, cell) for place, cell in enumerate(good)])
        rows[-1][1] = str(102 + line)
    importer = Importer(office.visitor, "survey-response")
    (before,) = office.count("survey_response")
    importer.upload(write_csv(rows))
    page = importer.check()
    assert read_counts(page)["wrong"] == len(wrong)
    found = {line: (heading, sentence) for line, heading, _, sentence in read_problems(page)}
    for line, (_, heading, sentence) in enumerate(wrong, start=3):
        assert found[line][0] == heading
        assert sentence in found[line][1]
    assert office.count("survey_response") == [before]
