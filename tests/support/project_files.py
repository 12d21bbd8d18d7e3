"""What dbt and Merit remember of the project, found out once for all processes of a run of the tests: half a minute."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from admin.settings import PROJECT
from admin.warehouse.quality import FOUND
from admin.warehouse.transform import NOWHERE, Project


def lend_project_files(home: Path, factory: pytest.TempPathFactory) -> None:
    """Give a home the working files of dbt as a build has left them, when several processes run the tests.

    One process alone reads the project when its first build does.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        files = find_project_files(factory)
        shutil.copytree(files / "target", home / "dbt" / "target", dirs_exist_ok=True)


def find_project_files(factory: pytest.TempPathFactory) -> Path:
    """Return the working files of a project that has been read; the first process that asks reads it."""
    base = factory.getbasetemp()
    files = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "project"
    files.mkdir(exist_ok=True)
    with open(files / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (files / "read").exists():
            project = Project(PROJECT, files)
            project.list_data_tests(NOWHERE)
            project.list_queries(NOWHERE, FOUND)
            shutil.rmtree(files / "target" / "compiled", ignore_errors=True)
            (files / "read").touch()
    return files
