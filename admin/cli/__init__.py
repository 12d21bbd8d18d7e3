"""The command line `merit`: one command a file, loaded only when it is called, so that `--help` answers at once."""

import importlib
import sys

import click

from admin.errors import MeritError

# name: what `merit --help` says of it; the command is `admin.cli.<name>.command`
COMMANDS = {
    "up": "Start the database server, migrate, and serve the panel.",
    "demo": "Like up, with a synthetic city and built marts when there are none.",
    "build": "Build, test and publish the marts.",
    "diff": "Tell what differs between two builds or dates, and which edits it comes of.",
    "live": "Bring saved changes into the published marts at once.",
    "explain": "Tell where one person stands and why, each rule with its article.",
    "rules": "See what a change of the law would mean.",
    "import": "Put the rows of a file into a table, all or nothing.",
    "export": "Write all rows of a table or mart to a file.",
    "rollback": "Publish the previous build again.",
    "status": "Show the server, the schema, the row counts and the last build.",
    "sql": "Run psql, or statements with -c.",
    "dsn": "Print a connection string.",
    "user": "Manage those who sign in to the panel.",
    "token": "Manage the tokens of programs that read the marts.",
    "stop": "Stop the panel and the embedded database server.",
}
MODULES = {"import": "import_table", "export": "export_table"}  # import is a word of Python
HIDDEN = ("reference",)  # for Merit's own developers


class Reported(click.ClickException):
    """A `MeritError` on its way to the terminal: one line on stderr, exit code 1."""

    def show(self, file: object = None) -> None:
        """Print `merit: <sentence> <cure>`."""
        click.echo(f"merit: {self.message}", err=True)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors are sentences."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its `command`."""
        if cmd_name not in COMMANDS and cmd_name not in HIDDEN:
            return None
        command: click.Command = importlib.import_module(f"admin.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; whatever a person can mend becomes one sentence and its cure."""
        try:
            return super().invoke(ctx)
        except MeritError as error:
            raise Reported(str(error)) from error
        except KeyboardInterrupt:
            click.echo("\nmerit: stopped.", err=True)
            return ctx.exit(130)
        except Exception as error:
            if (told := tell_error(error)) is None:
                raise
            raise Reported(str(told)) from error


def tell_error(error: BaseException) -> MeritError | None:
    """Return the sentence for an error of the database's, or None for one that is a defect of Merit's."""
    psycopg = sys.modules.get("psycopg")
    original = getattr(error, "orig", None) or error  # SQLAlchemy wraps the driver's error
    if psycopg is None or not isinstance(original, psycopg.Error):
        return None
    from admin.warehouse.connection import find_reason

    if isinstance(original, psycopg.OperationalError):
        return MeritError(
            f"The database stopped answering: {find_reason(original)}.", "See `merit status`, then retry."
        )
    return MeritError(f"The database refused: {find_reason(original)}.", "Nothing of this step was kept.")


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="merit", message="%(prog)s %(version)s")
def main() -> None:
    """Merit, an open HR warehouse for Indonesia's city and district governments.

    Settings come from the environment (MERIT_HOME, MERIT_DATABASE_URL, MERIT_PORT, ...): see docs/settings.md.
    """
