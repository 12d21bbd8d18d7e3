"""The synthetic city: deterministic, complete, lawful except where it is wrong on purpose, and shaped like a city."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import psycopg
import pytest

from admin.errors import MeritError
from admin.warehouse.city import CityReport, create_city

AS_OF = date(2026, 11, 22)
EMPLOYEES = 2000

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'personnel' ORDER BY 1"
DEFINITIONS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'personnel'::regnamespace
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'personnel' ORDER BY 1, 2
"""
PRESENT = """
    SELECT e.*, p.sex, p.born_on, p.nik, t.code AS type, t.scheme FROM personnel.employee e
    JOIN personnel.person p ON p.id = e.person_id JOIN reference.employment_type t ON t.id = e.employment_type_id
    LEFT JOIN personnel.termination x ON x.employee_id = e.id WHERE x.id IS NULL
"""
GRADES = """
    SELECT r.*, g.code, g.ordinal, g.scheme, e.appointed_on,
        lag(g.ordinal) OVER w AS ordinal_before, lag(r.valid_from) OVER w AS before_from
    FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
    JOIN personnel.employee e ON e.id = r.employee_id
    WINDOW w AS (PARTITION BY r.employee_id ORDER BY r.valid_from, g.ordinal)
"""


@dataclass(frozen=True)
class City:
    """A city of 2,000 and what was reported about it."""

    url: str
    report: CityReport

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url) as connection:
            return list(connection.execute(query, values or None).fetchall())

    def count(self, query: str, *values: object) -> int:
        ((number,),) = self.ask(f"SELECT count(*) FROM ({query}) found", *values)
        assert isinstance(number, int)
        return number

    def share(self, condition: str, source: str = PRESENT) -> float:
        ((number,),) = self.ask(f"SELECT (avg(({condition})::int) * 100)::float FROM ({source}) found")
        assert isinstance(number, float)
        return number


@pytest.fixture(scope="module")
def town(server, template) -> Iterator[City]:
    with server.clone(template) as database:
        yield City(database.url, create_city(database.url, EMPLOYEES, seed=3, as_of=AS_OF))


def fingerprint(url: str) -> dict[str, str]:
    prints = {}
    with psycopg.connect(url) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            columns = connection.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
                " FROM information_schema.columns WHERE table_schema = 'personnel' AND table_name = %s"
                " AND column_name NOT IN ('created_at', 'updated_at')",
                [table],
            ).fetchone()
            assert columns is not None
            digest = hashlib.sha256()
            with connection.cursor().copy(
                f"COPY (SELECT {columns[0]} FROM personnel.{table} ORDER BY id) TO STDOUT"
            ) as copy:
                for block in copy:
                    digest.update(block)
            prints[table] = digest.hexdigest()
    return prints


def test_the_same_seed_gives_the_same_city_and_another_seed_another(server, template) -> None:
    prints = []
    for seed in (5, 5, 6):
        with server.clone(template) as database:
            create_city(database.url, 120, seed, AS_OF)
            prints.append(fingerprint(database.url))
    assert prints[0] == prints[1]
    assert prints[0]["person"] != prints[2]["person"]


def test_every_table_has_rows_as_reported(town: City) -> None:
    tables = [str(table) for (table,) in town.ask(TABLES)]
    counts = {table: town.count(f"SELECT FROM personnel.{table}") for table in tables}
    assert counts == town.report.rows
    assert [table for table in tables if not counts[table]] == []
    assert town.report.employees == EMPLOYEES == town.count(PRESENT)
    assert town.report.former_employees == counts["termination"]


def test_loading_leaves_every_constraint_and_index_as_it_was(town: City, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        assert town.ask(DEFINITIONS) == connection.execute(DEFINITIONS).fetchall()


def test_new_rows_get_numbers_after_those_of_the_city(town: City) -> None:
    (last,) = town.ask("SELECT max(id) FROM personnel.partner")[0]
    with psycopg.connect(town.url) as connection:
        query = "INSERT INTO personnel.partner (name, kind) VALUES ('Baru', 'PERUSAHAAN') RETURNING id"
        assert connection.execute(query).fetchone() == (int(str(last)) + 1,)
        connection.rollback()


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
    """Rules.md 14.2: 60 for teachers, else the age of the level; the day after is the first of the next month."""
    query = f"""
        SELECT e.id FROM ({PRESENT}) e
        JOIN personnel.assignment a ON a.employee_id = e.id AND a.kind = 'DEFINITIF' AND a.valid_to IS NULL
        JOIN personnel.seat s ON s.id = a.seat_id JOIN personnel.position_title t ON t.id = s.position_title_id
        JOIN reference.position_level l ON l.id = t.position_level_id
        WHERE date_trunc('month', e.born_on + make_interval(
            years => CASE WHEN t.is_teacher THEN greatest(60, l.retirement_age) ELSE l.retirement_age END
        )) + interval '1 month' <= %s
    """
    assert town.count(query, AS_OF) == 0


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


def test_one_holder_at_a_time_sits_on_a_structural_seat(town: City) -> None:
    query = """
        SELECT FROM personnel.assignment a JOIN personnel.assignment b ON b.seat_id = a.seat_id AND b.id > a.id
        JOIN personnel.seat s ON s.id = a.seat_id JOIN personnel.position_title t ON t.id = s.position_title_id
        JOIN reference.position_level l ON l.id = t.position_level_id
        WHERE l.category IN ('JPT', 'ADMINISTRATOR', 'PENGAWAS') AND a.kind = 'DEFINITIF' AND b.kind = 'DEFINITIF'
        AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)
    """
    assert town.count(query) == 0


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
    assert town.count(over) == 0


def test_everybody_present_has_a_seat_except_on_unpaid_leave(town: City) -> None:
    query = f"""
        SELECT FROM ({PRESENT}) e WHERE NOT EXISTS (SELECT FROM personnel.assignment a
            WHERE a.employee_id = e.id AND kind = 'DEFINITIF' AND valid_to IS NULL)
        AND NOT EXISTS (SELECT FROM personnel.employee_status s JOIN reference.legal_status l ON l.id = legal_status_id
            WHERE s.employee_id = e.id AND l.code = 'CLTN' AND coalesce(valid_to, 'infinity') > %s)
    """
    assert town.count(query, AS_OF) == 0


def test_every_pppk_present_has_a_contract_in_force(town: City) -> None:
    query = f"""
        SELECT FROM ({PRESENT}) e WHERE scheme = 'PPPK' AND NOT EXISTS (SELECT FROM personnel.pppk_contract c
            WHERE c.employee_id = e.id AND c.valid_from <= %s AND c.valid_to > %s)
    """
    assert town.count(query, AS_OF, AS_OF) == 0


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


@pytest.mark.parametrize(("employees", "as_of"), [(49, AS_OF), (100_001, AS_OF), (100, date(2036, 1, 1))])
def test_a_city_out_of_range_is_refused(database_url: str, employees: int, as_of: date) -> None:
    with pytest.raises(MeritError, match="cannot be made"):
        create_city(database_url, employees, as_of=as_of)


def test_a_second_city_is_refused(city_url: str) -> None:
    with pytest.raises(MeritError, match="already holds Pemerintah Kota Contoh"):
        create_city(city_url, 100)


def test_code_lists_are_required(empty) -> None:
    with pytest.raises(MeritError, match="code lists are not loaded"):
        create_city(empty.url, 100)


def test_a_broken_run_leaves_nothing(database_url: str) -> None:
    def stop(line: str) -> None:
        if line.startswith("Checking"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_city(database_url, 60, as_of=AS_OF, progress=stop)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM personnel.agency").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM reference.region WHERE code LIKE '99%'").fetchone() == (0,)


@pytest.mark.parametrize("as_of", [date(2018, 1, 1), date(2021, 6, 15), date(2025, 12, 31), date(2028, 2, 29)])
def test_a_city_of_another_day_loads(database_url: str, as_of: date) -> None:
    report = create_city(database_url, 60, seed=as_of.year, as_of=as_of)
    assert report.employees == 60
    with psycopg.connect(database_url) as connection:
        contracts = connection.execute("SELECT count(*) FROM personnel.pppk_contract").fetchone()
    assert contracts is not None
    assert (contracts[0] > 0) == (as_of.year >= 2021)
