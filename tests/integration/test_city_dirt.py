"""Every kind of wrong row that the city reports can be found by a query, as often as reported and nowhere else."""

from collections.abc import Iterator

import psycopg
import pytest
from town import AS_OF, OVERSTAYING, PRESENT

from admin.warehouse.city import CityReport, create_city
from admin.warehouse.city.dirt import DIRT_RATE

READABLE = r"predicate_written ~* '^\s*(sangat\s+)?(baik|cukup|butuh perbaikan|kurang|buruk)\s*$'"

FINDERS = {
    "NIP_BIRTH_DATE": """
        SELECT FROM personnel.employee e JOIN personnel.person p ON p.id = e.person_id
        WHERE left(nip, 8) <> to_char(born_on, 'YYYYMMDD')""",
    "NIK_OTHER_REGION": "SELECT FROM personnel.person WHERE left(nik, 4) <> '9971'",
    "NIK_FEMALE_DAY": "SELECT FROM personnel.person WHERE sex = 'P' AND substr(nik, 7, 2) <= '31'",
    "SKP_MISSING": """
        SELECT FROM personnel.employee e LEFT JOIN personnel.termination t ON t.employee_id = e.id
        WHERE t.id IS NULL AND appointed_on <= '2025-07-01'
        AND NOT EXISTS (SELECT FROM personnel.appraisal a JOIN personnel.performance_cycle c
            ON c.id = a.performance_cycle_id WHERE a.employee_id = e.id AND c.kind = 'TAHUNAN' AND year = 2025)
        AND NOT EXISTS (SELECT FROM personnel.employee_status s JOIN reference.legal_status l ON l.id = legal_status_id
            WHERE s.employee_id = e.id AND l.code = 'CLTN' AND s.valid_from < '2025-07-01'
            AND coalesce(s.valid_to, 'infinity') > '2025-07-01')""",
    "GRADE_SAME_TMT": """
        SELECT FROM personnel.grade_record r JOIN personnel.employee e ON e.id = r.employee_id
        JOIN reference.employment_type t ON t.id = employment_type_id WHERE t.scheme = 'PNS'
        GROUP BY employee_id, valid_from HAVING count(*) > 1""",
    "DIPLOMA_AFTER_RECOGNITION": "SELECT FROM personnel.education_record WHERE graduated_on > recognised_on",
    "GRADE_OUTSIDE_RANGE": """
        SELECT FROM personnel.assignment a JOIN personnel.seat s ON s.id = a.seat_id
        JOIN personnel.position_title t ON t.id = s.position_title_id
        JOIN reference.position_level l ON l.id = t.position_level_id
        JOIN reference.grade high ON high.id = l.highest_grade_id
        WHERE a.kind = 'DEFINITIF' AND a.valid_to IS NULL AND l.code LIKE 'JF%' AND high.ordinal + 1 <
            (SELECT max(g.ordinal) FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
             WHERE r.employee_id = a.employee_id AND g.scheme = 'PNS' AND r.reason <> 'PPPK')""",
    "PPPK_WITH_PANGKAT": """
        SELECT FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
        JOIN personnel.employee e ON e.id = r.employee_id JOIN reference.employment_type t ON t.id = employment_type_id
        WHERE g.scheme <> t.scheme""",
    "PREDICATE_SPELLING": f"SELECT FROM personnel.appraisal WHERE predicate IS NULL AND {READABLE}",
    "TRAINING_HOURS": "SELECT FROM personnel.completion WHERE hours = 0 OR hours = 320 AND started_on = ended_on",
    "TRAINING_DUPLICATE": """
        SELECT FROM personnel.completion c JOIN personnel.completion d
        ON d.id = c.id + 1 AND d.employee_id = c.employee_id AND d.ended_on = c.ended_on
        AND upper(d.title) = upper(c.title) AND (upper(trim(d.certificate_number)) = upper(c.certificate_number)
            OR d.certificate_number IS NULL AND c.certificate_number IS NOT NULL)""",
    "GRADE_UNRECORDED": f"""
        SELECT FROM ({PRESENT}) e WHERE NOT EXISTS (SELECT FROM personnel.grade_record r WHERE r.employee_id = e.id)""",
    "DIPLOMA_UNRECORDED": f"""
        SELECT FROM ({PRESENT}) e
        WHERE NOT EXISTS (SELECT FROM personnel.education_record r WHERE r.person_id = e.person_id)""",
    "CONTRACT_UNRECORDED": f"""
        SELECT FROM ({PRESENT}) e WHERE scheme = 'PPPK'
        AND NOT EXISTS (SELECT FROM personnel.pppk_contract c WHERE c.employee_id = e.id)""",
    "CONTRACT_PAST_BUP": """
        SELECT FROM personnel.pppk_contract c JOIN personnel.employee e ON e.id = c.employee_id
        JOIN personnel.person p ON p.id = e.person_id
        JOIN personnel.assignment a ON a.employee_id = e.id AND a.valid_to IS NULL
        JOIN personnel.seat s ON s.id = a.seat_id JOIN personnel.position_title t ON t.id = s.position_title_id
        WHERE left(nip, 8) = to_char(born_on, 'YYYYMMDD') AND c.valid_to > date_trunc('month', born_on
            + make_interval(years => CASE WHEN is_teacher THEN 60 ELSE 58 END)) + interval '1 month'""",
    "CREDIT_UNRECORDED": """
        SELECT FROM personnel.credit_record c WHERE kind = 'KONVERSI' AND period_from = '2023-01-01'
        AND NOT EXISTS (SELECT FROM personnel.credit_record d WHERE d.employee_id = c.employee_id
            AND d.kind IN ('INTEGRASI', 'DASAR'))
        AND EXISTS (SELECT FROM personnel.employee e WHERE e.id = c.employee_id AND appointed_on < '2023-01-01')""",
    "PENSION_OVERDUE": f"SELECT FROM ({OVERSTAYING}) e WHERE left(nip, 8) = to_char(born_on, 'YYYYMMDD')",
    "PREDICATE_UNREADABLE": f"SELECT FROM personnel.appraisal WHERE predicate IS NULL AND NOT {READABLE}",
    "RATING_CONTRADICTS": """
        SELECT FROM personnel.appraisal WHERE predicate <> CASE
            WHEN work_rating = 'DI_BAWAH' AND behaviour_rating = 'DI_BAWAH' THEN 'SANGAT_KURANG'
            WHEN behaviour_rating = 'DI_BAWAH' THEN 'KURANG' WHEN work_rating = 'DI_BAWAH' THEN 'BUTUH_PERBAIKAN'
            WHEN work_rating = 'DI_ATAS' AND behaviour_rating = 'DI_ATAS' THEN 'SANGAT_BAIK' ELSE 'BAIK' END
        AND work_rating IS NOT NULL""",
    "RATING_MISSING": """
        SELECT FROM personnel.appraisal a JOIN personnel.performance_cycle c ON c.id = a.performance_cycle_id
        WHERE year >= 2022 AND work_rating IS NULL AND predicate IS NOT NULL""",
}


@pytest.fixture(scope="module")
def dirty(server, template) -> Iterator[tuple[str, CityReport]]:
    with server.clone(template) as database:
        yield database.url, create_city(database.url, 1200, seed=12, as_of=AS_OF)


def test_every_kind_can_be_found(dirty: tuple[str, CityReport]) -> None:
    assert set(dirty[1].dirt) == set(FINDERS)


@pytest.mark.parametrize("kind", FINDERS)
def test_wrong_rows_are_as_many_as_reported(dirty: tuple[str, CityReport], kind: str) -> None:
    url, report = dirty
    with psycopg.connect(url) as connection:
        found = connection.execute(f"SELECT count(*) FROM ({FINDERS[kind]}) found").fetchone()
    assert found == (report.dirt[kind],)
    assert report.dirt[kind] > 0


def test_people_are_struck_at_the_stated_rate(dirty: tuple[str, CityReport]) -> None:
    report = dirty[1]
    everybody = report.employees + report.former_employees
    assert report.dirt["NIP_BIRTH_DATE"] == pytest.approx(everybody * DIRT_RATE, abs=1)
