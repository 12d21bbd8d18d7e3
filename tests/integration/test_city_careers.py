"""Careers in the synthetic city follow the law, except where rows are wrong on purpose."""

from collections.abc import Iterator

import pytest
from town import AS_OF, GRADES, OVERSTAYING, PRESENT, City, open_town

EMPLOYEES = 2000
CEILINGS = """
    (VALUES ('SD', 5), ('SLTP', 7), ('SLTA', 10), ('SLTA_KEJURUAN', 10), ('D1', 10), ('D2', 10), ('D3', 11),
    ('D4', 12), ('S1', 12), ('PROFESI', 13), ('S2', 13), ('SPESIALIS', 13), ('S3', 14)) ceiling (code, ordinal)
"""
POSTS = """
    SELECT a.employee_id, a.valid_from, a.valid_to, l.code AS level, low.ordinal AS lowest, high.ordinal AS highest
    FROM personnel.assignment a JOIN personnel.seat s ON s.id = a.seat_id
    JOIN personnel.position_title t ON t.id = s.position_title_id
    JOIN reference.position_level l ON l.id = t.position_level_id
    LEFT JOIN reference.grade low ON low.id = l.lowest_grade_id
    LEFT JOIN reference.grade high ON high.id = l.highest_grade_id WHERE a.kind = 'DEFINITIF'
"""
PREDICATES = """
    SELECT a.employee_id, c.year, a.predicate FROM personnel.appraisal a
    JOIN personnel.performance_cycle c ON c.id = a.performance_cycle_id WHERE c.kind = 'TAHUNAN'
"""


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
    regular = f"SELECT * FROM ({GRADES}) r WHERE reason = 'REGULER' AND before_from < valid_from"
    assert town.count(regular) > EMPLOYEES / 4
    assert town.count(f"SELECT FROM ({regular}) r WHERE valid_from < before_from + interval '4 years'") == 0
    assert town.count(f"SELECT FROM ({regular}) r WHERE ordinal NOT IN (ordinal_before, ordinal_before + 1)") == 0
    above = f"""
        SELECT FROM ({regular}) r JOIN personnel.employee e ON e.id = r.employee_id
        WHERE r.ordinal > (SELECT max(ceiling.ordinal) FROM personnel.education_record d
            JOIN reference.education_level l ON l.id = d.education_level_id JOIN {CEILINGS} ON ceiling.code = l.code
            WHERE d.person_id = e.person_id AND d.recognised_on <= r.valid_from)
    """
    assert town.count(above) == 0


@pytest.mark.parametrize(
    ("reason", "least", "fewest"),
    [
        ("REGULER", "4 years", 500),
        ("FUNGSIONAL", "2 years", 1000),  # rules.md 4.5
        ("STRUKTURAL", "1 year", 50),  # 4.4, the shorter track
        ("PENYESUAIAN_IJAZAH", "1 year", 10),  # 4.7
        ("PRESTASI", "1 year", 1),  # 4.6
        ("PENGABDIAN", "1 month", 5),  # 4.8
    ],
)
def test_every_promotion_comes_after_the_least_time_in_the_grade(
    town: City, reason: str, least: str, fewest: int
) -> None:
    promoted = f"SELECT * FROM ({GRADES}) r WHERE reason = '{reason}' AND before_from < valid_from"
    assert town.count(promoted) >= fewest
    assert town.count(f"SELECT FROM ({promoted}) r WHERE valid_from < before_from + interval '{least}'") == 0


def test_every_promotion_is_one_step_but_for_a_diploma(town: City) -> None:
    """The dirt of two grades of one TMT is left out by its dates."""
    steps = f"SELECT * FROM ({GRADES}) r WHERE reason NOT IN ('CPNS', 'PPPK') AND before_from < valid_from"
    assert (
        town.count(f"SELECT FROM ({steps}) r WHERE reason <> 'PENYESUAIAN_IJAZAH' AND ordinal - ordinal_before > 1")
        == 0
    )
    assert town.count(f"SELECT FROM ({steps}) r WHERE reason = 'PENYESUAIAN_IJAZAH' AND ordinal <= ordinal_before") == 0


def test_structural_promotions_follow_one_of_the_two_tracks(town: City) -> None:
    """Rules.md 4.4: a year in grade and post from one step below the range, or four years in grade inside it."""
    query = f"""
        SELECT FROM ({GRADES}) r WHERE reason = 'STRUKTURAL' AND before_from < r.valid_from AND NOT EXISTS (
            SELECT FROM ({POSTS}) p WHERE p.employee_id = r.employee_id AND p.valid_from < r.valid_from
            AND (p.valid_to IS NULL OR p.valid_to >= r.valid_from) AND (
                ordinal_before = lowest - 1 AND p.valid_from <= r.valid_from - interval '1 year'
                OR ordinal_before BETWEEN lowest AND highest - 1 AND before_from <= r.valid_from - interval '4 years'))
    """
    assert town.count(query) == 0


def test_functional_promotions_since_2023_have_their_credit(town: City) -> None:
    """Rules.md 5.3: steps cumulate within the jenjang. Those with lost records cannot be judged and are left out."""
    promoted = f"""
        SELECT r.*, p.level, (ordinal_before + 1 - lowest) * step AS needed FROM ({GRADES}) r
        JOIN ({POSTS}) p ON p.employee_id = r.employee_id AND p.valid_from < r.valid_from
            AND (p.valid_to IS NULL OR p.valid_to >= r.valid_from)
        JOIN (VALUES ('JF_PEMULA', 15), ('JF_TERAMPIL', 20), ('JF_MAHIR', 50), ('JF_PENYELIA', 100),
            ('JF_AHLI_PERTAMA', 50), ('JF_AHLI_MUDA', 100), ('JF_AHLI_MADYA', 150)) s (level, step) ON s.level = p.level
        WHERE reason = 'FUNGSIONAL' AND r.valid_from >= '2023-04-01' AND before_from < r.valid_from
    """
    credit = """
        SELECT coalesce(sum(credit), 0) FROM personnel.credit_record c
        JOIN reference.position_level l ON l.id = c.position_level_id
        WHERE c.employee_id = r.employee_id AND l.code = r.level AND c.period_to <= r.valid_from
    """
    lost = """
        EXISTS (SELECT FROM generate_series(2023, extract(year FROM r.valid_from)::int - 1) year
            WHERE year > extract(year FROM appointed_on) AND NOT EXISTS (SELECT FROM personnel.credit_record c
                WHERE c.employee_id = r.employee_id AND kind = 'KONVERSI' AND extract(year FROM period_from) = year))
        OR appointed_on < '2023-01-01' AND NOT EXISTS (SELECT FROM personnel.credit_record c
            WHERE c.employee_id = r.employee_id AND kind = 'INTEGRASI')
    """
    assert town.count(promoted) > 200
    short = f"SELECT FROM ({promoted}) r WHERE ({credit}) < needed AND NOT ({lost})"
    assert town.count(short) <= town.report.dirt["GRADE_OUTSIDE_RANGE"]  # their new jenjang was never recorded


def test_a_jenjang_is_entered_after_its_competency_test(town: City) -> None:
    """Rules.md 5.5, for those promoted into it."""
    query = f"""
        WITH posts AS MATERIALIZED ({POSTS}), grades AS MATERIALIZED ({GRADES}), entered AS MATERIALIZED (
            SELECT p.employee_id, p.level, p.valid_from FROM posts p
            JOIN grades r ON r.employee_id = p.employee_id AND r.valid_from = p.valid_from
                AND r.reason = 'FUNGSIONAL'
            JOIN posts q ON q.employee_id = p.employee_id AND q.valid_to = p.valid_from AND q.level <> p.level
            WHERE p.level LIKE 'JF%' AND q.level LIKE 'JF%'
        )
        SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM personnel.service_exam x
            JOIN reference.position_level l ON l.id = x.position_level_id
            WHERE x.employee_id = entered.employee_id AND is_passed AND l.code = entered.level
                AND taken_on < entered.valid_from))
        FROM entered
    """
    ((entered, untested),) = town.ask(query)
    assert isinstance(entered, int)
    assert entered > 200
    assert untested == 0


def test_promotions_by_diploma_followed_the_diploma_and_the_exam(town: City) -> None:
    """Rules.md 4.7, with the diploma of the target: S1 or D4 to III/a, D3 to II/c."""
    query = f"""
        SELECT FROM ({GRADES}) r JOIN personnel.employee e ON e.id = r.employee_id
        WHERE reason = 'PENYESUAIAN_IJAZAH' AND before_from < valid_from AND NOT (
            EXISTS (SELECT FROM personnel.service_exam x
                WHERE x.employee_id = r.employee_id AND kind = 'UPKP' AND is_passed AND taken_on < r.valid_from)
            AND (ordinal, ordinal_before <= ordinal - 1) IN ((9, true), (7, true))
            AND EXISTS (SELECT FROM personnel.education_record d
                JOIN reference.education_level l ON l.id = d.education_level_id
                WHERE d.person_id = e.person_id AND recognised_on < r.valid_from
                AND l.code = ANY (CASE r.ordinal WHEN 9 THEN ARRAY['S1', 'D4'] ELSE ARRAY['D3'] END)))
    """
    assert town.count(query) == 0


def test_promotions_by_achievement_had_a_decreed_award_and_the_best_predicate(town: City) -> None:
    """Rules.md 4.6. The award counts that was given since the last grade."""
    query = f"""
        SELECT FROM ({GRADES}) r WHERE reason = 'PRESTASI' AND before_from < valid_from AND NOT (
            EXISTS (SELECT FROM personnel.award a WHERE a.employee_id = r.employee_id AND decree_id IS NOT NULL
                AND awarded_on >= before_from AND awarded_on < r.valid_from)
            AND EXISTS (SELECT FROM ({PREDICATES}) s WHERE s.employee_id = r.employee_id
                AND year = extract(year FROM r.valid_from) - 1 AND predicate = 'SANGAT_BAIK'))
    """
    assert town.count(query) == 0


def test_no_promotion_follows_two_years_with_a_poor_one(town: City) -> None:
    """Rules.md 4.2: SKP at least Baik in both; a missing or unreadable one is another matter."""
    query = f"""
        SELECT FROM ({GRADES}) r JOIN ({PREDICATES}) s ON s.employee_id = r.employee_id
            AND year BETWEEN extract(year FROM r.valid_from) - 2 AND extract(year FROM r.valid_from) - 1
        WHERE reason NOT IN ('CPNS', 'PPPK') AND before_from < r.valid_from AND predicate NOT IN ('BAIK', 'SANGAT_BAIK')
    """
    assert town.count(query) == 0


def test_staff_stay_below_the_ceiling_of_their_diplomas(town: City) -> None:
    """Rules.md 4.3: only achievements, long service and other posts lead beyond it."""
    query = f"""
        SELECT FROM ({PRESENT}) e WHERE type = 'PNS' AND NOT EXISTS (SELECT FROM ({POSTS}) p
            WHERE p.employee_id = e.id AND p.level <> 'PELAKSANA')
        AND NOT EXISTS (SELECT FROM personnel.grade_record r WHERE r.employee_id = e.id AND reason = 'PRESTASI')
        AND (SELECT max(g.ordinal) FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
            WHERE r.employee_id = e.id) > (SELECT max(ceiling.ordinal) FROM personnel.education_record d
            JOIN reference.education_level l ON l.id = d.education_level_id JOIN {CEILINGS} ON ceiling.code = l.code
            WHERE d.person_id = e.person_id AND d.recognised_on IS NOT NULL)
    """
    assert town.count(query) == 0


def test_long_service_is_rewarded_a_month_before_retirement(town: City) -> None:
    """Rules.md 4.8, outside the periods: 30 years and a month in grade, 20 and a year, or 10 and two years."""
    steps = f"SELECT * FROM ({GRADES}) r WHERE before_from < valid_from AND ordinal > ordinal_before"
    rewarded = f"SELECT * FROM ({steps}) r WHERE reason = 'PENGABDIAN'"
    lawful = f"""
        SELECT FROM ({rewarded}) r JOIN personnel.termination t ON t.employee_id = r.employee_id
        WHERE kind = 'BUP' AND valid_from = effective_on - interval '1 month' AND ordinal = ordinal_before + 1
        AND (valid_from >= appointed_on + interval '30 years'
            OR valid_from >= appointed_on + interval '20 years' AND before_from <= valid_from - interval '1 year'
            OR valid_from >= appointed_on + interval '10 years' AND before_from <= valid_from - interval '2 years')
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


def test_the_newest_pns_are_those_whom_the_recruitment_accepted(town: City) -> None:
    hired = """
        SELECT e.appointed_on, max(t.decided_on) FILTER (WHERE t.stage = 'KELULUSAN_AKHIR' AND t.result = 'LULUS'),
            bool_or((s.unit_id, s.position_title_id) = (f.unit_id, f.position_title_id))
        FROM personnel.applicant a JOIN personnel.applicant_stage t ON t.applicant_id = a.id
        JOIN personnel.formation f ON f.id = coalesce(a.placed_formation_id, a.formation_id)
        JOIN personnel.person p ON p.nik = a.nik JOIN personnel.employee e ON e.person_id = p.id
        JOIN personnel.assignment x ON x.employee_id = e.id AND x.valid_from = e.appointed_on
        JOIN personnel.seat s ON s.id = x.seat_id
        JOIN reference.employment_type y ON y.id = e.employment_type_id AND y.scheme = 'PNS' GROUP BY a.id, e.id
    """
    rows = town.ask(hired)
    assert len(rows) >= 10
    assert [row for row in rows if row[1] is None or row[1] >= row[0] or not row[2]] == []  # type: ignore[operator]
    ((accepted,),) = town.ask(
        "SELECT count(*) FROM personnel.applicant_stage WHERE stage = 'KELULUSAN_AKHIR' AND result = 'LULUS'"
    )
    assert len(rows) < int(str(accepted)), "some have not started yet"
