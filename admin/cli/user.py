"""`merit user`: those who sign in to the panel."""

import sys

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


def read_password(from_stdin: bool) -> str:
    """Return the password: the first line of standard input, or what a person types twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise MeritError("There is no terminal to ask for the password.", "Send it to --password-stdin.")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
