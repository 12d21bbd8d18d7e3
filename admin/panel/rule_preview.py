"""The pages that show what a change of the law's rows would mean, before anyone adopts it."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import psycopg
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel import marts
from admin.panel.days import read_typed_day
from admin.panel.errors import BadRequestError
from admin.panel.exchange.cells import neutralise
from admin.panel.language import language, pick
from admin.panel.received import read_form
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from admin.panel.rule_preview_job import Failure, Job, PreviewDesk, may_preview
from admin.panel.rule_preview_job import Request as Order
from admin.panel.rules_national import title_table
from admin.rule_change.checking import check_draft, read_published_rules
from admin.rule_change.problems import BadFileError, Problem, UnpreviewedError, at_line
from admin.rule_change.reading import LARGEST, TOO_LARGE, Draft, DraftRow, read_cell, read_draft, write_cell
from admin.rule_change.result import DIFFERENCE_COLUMNS, Preview, list_differences
from admin.rule_change.tables import LOCAL_VALUES, RuleColumn, RuleTable, find_rule_table, list_rule_tables
from admin.rule_change.telling import PreviewTeller
from models.wording import parse_wording

if TYPE_CHECKING:
    from admin.panel.site import Site

SECONDS_BETWEEN_LOOKS = 2
MOST_NAMES = 200
CELL = "cell."  # before the name of a column in the form of one row
AS_OF = "as_of"
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 1, 1)

NO_FILE = "Pilih berkas CSV yang akan dipratinjau. | Choose the CSV file to preview."
NOT_A_FORM = "Formulir ini tidak dapat dibaca. Kirim sekali lagi. | The form could not be read. Send it again."
BAD_DAY = (
    "“{value}” bukan tanggal; tulis hari/bulan/tahun, misalnya 31/12/2026. | "
    "“{value}” is not a day; write day/month/year, for example 31/12/2026."
)
BUSY = (
    "Pratinjau lain sedang berjalan; tunggu sampai selesai. | Another preview is running; wait until it has finished."
)
GONE = (
    "Hasil pratinjau ini tidak disimpan lagi. Jalankan sekali lagi. | This preview is no longer kept. Run it once more."
)
NOT_OFFERED = "Panel ini dijalankan tanpa pratinjau aturan. | This panel runs without previews of rules."


@dataclass(frozen=True)
class Cell:
    """A field of the form for one row: what was typed, and what is wrong with it."""

    name: str
    label: str
    help: str
    kind: str
    choices: tuple[str, ...]
    is_required: bool
    value: str
    problem: str = ""


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    shown = {
        "rule_template": download_template,
        "rule_outcome": show_outcome,
        "rule_differences": download_differences,
    }
    return [*make_routes(site, {"rule_preview": choose_change}, "GET", "POST"), *make_routes(site, shown)]


async def choose_change(site: "Site", request: Request) -> Response:
    """Choose a table, then a file or a row; or begin the preview of what was sent."""
    desk = _require_desk(site, request)
    if request.method != "POST":
        return await _show_table(site, request, request.query_params.get("table", ""))
    form = await read_form(request, files=1, max_fields=100, max_part=LARGEST)
    name = str(form.get("table", ""))
    table = find_rule_table(name)
    if table is None:
        raise HTTPException(404)
    try:
        order = Order(await _read_draft(form, table), _read_day(form), form.get("whole") == "true")
        await _ask(site, lambda connection: check_draft(connection, order.draft, order.is_whole))
    except BadFileError as error:
        return await _show_table(site, request, name, form, error)
    job = desk.start(request.state.user.id, order)
    if job is None:
        return await _show_table(site, request, name, form, BadFileError([Problem(BUSY)]), 409)
    return RedirectResponse(link(request, "rule_outcome", job=job.key), 303)


def preview_local_value(site: "Site", request: Request, values: Mapping[str, Any], today: date) -> Response | None:
    """Begin the preview of a value that an agency might set; None while another preview runs.

    One that begins later than today is looked at as of its first day, because before it nothing would differ.
    """
    row = DraftRow(1, tuple(values[name] for name in LOCAL_VALUES.header))
    day = max(values["valid_from"], today)
    order = Order(Draft(LOCAL_VALUES, (row,)), day if day > today else None, is_whole=False)
    job = _require_desk(site, request).start(request.state.user.id, order)
    return RedirectResponse(link(request, "rule_outcome", job=job.key), 303) if job else None


async def download_template(site: "Site", request: Request) -> Response:
    """Give the published rows of a table as a file to change and send back."""
    _require_desk(site, request)
    table = find_rule_table(request.path_params["table"])
    if table is None:
        raise HTTPException(404)
    rows = await _read_rows(site, table)
    lines = [table.header, *([write_cell(value) for value in row] for row in rows)]
    return _answer_file(f"{table.name}.csv", lines)


async def show_outcome(site: "Site", request: Request) -> Response:
    """The outcome of a preview, or a page that looks again in a moment."""
    job = _find_job(site, request)
    known = {"job": job, "title": title_table(job.request.draft.table)}
    if job.outcome is None:
        response = await site.render(request, "rule_preview_wait.html", known)
        response.headers["refresh"] = str(SECONDS_BETWEEN_LOOKS)
        return response
    if isinstance(job.outcome, Failure):
        return await site.render(request, "rule_preview_wait.html", {**known, "failed": _tell(job.outcome)}, 409)
    told = PreviewTeller(job.outcome, language(), MOST_NAMES if marts.may_read(request) else 0)
    return await site.render(
        request, "rule_preview_outcome.html", {**known, "told": told, "name_mart": marts.name_mart}
    )


async def download_differences(site: "Site", request: Request) -> Response:
    """Give every difference as a file for a spreadsheet; only to those who may see people."""
    _require_desk(site, request)
    marts.require_reader(request)
    outcome = _find_job(site, request).outcome
    if not isinstance(outcome, Preview):
        raise HTTPException(404)
    lines = ([neutralise(row[column]) for column in DIFFERENCE_COLUMNS] for row in list_differences(outcome))
    return _answer_file(f"pratinjau-{outcome.change.table.name}.csv", [DIFFERENCE_COLUMNS, *lines])


def _require_desk(site: "Site", request: Request) -> PreviewDesk:
    if not may_preview(request):
        raise HTTPException(403)
    if site.previews is None:
        raise BadRequestError(pick(NOT_OFFERED))
    return site.previews


def _find_job(site: "Site", request: Request) -> Job:
    job = _require_desk(site, request).find(request.state.user.id, request.path_params["job"])
    if job is None:
        raise BadRequestError(pick(GONE))
    return job


async def _show_table(
    site: "Site",
    request: Request,
    name: str,
    form: FormData | None = None,
    error: BadFileError | None = None,
    status_code: int = 400,
) -> Response:
    """Show the tables to choose from, or one table's rows and forms."""
    tables = sorted((title_table(table), table.name) for table in (*list_rule_tables(), LOCAL_VALUES))
    if not name:
        return await site.render(request, "rule_preview_tables.html", {"tables": tables})
    table = find_rule_table(name)
    if table is None:
        raise HTTPException(404)
    rows = [[write_cell(value) for value in row] for row in await _read_rows(site, table)]
    problems = error.problems if error is not None else ()
    context = {
        "table": table,
        "title": title_table(table),
        "labels": [_label(column.wording, column.name) for column in table.columns],
        "rows": rows,
        "cells": _make_cells(request, table, rows, form, error),
        "as_of": read_typed_day(form or {}, AS_OF).shown,
        "as_of_error": next((item.remark(language()) for item in problems if item.column == AS_OF), ""),
        "problems": _list_remarks(table, form, error),
    }
    return await site.render(request, "rule_preview_table.html", context, status_code if error else 200)


def _make_cells(
    request: Request, table: RuleTable, rows: list[list[str]], form: FormData | None, error: BadFileError | None
) -> list[Cell]:
    """Return the fields of the one row that was chosen or sent, none while no row is."""
    chosen = request.query_params.get("row", "")
    if form is not None and _is_row(form):
        values = [str(form.get(f"{CELL}{name}", "")) for name in table.header]
    elif form is None and chosen.isascii() and chosen.isdigit() and int(chosen[:6]) < len(rows):
        values = [_show_cell(column, value) for column, value in zip(table.columns, rows[int(chosen[:6])], strict=True)]
    elif form is None and chosen == "new":
        values = [""] * len(table.header)
    else:
        return []
    remarks = {problem.column: problem.remark(language()) for problem in error.problems} if error else {}
    return [
        Cell(
            column.name,
            _label(column.wording, column.name),
            parse_wording(column.wording).help(language()),
            column.kind,
            column.choices,
            column.is_required,
            value,
            remarks.get(column.name, ""),
        )
        for column, value in zip(table.columns, values, strict=True)
    ]


def _show_cell(column: RuleColumn, value: str) -> str:
    """Return what stands in a field: a day as the page writes it, all else as the file does."""
    return read_typed_day({column.name: value}, column.name).shown if column.kind == "date" else value


def _list_remarks(table: RuleTable, form: FormData | None, error: BadFileError | None) -> list[str]:
    """Return what stands above the forms: of a file everything, of one row what no field is to blame for."""
    if error is None or error.problems[0].column == AS_OF:  # which is refused alone
        return []
    if form is None or not _is_row(form):
        return error.sentences(language())
    return [problem.remark(language()) for problem in error.problems if problem.column not in table.header]


async def _read_draft(form: FormData, table: RuleTable) -> Draft:
    if _is_row(form):
        read = [_read_cell(form, column) for column in table.columns]
        if problems := [cell for cell in read if isinstance(cell, Problem)]:
            raise BadFileError(problems)
        return Draft(table, (DraftRow(1, tuple(read)),))
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise BadFileError([Problem(NO_FILE)])
    content = await file.read(LARGEST + 1)
    await file.close()
    if len(content) > LARGEST:
        raise BadFileError([Problem(TOO_LARGE)])
    return read_draft(content, table=table.name)


def _read_text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str):
        raise BadRequestError(pick(NOT_A_FORM))
    return value


def _read_day(form: FormData) -> date | None:
    _read_text(form, AS_OF)
    asked = read_typed_day(form, AS_OF)
    if asked.error or (asked.day is not None and not EARLIEST <= asked.day < LATEST):
        raise BadFileError([Problem(BAD_DAY, {"value": asked.typed}, column=AS_OF)])
    return asked.day


def _read_cell(form: FormData, column: RuleColumn) -> Any:
    """Return what one field of the form for a row means, or the problem with it."""
    text = _read_text(form, f"{CELL}{column.name}")
    if column.kind != "date":
        return read_cell(column, text, 1)
    typed = read_typed_day({column.name: text}, column.name)
    if typed.error:
        return at_line(1, column.name, BAD_DAY, value=text)
    return read_cell(column, typed.day.isoformat() if typed.day else "", 1)


def _is_row(form: FormData) -> bool:
    return any(name.startswith(CELL) for name in form)


async def _read_rows(site: "Site", table: RuleTable) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = await _ask(site, lambda connection: read_published_rules(connection, table))
    return rows


async def _ask(site: "Site", question: Callable[["psycopg.Connection[Any]"], Any]) -> Any:
    """Ask the database in a thread, because the checks are shared with the command line, which does not wait."""

    def ask() -> Any:
        with psycopg.connect(site.url, application_name="merit panel") as connection:
            connection.read_only = True
            return question(connection)

    try:
        return await anyio.to_thread.run_sync(ask)
    except UnpreviewedError as error:
        raise BadRequestError(error.tell(language())) from error
    except psycopg.OperationalError as error:
        raise HTTPException(503) from error


def _tell(failure: Failure) -> list[str]:
    if failure.problems:
        return BadFileError(failure.problems).sentences(language())
    return [failure.told[language() == "en"]]


def _label(wording: str, name: str) -> str:
    try:
        return parse_wording(wording).label(language())
    except ValueError:
        return name


def _answer_file(name: str, lines: Any) -> Response:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(lines)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(written.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)
