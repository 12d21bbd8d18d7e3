"""`merit dsn`: a connection string."""

import click


@click.command()
@click.option(
    "--role",
    type=click.Choice(["merit", "bi", "bi_full"]),
    default="merit",
    show_default=True,
    help="bi reads the marts without names and small groups, bi_full whole, neither anything else; merit owns all.",
)
def command(role: str) -> None:
    """Print one connection string that a SQL client or BI tool can use as it is, starting the server if needed."""
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.database import ensure_database

    database = ensure_database(load_settings(), Progress())
    click.echo({"bi": database.bi_url, "bi_full": database.bi_full_url}.get(role, database.url))
