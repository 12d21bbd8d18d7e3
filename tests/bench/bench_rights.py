"""What row-level security costs: the same queries as the owner of the tables and as each role, in turn.

`--employees` is how many people there are, in ten departments of ten offices each; each query is asked ten times as
often as `--runs` says. Prints the owner's milliseconds and, for every role, how many times as long the query took: the
least of each, because a machine that is busy with something else only adds to what the query itself takes.
"""

import os
import time
from typing import Any

import psycopg
from benchmark import open_city, read_options
from crowd import make_crowd
from rights_people import act_as

# Who asks: role, and on which unit (None: everywhere).
ROLES: dict[str, tuple[str, str | None]] = {
    "administrator": ("administrator", None),
    "inspector": ("inspector", None),
    "officer of all": ("hr_officer", "RAMAI"),
    "of a tenth": ("hr_officer", "D3"),
    "of a hundredth": ("hr_officer", "D3.7"),
    "employee": ("employee", None),
}

# Ten departments with ten offices each, a post in every office, and everybody spread over them; a decree for every
# hundred promotions; a mart with a row of everybody.
SPREAD = """
insert into personnel.unit (agency_id, parent_id, code, name, kind, valid_from)
select agency_id, id, 'D' || number, 'Dinas ' || number, 'DINAS', valid_from
from personnel.unit, generate_series(0, 9) as number where code = 'RAMAI';
insert into personnel.unit (agency_id, parent_id, code, name, kind, valid_from)
select agency_id, id, code || '.' || number, 'Bidang ' || number, 'BIDANG', valid_from
from personnel.unit, generate_series(0, 9) as number where code ~ '^D[0-9]$';
insert into personnel.seat (unit_id, position_title_id, needed_count, valid_from)
select unit.id, title.id, 1, unit.valid_from
from personnel.unit, personnel.position_title as title where unit.code ~ '[.]' and title.code = 'RAMAI';
alter table personnel.assignment disable trigger user;
alter table personnel.grade_record disable trigger user;
update personnel.assignment set seat_id = place.ids[1 + employee_id %% 100]
from (select array_agg(seat.id order by seat.id) as ids from personnel.seat join personnel.unit on unit.id = unit_id
    where code ~ '[.]') as place;
insert into personnel.decree (agency_id, kind, number, issued_on)
select agency.id, 'KENAIKAN_PANGKAT', 'R/' || number, date '2010-01-01' + number
from personnel.agency, generate_series(0, %(size)s / 50) as number where code = 'RAMAI';
update personnel.grade_record set decree_id = first.id + grade_record.id / 100
from (select min(id) as id from personnel.decree) as first;
alter table personnel.assignment enable trigger user;
alter table personnel.grade_record enable trigger user;
create schema marts;
create table marts.crowd as
select employee.id as employee_id, unit_id, nip, name, assignment.valid_from
from personnel.employee join personnel.person on person.id = person_id
join personnel.assignment on employee_id = employee.id join personnel.seat on seat.id = seat_id;
alter table marts.crowd add primary key (employee_id);
create index on marts.crowd (nip);
select stewardship.protect_set('');
"""

PEOPLE = "SELECT employee.id, nip, name FROM personnel.employee JOIN personnel.person ON person.id = person_id"
GRADES = "SELECT grade_record.*, nip FROM personnel.grade_record JOIN personnel.employee ON employee.id = employee_id"
QUERIES = {
    "list of people": f"{PEOPLE} ORDER BY nip LIMIT 25",
    "search by name": f"{PEOPLE} WHERE name ILIKE '%%siti%%' ORDER BY nip LIMIT 25",
    "search by NIP": f"{PEOPLE} WHERE nip = %(nip)s",
    "bounded count": f"SELECT count(*) FROM ({PEOPLE} LIMIT 1001) AS counted",
    "newest grades": f"{GRADES} ORDER BY valid_from DESC, grade_record.id DESC LIMIT 25",
    "one person": f"{PEOPLE} WHERE employee.id = %(employee)s",
    "their grades": f"{GRADES} WHERE employee_id = %(employee)s",
    "newest decrees": "SELECT * FROM personnel.decree ORDER BY issued_on DESC, id DESC LIMIT 25",
    "their decree": "SELECT * FROM personnel.decree WHERE id = %(decree)s",
    "change a grade": "UPDATE personnel.grade_record SET service_years = 3 WHERE id = %(grade)s",
    "page of a mart": "SELECT * FROM marts.crowd ORDER BY nip LIMIT 25",
    "whole mart": "SELECT count(*) FROM marts.crowd",
}


def main() -> None:
    """Print a row for each query."""
    options = read_options(__doc__)
    with open_city(0) as (_settings, database), psycopg.connect(database.url, autocommit=True) as connection:
        make_crowd(database.url, options.employees)
        psycopg.ClientCursor(connection).execute(SPREAD.encode(), {"size": options.employees})
        connection.execute("VACUUM (ANALYZE)")
        person = find_person(connection)
        users = {name: add_user(connection, name, person["employee"]) for name in ROLES}
        print(f"{options.employees} people, load {os.getloadavg()[0]:.1f}")
        print(f"{'':16} {'owner ms':>9}  " + "  ".join(f"{name:>14}" for name in users))
        for name, query in QUERIES.items():
            seconds = measure_in_turn(connection, query, person, users, 10 * options.runs)
            owner = min(seconds["owner"])
            told = (f"{min(seconds[user]) / owner:13.2f}x" for user in users)
            print(f"{name:16} {1000 * owner:9.2f}  " + "  ".join(told), flush=True)


def find_person(connection: "psycopg.Connection[Any]") -> dict[str, Any]:
    """Return somebody of the office that the narrowest role reaches, a grade of theirs and its decree."""
    row = connection.execute(
        "SELECT employee_id, nip, grade_record.id, grade_record.decree_id FROM marts.crowd"
        " JOIN personnel.grade_record USING (employee_id) JOIN personnel.unit ON unit.id = unit_id"
        " WHERE unit.code = 'D3.7' ORDER BY grade_record.id LIMIT 1"
    ).fetchone()
    assert row is not None
    return dict(zip(("employee", "nip", "grade", "decree"), row, strict=True))


def add_user(connection: "psycopg.Connection[Any]", name: str, employee: int) -> int:
    """Add one of the users and return their key; the role of an employee is about `employee`."""
    role, unit = ROLES[name]
    own = employee if role == "employee" else None
    row = connection.execute(
        'WITH added AS (INSERT INTO stewardship."user" (name, employee_id) VALUES (%s, %s) RETURNING id)'
        " INSERT INTO stewardship.user_role (user_id, role_id, unit_id)"
        " SELECT added.id, role.id, (SELECT id FROM personnel.unit WHERE code = %s) FROM added, stewardship.role"
        " WHERE role.code = %s RETURNING user_id",
        [name.replace(" ", "_"), own, unit, role],
    ).fetchone()
    assert row is not None
    return int(row[0])


def measure_in_turn(
    connection: "psycopg.Connection[Any]", query: str, values: dict[str, Any], users: dict[str, int], runs: int
) -> dict[str, list[float]]:
    """Return the seconds of the query as the owner and as each user, in turn; the first of each is not counted."""
    seconds: dict[str, list[float]] = {name: [] for name in ("owner", *users)}
    for run in range(runs + 1):
        for name in seconds:
            with connection.transaction(force_rollback=True):
                if name != "owner":
                    act_as(connection, users[name])
                started = time.perf_counter()
                connection.execute(query.encode(), values)
                if run:
                    seconds[name].append(time.perf_counter() - started)
    return seconds


if __name__ == "__main__":
    main()
