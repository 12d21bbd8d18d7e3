"""`merit export`: all rows of a table or mart into a file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from admin.errors import MeritError

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from admin.panel.mart_shape import ShapeColumn

ROWS_A_PIECE = 5_000
ENDINGS = (".csv", ".xlsx", ".parquet")
BUILD = "SELECT build_id::text, as_of_date::text, refreshed_at::text FROM {schema}.build_info"
REPEATED = re.compile(r"(marts__\w+)\.(\w+)")  # a mart of a set that `merit build --known-on` has made


@dataclass(frozen=True)
class Taken:
    """What is taken out: its name, headings, the statement; of a mart also the columns' types and its build."""

    title: str
    headings: Sequence[str]
    stmt: "Select[Any]"
    columns: "Sequence[ShapeColumn]" = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@click.command()
@click.argument("table")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the headings.")
def command(table: str, file: Path, language: str) -> None:
    """Write all rows of TABLE, or of a published mart, to FILE: .csv or .xlsx, a mart also .parquet.

    The file is what the panel's list offers as a download; `merit import` takes it back. It is written beside its place
    and put there when it is whole. A mart's rows tell their build; .xlsx and .parquet tell it of themselves too.

    A mart that `merit build --known-on` derived is called by its schema too, as marts__r12.duk.
    """
    from sqlalchemy.orm import Session

    from admin.cli.foreground import terminating_politely
    from admin.cli.import_table import speaking
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.preparation import prepare_warehouse
    from models.database import create_engine

    if file.suffix not in ENDINGS:
        raise MeritError(f"{file} is neither .csv nor .xlsx nor .parquet.", "Choose one of these endings.")
    if not file.parent.is_dir():
        raise MeritError(f"{file} cannot be written: there is no such folder.", "Choose another file.")
    progress = Progress()
    database = prepare_warehouse(load_settings(), progress)
    engine = create_engine(database.url)
    try:
        with terminating_politely(), speaking(language), Session(engine) as session:
            taken = _describe(session, table)
            if file.suffix == ".parquet" and not taken.columns:
                raise MeritError(f"{table} is no mart, and Parquet is for marts.", "Choose .csv or .xlsx.")
            count = _write(session, taken, file, progress)
            session.commit()
    finally:
        engine.dispose()
    click.echo(f"{file}: {count:,} rows")


def _describe(session: "Session", name: str) -> Taken:
    """Return what is taken of a table, else of a mart.

    Raises:
        MeritError: there is neither.
    """
    from sqlalchemy import func, select, text

    from admin.panel.exchange.fields import list_fields
    from admin.panel.exchange.selecting import UNSEEN, select_fields, sight_without
    from admin.panel.mart_shape import SHAPES, gather_shapes
    from admin.panel.marts import SCHEMA, describe_columns, name_columns
    from admin.panel.pages import AREAS, natural_order
    from admin.panel.queries import sort_by

    pages = {page.model.__tablename__: page.model for area in AREAS for page in area.pages}
    if model := pages.get(name.rpartition(".")[2]):
        fields = list_fields(model, sight_without(session.execute(text(UNSEEN))))
        stmt = select_fields(sort_by(select(model), model, natural_order(model)), model, fields)
        return Taken(name, [item.label for item in fields], stmt)
    schema, mart = match.groups() if (match := REPEATED.fullmatch(name)) else (SCHEMA, name)
    shapes = gather_shapes(session.execute(SHAPES, {"mart": mart}))
    if not shapes or session.scalar(select(func.to_regclass(f"{schema}.{mart}"))) is None:
        raise MeritError(
            f"There is neither a table nor a published mart {name!r}.", "See `merit status` for their names."
        )
    shape = {item.name: item for item in shapes[0].columns}
    told = describe_columns(mart, [(item.name, item.comment, item.kind) for item in shape.values()], is_whole=True)
    source = name_columns(mart, [item.name for item in told], schema)
    found: Any = session.execute(text(BUILD.format(schema=schema))).one()
    build = zip(("build_id", "as_of_date", "refreshed_at"), found, strict=True)
    return Taken(
        name,
        [item.name for item in told],
        select(source).order_by(*source.c),
        [shape[item.name] for item in told],
        {"mart": mart, **{fact: value for fact, value in build if value}},
    )


def _write(session: "Session", taken: Taken, file: Path, progress: Any) -> int:
    """Write all rows and return how many there were; the file appears when it is whole."""
    from sqlalchemy import func, select

    kind, unfinished = file.suffix[1:], file.with_name(f".{file.name}.unfinished")
    key = session.scalar(select(func.stewardship.note_export(taken.title, kind, "")))
    rows = session.execute(taken.stmt.execution_options(yield_per=ROWS_A_PIECE))
    count = 0
    try:
        with open_writer(unfinished, kind, taken) as write:
            for piece in rows.partitions():
                write(piece)
                count += len(piece)
                progress(f"{count:,} rows")
        unfinished.replace(file)
    except OSError as error:
        raise MeritError(f"{file} cannot be written: {error.strerror}.", "Choose another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    session.execute(select(func.stewardship.finish_export(key, count)))
    return count


@contextmanager
def open_writer(path: Path, kind: str, taken: Taken) -> Iterator[Callable[[Sequence[Any]], Any]]:
    """Open a file of that kind, which is whole at the end of the block; what it gives writes more rows."""
    if kind == "parquet":
        from admin.panel.exchange.parquet_writing import ParquetFile

        parquet = ParquetFile(path, taken.columns, taken.facts)
        yield parquet.write
        parquet.close()
        return
    from admin.panel.exchange.sheet_writing import MARK, Workbook, write_csv

    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as target:
            target.write(MARK + write_csv([taken.headings]))
            yield lambda rows: target.write(write_csv(rows))
        return
    told = "; ".join(f"{name}: {value}" for name, value in taken.facts.items())
    book = Workbook(path, "Data", taken.headings, {"title": taken.title, "comments": told})

    def write_rows(rows: Sequence[Any]) -> None:
        for row in rows:
            book.write(row)

    yield write_rows
    book.close()
