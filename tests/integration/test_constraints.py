"""What the law makes certain, the tables refuse to store otherwise."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

NIP_WOMAN = "198704122010012003"
NIP_PPPK_MAN = "199305122022211004"


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url) as connection:
        connection.execute(
            """
            insert into personnel.agency (code, name, kind, head_title) values ('KOTA', 'Kota', 'KOTA', 'Wali Kota');
            insert into personnel.unit (agency_id, code, name, kind, valid_from)
            select id, 'A', 'Dinas A', 'DINAS', '2010-01-01' from personnel.agency;
            insert into personnel.person (name, sex, born_on)
            values ('Contoh Perempuan', 'P', '1987-04-12'), ('Contoh Laki', 'L', '1993-05-12');
            """
        )
        yield connection


def add_employee(connection: psycopg.Connection, nip: str, kind: str = "PNS", sex: str = "P") -> int:
    row = connection.execute(
        """
        insert into personnel.employee (person_id, agency_id, nip, employment_type_id, appointed_on)
        select person.id, agency.id, %s, employment_type.id, '2010-01-01'
        from personnel.person, personnel.agency, reference.employment_type
        where person.sex = %s and employment_type.code = %s
        returning id
        """,
        (nip, sex, kind),
    ).fetchone()
    assert row
    return int(row[0])


def test_good_nips_are_stored(connection: psycopg.Connection) -> None:
    assert add_employee(connection, NIP_WOMAN)
    assert add_employee(connection, NIP_PPPK_MAN, "PPPK", "L")


@pytest.mark.parametrize(
    ("nip", "constraint"),
    [
        ("19870412201001200", "ck_employee_nip_shape"),
        ("19870412201001200A", "ck_employee_nip_shape"),
        ("198713122010012003", "ck_employee_nip_calendar_date"),
        ("198704122010302003", "ck_employee_nip_shape"),
        ("198702312010012003", "ck_employee_nip_calendar_date"),
        ("198702292010012003", "ck_employee_nip_calendar_date"),
        ("198704122010012000", "ck_employee_nip_serial"),
        ("198704122010011003", "ck_employee_nip_sex"),
        ("198704122010212003", "ck_employee_nip_scheme"),
    ],
)
def test_bad_nips_are_refused(connection: psycopg.Connection, nip: str, constraint: str) -> None:
    with pytest.raises(errors.CheckViolation) as caught:
        add_employee(connection, nip)
    assert caught.value.diag.constraint_name == constraint


def test_a_nip_of_19_digits_is_refused(connection: psycopg.Connection) -> None:
    with pytest.raises(errors.StringDataRightTruncation):
        add_employee(connection, NIP_WOMAN + "1")


def test_a_nip_belongs_to_one_employee_for_ever(connection: psycopg.Connection) -> None:
    add_employee(connection, NIP_WOMAN)
    with pytest.raises(errors.UniqueViolation):
        add_employee(connection, NIP_WOMAN)


def test_sex_cannot_be_changed_against_the_nip(connection: psycopg.Connection) -> None:
    add_employee(connection, NIP_WOMAN)
    with pytest.raises(errors.CheckViolation) as caught:
        connection.execute("update personnel.person set sex = 'L'")
    assert caught.value.diag.constraint_name == "ck_person_sex_nip"


STATUS = (
    "insert into personnel.employee_status (employee_id, legal_status_id, valid_from, valid_to)"
    " select %s, id, %s, %s from reference.legal_status where code = 'AKTIF'"
)


def test_periods_may_touch_but_not_overlap(connection: psycopg.Connection) -> None:
    employee = add_employee(connection, NIP_WOMAN)
    connection.execute(STATUS, (employee, "2020-01-01", "2021-01-01"))
    connection.execute(STATUS, (employee, "2021-01-01", None))
    with pytest.raises(errors.ExclusionViolation) as caught:
        connection.execute(STATUS, (employee, "2020-12-31", "2021-01-01"))
    assert caught.value.diag.constraint_name == "ex_employee_status_period"


def test_a_period_ends_after_it_starts(connection: psycopg.Connection) -> None:
    employee = add_employee(connection, NIP_WOMAN)
    with pytest.raises(errors.CheckViolation):
        connection.execute(STATUS, (employee, "2021-01-01", "2020-01-01"))


def test_only_one_definitive_post_at_a_time_but_acting_beside_it(connection: psycopg.Connection) -> None:
    employee = add_employee(connection, NIP_WOMAN)
    connection.execute(
        """
        insert into personnel.position_title (code, name, position_level_id)
        select 'T' || n, 'Jabatan ' || n, position_level.id
        from generate_series(1, 2) as n, reference.position_level where position_level.code = 'PELAKSANA';
        insert into personnel.seat (unit_id, position_title_id, valid_from)
        select unit.id, position_title.id, '2010-01-01' from personnel.unit, personnel.position_title
        """
    )
    hold = (
        "insert into personnel.assignment (employee_id, seat_id, kind, valid_from)"
        " select %s, seat.id, %s, '2020-01-01' from personnel.seat join personnel.position_title"
        " on position_title.id = position_title_id where position_title.code = %s"
    )
    connection.execute(hold, (employee, "DEFINITIF", "T1"))
    connection.execute(hold, (employee, "PLT", "T2"))
    with pytest.raises(errors.ExclusionViolation):
        connection.execute(hold, (employee, "DEFINITIF", "T2"))


def test_what_is_used_cannot_be_deleted(connection: psycopg.Connection) -> None:
    add_employee(connection, NIP_WOMAN)
    with pytest.raises((errors.RestrictViolation, errors.ForeignKeyViolation)):
        connection.execute("delete from personnel.person")


def test_a_unit_cannot_stand_below_itself(connection: psycopg.Connection) -> None:
    connection.execute(
        "insert into personnel.unit (agency_id, code, name, kind, parent_id, valid_from)"
        " select agency_id, 'B', 'Bidang B', 'BIDANG', id, valid_from from personnel.unit"
    )
    with pytest.raises(errors.CheckViolation) as caught:
        connection.execute(
            "update personnel.unit set parent_id = (select id from personnel.unit where code = 'B') where code = 'A'"
        )
    assert caught.value.diag.constraint_name == "ck_unit_tree"
