"""Which stored row a line means: found again and not doubled, never taken for another one."""

import threading
from collections.abc import Callable, Iterator

import pytest
from exchange_files import Importer, read_counts, read_problems, write_csv
from exchange_office import Office
from panel_site import Visitor
from sqlalchemy.orm import Session

from admin.panel.exchange.importing import Import, Outcome
from models.database import create_engine
from models.exchange import RowState
from models.people import FamilyMember

GRADES = ["ID", "employee.nip", "grade.code", "valid_from", "reason"]
PEOPLE = ["Nama", "NIK", "Jenis kelamin", "Tempat lahir", "Tanggal lahir", "Telepon"]
NEW = {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}


@pytest.fixture
def people(visitor: Visitor) -> Importer:
    return Importer(visitor, "person")


def send(importer: Importer, rows: list[list[str]]) -> str:
    answer = importer.upload(write_csv(rows))
    assert answer.status_code == 303, answer.text
    return importer.check()


def test_id_of_another_system_is_never_taken_for_ours(grades: Importer, office: Office) -> None:
    rows = office.ask(
        "select g.id::text, nip, code, g.valid_from::text, reason from personnel.grade_record g "
        "join reference.grade r on r.id = grade_id join personnel.employee e on e.id = employee_id "
        "where not exists (select from personnel.grade_record o where o.employee_id = g.employee_id and o.id < g.id) "
        "order by nip limit 6"
    )
    first, second, third, fourth, fifth, sixth = ([*row] for row in rows)
    sent = [
        [first[0], *second[1:]],  # one row's ID, another row's key
        [third[0], fourth[1], third[2], "2035-04-01", third[4]],  # somebody else's new row
        ["999999999", *sixth[1:]],
        [fifth[0], fifth[1], fifth[2], "2035-10-01", fifth[4]],  # its TMT corrected
    ]
    page = send(grades, [GRADES, *sent])
    assert read_counts(page) == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 3}
    told = [(line, column, sentence.split(".")[0]) for line, column, _, sentence in read_problems(page)]
    assert told == [
        (2, "ID", "ID dan data kunci di baris ini menunjuk dua baris tersimpan yang berbeda"),
        (3, "ID", "Baris tersimpan dengan ID ini mengenai orang atau hal lain"),
        (4, "ID", "Tidak ada baris dengan ID ini"),
    ]


def test_id_of_another_system_overwrites_no_employee(visitor: Visitor, office: Office) -> None:
    employees = Importer(visitor, "employee")
    ((key, nip),) = office.ask("select id, nip from personnel.employee order by id limit 1")
    serial = f"{(int(nip[-3:]) + 500) % 999 + 1:03}"
    page = send(
        employees, [["ID", "NIP", "NIP lama"], [str(key), nip[:-3] + serial, "1"], [str(key), nip, "130000001"]]
    )
    assert [(line, sentence[:40]) for line, _, _, sentence in read_problems(page)] == [
        (2, "Baris tersimpan dengan ID ini mengenai o")
    ]


def test_person_without_nik_is_found_by_name_and_birth(people: Importer, office: Office) -> None:
    before = office.ask("select count(*) from personnel.person")[0][0]
    sent = ["Wayan Uji Coba", "", "P", "Mamuju", "1991-02-03", "0811"]
    assert read_counts(send(people, [PEOPLE, sent])) == NEW
    people.store()
    again = send(people, [PEOPLE, sent])
    assert read_counts(again) == {"new": 0, "changed": 0, "unchanged": 1, "wrong": 0}
    other_case = ["WAYAN UJI COBA", "", "P", "", "1991-02-03", "0812"]
    assert read_counts(send(people, [PEOPLE, other_case])) == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    elsewhere = ["Wayan Uji Coba", "", "P", "Majene", "1991-02-03", "0811"]
    assert read_counts(send(people, [PEOPLE, elsewhere])) == NEW
    people.store()
    page = send(people, [PEOPLE, other_case])
    assert [(line, sentence[:47]) for line, _, _, sentence in read_problems(page)] == [
        (2, "Ada lebih dari satu baris tersimpan yang dikena")
    ]
    page = send(people, [PEOPLE, sent, [*other_case[:3], "MAMUJU", *other_case[4:]]])
    assert [(line, sentence) for line, _, _, sentence in read_problems(page)] == [
        (3, "Baris ini sama dengan baris 2 di berkas.")
    ]
    assert office.ask("select count(*) from personnel.person") == [(before + 2,)]


def test_nik_decides_who_a_person_is(people: Importer, office: Office) -> None:
    nik, other = "7602014302910001", "7602014302910002"
    sent = ["Made Uji Coba", "", "P", "Mamuju", "1991-02-03", "0811"]
    send(people, [PEOPLE, sent])
    people.store()
    known = [sent[0], nik, *sent[2:]]
    assert read_counts(send(people, [PEOPLE, known])) == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    people.store()
    renamed = ["Made Nama Baru", nik, *sent[2:]]
    assert read_counts(send(people, [PEOPLE, renamed])) == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    namesake = [sent[0], other, *sent[2:]]
    assert read_counts(send(people, [PEOPLE, namesake])) == NEW
    two = send(people, [PEOPLE, ["Nyoman Uji", "", *sent[2:]], ["nyoman uji", other, *sent[2:]]])
    assert [(line, sentence) for line, _, _, sentence in read_problems(two)] == [
        (3, "Baris ini sama dengan baris 2 di berkas.")
    ]
    assert office.ask("select count(*) from personnel.person where name ilike 'made%%uji coba'") == [(1,)]


@pytest.fixture
def import_family(office: Office) -> Iterator[Callable[[Callable[[], None]], Outcome]]:
    """Import one child of one employee and commit, calling something between storing and committing."""
    engine = create_engine(office.url)
    nip = office.find_nips(1)[0]
    lines = [(2, [nip, "ANAK", "Putu Kembar", "2019-01-01"])]
    mapping = {"person.nip": 0, "kinship": 1, "name": 2, "born_on": 3}

    def run(before_commit: Callable[[], None]) -> Outcome:
        with Session(engine) as session:
            work = Import(session, FamilyMember, mapping, 4)
            work.match(lines, lambda *_: None)
            work.store()
            before_commit()
            session.commit()
        return work.outcome

    yield run
    engine.dispose()


def test_two_imports_at_once_double_nothing(
    office: Office, import_family: Callable[[Callable[[], None]], Outcome]
) -> None:
    second: list[Outcome] = []
    other = threading.Thread(target=lambda: second.append(import_family(lambda: None)))

    def start_the_other() -> None:
        other.start()
        other.join(1.0)
        assert other.is_alive(), "the second import did not wait for the first"

    first = import_family(start_the_other)
    other.join(30)
    assert first.counts[RowState.NEW] == 1
    assert second[0].counts[RowState.UNCHANGED] == 1
    assert office.ask("select count(*) from personnel.family_member where name = 'Putu Kembar'") == [(1,)]
