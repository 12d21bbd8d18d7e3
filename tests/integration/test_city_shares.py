"""The shape of the synthetic city: who works there, on which seats, with which papers and training."""

from collections.abc import Iterator

import pytest
from town import AS_OF, PRESENT, City, open_town

EMPLOYEES = 2000


@pytest.fixture(scope="module")
def town(server, template) -> Iterator[City]:
    with open_town(server, template, EMPLOYEES, seed=3) as town:
        yield town


@pytest.mark.parametrize(
    ("condition", "expected", "tolerance"),
    [
        ("scheme = 'PNS'", 64, 4),  # rules.md 16.1
        ("sex = 'P'", 56, 5),
        ("sex = 'P' AND scheme = 'PNS'", 36, 5),
        ("date_part('year', age(DATE '2026-11-22', born_on)) > 60", 0, 0),
    ],
)
def test_shares_of_the_employed(town: City, condition: str, expected: float, tolerance: float) -> None:
    assert town.share(condition) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("condition", "expected", "tolerance"),
    [
        ("age > 50", 34, 4),
        ("age BETWEEN 41 AND 50", 33, 4),
        ("age BETWEEN 31 AND 40", 24, 4),
        ("age < 31", 9, 3),
        ("service <= 10", 32, 6),
        ("service BETWEEN 11 AND 20", 52, 6),
        ("service > 20", 16, 5),
        ("grade LIKE 'I/%'", 0.4, 0.8),
        ("grade LIKE 'II/%'", 12, 4),
        ("grade LIKE 'III/%'", 57, 8),
        ("grade LIKE 'IV/%'", 30.6, 6),
        ("education IN ('S1', 'D4', 'PROFESI')", 64, 8),
        ("education IN ('S2', 'SPESIALIS')", 12, 4),
        ("education LIKE 'SL%' OR education = 'SD'", 15, 5),
    ],
)
def test_shares_of_the_pns(town: City, condition: str, expected: float, tolerance: float) -> None:
    source = f"""
        SELECT date_part('year', age(DATE '2026-11-22', born_on)) AS age,
            date_part('year', age(DATE '2026-11-22', appointed_on)) AS service,
            (SELECT g.code FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
             WHERE r.employee_id = e.id ORDER BY valid_from DESC, g.ordinal DESC LIMIT 1) AS grade,
            (SELECT l.code FROM personnel.education_record r
             JOIN reference.education_level l ON l.id = r.education_level_id
             WHERE r.person_id = e.person_id AND recognised_on IS NOT NULL ORDER BY l.ordinal DESC LIMIT 1) AS education
        FROM ({PRESENT}) e WHERE type = 'PNS'
    """
    assert town.share(condition, source) == pytest.approx(expected, abs=tolerance)


@pytest.mark.parametrize(
    ("categories", "expected", "tolerance"),
    [
        ("('JF_KEAHLIAN', 'JF_KETERAMPILAN')", 63, 5),
        ("('PELAKSANA')", 31, 5),
        ("('JPT', 'ADMINISTRATOR', 'PENGAWAS')", 6, 4),
    ],
)
def test_shares_of_the_posts(town: City, categories: str, expected: float, tolerance: float) -> None:
    source = f"""
        SELECT l.category FROM ({PRESENT}) e
        LEFT JOIN personnel.assignment a ON a.employee_id = e.id AND a.kind = 'DEFINITIF' AND a.valid_to IS NULL
        LEFT JOIN personnel.seat s ON s.id = a.seat_id
        LEFT JOIN personnel.position_title t ON t.id = s.position_title_id
        LEFT JOIN reference.position_level l ON l.id = t.position_level_id
    """
    assert town.share(f"coalesce(category, '') IN {categories}", source) == pytest.approx(expected, abs=tolerance)


def test_people_are_employed_on_the_last_day_of_each_of_the_ten_years(town: City) -> None:
    query = (
        "SELECT (SELECT count(*) FROM personnel.employee e LEFT JOIN personnel.termination t ON t.employee_id = e.id"
        " WHERE appointed_on <= day AND coalesce(effective_on, 'infinity') > day)"
        " FROM generate_series(DATE '2016-12-31', DATE '2025-12-31', '1 year') day"
    )
    heads = [int(str(number)) for (number,) in town.ask(query)]
    assert len(heads) == 10
    assert all(EMPLOYEES * 0.5 < number < EMPLOYEES * 1.05 for number in heads)


def test_some_seats_are_vacant_and_some_have_acting_heads(town: City) -> None:
    assert town.count("SELECT FROM personnel.assignment WHERE kind = 'PLT' AND valid_to IS NULL") > 0
    filled = (
        "SELECT seat_id, count(*) n FROM personnel.assignment WHERE kind = 'DEFINITIF' AND valid_to IS NULL GROUP BY 1"
    )
    vacant = (
        f"SELECT FROM personnel.seat s LEFT JOIN ({filled}) f ON f.seat_id = s.id WHERE needed_count > coalesce(n, 0)"
    )
    over = f"SELECT FROM personnel.seat s JOIN ({filled}) f ON f.seat_id = s.id WHERE needed_count < n"
    assert town.count(vacant) > 50
    ((needed,),) = town.ask("SELECT sum(needed_count) FROM personnel.seat")
    assert 1.03 < int(str(needed)) / EMPLOYEES < 1.35
    assert 0 < town.count(over) < 0.02 * town.count("SELECT FROM personnel.seat")  # staff outnumber the need in few


def test_everybody_present_has_a_seat_except_on_unpaid_leave(town: City) -> None:
    query = f"""
        SELECT FROM ({PRESENT}) e WHERE NOT EXISTS (SELECT FROM personnel.assignment a
            WHERE a.employee_id = e.id AND kind = 'DEFINITIF' AND valid_to IS NULL)
        AND NOT EXISTS (SELECT FROM personnel.employee_status s JOIN reference.legal_status l ON l.id = legal_status_id
            WHERE s.employee_id = e.id AND l.code = 'CLTN' AND coalesce(valid_to, 'infinity') > %s)
    """
    assert town.count(query, AS_OF) == 0


def test_every_pppk_present_has_a_contract_in_force_but_for_the_unrecorded(town: City) -> None:
    query = f"""
        SELECT FROM ({PRESENT}) e WHERE scheme = 'PPPK' AND NOT EXISTS (SELECT FROM personnel.pppk_contract c
            WHERE c.employee_id = e.id AND c.valid_from <= %s AND c.valid_to > %s)
    """
    assert town.count(query, AS_OF, AS_OF) == town.report.dirt["CONTRACT_UNRECORDED"]


def test_some_people_were_pppk_before_they_became_pns(town: City) -> None:
    query = """
        SELECT FROM personnel.employee former JOIN personnel.employee later ON later.person_id = former.person_id
        JOIN personnel.termination t ON t.employee_id = former.id AND t.kind = 'GANTI_NIP'
        WHERE later.appointed_on = t.effective_on AND substr(former.nip, 13, 2) = '21' AND later.nip <> former.nip
    """
    assert town.count(query) == town.count("SELECT FROM personnel.termination WHERE kind = 'GANTI_NIP'") > 0


def test_decrees_are_numbered_and_cited(town: City) -> None:
    for table in ("grade_record", "assignment", "salary_increment", "discipline_case", "award", "pppk_contract"):
        assert town.count(f"SELECT FROM personnel.{table} WHERE decree_id IS NOT NULL") > 0, table
    query = """
        SELECT FROM personnel.grade_record r JOIN personnel.decree d ON d.id = r.decree_id
        WHERE d.effective_from <> r.valid_from
    """
    assert town.count(query) == 0


def test_training_spreads_from_none_to_more_than_twenty_hours(town: City) -> None:
    hours = f"""
        SELECT coalesce((SELECT sum(hours) FROM personnel.completion c
            WHERE c.employee_id = e.id AND extract(year FROM ended_on) = 2025), 0) AS hours
        FROM ({PRESENT}) e WHERE appointed_on < '2025-01-01'
    """
    assert 30 < town.share("hours >= 20", hours) < 75
    assert 5 < town.share("hours = 0", hours) < 40
    assert town.count("SELECT FROM personnel.completion WHERE expires_on > %s", AS_OF) > 0


def test_courses_are_taken_only_while_they_are_held(town: City) -> None:
    query = """
        SELECT min(extract(year FROM ended_on))::int, max(extract(year FROM ended_on))::int
        FROM personnel.completion c JOIN personnel.course k ON k.id = c.course_id WHERE k.code = %s
    """
    assert town.ask(query, "IKM")[0][0] == 2022
    assert town.ask(query, "K13")[0][1] == 2021


def test_one_holder_at_a_time_sits_on_a_structural_seat(town: City) -> None:
    query = """
        SELECT FROM personnel.assignment a JOIN personnel.assignment b ON b.seat_id = a.seat_id AND b.id > a.id
        JOIN personnel.seat s ON s.id = a.seat_id JOIN personnel.position_title t ON t.id = s.position_title_id
        JOIN reference.position_level l ON l.id = t.position_level_id
        WHERE l.category IN ('JPT', 'ADMINISTRATOR', 'PENGAWAS') AND a.kind = 'DEFINITIF' AND b.kind = 'DEFINITIF'
        AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
    """
    assert town.count(query) == 0
