"""A crowd: as many employees as wanted, with grades and posts, made by PostgreSQL itself in seconds; for benchmarks."""

import psycopg

TABLES = ("personnel.person", "personnel.employee", "personnel.grade_record", "personnel.assignment")

MAKE = """
create temporary table crowd as
select
    number,
    date '1966-01-01' + number %% 12000 as born_on,
    (date '2005-01-01' + make_interval(months => number / 12000 %% 200))::date as appointed_on,
    number %% 2 + 1 as sex,
    (array['Siti', 'Ahmad', 'Dewi', 'Budi', 'Nur', 'Andi', 'Rina', 'Joko', 'Wati', 'Hasan', 'Maria', 'Yusuf', 'Ayu',
        'Rahmat', 'Fitri', 'Bambang', 'Lestari', 'Iwan', 'Sri', 'Darma'])[1 + number * 7 %% 20]
    || ' ' || initcap(substr(md5(number::text), 1, 1 + number %% 3) || 'a' || substr(md5((number / 9)::text), 1, 5))
    as name
from generate_series(0, %(size)s - 1) as number;

insert into personnel.agency (code, name, kind, head_title)
select 'RAMAI', 'Pemerintah Kota Ramai', kind, head_title from (values ('KOTA', 'Wali Kota')) as made(kind, head_title);
insert into personnel.unit (agency_id, code, name, kind, valid_from)
select id, 'RAMAI', 'Dinas Ramai', 'PEMERINTAH', date '2000-01-01' from personnel.agency where code = 'RAMAI';
insert into personnel.position_title (code, name, position_level_id)
select 'RAMAI', 'Pengadministrasi', id from reference.position_level where code = 'PELAKSANA';
insert into personnel.seat (unit_id, position_title_id, needed_count, valid_from)
select unit.id, title.id, 1, date '2000-01-01'
from personnel.unit, personnel.position_title as title where unit.code = 'RAMAI' and title.code = 'RAMAI';

insert into personnel.person (name, sex, birth_place, born_on)
select name, case sex when 1 then 'L' else 'P' end, 'Mamuju', born_on from crowd order by number;
insert into personnel.employee (person_id, agency_id, nip, employment_type_id, appointed_on)
select
    first.id + number, agency.id,
    to_char(born_on, 'YYYYMMDD') || to_char(appointed_on, 'YYYYMM') || sex || '001', type.id, appointed_on
from crowd, personnel.agency, reference.employment_type as type,
    (select max(id) - %(size)s + 1 as id from personnel.person) as first
where agency.code = 'RAMAI' and type.code = 'PNS' order by number;
insert into personnel.grade_record (employee_id, grade_id, valid_from, reason)
select employee.id, grade.id, employee.appointed_on + 1461 * step, 'REGULER'
from personnel.employee, generate_series(0, 1) as step
join reference.grade on grade.code = (array['III/a', 'III/b'])[step + 1];
insert into personnel.assignment (employee_id, seat_id, kind, valid_from)
select employee.id, seat.id, 'DEFINITIF', employee.appointed_on
from personnel.employee, personnel.seat join personnel.position_title as title on title.id = seat.position_title_id
where title.code = 'RAMAI';
"""


def make_crowd(url: str, size: int) -> None:
    """Fill a migrated database with code lists with `size` employees, each with two grades and a post.

    The triggers that check and record single changes rest meanwhile: what is made here is right and nobody's doing.
    """
    with psycopg.connect(url) as connection:
        for table in TABLES:
            connection.execute(f"alter table {table} disable trigger user".encode())
        cursor = psycopg.ClientCursor(connection)
        cursor.execute(MAKE, {"size": size})
        for table in TABLES:
            connection.execute(f"alter table {table} enable trigger user".encode())
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
