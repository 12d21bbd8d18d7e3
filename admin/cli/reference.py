"""`merit reference`: docs/cli.md and docs/settings.md, written from the code."""

from collections.abc import Iterator
from pathlib import Path

import click

from admin.errors import MeritError
from admin.settings import PROJECT, SETTINGS

NOTE = "<!-- Written by `make docs` from the code. Change the code, not this file. -->"


@click.command(hidden=True)
@click.option("--check", is_flag=True, help="Only tell whether the files are current.")
def command(check: bool) -> None:
    """Write docs/cli.md and docs/settings.md from the code."""
    stale = [path for path, text in compose_reference().items() if not path.exists() or path.read_text() != text]
    if check and stale:
        names = " and ".join(str(path.relative_to(PROJECT)) for path in stale)
        raise MeritError(f"Not current: {names}.", "Run `make docs`.")
    for path in stale:
        path.write_text(compose_reference()[path])
        click.echo(f"Wrote {path.relative_to(PROJECT)}.")


def compose_reference() -> dict[Path, str]:
    """Return the text of every generated page, by its path."""
    docs = PROJECT / "docs"
    return {docs / "cli.md": "\n".join(_compose_cli()), docs / "settings.md": "\n".join(_compose_settings())}


def _compose_settings() -> Iterator[str]:
    yield from (NOTE, "", "# Settings", "")
    yield "Merit reads these environment variables and no others. An empty value counts as unset."
    yield from ("", "| name | default | meaning |", "|---|---|---|")
    for setting in SETTINGS:
        default = (setting.default or "").replace(str(PROJECT), "(project)")
        yield f"| `{setting.name}` | {f'`{default}`' if default else ''} | {setting.help} |"
    yield ""


def _compose_cli() -> Iterator[str]:
    from admin.cli import main

    yield from (NOTE, "", "# Command line", "")
    yield "Results go to standard output, progress and errors to standard error. Exit code 0 is success, 1 an error"
    yield "told in one sentence with its cure, 2 a wrong option, 130 a command stopped by Ctrl-C."
    yield ""
    yield from _compose_command(main, "merit", None)


def _compose_command(command: click.Command, path: str, parent: click.Context | None) -> Iterator[str]:
    settings = {**command.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, parent, path.split()[-1], **settings)
    yield from (f"## {path}", "", "```text", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child is not None and not child.hidden:
                yield from _compose_command(child, f"{path} {name}", context)
