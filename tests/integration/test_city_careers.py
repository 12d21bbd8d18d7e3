"""Careers in the synthetic city follow the law, except where rows are wrong on purpose."""

from collections.abc import Iterator

import pytest
from town import AS_OF, GRADES, OVERSTAYING, City, open_town

EMPLOYEES = 2000


@pytest.fixture(scope="module")
def town(server, template) -> Iterator[City]:
    with open_town(server, template, EMPLOYEES, seed=3) as town:
        yield town


def test_nothing_happened_after_the_as_of_date(town: City) -> None:
    for table, column in (
        ("grade_record", "valid_from"),
        ("assignment", "valid_from"),
        ("completion", "ended_on"),
        ("appraisal", "appraised_on"),
        ("termination", "effective_on"),
        ("service_exam", "taken_on"),
        ("salary_increment", "valid_from"),
    ):
        assert town.count(f"SELECT FROM personnel.{table} WHERE {column} > %s", AS_OF) == 0, table


def test_nobody_outlives_the_retirement_age(town: City) -> None:
    """Rules.md 14.2: 60 for teachers, else the age of the level; the day after is the first of the next month.

    But for pensions overlooked on purpose, and birth dates corrected on purpose, which the NIP betrays.
    """
    overlooked = f"SELECT FROM ({OVERSTAYING}) e WHERE left(nip, 8) = to_char(born_on, 'YYYYMMDD')"
    assert town.count(overlooked) == town.report.dirt["PENSION_OVERDUE"] == 1


def test_promotions_keep_to_their_periods(town: City) -> None:
    """Rules.md 4.1: April and October to 2023, even months to September 2025, then every month."""
    query = f"""
        SELECT FROM ({GRADES}) r WHERE reason NOT IN ('CPNS', 'PPPK', 'PENGABDIAN') AND (
            extract(day FROM valid_from) <> 1
            OR valid_from < '2024-01-01' AND extract(month FROM valid_from) NOT IN (4, 10)
            OR valid_from BETWEEN '2024-01-01' AND '2025-09-30' AND extract(month FROM valid_from)::int % 2 = 1)
    """
    assert town.count(query) == 0


def test_regular_promotions_take_four_years_and_stay_below_the_ceiling(town: City) -> None:
    ceilings = """
        (VALUES ('SD', 5), ('SLTP', 7), ('SLTA', 10), ('SLTA_KEJURUAN', 10), ('D1', 10), ('D2', 10), ('D3', 11),
        ('D4', 12), ('S1', 12), ('PROFESI', 13), ('S2', 13), ('SPESIALIS', 13), ('S3', 14)) ceiling (code, ordinal)
    """
    regular = f"SELECT * FROM ({GRADES}) r WHERE reason = 'REGULER' AND before_from < valid_from"
    assert town.count(regular) > EMPLOYEES / 4
    assert town.count(f"SELECT FROM ({regular}) r WHERE valid_from < before_from + interval '4 years'") == 0
    assert town.count(f"SELECT FROM ({regular}) r WHERE ordinal NOT IN (ordinal_before, ordinal_before + 1)") == 0
    above = f"""
        SELECT FROM ({regular}) r JOIN personnel.employee e ON e.id = r.employee_id
        WHERE r.ordinal > (SELECT max(ceiling.ordinal) FROM personnel.education_record d
            JOIN reference.education_level l ON l.id = d.education_level_id JOIN {ceilings} ON ceiling.code = l.code
            WHERE d.person_id = e.person_id AND d.recognised_on <= r.valid_from)
    """
    assert town.count(above) == 0


def test_functional_promotions_take_two_years(town: City) -> None:
    functional = f"SELECT * FROM ({GRADES}) r WHERE reason = 'FUNGSIONAL' AND before_from < valid_from"
    assert town.count(functional) > EMPLOYEES / 2
    assert town.count(f"SELECT FROM ({functional}) r WHERE valid_from < before_from + interval '2 years'") == 0


def test_long_service_is_rewarded_a_month_before_retirement(town: City) -> None:
    """Rules.md 4.8: after at least 30 years, outside the periods."""
    rewarded = f"SELECT * FROM ({GRADES}) r WHERE reason = 'PENGABDIAN' AND before_from < valid_from"
    lawful = f"""
        SELECT FROM ({rewarded}) r JOIN personnel.termination t ON t.employee_id = r.employee_id
        WHERE kind = 'BUP' AND valid_from = effective_on - interval '1 month'
        AND valid_from >= appointed_on + interval '30 years' AND ordinal = ordinal_before + 1
    """
    assert town.count(rewarded) == town.count(lawful) > 0


def test_crossings_had_an_exam_or_an_exemption(town: City) -> None:
    """Rules.md 4.9, regular path: II/d to III/a needs level I unless D4 or S1, III/d to IV/a level II unless S2."""
    query = f"""
        SELECT r.employee_id FROM ({GRADES}) r JOIN personnel.employee e ON e.id = r.employee_id
        WHERE reason = 'REGULER' AND ordinal IN (9, 13) AND before_from < valid_from
        AND NOT EXISTS (SELECT FROM personnel.service_exam x WHERE x.employee_id = e.id AND is_passed
            AND kind = CASE ordinal WHEN 9 THEN 'UJIAN_DINAS_I' ELSE 'UJIAN_DINAS_II' END AND taken_on <= valid_from)
        AND NOT EXISTS (SELECT FROM personnel.education_record d
            JOIN reference.education_level l ON l.id = d.education_level_id
            WHERE d.person_id = e.person_id AND recognised_on <= valid_from
            AND l.ordinal >= CASE r.ordinal WHEN 9 THEN 60 ELSE 65 END)
    """
    assert town.count(query) == 0


def test_no_promotion_while_punished_or_on_unpaid_leave(town: City) -> None:
    punished = f"""
        SELECT FROM ({GRADES}) r JOIN personnel.discipline_case c ON c.employee_id = r.employee_id
        JOIN reference.discipline_kind k ON k.id = c.discipline_kind_id
        WHERE k.severity <> 'RINGAN' AND c.status = 'FINAL' AND before_from < r.valid_from
        AND r.valid_from >= c.valid_from AND r.valid_from < coalesce(c.valid_to, 'infinity')
    """
    away = f"""
        SELECT FROM ({GRADES}) r JOIN personnel.employee_status s ON s.employee_id = r.employee_id
        JOIN reference.legal_status l ON l.id = s.legal_status_id
        WHERE l.blocks_promotion AND r.valid_from >= s.valid_from AND r.valid_from < coalesce(s.valid_to, 'infinity')
    """
    assert town.count(punished) == 0
    assert town.count(away) == 0
