"""`merit up`: server, schema and panel."""

import click


@click.command()
def command() -> None:
    """Start the database server, migrate, and serve the panel until Ctrl-C.

    The first start makes the database, the code lists and the user `admin`, whose password is MERIT_ADMIN_PASSWORD
    or else made and printed once. Ctrl-C or SIGTERM stops the panel and the embedded database server.
    """
    from admin.cli.panel import run_panel

    run_panel()
