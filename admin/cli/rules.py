"""`merit rules`: the law's rows, and what a change of them would mean."""

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from admin.cli.build import Day
from admin.errors import MeritError

if TYPE_CHECKING:
    from admin.rule_change.result import Preview
    from admin.rule_change.telling import MartWords, Mover, PathWords, PreviewTeller

WIDE = 36  # letters of a name or a unit


@click.group()
def command() -> None:
    """See what a change of the law's rows would mean before anyone adopts it."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--table", metavar="NAME", default="", help="Rule table, when neither file name nor header tells it.")
@click.option("--whole", is_flag=True, help="FILE is the whole table: published rows that it lacks are removed.")
@click.option("--as-of", type=Day(), metavar="DATE", help="State of the data on a day; default: the published one.")
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Names told of each list.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object with every row.")
@click.option(
    "--csv", "csv_file", type=click.Path(path_type=Path), metavar="FILE", help="Write every difference to it."
)
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the text.")
def preview(
    file: Path,
    table: str,
    whole: bool,
    as_of: date | None,
    limit: int,
    as_json: bool,
    csv_file: Path | None,
    language: str,
) -> None:
    """Show who changes state if the rule rows in FILE were adopted; what readers see stays as it is.

    FILE is a CSV with the header of a table of seeds/rules and the rows that change: a row with the key of a
    published one replaces it, another key adds a row, a valid_to ends one.
    """
    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.rule_change.problems import BadFileError
    from admin.rule_change.reading import read_draft
    from admin.rule_change.telling import PreviewTeller
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse
    from admin.warehouse.rule_preview import preview_rules

    if csv_file is not None and not csv_file.parent.is_dir():
        raise MeritError(f"{csv_file} cannot be written: there is no such folder.", "Choose another file.")
    content = sys.stdin.buffer.read() if str(file) == "-" else _read(file)
    try:
        draft = read_draft(content, name=file.name, table=table)
        settings, progress = load_settings(), Progress()
        database = prepare_warehouse(settings, progress)
        with terminating_politely():
            outcome = preview_rules(settings, database.url, draft, as_of, whole, progress)
    except BadFileError as error:
        for sentence in error.sentences("en"):
            click.echo(sentence, err=True)
        raise MeritError(f"{file} cannot be previewed.", "Correct it; nothing was run.") from None
    if csv_file is not None:
        _write_csv(csv_file, outcome)
    if as_json:
        from admin.rule_change.result import to_json

        click.echo(json.dumps(to_json(outcome, None), indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(write_lines(PreviewTeller(outcome, "en" if language == "en" else "id", limit))))


def write_lines(teller: "PreviewTeller") -> Iterator[str]:
    """Write the preview as lines of plain text."""
    yield teller.title
    for name, change in teller.tell_edits():
        yield f"  {name}: {change}"
    yield teller.basis
    yield from teller.notes
    for path in teller.tell_paths():
        yield from _write_path(path)
    for mart in teller.tell_marts():
        yield from _write_mart(mart)
    if summary := teller.summary:
        yield from ("", summary)


def _write_path(path: "PathWords") -> Iterator[str]:
    yield from ("", f"{path.title}: {path.headline}")
    moves = [(f"{before} → {after}", count) for before, after, count in path.moves]
    width = max((len(move) for move, _ in moves), default=0)
    yield from (f"  {move:<{width}}  {count:>7}" for move, count in moves)
    yield from _write_movers(path.persons, path.count)


def _write_mart(mart: "MartWords") -> Iterator[str]:
    yield from ("", f"{mart.mart}: {mart.headline}")
    if mart.columns:
        yield f"  {', '.join(f'{label} {count}' for label, count in mart.columns)}"
    yield from _write_movers(mart.rows, mart.count)


def _write_movers(movers: "tuple[Mover, ...]", count: int) -> Iterator[str]:
    for mover in movers:
        who = "  ".join(part for part in (mover.nip, _cut(mover.name), _cut(mover.unit)) if part)
        state = " → ".join(part for part in (mover.before, mover.after) if part)
        yield f"    {who}: {state}{f' ({mover.rules})' if mover.rules else ''}"
    if more := count - len(movers):
        yield f"    +{more:,}"


def _cut(text: str) -> str:
    return text if len(text) <= WIDE else f"{text[: WIDE - 1]}…"


def _read(file: Path) -> bytes:
    from admin.rule_change.reading import LARGEST

    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise MeritError(f"{file} cannot be read: {error.strerror}.", "Check its name and its permissions.") from error


def _write_csv(path: Path, outcome: "Preview") -> None:
    from admin.rule_change.result import DIFFERENCE_COLUMNS, list_differences

    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, DIFFERENCE_COLUMNS)
            writer.writeheader()
            writer.writerows(list_differences(outcome))
    except OSError as error:
        raise MeritError(f"{path} cannot be written: {error.strerror}.", "Choose another file.") from error
