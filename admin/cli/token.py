"""`merit token`: programs that read the published marts over HTTP."""

import click

from admin.api_token import LONGEST_DAYS, USUAL_DAYS


@click.group()
def command() -> None:
    """Manage the tokens with which programs read the published marts (docs/api.md)."""


@command.command()
@click.argument("user")
@click.argument("name")
@click.option(
    "--days",
    type=click.IntRange(1, LONGEST_DAYS),
    default=USUAL_DAYS,
    show_default=True,
    help="For how long it works, today included.",
)
def create(user: str, name: str, days: int) -> None:
    """Print a new token for the program NAME, which reads what USER may read; it can never be shown again."""
    from admin.warehouse.accounts import issue_token

    token, last = issue_token(_find_url(), user, name, days)
    click.echo(f"{name} reads the marts as {user} until {last}. This is shown once:", err=True)
    click.echo(token)


@command.command("list")
def show() -> None:
    """List the tokens that work, with their numbers."""
    from admin.warehouse.accounts import list_tokens

    for number, user, name, expires_on, last_used_at in list_tokens(_find_url()):
        used = f"last used {last_used_at:%Y-%m-%d %H:%M}" if last_used_at else "never used"
        click.echo(f"{number}  {user}  {name}  until {expires_on}, {used}")


@command.command()
@click.argument("number", type=click.IntRange(1))
def revoke(number: int) -> None:
    """Let the token NUMBER work no longer."""
    from admin.warehouse.accounts import revoke_token

    revoke_token(_find_url(), number)
    click.echo(f"Token {number} works no longer.")


def _find_url() -> str:
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse

    return prepare_warehouse(load_settings(), Progress()).url
