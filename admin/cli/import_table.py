"""`merit import`: the rows of a file into a table, all or nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.errors import MeritError

if TYPE_CHECKING:
    from admin.panel.exchange.importing import Outcome
    from models.base import Record

SHOWN = 20


@click.command()
@click.argument("table")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Try everything and keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON object with every problem.")
@click.option("--reason", metavar="TEXT", default="", help="Why, for the audit; default: the name of the file.")
@click.option("--map", "maps", multiple=True, metavar="COLUMN=HEADING", help="Which heading fills a column.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the text.")
def command(
    table: str, file: Path, dry_run: bool, as_json: bool, reason: str, maps: Sequence[str], language: str
) -> None:
    """Put the rows of FILE (CSV or XLSX) into TABLE, such as grade_record.

    Columns are recognised by their headings, rows by what people know them by (docs/import-export.md): stored rows are
    changed, others added. Everything is stored, or nothing when a row is wrong; each wrong cell is told.
    """
    import json

    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse

    settings, progress = load_settings(), Progress()
    database = prepare_warehouse(settings, progress)
    with terminating_politely(), speaking(language):
        headings, outcome = _import(database.url, find_table(table), file, reason, maps, dry_run, progress)
    report = _summarise(outcome, dry_run)
    if as_json:
        click.echo(json.dumps(report | {"problems": list(_list_problems(headings, outcome))}, ensure_ascii=False))
    else:
        click.echo(f"{table}: " + ", ".join(f"{count:,} {name}" for name, count in report.items() if name != "stored"))
        for problem in list(_list_problems(headings, outcome))[:SHOWN]:
            click.echo(f"  line {problem['line']}: {problem['column']}{': ' if problem['column'] else ''}"
                       f"{problem['sentence']}")  # fmt: skip
        if (more := sum(map(len, outcome.problems.values())) - SHOWN) > 0:
            click.echo(f"  and {more:,} more; --json tells them all")
    if not outcome.is_clean:
        raise MeritError(f"{len(outcome.problems):,} rows of {file} are wrong; nothing was stored.", "Correct them.")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Tell problems in a language, as the panel does to a reader of it."""
    from sqladmin import i18n

    from admin.panel.language import install_languages

    install_languages()
    i18n.set_locale(language)
    yield


def find_table(name: str) -> "type[Record]":
    """Return the model of a table by its name, with or without its schema.

    Raises:
        MeritError: there is no such table, or its rows are not exchanged as files.
    """
    from admin.panel.pages import AREAS

    found = {page.model.__tablename__: page for area in AREAS for page in area.pages}
    page = found.get(name.rpartition(".")[2])
    if page is None or page.is_read_only or page.secrets:
        known = ", ".join(sorted(key for key, item in found.items() if not item.is_read_only and not item.secrets))
        raise MeritError(f"There is no table {name!r} to put files into.", f"Choose one of: {known}.")
    return page.model


def _import(
    url: str, model: "type[Record]", file: Path, reason: str, maps: Sequence[str], dry_run: bool, progress: Any
) -> "tuple[list[str], Outcome]":
    from sqlalchemy import text
    from sqlalchemy.orm import Session

    from admin.panel.exchange.importing import Import, list_importable
    from admin.panel.exchange.mapping import find_gaps, guess_mapping
    from admin.panel.exchange.sheet_reading import UnreadableFileError, open_sheet
    from models.database import create_engine

    engine = create_engine(url)
    try:
        with open_sheet(file) as (headings, lines), Session(engine) as session:
            session.execute(
                text("select set_config('merit.reason', :reason, true)"), {"reason": reason or f"impor {file.name}"}
            )
            fields = list_importable(session, model)
            mapping = guess_mapping(fields, headings, _read_maps(maps, [field.path for field in fields], headings))
            if gaps := find_gaps(model, fields, mapping):
                raise MeritError(f"{file} cannot be mapped: {gaps[0]}", f"Its headings are: {', '.join(headings)}.")
            work = Import(session, model, mapping, len(headings))
            work.match(lines, lambda done, step: progress(f"{step}: {done:,} rows"))
            work.store()
            if dry_run or not work.outcome.is_clean:
                session.rollback()
            else:
                session.commit()
    except UnreadableFileError as error:
        raise MeritError(f"{file}: {error}", "Nothing was stored.") from error
    finally:
        engine.dispose()
    return headings, work.outcome


def _read_maps(maps: Sequence[str], paths: Sequence[str], headings: Sequence[str]) -> dict[str, str]:
    from admin.panel.exchange.mapping import simplify

    found = {}
    known = {simplify(heading) for heading in headings}
    for item in maps:
        path, sign, heading = item.partition("=")
        if not sign:
            raise MeritError(f"{item!r} is no mapping.", "Write it as COLUMN=HEADING, such as employee.nip=NIP.")
        if path not in paths:
            raise MeritError(f"There is no column {path!r} to map.", f"Choose one of: {', '.join(paths)}.")
        if simplify(heading) not in known:
            raise MeritError(f"The file has no heading {heading!r}.", f"Its headings are: {', '.join(headings)}.")
        found[path] = heading
    return found


def _summarise(outcome: "Outcome", dry_run: bool) -> dict[str, Any]:
    from models.exchange import RowState

    counts = {state.name.lower(): outcome.counts[state] for state in RowState}
    return counts | {"stored": outcome.is_clean and not dry_run}


def _list_problems(headings: Sequence[str], outcome: "Outcome") -> Iterator[dict[str, Any]]:
    for line, problems in sorted(outcome.problems.items()):
        for problem in problems:
            column = headings[problem.column] if problem.column is not None else ""
            yield {"line": line, "column": column, "sentence": problem.sentence}
