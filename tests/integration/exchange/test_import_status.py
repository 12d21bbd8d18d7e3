"""From upload to stored: only what was checked is stored, as it was shown, and nothing waits for ever."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from exchange_files import Importer, read_changes, read_counts, read_xlsx, write_csv
from exchange_office import Office
from panel_site import Visitor
from sqlalchemy.orm import Session

from admin.cli.import_table import speaking
from admin.panel import import_job, imports
from admin.panel.acting import Acting
from admin.panel.import_job import BusyError, ImportDesk
from admin.panel.rights import Rights
from admin.warehouse.preparation import forget_imports
from models.career import GradeRecord
from models.database import create_engine
from models.exchange import ImportBatch

HEADINGS = ["NIP", "Golongan", "TMT golongan", "Jenis kenaikan", "MKG (tahun)", "MKG (bulan)"]


def read_status(office: Office, importer: Importer) -> tuple[Any, ...]:
    rows = office.ask("select status, new_count from stewardship.import_batch where id = %s", int(importer.batch))
    return rows[0]


def upload(importer: Importer, *rows: list[str]) -> None:
    assert importer.upload(write_csv([HEADINGS, *rows])).status_code == 303


def test_columns_changed_while_others_are_served_have_to_be_checked(
    grades: Importer, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nip,) = office.find_nips(1)
    upload(grades, [nip, "III/b", "2036-04-01", "REGULER", "9", "1"])
    assert read_counts(grades.check())["new"] == 1
    assert read_status(office, grades) == ("DIPERIKSA", 1)
    with monkeypatch.context() as patched:
        patched.setattr(import_job, "AT_ONCE", 0)
        fewer = ("employee.nip", "grade.code", "valid_from", "reason")
        data = {f"field.{path}": str(place) for place, path in enumerate(fewer)}
        assert grades.visitor.post(f"grade-record/import/{grades.batch}/columns", data).status_code == 503
    assert read_status(office, grades) == ("DIUNGGAH", None)
    assert grades.visitor.post(f"grade-record/import/{grades.batch}/store", {}).status_code == 400
    assert office.ask("select count(*) from personnel.grade_record where valid_from = '2036-04-01'") == [(0,)]
    assert "Kolom berkas" in grades.visitor.client.get(
        f"/admin/grade-record/import/{grades.batch}", follow_redirects=True
    ).text  # fmt: skip


@pytest.fixture
def desk(office: Office) -> Iterator[ImportDesk]:
    made = ImportDesk(office.url)
    yield made
    made.close()


@pytest.fixture
def admin(office: Office) -> Acting:
    ((key,),) = office.ask("select id from stewardship.user where name = 'admin'")
    return Acting(key, "test", "", Rights(role="merit_panel_wide_private"))


@pytest.mark.parametrize("is_storing", [False, True], ids=["check", "store"])
def test_work_that_ends_late_does_not_undo_what_was_stored(
    grades: Importer, office: Office, desk: ImportDesk, admin: Acting, is_storing: bool
) -> None:
    (nip,) = office.find_nips(1, skip=1)
    day = f"203{6 + is_storing}-10-01"
    upload(grades, [nip, "III/b", day, "REGULER", "9", "1"])
    grades.check()
    engine = create_engine(office.url)
    with Session(engine) as session:
        seen = session.get_one(ImportBatch, int(grades.batch))
        session.expunge(seen)
    engine.dispose()
    assert "Semua baris tersimpan" in grades.store()
    stored = read_status(office, grades)
    with speaking("id"):
        assert desk.start(seen, GradeRecord, admin, is_storing)
    job = desk.find(seen.id)
    assert job is not None
    while job.is_running:
        time.sleep(0.05)
    assert "sudah diubah, disimpan, atau kedaluwarsa" in job.failure
    assert read_status(office, grades) == stored == ("DISIMPAN", 1)
    assert office.ask("select count(*) from personnel.grade_record where valid_from = %s", day) == [(1,)]


def test_row_changed_since_the_check_is_told_though_the_counts_are_the_same(grades: Importer, office: Office) -> None:
    nips = office.find_nips(2, skip=2)
    rows = [[nip, "III/b", "2038-04-01", "REGULER", "9", "1"] for nip in nips]
    upload(grades, *rows)
    grades.check()
    grades.store()
    upload(grades, *([*row[:4], "10", "1"] for row in rows))
    assert read_counts(grades.check())["changed"] == 2
    office.ask(
        "update personnel.grade_record set service_months = 7 where valid_from = '2038-04-01' and employee_id = "
        "(select id from personnel.employee where nip = %s) returning id",
        nips[1],
    )
    page = grades.store()
    assert "Data tersimpan berubah sejak berkas ini diperiksa" in page
    assert "Baris 3 (berubah): datanya diubah orang lain." in page
    assert "Baris 2" not in page
    months = "select distinct service_months, service_years from personnel.grade_record where valid_from = '2038-04-01'"
    assert set(office.ask(months)) == {(1, 9), (7, 9)}
    assert "Semua baris tersimpan" in grades.store()
    assert office.ask(months) == [(1, 10)]


def test_work_that_takes_long_says_how_far_it_is(office: Office, visitor: Visitor) -> None:
    importer = Importer(Visitor(office.address), "grade-record")
    rows = [[nip, "III/a", "2039-04-01", "REGULER", "1", "0"] for nip in office.find_nips(2, skip=40)]
    importer.upload(write_csv([HEADINGS, *rows]))
    with ThreadPoolExecutor(1) as pool, psycopg.connect(office.url) as blocker:
        blocker.execute("lock table personnel.grade_record in exclusive mode")
        checking = pool.submit(importer.check)
        for _ in range(300):
            answer = visitor.get(f"grade-record/import/{importer.batch}")
            if "2 dari 2 baris dibaca" in answer.text:
                break
            time.sleep(0.1)
        assert answer.headers["refresh"] == "1"
        assert re.search(r'<progress max="2" value="2" aria-label="[^"]{5,}">', answer.text), answer.text
        blocker.rollback()
        assert read_counts(checking.result()) == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    importer.visitor.close()


def test_column_hidden_since_the_check_is_not_among_the_changes_shown(office: Office) -> None:
    stored = "select nik, name, sex, born_on::text from personnel.person where nik is not null order by id limit 1"
    content = write_csv(
        [["nik", "name", "sex", "born_on", "address", "phone"], [*office.ask(stored)[0], "Jalan Rahasia 9", "0811999"]]
    )
    importer = Importer(Visitor(office.address, "petugas"), "person")
    importer.upload(content)
    shown = {heading: given for _line, _name, heading, _stored, given in read_changes(importer.check())}
    assert shown == {"Alamat": "Jalan Rahasia 9", "Telepon": "0811999"}
    grant = (
        "insert into stewardship.user_role (user_id, role_id) select account.id, role.id "
        "from stewardship.user as account, stewardship.role where account.name = 'petugas' and role.code = 'unit_head' "
        "returning id"
    )
    ((granted,),) = office.ask(grant)
    masked = Visitor(office.address, "petugas")
    try:
        page = masked.get(f"person/import/{importer.batch}").text
        assert [(row[2], row[4]) for row in read_changes(page)] == [("Telepon", "0811999")]
        assert "Rahasia" not in page
        book = read_xlsx(masked.get(f"person/import/{importer.batch}/changes").content)
        assert [row[2] for row in book[1:]] == ["Telepon"]
    finally:
        office.ask("delete from stewardship.user_role where id = %s returning id", granted)
        masked.close()
        importer.visitor.close()


def test_rows_that_nobody_stores_are_deleted_and_the_summary_stays(grades: Importer, office: Office) -> None:
    nips = office.find_nips(2, skip=4)
    old, young = grades, Importer(grades.visitor, "grade-record")
    for importer, nip in zip((old, young), nips, strict=True):
        upload(importer, [nip, "III/b", "2039-04-01", "REGULER", "9", "1"])
        importer.check()
    count = "select count(*) from stewardship.import_row where import_batch_id = %s"
    with psycopg.connect(office.url) as connection:
        connection.execute("alter table stewardship.import_batch disable trigger touch_row")
        long_ago = "update stewardship.import_batch set updated_at = now() - interval '31 days' where id = %s"
        connection.execute(long_ago, [old.batch])
        connection.execute("alter table stewardship.import_batch enable trigger touch_row")
    assert forget_imports(office.url, timedelta(days=30)) == 1
    assert forget_imports(office.url, timedelta(days=30)) == 0
    assert [office.ask(count, int(item.batch)) for item in (old, young)] == [[(0,)], [(1,)]]
    assert read_status(office, old) == ("KEDALUWARSA", 1)
    assert "sudah dihapus" in old.wait()
    assert old.visitor.get(f"grade-record/import/{old.batch}/columns").status_code == 303
    assert old.visitor.post(f"grade-record/import/{old.batch}/store", {}).status_code == 400
    assert "Semua baris tersimpan" in young.store()


def test_workbooks_are_written_beside_the_loop_that_answers(
    grades: Importer, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_loop: list[bool] = []

    def watch(name: str) -> None:
        write = getattr(imports, name)

        def watched(*arguments: Any) -> None:
            with suppress(RuntimeError):
                asyncio.get_running_loop()
                on_loop.append(True)
            write(*arguments)
            on_loop.append(False)

        monkeypatch.setattr(imports, name, watched)

    watch("write_wrong_rows")
    watch("write_template")
    upload(grades, *([nip, "III/z", "2040-04-01", "REGULER", "9", "1"] for nip in office.find_nips(3, skip=6)))
    grades.check()
    assert len(read_xlsx(grades.visitor.get(f"grade-record/import/{grades.batch}/wrong").content)) == 4
    assert grades.visitor.get("grade-record/import/template").status_code == 200
    assert on_loop == [False, False]


def test_only_so_many_files_are_unpacked_at_once(
    desk: ImportDesk, admin: Acting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office: Office
) -> None:
    monkeypatch.setattr(import_job, "SECONDS_TO_WAIT", 0.1)
    begun, go_on = threading.Barrier(import_job.AT_ONCE + 1), threading.Event()

    class SlowPath(type(tmp_path)):  # type: ignore[misc]
        """A file on a disk that takes its time."""

        def open(self, *arguments: Any, **options: Any) -> Any:
            if not go_on.is_set():
                begun.wait(10)
                go_on.wait(10)
            return super().open(*arguments, **options)

    path = SlowPath(tmp_path / "a.csv")
    Path(path).write_bytes(b"NIP\r\n1\r\n")
    received: list[int] = []
    threads = [
        threading.Thread(target=lambda: received.append(desk.receive(admin, GradeRecord, "a.csv", path)))
        for _ in range(import_job.AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    begun.wait(10)
    with pytest.raises(BusyError):
        desk.receive(admin, GradeRecord, "a.csv", Path(tmp_path / "a.csv"))
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert len(received) == import_job.AT_ONCE
