"""Settings: what is accepted, what is refused in which words, and that nothing else reads the environment."""

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from admin.errors import MeritError
from admin.settings import PROJECT, SETTINGS, Settings, child_environment, lend_environment, load_settings


def test_every_field_has_one_setting() -> None:
    assert sorted(setting.field for setting in SETTINGS) == sorted(field.name for field in fields(Settings))


def test_defaults_are_those_of_the_contract() -> None:
    settings = load_settings({})
    assert settings.home == PROJECT / ".merit"
    assert (settings.host, settings.port, settings.language) == ("127.0.0.1", 8000, "id")
    assert settings.database_url is settings.admin_password is None
    assert settings.fsync


def test_empty_value_counts_as_unset() -> None:
    assert load_settings({setting.name: "" for setting in SETTINGS}) == load_settings({})


def test_home_is_absolute_and_expanded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "budi"))
    assert load_settings({"MERIT_HOME": "data"}).home == tmp_path / "data"
    assert load_settings({"MERIT_HOME": "~/data"}).home == tmp_path / "budi" / "data"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MERIT_PORT", "x", "MERIT_PORT is 'x', which is not a port between 1 and 65535."),
        ("MERIT_PORT", "0", "MERIT_PORT is '0', which is not a port between 1 and 65535."),
        ("MERIT_PORT", "65536", "MERIT_PORT is '65536', which is not a port between 1 and 65535."),
        ("MERIT_PORT", "٨٠٠٠", "MERIT_PORT is '٨٠٠٠', which is not a port between 1 and 65535."),
        ("MERIT_DATABASE_PORT", "-1", "MERIT_DATABASE_PORT is '-1', which is not a port between 1 and 65535."),
        ("MERIT_DATABASE_MEMORY", "much", "MERIT_DATABASE_MEMORY is 'much', which is not a size"),
        ("MERIT_DATABASE_MEMORY", "16MB", "MERIT_DATABASE_MEMORY is '16MB', which is not a size of at least 256MB"),
        ("MERIT_FSYNC", "maybe", "MERIT_FSYNC is 'maybe', which is neither on nor off."),
        ("MERIT_HOST", "my host", "MERIT_HOST is 'my host', which is neither a host name nor an IP address."),
        ("MERIT_ALLOWED_HOSTS", "a b", "MERIT_ALLOWED_HOSTS is 'a b', which is not a list of host names"),
        ("MERIT_TRUSTED_PROXIES", "proxy.go.id", "MERIT_TRUSTED_PROXIES is 'proxy.go.id', which is not a list of IP"),
        (
            "MERIT_PUBLIC_ADDRESS",
            "merit.go.id",
            "MERIT_PUBLIC_ADDRESS is 'merit.go.id', which is not an address such as",
        ),
        ("MERIT_PUBLIC_ADDRESS", "https://a.id/x?y", "which is not an address such as https://merit.kota.go.id."),
        ("MERIT_SESSION_HOURS", "0", "MERIT_SESSION_HOURS is '0', which is not a number of hours from 1 to 168."),
        ("MERIT_SESSION_IDLE_MINUTES", "٣٠", "which is not a number of minutes from 5 to 1440."),
        ("MERIT_LANGUAGE", "fr", "MERIT_LANGUAGE is 'fr', which is not one of id, en."),
        ("MERIT_TIMEZONE", "Bandung", "MERIT_TIMEZONE is 'Bandung', which is not a time zone such as Asia/Jakarta."),
        ("MERIT_LOG_LEVEL", "loud", "MERIT_LOG_LEVEL is 'loud', which is not one of debug, info, warning, error."),
        ("MERIT_HOME", "/srv/$kota", "MERIT_HOME is '/srv/$kota', which holds '$': PostgreSQL's programs take it for"),
        ("MERIT_HOME", "~nobody-of-this-name/x", "which names a user who does not exist."),
    ],
)
def test_bad_value_is_refused_with_value_and_cure(name: str, value: str, words: str) -> None:
    with pytest.raises(MeritError) as raised:
        load_settings({name: value})
    assert words in raised.value.sentence
    assert raised.value.cure == f"Correct {name} or unset it."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MERIT_ADMIN_PASSWORD", "short"),
        ("MERIT_DATABASE_URL", "mysql://root:rahasia@localhost/merit"),
    ],
)
def test_refused_secret_is_not_shown(name: str, value: str) -> None:
    with pytest.raises(MeritError) as raised:
        load_settings({name: value})
    assert value not in str(raised.value)
    assert f"{name} is ***" in str(raised.value)


def test_accepted_values() -> None:
    settings = load_settings(
        {
            "MERIT_DATABASE_MEMORY": "2GB",
            "MERIT_FSYNC": "OFF",
            "MERIT_HOST": "[::1]",
            "MERIT_ALLOWED_HOSTS": "merit.kota.go.id, *.kota.go.id",
            "MERIT_DATABASE_URL": "postgres://merit@db/merit",
        }
    )
    assert settings.database_memory == 2 * 1024**3
    assert not settings.fsync
    assert settings.host == "::1"
    assert settings.allowed_hosts == ("merit.kota.go.id", "*.kota.go.id")
    assert settings.database_url == "postgres://merit@db/merit"


def test_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(MeritError, match=r"cannot be made: File exists\. Set MERIT_HOME"):
        load_settings({"MERIT_HOME": str(tmp_path / "home")}).prepare_home()


def test_lent_variables_are_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPINJAM", "lama")
    with lend_environment({"DIPINJAM": "baru", "TAMBAHAN": "ada"}):
        assert child_environment(LAIN="x").items() >= {"DIPINJAM": "baru", "TAMBAHAN": "ada", "LAIN": "x"}.items()
    assert child_environment()["DIPINJAM"] == "lama"
    assert "TAMBAHAN" not in child_environment()


def test_every_setting_is_documented() -> None:
    page = (PROJECT / "docs" / "settings.md").read_text()
    for setting in SETTINGS:
        assert f"| `{setting.name}` |" in page
        assert setting.help in page


def test_nothing_else_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(PROJECT))
        for package in ("admin", "models")
        for path in (PROJECT / package).rglob("*.py")
        if _reads_environment(ast.parse(path.read_text()))
    }
    assert readers == {"admin/settings.py"}


def _reads_environment(tree: ast.AST) -> bool:
    names = {"environ", "environb", "getenv", "getenvb"}
    return any(
        (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and names & {alias.name for alias in node.names})
        for node in ast.walk(tree)
    )


def test_no_module_holds_settings() -> None:
    """Settings are read inside functions: importing a module must not depend on the environment."""
    calls = [
        f"{path.relative_to(PROJECT)}:{node.lineno}"
        for path in (PROJECT / "admin").rglob("*.py")
        for node in ast.iter_child_nodes(ast.parse(path.read_text()))
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr)) and "load_settings(" in ast.unparse(node)
    ]
    assert calls == []
