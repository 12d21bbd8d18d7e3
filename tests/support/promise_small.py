"""The stage of a short trial: a small dbt project with a few dozen people, so that a build takes seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from promise_trial import SPAWN, Stage, build_project
from small_warehouse import add_people, make_project

from admin.settings import Settings
from admin.warehouse.database import ensure_database
from admin.warehouse.live.listener import keep_live
from admin.warehouse.migrate import migrate
from admin.warehouse.server import start_server

FIND_PEOPLE = "SELECT person_id FROM personnel.employee ORDER BY 1"
EDIT = "UPDATE personnel.person SET name = %s WHERE id = %s"
FIND_NAME = """
    SELECT mart.name FROM marts.roster AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    WHERE person_id = %s
"""
FIND_STALE = """
    SELECT count(*) FROM marts.roster AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    JOIN personnel.person ON person.id = person_id WHERE person.name <> mart.name
"""
PEOPLE = 60


@contextmanager
def open_small_stage(settings: Settings, root: Path) -> Iterator[Stage]:
    """Publish the project twice, keep its marts live while the block lasts, and yield what a trial wants to know."""
    project = make_project(root)
    database = ensure_database(settings)
    migrate(database.url)
    add_people(database.url, PEOPLE)
    for _ in range(2):
        process = SPAWN.Process(target=build_project, args=(settings.home, project))
        process.start()
        process.join()
        assert process.exitcode == 0
    with keep_live(database.url):
        yield Stage(
            settings=settings, database=database, build=build_project, arguments=(project,),
            edit=EDIT, find_people=FIND_PEOPLE, find_name=FIND_NAME, find_stale=FIND_STALE,
            revive=lambda: start_server(settings),
        )  # fmt: skip
