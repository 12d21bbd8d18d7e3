"""`merit user`: those who sign in to the panel."""

import sys
from collections.abc import Callable

import click

from admin.errors import MeritError


@click.group()
def command() -> None:
    """Manage those who sign in to the panel."""


@command.command()
@click.argument("name")
@click.option("--role", required=True, metavar="ROLE", help="administrator, data_steward, hr_officer, ...")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it.")
def add(name: str, role: str, password_stdin: bool) -> None:
    """Add the user NAME with a role on every unit.

    A user who exists gets the password and the role, and has to sign in again.
    """
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.accounts import add_user
    from admin.warehouse.preparation import prepare_warehouse

    password = read_password(password_stdin)
    database = prepare_warehouse(load_settings(), Progress())
    add_user(database.url, name, role, password)
    click.echo(f"User {name} may sign in as {role}.")


@command.command()
@click.argument("name")
@click.option("--role", required=True, metavar="ROLE", help="administrator, data_steward, hr_officer, ...")
def invite(name: str, role: str) -> None:
    """Add the user NAME with a role on every unit, and print a link to choose a password.

    The link works once, for 24 hours. A user who exists gets the role and may choose another password.
    """
    from admin.warehouse.accounts import invite_user

    _print_link(lambda url: invite_user(url, name, role), f"User {name} chooses a password here:")


@command.command()
@click.argument("name")
def reset(name: str) -> None:
    """Print a link for the user NAME to choose another password; the present one works until then.

    The link works once, for 24 hours.
    """
    from admin.warehouse.accounts import reset_user

    _print_link(lambda url: reset_user(url, name), f"User {name} chooses another password here:")


def _print_link(make_code: Callable[[str], str], sentence: str) -> None:
    from admin.cli.foreground import LINK_LIFE, link_address
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse

    settings = load_settings()
    code = make_code(prepare_warehouse(settings, Progress()).url)
    click.echo("\n".join([sentence, link_address(settings, code), LINK_LIFE]))


def read_password(from_stdin: bool) -> str:
    """Return the password: the first line of standard input, or what a person types twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise MeritError("There is no terminal to ask for the password.", "Send it to --password-stdin.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
