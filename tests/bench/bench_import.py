"""What `merit import` takes for many grade records, beside plain COPY of the same rows into the same table."""

import csv
import tempfile
import time
from pathlib import Path
from typing import Final

import psycopg
from benchmark import measure, open_city, print_table, read_options
from sqlalchemy.orm import Session

from admin.panel.exchange.importing import Import, list_importable
from admin.panel.exchange.mapping import guess_mapping
from admin.panel.exchange.sheet_reading import open_sheet
from admin.panel.language import install_languages
from models.career import GradeRecord
from models.database import create_engine
from models.exchange import RowState

ROWS_A_PERSON: Final = 200
HEADINGS: Final = ("employee.nip", "grade.code", "valid_from", "reason", "service_years", "service_months")
ROWS = """
select nip, r.code, date '1900-01-01' + number, 'REGULER', number %% 40, number %% 12
from personnel.employee cross join generate_series(1, %s) as number
join reference.grade r on r.ordinal = number %% 17 + 1 and r.scheme = 'PNS'
"""
COPY = (
    "copy personnel.grade_record (employee_id, grade_id, valid_from, reason, service_years, service_months) from stdin"
)


def main() -> None:
    """Print seconds; each run starts from the same table."""
    options = read_options(__doc__)
    install_languages()
    with open_city(options.employees) as (_, database), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        count = _write(database.url, path)
        print(f"{count:,} rows, {path.stat().st_size / 2**20:.0f} MiB of CSV")
        rows = {
            "plain COPY of keys": measure(options.runs, lambda: _copy(database.url, path)),
            "import, all new": measure(options.runs, lambda: _import(database.url, path, RowState.NEW, count)),
        }
        _import(database.url, path, RowState.NEW, count, is_kept=True)
        rows["import again, none changed"] = measure(
            options.runs, lambda: _import(database.url, path, RowState.UNCHANGED, count)
        )
    print_table(rows)


def _write(url: str, path: Path) -> int:
    with psycopg.connect(url) as connection, path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        found = connection.execute(ROWS, [ROWS_A_PERSON]).fetchall()
        writer.writerows(found)
    return len(found)


def _copy(url: str, path: Path) -> None:
    """Copy the rows with their keys looked up before the clock of the copy itself matters; then undo."""
    with psycopg.connect(url) as connection:
        employees: dict[str, int] = dict(connection.execute("select nip, id from personnel.employee").fetchall())
        grades: dict[str, int] = dict(connection.execute("select code, id from reference.grade").fetchall())
        with connection.cursor().copy(COPY) as copy, path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for nip, grade, *rest in rows:
                copy.write("\t".join((str(employees[nip]), str(grades[grade]), *rest)) + "\n")
        connection.rollback()


def _import(url: str, path: Path, state: RowState, count: int, is_kept: bool = False) -> None:
    """Import and undo it, unless it is to be kept.

    Raises:
        SystemExit: not every row was in `state`, so that the time would mean nothing.
    """
    engine = create_engine(url)
    begun = time.perf_counter()
    with open_sheet(path) as (headings, lines), Session(engine) as session:
        mapping = guess_mapping(list_importable(session, GradeRecord), headings, {})
        work = Import(session, GradeRecord, mapping, len(headings))
        work.match(lines, lambda done, step: print(f"  {time.perf_counter() - begun:6.1f} s {step} {done:,}"))
        work.store()
        if work.outcome.counts[state] != count or not work.outcome.is_clean:
            raise SystemExit(f"{work.outcome.counts}, {list(work.outcome.problems.items())[:3]}")
        session.commit() if is_kept else session.rollback()
    engine.dispose()


if __name__ == "__main__":
    main()
