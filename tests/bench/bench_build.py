"""What tests and publishing add to a rebuild, beside the same marts untested and a city without people."""

from benchmark import measure, open_city, print_table, read_options

from admin.settings import PROJECT, Settings
from admin.warehouse.build import build
from admin.warehouse.outcome import BUILT
from admin.warehouse.transform import open_project

ONE_TABLE = ("run", "--select", "stg_reference__grade")
UNTESTED = ("build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


def main() -> None:
    """Print the seconds of each, warm: the first build of a process also parses the project."""
    options = read_options(__doc__)
    with open_city(0) as (settings, database):
        first_of_nobody = measure(1, lambda: build(settings, database))
        of_nobody = measure(options.runs, lambda: build(settings, database))
        one_table = measure(options.runs, lambda: _run(settings, database.url, *ONE_TABLE))
    with open_city(options.employees) as (settings, database):
        first = measure(1, lambda: build(settings, database))
        whole = measure(options.runs, lambda: build(settings, database))
        untested = measure(options.runs, lambda: _run(settings, database.url, *UNTESTED))
    print_table(
        {
            f"marts of {options.employees:,}, untested": untested,
            "... tested and published": whole,
            "... first of a process": first,
            "city without employees, tested and published": of_nobody,
            "... first of a process ": first_of_nobody,
            "dbt, one small table": one_table,
        }
    )


def _run(settings: Settings, url: str, *arguments: str) -> None:
    """Let dbt do a part of a build.

    Raises:
        SystemExit: a node failed, so that the time would mean nothing.
    """
    outcomes = open_project(PROJECT, settings.home / "dbt").run(*arguments, url=url)
    stopped = [outcome.describe()[1] for outcome in outcomes if outcome.status != BUILT]
    if stopped or not outcomes:
        raise SystemExit(stopped[0] if stopped else "dbt built nothing")


if __name__ == "__main__":
    main()
