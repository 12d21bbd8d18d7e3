"""`merit export`: all rows of a table or mart into a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.errors import MeritError

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

ROWS_A_PIECE = 5_000


@click.command()
@click.argument("table")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the headings.")
def command(table: str, file: Path, language: str) -> None:
    """Write all rows of TABLE, or of a published mart, to FILE: .csv or .xlsx.

    The file is what the panel's list offers as a download; `merit import` takes it back. It is written beside its place
    and put there when it is whole.
    """
    from sqlalchemy.orm import Session

    from admin.cli.foreground import terminating_politely
    from admin.cli.import_table import speaking
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse
    from models.database import create_engine

    if file.suffix not in (".csv", ".xlsx"):
        raise MeritError(f"{file} is neither .csv nor .xlsx.", "Choose one of these endings.")
    if not file.parent.is_dir():
        raise MeritError(f"{file} cannot be written: there is no such folder.", "Choose another file.")
    progress = Progress()
    database = prepare_warehouse(load_settings(), progress)
    engine = create_engine(database.url)
    try:
        with terminating_politely(), speaking(language), Session(engine) as session:
            headings, stmt = _describe(session, table)
            count = _write(session, table, headings, stmt, file, progress)
            session.commit()
    finally:
        engine.dispose()
    click.echo(f"{file}: {count:,} rows")


def _describe(session: "Session", name: str) -> "tuple[list[str], Select[Any]]":
    """Return the headings and the statement of a table, else of a mart.

    Raises:
        MeritError: there is neither.
    """
    from sqlalchemy import column, select, text
    from sqlalchemy import table as relation

    from admin.panel import marts
    from admin.panel.exchange.fields import list_fields
    from admin.panel.exchange.selecting import UNSEEN, select_fields, sight_without
    from admin.panel.pages import AREAS, natural_order
    from admin.panel.queries import sort_by

    pages = {page.model.__tablename__: page.model for area in AREAS for page in area.pages}
    if model := pages.get(name.rpartition(".")[2]):
        fields = list_fields(model, sight_without(session.execute(text(UNSEEN))))
        return [field.label for field in fields], select_fields(
            sort_by(select(model), model, natural_order(model)), model, fields
        )
    rows = session.execute(text(marts.COLUMNS), {"schema": marts.SCHEMA, "mart": name}).all()
    if not rows:
        raise MeritError(
            f"There is neither a table nor a published mart {name!r}.", "See `merit status` for their names."
        )
    columns = marts.describe_columns(name, rows, is_whole=True)
    source = relation(name, *(column(item.name) for item in columns), schema=marts.SCHEMA)
    return [item.name for item in columns], select(source).order_by(*source.c)


def _write(session: "Session", table: str, headings: list[str], stmt: Any, file: Path, progress: Any) -> int:
    """Write all rows and return how many there were; the file appears when it is whole."""
    from sqlalchemy import func, select

    from admin.panel.exchange.sheet_writing import MARK, Workbook, write_csv

    kind, unfinished = file.suffix[1:], file.with_name(f".{file.name}.unfinished")
    key = session.scalar(select(func.stewardship.note_export(table, kind, "")))
    rows = session.execute(stmt.execution_options(yield_per=ROWS_A_PIECE))
    count = 0
    try:
        if kind == "csv":
            with unfinished.open("w", encoding="utf-8", newline="") as target:
                target.write(MARK + write_csv([headings]))
                for piece in rows.partitions():
                    target.write(write_csv(piece))
                    count += len(piece)
                    progress(f"{count:,} rows")
        else:
            book = Workbook(unfinished, "Data", headings, {"title": table})
            for piece in rows.partitions():
                for row in piece:
                    book.write(row)
                count += len(piece)
                progress(f"{count:,} rows")
            book.close()
        unfinished.replace(file)
    except OSError as error:
        raise MeritError(f"{file} cannot be written: {error.strerror}.", "Choose another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    session.execute(select(func.stewardship.finish_export(key, count)))
    return count
