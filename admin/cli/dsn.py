"""`merit dsn`: a connection string."""

import click


@click.command()
@click.option(
    "--role",
    type=click.Choice(["merit", "bi"]),
    default="merit",
    show_default=True,
    help="merit owns the database; bi reads the marts and nothing else.",
)
def command(role: str) -> None:
    """Print one connection string that a SQL client or BI tool can use as it is, starting the server if needed."""
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.database import ensure_database

    database = ensure_database(load_settings(), Progress())
    click.echo(database.bi_url if role == "bi" else database.url)
