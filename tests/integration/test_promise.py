"""The promise to readers, briefly: builds, rollbacks, killed builders, a killed server, and nobody sees half of it.

`make promise` tries the same for long, on a city, with fifty readers.
"""

from pathlib import Path

from promise_trial import Plan, Stage, Trial, build_project, judge, tell
from small_warehouse import add_people, make_project

from admin.settings import Settings
from admin.warehouse.database import ensure_database
from admin.warehouse.live.listener import keep_live
from admin.warehouse.migrate import migrate
from admin.warehouse.server import start_server

PEOPLE = "SELECT person_id FROM personnel.employee ORDER BY 1"
EDIT = "UPDATE personnel.person SET name = %s WHERE id = %s"
FIND_NAME = """
    SELECT mart.name FROM marts.roster AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    WHERE person_id = %s
"""
FIND_STALE = """
    SELECT count(*) FROM marts.roster AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    JOIN personnel.person ON person.id = person_id WHERE person.name <> mart.name
"""
STEPS = ("kill the builder at the swap", "rollback", "kill PostgreSQL", "rollback", "build")


def test_promise_holds_while_builder_and_server_are_killed(home: Settings, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    database = ensure_database(home)
    migrate(database.url)
    add_people(database.url, 60)
    build_project(home.home, project)
    build_project(home.home, project)
    stage = Stage(
        home, database, build_project, (project,), EDIT, PEOPLE, FIND_NAME, FIND_STALE, lambda: start_server(home)
    )
    with keep_live(database.url):
        plan = Plan(4, readers=9, processes=1, build_seconds=4, steps=STEPS, longest_pause=0.3)
        trial = Trial(plan, stage)
        tallies = trial.run()
    print("\n".join(tell(trial.story, tallies)))
    assert judge(trial.story, tallies) == []
    assert trial.story.killed.total() == 2
    assert trial.story.published == {"build": 2, "rollback": 2}
    assert trial.story.lags
