"""`merit up`: server, schema and panel."""

import click


@click.command()
def command() -> None:
    """Start the database server, migrate, and serve the panel until Ctrl-C.

    The first start makes the database and the code lists, and prints a link by which the first administrator chooses a
    name and a password; with MERIT_ADMIN_PASSWORD it makes the user `admin` instead. Ctrl-C or SIGTERM stops the panel
    and the embedded database server.
    """
    from admin.cli.panel import run_panel

    run_panel()
