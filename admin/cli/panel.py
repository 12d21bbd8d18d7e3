"""What `up` and `demo` have in common: everything ready, then the panel in the foreground."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from admin.cli.foreground import hold_panel, panel_address, serve, stop_database_at_end, watch_database
from admin.cli.progress import Progress
from admin.settings import Settings, load_settings

if TYPE_CHECKING:
    from admin.warehouse.database import Database

Fill = Callable[[Settings, "Database", Progress], None]


def run_panel(fill: Fill | None = None) -> None:
    """Prepare the warehouse, let `fill` put something in it, and serve the panel until told to stop."""
    settings, progress = load_settings(), Progress()
    with hold_panel(settings) as listener, stop_database_at_end(settings, progress):
        from admin.warehouse.preparation import prepare_warehouse

        database = prepare_warehouse(settings, progress)
        if fill is not None:
            fill(settings, database, progress)
        welcome = _welcome(settings, database)
        progress("Starting the panel")
        from admin.panel.app import create_app
        from admin.warehouse.rule_preview import preview_rules

        app = create_app(settings, database.url, partial(preview_rules, settings, database.url))
        with watch_database(settings, progress):
            serve(settings, app, listener, welcome)


def _welcome(settings: Settings, database: "Database") -> list[str]:
    """Make the first administrator when there is none, and say how to sign in."""
    from admin.warehouse.accounts import FIRST_USER, ensure_admin, is_password_of

    made = ensure_admin(database.url, settings.admin_password)
    lines = ["", f"Merit is at {panel_address(settings)}"]
    if made:
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
