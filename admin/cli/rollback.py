"""`merit rollback`: the marts as they were before the last publication."""

import click


@click.command()
def command() -> None:
    """Let readers see the build before the present one again, at once; a second rollback undoes the first."""
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse
    from admin.warehouse.publish import rollback

    database = prepare_warehouse(load_settings(), Progress())
    click.echo(f"Published build {rollback(database.url)} again.")
