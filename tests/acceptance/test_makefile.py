"""What a newcomer meets before Merit itself runs: the list of verbs, and a machine without a suitable Python."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from admin.settings import PROJECT

OLD = "#!/bin/sh\n[ \"$1\" = -V ] && echo 'Python 3.9.2' && exit 0\nexit 1\n"
WITHOUT_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\nexit 0\n'


def make_environment(directory: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script that makes .venv in an empty directory, with `python` as the only Python there is."""
    program = directory / "bin" / "python3"
    program.parent.mkdir()
    program.write_text(python)
    program.chmod(0o755)
    shell = shutil.which("sh")
    assert shell is not None
    return subprocess.run(
        [shell, str(PROJECT / ".ci" / "environment")],
        cwd=directory,
        env={"PATH": str(program.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_old_python_is_told_with_the_cure(tmp_path: Path) -> None:
    done = make_environment(tmp_path, OLD)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "make: Merit needs Python 3.11 or newer, and found Python 3.9.2. "
        "Install one, or name it: make PYTHON=/path/to/python3"
    )


def test_python_without_venv_is_told_with_the_cure(tmp_path: Path) -> None:
    done = make_environment(tmp_path, WITHOUT_VENV)
    assert done.returncode == 1
    assert "python3 cannot make environments. Install its venv package" in done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_alone_lists_every_verb() -> None:
    shown = subprocess.run(["make"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    documented = re.findall(r"^([a-z]+):.*##", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert {"demo", "test", "check", "lock", "docs", "format", "bench", "clean"} <= set(documented)
    assert [line.split()[1] for line in shown.splitlines()] == documented


def test_lock_holds_hashes_and_no_addresses() -> None:
    lock = (PROJECT / "requirements.lock").read_text()
    packages = re.findall(r"^[a-z0-9.\-]+(?:\[[a-z,]+\])?==", lock, re.MULTILINE)
    assert len(packages) > 100
    assert "://" not in lock
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        assert "--hash=sha256:" in entry
