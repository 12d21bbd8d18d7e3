"""`merit live`: the marts fresh between builds."""

import click


@click.command()
@click.option("--once", is_flag=True, help="Take in what was changed until now, and end.")
@click.option("--compare", is_flag=True, help="Derive everything anew and tell what differs from the live marts; end.")
def command(once: bool, compare: bool) -> None:
    """Bring every saved change into the published marts at once, until Ctrl-C.

    `merit up` does the same beside the panel, unless MERIT_LIVE is off. This command is for a panel on another machine,
    and for looking after it. One process refreshes at a time; others stand by.
    """
    import threading
    import time
    from contextlib import closing, suppress

    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.live.listener import listen
    from admin.warehouse.live.refresh import Refresher, record_comparison
    from admin.warehouse.preparation import prepare_warehouse

    database = prepare_warehouse(load_settings(), Progress())
    if not once and not compare:
        with terminating_politely(), suppress(KeyboardInterrupt):
            listen(database.url, threading.Event())
        return
    with closing(Refresher(database.url)) as refresher:
        if once:
            done = refresher.refresh()
            click.echo(f"Took in {done.entries} changes: {sum(done.rows.values())} rows of {len(done.rows)} tables.")
        if compare:
            begun = time.monotonic()
            found = refresher.compare()
            record_comparison(database.url, found, time.monotonic() - begun)
            tell_comparison(found.rows)


def tell_comparison(rows: dict[str, int]) -> None:
    """Print what a comparison found.

    Raises:
        MeritError: the live marts differ.
    """
    from admin.errors import MeritError

    if not rows:
        click.echo("The live marts are what a full derivation of the same data holds, row for row.")
        return
    listed = ", ".join(f"{name} ({count} rows)" for name, count in sorted(rows.items()))
    raise MeritError(f"The live marts differ from a full derivation: {listed}.", "Run `merit build`, and tell us.")
