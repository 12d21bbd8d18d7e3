"""The command line as a person and as a script use it: real processes, real server, real panel."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from panel_site import Visitor
from shell import MERIT, Shell, free_port

from admin.cli import COMMANDS
from admin.cli.reference import compose_reference
from admin.errors import MeritError
from admin.passwords import verify_password
from admin.settings import Settings
from admin.warehouse.server_place import locate_server


@pytest.fixture
def shell(open_path: Path) -> Iterator[Shell]:
    """Return a shell with an empty home and a free port; whatever it started is stopped afterwards."""
    shell = Shell(open_path / "home", free_port())
    yield shell
    shell.extra.clear()
    shell.run("stop")


@pytest.fixture(scope="module")
def standing(open_directory_of_module: Path) -> Iterator[Shell]:
    """Return a shell whose server runs already, for commands that change nothing."""
    shell = Shell(open_directory_of_module / "home", free_port())
    shell.run("dsn")
    yield shell
    shell.run("stop")


def test_help_answers_in_under_half_a_second(shell: Shell) -> None:
    seconds = []
    for _ in range(3):
        begun = time.monotonic()
        shown = shell.run("--help").stdout
        seconds.append(time.monotonic() - begun)
    assert min(seconds) < 0.5
    assert all(re.search(rf"^  {name} ", shown, re.MULTILINE) for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_starts_nothing(shell: Shell, name: str) -> None:
    assert shell.run(name, "--help").stdout.startswith(f"Usage: merit {name}")
    assert not shell.home.exists()


def test_reference_pages_are_current() -> None:
    for path, text in compose_reference().items():
        assert path.read_text() == text, "run `make docs`"


def test_status_of_an_empty_home_starts_nothing(shell: Shell) -> None:
    status = json.loads(shell.run("status", "--json").stdout)
    assert (status["server"]["running"], status["server"]["state"]) == (False, "down")
    assert status["server"]["embedded"] is True
    assert status["schema_revision"] is None
    assert status["rows"] == {}
    assert status["last_build"] is status["published_build_id"] is None
    assert not shell.home.exists()
    assert "not running" in shell.run("status").stdout


def test_dsn_is_one_line_that_works_as_it_is_and_the_server_stays(shell: Shell) -> None:
    owner, reader = shell.run("dsn").stdout, shell.run("dsn", "--role", "bi").stdout
    full = shell.run("dsn", "--role", "bi_full").stdout
    assert owner.count("\n") == reader.count("\n") == 1
    for address, name in ((owner, "merit"), (reader, "bi"), (full, "bi_full")):
        with psycopg.connect(address.strip()) as connection:
            assert connection.execute("select current_user, current_database()").fetchone() == (name, "merit")
    assert json.loads(shell.run("status", "--json").stdout)["server"]["running"] is True
    assert shell.run("stop").stdout == "Stopped the database server.\n"
    assert shell.run("stop").stdout == "Nothing was running.\n"


def test_status_tells_a_server_that_is_still_recovering(shell: Shell, settings_of: Callable[..., Settings]) -> None:
    shell.run("dsn")
    said = locate_server(settings_of(shell.home)).data / "postmaster.pid"
    ready = said.read_text()
    said.write_text(ready.replace("ready", "starting"))
    try:
        assert json.loads(shell.run("status", "--json").stdout)["server"]["state"] == "starting"
        assert "starting, after a crash it first recovers" in shell.run("status").stdout
    finally:
        said.write_text(ready)
    assert json.loads(shell.run("status", "--json").stdout)["server"]["state"] == "ready"


def test_sql_runs_statements_and_tells_failure(standing: Shell) -> None:
    assert standing.run("sql", "-At", "-c", "select 6 * 7", "-c", "select current_user").stdout == "42\nmerit\n"
    assert standing.run("sql", "--role", "bi", "-At", text="select current_user").stdout == "bi\n"
    failed = standing.run("sql", "-c", "selec 1", "-c", "select 2", code=1)
    assert 'syntax error at or near "selec"' in failed.stderr
    assert failed.stdout == ""


def test_live_without_marts_tells_what_to_do(standing: Shell) -> None:
    for option in ("--once", "--compare"):
        failed = standing.run("live", option, code=1)
        assert failed.stderr.endswith("merit: There are no marts that could be refreshed. Run `merit build`.\n")


def test_sql_keeps_the_password_off_the_command_line(standing: Shell) -> None:
    waiting = subprocess.Popen(
        [MERIT, "sql", "-c", "select pg_sleep(30)"], env=standing.environ, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 20
    while "psql" not in " ".join(psutil.Process(waiting.pid).cmdline()[:1]):  # none while the program changes
        assert time.monotonic() < deadline
        time.sleep(0.05)
    secret = (standing.home / "merit.password").read_text().strip()
    assert all(secret not in part for part in psutil.Process(waiting.pid).cmdline())
    waiting.kill()
    waiting.wait()


def test_user_add_makes_and_changes_a_user(shell: Shell) -> None:
    command = ("user", "add", "sekretaris", "--role", "hr_officer", "--password-stdin")
    assert shell.run(*command, text="rahasia-besar\n").stdout == "User sekretaris may sign in as hr_officer.\n"
    before = read_user(shell)
    with psycopg.connect(shell.run("dsn").stdout.strip()) as connection:
        connection.execute(START_SESSION)
    shell.run("user", "add", "sekretaris", "--role", "inspector", "--password-stdin", text="sandi-yang-baru\n")
    after = read_user(shell)
    assert verify_password("rahasia-besar", before[0])
    assert verify_password("sandi-yang-baru", after[0])
    assert not verify_password("rahasia-besar", after[0])
    assert (before[1], after[1]) == (0, 1), "old sessions must end"
    assert (before[2], after[2]) == (["hr_officer"], ["hr_officer", "inspector"])
    shell.run(*command, text="sandi-yang-baru\n")
    assert read_user(shell)[2] == ["hr_officer", "inspector"]


START_SESSION = """
    insert into stewardship.session (user_id, token_hash, address, expires_at)
    select id, 'x', '127.0.0.1', now() + interval '1 hour' from stewardship."user" where name = 'sekretaris'
"""


def read_user(shell: Shell) -> tuple[str | None, int, list[str]]:
    with psycopg.connect(shell.run("dsn").stdout.strip()) as connection:
        row = connection.execute(
            """
            select password_hash, (select count(ended_at) from stewardship.session where user_id = "user".id),
                array_agg(role.code order by role.code)
            from stewardship."user" join stewardship.user_role on user_id = "user".id
            join stewardship.role on role.id = role_id where "user".name = 'sekretaris' group by "user".id
            """
        ).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("name", "role", "password", "words"),
    [
        ("budi", "raja", "rahasia-besar", "There is no role 'raja'. Choose one of administrator, "),
        ("Budi S", "employee", "rahasia-besar", "The user name 'Budi S' is not 2 to 60 lower-case letters"),
        ("budi", "employee", "pendek", "The password has 6 characters. Choose one of 8 to 200 characters."),
        ("budi", "employee", "", "The password has 0 characters."),
        ("budi", "employee", "garuda\x00pancasila", "The password holds a character that cannot be typed."),
    ],
)
def test_user_add_refuses_with_a_sentence(standing: Shell, name: str, role: str, password: str, words: str) -> None:
    failed = standing.run("user", "add", name, "--role", role, "--password-stdin", text=f"{password}\n", code=1)
    assert words in failed.stderr.splitlines()[-1]


def test_user_add_without_a_terminal_wants_the_password_on_stdin(shell: Shell) -> None:
    failed = shell.run("user", "add", "budi", "--role", "employee", code=1)
    assert failed.stderr == "merit: There is no terminal to ask for the password. Send it to --password-stdin.\n"


def test_up_serves_the_panel_and_prints_a_link_for_the_first_administrator(shell: Shell) -> None:
    with shell.serve() as panel:
        said = panel.log.read_text()
        assert f"Merit is at {panel.address}" in said
        assert find_code(panel.address, said)
        assert panel.answers()
        status = json.loads(shell.run("status", "--json").stdout)
        assert status["panel"] == {"running": True, "pid": panel.process.pid, "address": panel.address}
        assert status["schema_revision"] == status["expected_revision"]
        assert status["rows"]["reference.grade"] > 0
        assert status["rows"]["stewardship.user"] == 0
    with shell.serve() as panel:
        code = find_code(panel.address, panel.log.read_text())
        visitor = Visitor(panel.address.removesuffix("/admin"), "")
        chosen = {"username": "sekda", "password": "sandi-sekda", "password_again": "sandi-sekda"}
        assert visitor.post("start", {"code": code} | chosen).headers["location"] == "/admin/"
        visitor.close()
        assert not [secret for secret in (code, "sandi-sekda") if secret in panel.log.read_text().split("Stop with")[1]]
    with shell.serve() as panel:
        assert "#" not in panel.log.read_text()
        assert "Sign in with your user name and password." in panel.log.read_text()


def find_code(address: str, said: str) -> str:
    """Return the code of the one-time link that was printed."""
    found = re.search(
        rf"^{re.escape(address)}/start#([\w-]{{43}})\nIt works once, within 24 hours\.$", said, re.MULTILINE
    )
    assert found is not None, said
    return found[1]


def test_user_is_invited_and_resets_a_password_by_link(shell: Shell) -> None:
    said = shell.run("user", "invite", "sekretaris", "--role", "hr_officer").stdout
    assert said.startswith("User sekretaris chooses a password here:\n")
    code = find_code(f"http://127.0.0.1:{shell.port}/admin", said)
    before = read_user(shell)
    assert before == (None, 0, ["hr_officer"])
    shell.extra["MERIT_PUBLIC_ADDRESS"] = "https://merit.kota.go.id"
    said = shell.run("user", "reset", "sekretaris").stdout
    assert said.startswith("User sekretaris chooses another password here:\n")
    assert find_code("https://merit.kota.go.id/admin", said) != code
    with psycopg.connect(shell.run("dsn").stdout.strip()) as connection:
        links = connection.execute("select expires_at > now() from stewardship.sign_in_link order by id").fetchall()
    assert links == [(False,), (True,)], "the later link takes the place of the earlier one"
    failed = shell.run("user", "reset", "siapa", code=1)
    assert failed.stderr.splitlines()[-1].startswith("merit: There is no user 'siapa'.")
    failed = shell.run("user", "invite", "Sek Da", "--role", "hr_officer", code=1)
    assert "The user name 'Sek Da' is not 2 to 60" in failed.stderr


def test_first_password_comes_from_the_setting_and_later_ones_do_not(shell: Shell) -> None:
    shell.extra["MERIT_ADMIN_PASSWORD"] = "sandi-pertama"
    with shell.serve() as panel:
        assert "Sign in as admin with the password in MERIT_ADMIN_PASSWORD." in panel.log.read_text()
        assert "sandi-pertama" not in panel.log.read_text()
    shell.extra["MERIT_ADMIN_PASSWORD"] = "sandi-kedua"
    with shell.serve() as panel:
        assert "The user admin has another password than MERIT_ADMIN_PASSWORD" in panel.log.read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_panel_and_server_cleanly(shell: Shell, number: signal.Signals) -> None:
    with shell.serve() as panel:
        assert panel.end(number) == 0
        assert "Traceback" not in panel.log.read_text()
        assert not panel.answers()
    status = json.loads(shell.run("status", "--json").stdout)
    assert status["panel"]["running"] is False
    assert status["server"]["running"] is False


def test_signal_during_the_preparation_stops_the_server_too(shell: Shell) -> None:
    with subprocess.Popen([MERIT, "up"], env=shell.environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "Migrating" in line:
                break
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in rest
    assert "merit: stopped." in rest
    assert json.loads(shell.run("status", "--json").stdout)["server"]["running"] is False


def test_stop_ends_a_panel_elsewhere(shell: Shell) -> None:
    with shell.serve() as panel:
        assert shell.run("stop").stdout == "Stopped the panel and the database server.\n"
        assert panel.process.wait(10) == 0


def test_killed_panel_leaves_nothing_in_the_way(shell: Shell) -> None:
    with shell.serve() as panel:
        panel.end(signal.SIGKILL)
    status = json.loads(shell.run("status", "--json").stdout)
    assert status["panel"]["running"] is False
    assert status["server"]["running"] is True
    with shell.serve() as panel:
        assert panel.answers()


def test_killed_database_server_comes_back_under_the_panel(shell: Shell) -> None:
    with shell.serve() as panel:
        address = shell.run("dsn").stdout.strip()
        killed = int((shell.home / "server" / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while "The database server has died" not in panel.log.read_text() or not can_connect(address):
            assert time.monotonic() < deadline, panel.log.read_text()
            time.sleep(0.1)
        assert panel.answers()
        assert panel.end(signal.SIGTERM) == 0


def can_connect(address: str) -> bool:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


def test_second_panel_of_a_home_is_refused_and_harms_nothing(shell: Shell) -> None:
    with shell.serve() as panel:
        failed = shell.run("up", code=1)
        assert f"already runs at {panel.address} (process {panel.process.pid})." in failed.stderr
        assert panel.answers()


def test_busy_port_is_told_before_any_work(shell: Shell) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", shell.port))
        other.listen()
        failed = shell.run("demo", code=1)
    assert failed.stderr == (
        f"merit: Port {shell.port} of 127.0.0.1 cannot be used: Address already in use. "
        "Stop the program that uses it, or set MERIT_PORT to another port.\n"
    )
    assert not (shell.home / "server").exists()


def test_foreign_address_is_refused(shell: Shell) -> None:
    shell.extra["MERIT_HOST"] = "192.0.2.1"
    assert "of 192.0.2.1 cannot be used: Cannot assign requested address." in shell.run("up", code=1).stderr


@pytest.mark.parametrize("command", [("up",), ("dsn",), ("sql", "-c", "select 1"), ("build",)])
def test_unreachable_database_is_one_sentence_and_the_cure(shell: Shell, command: tuple[str, ...]) -> None:
    shell.extra["MERIT_DATABASE_URL"] = "postgresql://budi:rahasia@127.0.0.1:9/merit"
    failed = shell.run(*command, code=1)
    assert failed.stderr.splitlines()[-1] == (
        "merit: PostgreSQL at 127.0.0.1:9 cannot be used: Connection refused. "
        "Check that it runs and that MERIT_DATABASE_URL is right."
    )
    assert "rahasia" not in failed.stderr


def test_bad_setting_is_one_sentence_and_the_cure(shell: Shell) -> None:
    shell.extra["MERIT_PORT"] = "delapan ribu"
    failed = shell.run("up", code=1)
    assert failed.stderr == (
        "merit: MERIT_PORT is 'delapan ribu', which is not a port between 1 and 65535. "
        "Correct MERIT_PORT or unset it.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("build", "--as-of", "2026-02-31"), "'2026-02-31' is not a day of the calendar"),
        (("build", "--as-of", "kemarin"), "'kemarin' is not a day of the calendar; write it as 2026-12-31"),
        (("build", "--as-of", "9999-12-31"), "9999-12-31 is out of range; choose a day from 1970-01-01 to"),
        (("build", "--as-of", "0001-01-01"), "0001-01-01 is out of range"),
        (("demo", "--employees", "many"), "'many' is not a valid integer range"),
        (("dsn", "--role", "root"), "'root' is not one of 'merit', 'bi', 'bi_full'"),
        (("fly",), "No such command 'fly'"),
    ],
)
def test_wrong_option_is_told_and_starts_nothing(shell: Shell, arguments: tuple[str, ...], words: str) -> None:
    assert words in shell.run(*arguments, code=2).stderr
    assert not shell.home.exists()


def test_schema_of_a_newer_merit_is_refused(shell: Shell) -> None:
    shell.run("user", "add", "budi", "--role", "employee", "--password-stdin", text="rahasia-besar")
    shell.run("sql", "-c", "update stewardship.schema_revision set version_num = '9999'")
    failed = shell.run("user", "add", "ani", "--role", "employee", "--password-stdin", text="rahasia-besar", code=1)
    assert "revision '9999', which this Merit does not know. Update Merit" in failed.stderr


def test_error_is_a_sentence_and_a_cure() -> None:
    error = MeritError("The tea is cold.", "Boil water.")
    assert (error.sentence, error.cure, str(error)) == (
        "The tea is cold.",
        "Boil water.",
        "The tea is cold. Boil water.",
    )
