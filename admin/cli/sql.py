"""`merit sql`: psql on Merit's database."""

import os
from typing import Any

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.option(
    "--role", type=click.Choice(["merit", "bi", "bi_full"]), default="merit", show_default=True, help="Who to be."
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PSQL OPTIONS]...")
def command(role: str, arguments: tuple[str, ...]) -> None:
    """Open psql on Merit's database, or run statements: merit sql -c "select ...".

    Everything but --role goes to psql: -c STATEMENT, -f FILE, --csv, -At ... With statements the exit code tells
    whether they succeeded.
    """
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from admin.cli.progress import Progress
    from admin.settings import child_environment, load_settings
    from admin.warehouse.database import ensure_database
    from admin.warehouse.server_place import locate_server

    settings = load_settings()
    database = ensure_database(settings, Progress())
    parameters = dict[str, Any](
        conninfo_to_dict({"bi": database.bi_url, "bi_full": database.bi_full_url}.get(role, database.url))
    )
    password = parameters.pop("password", "")  # by the environment: others may read a command line
    psql = str(locate_server(settings).binaries / "psql")
    strict = ["-X", "-v", "ON_ERROR_STOP=1"] if arguments else []
    call = [psql, make_conninfo(**parameters), *strict, *arguments]
    os.execve(psql, call, child_environment(PGPASSWORD=password))  # noqa: S606
