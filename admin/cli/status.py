"""`merit status`: what runs, and what is in the database."""

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from admin.settings import Settings

NOT_RUNNING = {
    "down": "not running (start it with `merit up`)",
    "starting": "starting, after a crash it first recovers what was committed (ask again in a moment)",
    "stopping": "stopping",
}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object.")
def command(as_json: bool) -> None:
    """Show the server, the panel, the schema revision, the row counts and the last build; starts nothing."""
    from admin.settings import load_settings

    status = read_status(load_settings())
    click.echo(json.dumps(status, indent=2, default=str) if as_json else "\n".join(describe_status(status)))


def read_status(settings: "Settings") -> dict[str, Any]:
    """Return what `status --json` prints; what cannot be known while the server is down is null or empty.

    Raises:
        MeritError: the database has never been made ready.
    """
    from admin.cli.foreground import find_panel
    from admin.warehouse.database import find_database
    from admin.warehouse.migrate import expected_revision
    from admin.warehouse.overview import EMPTY, read_overview

    database = find_database(settings)
    panel = find_panel(settings)
    return {
        "home": str(settings.home),
        "server": _read_server(settings, database.url if database else None),
        "panel": {"running": panel is not None, **(panel or {"pid": None, "address": None})},
        "expected_revision": expected_revision(),
        **(read_overview(database.url) if database else EMPTY),
    }


def _read_server(settings: "Settings", url: str | None) -> dict[str, Any]:
    import psycopg

    from admin.warehouse.server import find_server
    from admin.warehouse.server_place import locate_server

    embedded = settings.database_url is None
    found = find_server(settings) if embedded and url is None else None
    version = host = port = None
    if url is not None:
        with psycopg.connect(url) as connection:
            version = connection.info.parameter_status("server_version")
        host, port = urlsplit(url).hostname, urlsplit(url).port or 5432
    return {
        "running": url is not None,
        "state": "ready" if url is not None else found.state if found else "down",
        "embedded": embedded,
        "version": version,
        "host": host,
        "port": port,
        "data_directory": str(locate_server(settings).data) if embedded else None,
    }


def describe_status(status: dict[str, Any]) -> list[str]:
    """Return the status as lines for a person."""
    server, panel, build = status["server"], status["panel"], status["last_build"]
    kind = "embedded" if server["embedded"] else "existing"
    lines = [
        f"Home       {status['home']}",
        f"Server     {kind} PostgreSQL {server['version']} on {server['host']}:{server['port']}"
        if server["running"]
        else f"Server     {kind}, {NOT_RUNNING[server['state']]}",
        f"Panel      {panel['address']} (process {panel['pid']})" if panel["running"] else "Panel      not running",
    ]
    if not server["running"]:
        return lines
    revision, expected, published = (
        status[key] for key in ("schema_revision", "expected_revision", "published_build_id")
    )
    lines.append(f"Schema     {revision or 'empty'}{'' if revision == expected else f', expected {expected}'}")
    lines.append(f"Published  {f'build {published}' if published else 'nothing yet'}")
    if build:
        lines.append(f"Last       build {build['build_id']} as of {build['as_of_date']}: {build['status']}")
    filled = {table: count for table, count in status["rows"].items() if count}
    width = max(map(len, filled), default=0)
    return [*lines, *(f"Rows       {table:<{width}}  {count:>12,}" for table, count in filled.items())]
