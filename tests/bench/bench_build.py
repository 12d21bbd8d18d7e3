"""What tests and publishing add to a rebuild, beside the same marts untested and a city without people."""

from benchmark import measure, open_city, print_table, read_options

from admin.settings import PROJECT
from admin.warehouse.build import build
from admin.warehouse.transform import open_project

UNTESTED = ("build", "--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


def main() -> None:
    """Print the seconds of each, warm: the first build of a process also parses the project."""
    options = read_options(__doc__)
    with open_city(0) as (settings, database):
        first_of_nobody = measure(1, lambda: build(settings, database))
        of_nobody = measure(options.runs, lambda: build(settings, database))
        project = open_project(PROJECT, settings.home / "dbt")
        one_model = measure(options.runs, lambda: project.run("run", "--select", "int_build", url=database.url))
    with open_city(options.employees) as (settings, database):
        first = measure(1, lambda: build(settings, database))
        whole = measure(options.runs, lambda: build(settings, database))
        project = open_project(PROJECT, settings.home / "dbt")
        untested = measure(options.runs, lambda: project.run(*UNTESTED, url=database.url))
    print_table(
        {
            f"marts of {options.employees:,}, untested": untested,
            "... tested and published": whole,
            "... first of a process": first,
            "city without employees, tested and published": of_nobody,
            "... first of a process ": first_of_nobody,
            "dbt, one view": one_model,
        }
    )


if __name__ == "__main__":
    main()
