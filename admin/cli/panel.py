"""What `up` and `demo` have in common: everything ready, then the panel in the foreground."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

from admin.cli.foreground import (
    LINK_LIFE,
    hold_panel,
    link_address,
    panel_address,
    serve,
    stop_database_at_end,
    watch_database,
)
from admin.cli.progress import Progress
from admin.settings import Settings, load_settings

if TYPE_CHECKING:
    from admin.warehouse.database import Database

Fill = Callable[[Settings, "Database", Progress], None]


def run_panel(fill: Fill | None = None) -> None:
    """Prepare the warehouse, let `fill` put something in it, and serve the panel until told to stop."""
    settings, progress = load_settings(), Progress()
    with hold_panel(settings) as listener, stop_database_at_end(settings, progress):
        from admin.warehouse.preparation import forget_imports, prepare_warehouse

        database = prepare_warehouse(settings, progress)
        forget_imports(database.url, settings.imports_kept)
        if fill is not None:
            fill(settings, database, progress)
        welcome = _welcome(settings, database, by_link=fill is None)
        progress("Starting the panel")
        from admin.panel.app import create_app
        from admin.warehouse.jobs.queue import order_build
        from admin.warehouse.jobs.worker import keep_working
        from admin.warehouse.live.listener import keep_live
        from admin.warehouse.quality_recheck import recheck
        from admin.warehouse.rule_preview import preview_rules

        previewer = partial(preview_rules, settings, database.url)
        rechecker, orderer = partial(recheck, database.url), partial(order_build, database.url)
        app = create_app(settings, database.url, previewer, rechecker, orderer)
        with (
            watch_database(settings, progress),
            keep_live(database.url) if settings.live else nullcontext(),
            keep_working(database.url, settings.build_at, settings.timezone),
        ):
            serve(settings, app, listener, welcome)


def _welcome(settings: Settings, database: "Database", by_link: bool) -> list[str]:
    """Say how to sign in; when nobody administrates yet, make the first administrator, or a link to become it."""
    from admin.warehouse.accounts import FIRST_USER, ensure_admin, invite_first_administrator, is_password_of

    lines = ["", f"Merit is at {settings.public_address or panel_address(settings)}"]
    code = invite_first_administrator(database.url) if by_link and settings.admin_password is None else None
    made = None if code else ensure_admin(database.url, settings.admin_password)
    if code:
        lines += ["Become its first administrator here:", link_address(settings, code), LINK_LIFE]
    elif made:
        lines += [f"Sign in as {FIRST_USER} with the password {made}", "It is shown only this once: keep it."]
    elif settings.admin_password is None:
        lines.append("Sign in with your user name and password.")
    elif is_password_of(database.url, FIRST_USER, settings.admin_password):
        lines.append(f"Sign in as {FIRST_USER} with the password in MERIT_ADMIN_PASSWORD.")
    else:
        lines += [
            f"The user {FIRST_USER} has another password than MERIT_ADMIN_PASSWORD, which only the first start uses.",
            f"Change it with: merit user add {FIRST_USER} --role administrator --password-stdin",
        ]
    return [*lines, "Stop with Ctrl-C.", ""]
