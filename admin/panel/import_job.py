"""Checking and storing a file away from the request: in a thread of its own, with what it has done so far."""

import contextvars
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from psycopg.types.json import Jsonb
from sqlalchemy import Engine, delete, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session
from starlette.requests import Request

from admin.panel.acting import KEY, Acting, ActingSession
from admin.panel.exchange.importing import Import
from admin.panel.exchange.sheet_reading import Line, UnreadableFileError, open_sheet
from admin.panel.import_status import MovedOnError, finish, keep_check, require_moved
from admin.panel.language import language, pick, show_number
from admin.panel.rights import read_rights
from admin.panel.view import RecordView
from admin.privacy import tell_error
from models.base import Record
from models.database import create_engine
from models.exchange import ImportBatch, ImportRow, RowState

log = logging.getLogger(__name__)

ROWS_A_PIECE: Final = 5_000
LONGEST_NAME: Final = 200
KEPT: Final = 50
AT_ONCE: Final = 2  # each keeps a processor busy, and a file that is unpacked up to 2 GB of memory
SECONDS_TO_WAIT: Final = 20
SHOWN: Final = 10

STEPS: Final = {
    "read": "Membaca dan memeriksa setiap sel | Reading and checking every cell",
    "match": "Mencocokkan dengan data yang tersimpan | Matching with what is stored",
    "store": "Mencoba menyimpan semua baris | Trying to store all rows",
}
STOPPED: Final = (
    "Pekerjaan ini terhenti sebelum selesai; tidak ada yang disimpan. Jalankan sekali lagi. | "
    "The work stopped before it was finished; nothing was stored. Run it once more."
)
CHANGED_MEANWHILE: Final = (
    "Data tersimpan berubah sejak berkas ini diperiksa, jadi belum ada yang disimpan. {lines} Lihat hasil pemeriksaan "
    "yang baru, lalu simpan. | What is stored changed since the file was checked, so nothing is stored yet. {lines} "
    "Look at the new outcome, then store."
)
NOW_OTHERWISE: Final = "Baris {line}: semula {before}, kini {now}. | Line {line}: {before} before, {now} now."
SAME_STATE: Final = (
    "Baris {line} ({now}): datanya diubah orang lain. | Line {line} ({now}): somebody else changed its data."
)
AND_OTHERS: Final = "Dan {count} baris lain. | And {count} more lines."
MOST_ROWS: Final = 200_000
NO_ROWS: Final = "Berkas ini tidak berisi baris data. | The file holds no rows of data."
TOO_MANY: Final = (
    "Paling banyak {most} baris lewat panel. Bagi berkas ini, atau minta pengelola memakai “merit import”. | "
    "At most {most} rows through the panel. Split the file, or ask an administrator to use “merit import”."
)
PUT: Final = sql("""
insert into stewardship.import_row (import_batch_id, line, cells)
select :batch, found.line, found.cells from jsonb_to_recordset(:rows) as found(line integer, cells jsonb)
""")
KEEP: Final = sql("""
update stewardship.import_row as kept
set state = i.state, problems = '[]', fingerprint = hashtextextended(i::text, 0), stored_id = null, changes = '{}'
from pg_temp.incoming as i
where kept.import_batch_id = :batch and kept.line = i.line
""")
KEEP_WRONG: Final = sql("""
update stewardship.import_row as kept set state = 'SALAH', problems = found.problems, fingerprint = null
from jsonb_to_recordset(:found) as found(line integer, problems jsonb)
where kept.import_batch_id = :batch and kept.line = found.line
""")
KEEP_CHANGES: Final = """
update stewardship.import_row as kept set stored_id = found.id, changes = found.changes
from ({}) as found where kept.import_batch_id = {} and kept.line = found.line
"""
FIND_CHANGED: Final = sql("""
select kept.line, kept.state, i.state, count(*) over ()
from pg_temp.incoming as i
join stewardship.import_row as kept on kept.import_batch_id = :batch and kept.line = i.line
where kept.fingerprint is distinct from hashtextextended(i::text, 0)
order by kept.line limit :most
""")


class BusyError(Exception):
    """Too many files are being unpacked already."""


@dataclass
class Job:
    """Work on one file: how many of its rows are done, in which step, and why it failed if it did."""

    total: int
    done: int = 0
    step: str = "read"
    is_running: bool = True
    failure: str = ""
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> int:
        """Whole seconds since it began."""
        return int(time.monotonic() - self.started)


class ImportDesk:
    """Takes files to be checked or stored, a few at a time, one at a time for each file."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url)
        self._jobs: dict[int, Job] = {}
        self._lock = threading.Lock()
        self._unpacking = threading.BoundedSemaphore(AT_ONCE)

    def receive(self, acting: Acting, model: type[Record], name: str, path: Path) -> int:
        """Put the rows of an uploaded file into the database and return the key of its batch.

        Raises:
            UnreadableFileError: it is not a table, or has too many rows.
            BusyError: others are being read for too long.
        """
        if not self._unpacking.acquire(timeout=SECONDS_TO_WAIT):
            raise BusyError
        try:
            return self._receive(acting, model, name, path)
        finally:
            self._unpacking.release()

    def _receive(self, acting: Acting, model: type[Record], name: str, path: Path) -> int:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        with open_sheet(path) as (headings, lines), self.open(acting) as session:
            table = str(model.__table__.fullname)  # type: ignore[attr-defined]  # a table, as every model's is
            batch = ImportBatch(
                user_id=acting.user_id,
                table_name=table,
                file_name=name[-LONGEST_NAME:],
                file_hash=digest,
                headings=headings,
                row_count=0,
            )
            session.add(batch)
            session.flush()
            while piece := list(islice(lines, ROWS_A_PIECE)):
                batch.row_count += len(piece)
                if batch.row_count > MOST_ROWS:
                    raise UnreadableFileError(pick(TOO_MANY).format(most=show_number(MOST_ROWS)))
                rows = [{"line": line, "cells": _without_nul(cells)} for line, cells in piece]
                session.execute(PUT, {"batch": batch.id, "rows": Jsonb(rows)})
            if not batch.row_count:
                raise UnreadableFileError(pick(NO_ROWS))
            session.commit()
            return batch.id

    def open(self, acting: Acting) -> Session:
        """Begin a transaction for somebody, in the thread that is to work in it."""
        return ActingSession(self._engine, autoflush=False, info={KEY: acting})

    def find(self, batch: int) -> Job | None:
        """Return the last job of a file, if it is still known."""
        return self._jobs.get(batch)

    def start(self, batch: ImportBatch, model: type[Record], acting: Acting, is_storing: bool = False) -> bool:
        """Begin; False while this file or too many others are being worked on."""
        with self._lock:
            running = [key for key, job in self._jobs.items() if job.is_running]
            if batch.id in running or len(running) >= AT_ONCE:
                return False
            job = self._jobs[batch.id] = Job(batch.row_count)
            for key in [key for key, kept in self._jobs.items() if not kept.is_running][:-KEPT]:
                del self._jobs[key]
        context = contextvars.copy_context()  # the language of the reader
        work = _Work(partial(self.open, acting), batch, model, is_storing, job)
        threading.Thread(target=context.run, args=(self._run, job, work.do)).start()
        return True

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _run(self, job: Job, work: Callable[[], None]) -> None:
        try:
            work()
        except MovedOnError as error:
            job.failure = str(error)
        except Exception as error:
            log.error("an import stopped: %s", tell_error(error))
            job.failure = pick(STOPPED)
        finally:
            job.is_running = False


@dataclass
class _Work:
    """One file, its table, and whether it is to be stored or only tried."""

    open: Callable[[], Session]
    batch: ImportBatch
    model: type[Record]
    is_storing: bool
    job: Job

    def do(self) -> None:
        """Try everything; then store it, or undo it and write down the outcome.

        It is stored when no row is wrong and each would go into the same version of the same row as was shown.

        Raises:
            MovedOnError: the import has other columns meanwhile, is stored, or has expired.
        """
        with self.open() as session:
            work = Import(session, self.model, self.batch.mapping, len(self.batch.headings))
            work.match(self._read(session), self._tell)
            changed = self._find_changed(session) if self.is_storing else ""
            trial = session.begin_nested()
            work.store()
            if self.is_storing and work.outcome.is_clean and not changed:
                require_moved(session.execute(finish(self.batch, work.outcome.counts)))
                session.execute(delete(ImportRow).where(ImportRow.import_batch_id == self.batch.id))
            else:
                trial.rollback()
                self._keep(session, work)
            session.commit()
            self.job.failure = changed

    def _find_changed(self, session: Session) -> str:
        """Return a sentence on the lines that would not be stored as was shown, or nothing."""
        rows: Any = session.execute(FIND_CHANGED, {"batch": self.batch.id, "most": SHOWN}).all()
        if not rows:
            return ""
        told = [_tell_change(line, before, now) for line, before, now, _count in rows]
        if (others := rows[0][3] - len(rows)) > 0:
            told.append(pick(AND_OTHERS).format(count=show_number(others)))
        return pick(CHANGED_MEANWHILE).format(lines=" ".join(told))

    def _read(self, session: Session) -> Iterator[Line]:
        stmt = select(ImportRow.line, ImportRow.cells).where(ImportRow.import_batch_id == self.batch.id)
        rows = session.execute(stmt.order_by(ImportRow.line).execution_options(yield_per=ROWS_A_PIECE))
        yield from ((line, cells) for line, cells in rows)

    def _tell(self, done: int, step: str) -> None:
        self.job.done, self.job.step = done, step

    def _keep(self, session: Session, work: Import) -> None:
        require_moved(session.execute(keep_check(self.batch, work.outcome.counts)))
        session.execute(KEEP, {"batch": self.batch.id})
        changes = KEEP_CHANGES.format(work.select_changes(), self.batch.id)
        session.connection().exec_driver_sql(changes, execution_options={"no_parameters": True})
        found = [*work.outcome.problems.items()]
        for start in range(0, len(found), ROWS_A_PIECE):
            piece = [
                {"line": line, "problems": [[item.column, item.sentence, item.unknown] for item in problems]}
                for line, problems in found[start : start + ROWS_A_PIECE]
            ]
            session.execute(KEEP_WRONG, {"found": Jsonb(piece), "batch": self.batch.id})


def _tell_change(line: int, before: str | None, now: str) -> str:
    labels = {"before": _label(before), "now": _label(now), "line": show_number(line)}
    return pick(SAME_STATE if before == now else NOW_OTHERWISE).format(**labels)


def _label(state: str | None) -> str:
    return RowState(state).label(language()).lower() if state else "–"  # type: ignore[call-arg]


def may_import(request: Request, view: RecordView) -> bool:
    """Whether the signed-in person may put files into a table."""
    is_suited = not view.page.is_read_only and not view.page.secrets
    return is_suited and view.may(request, "create") and read_rights(request).may("exchange", "create")


def _without_nul(cells: Sequence[str]) -> list[str]:
    """Replace what no text in the database can hold by the sign that says so; the parsers then refuse it."""
    return [cell.replace("\x00", "\x1a") if "\x00" in cell else cell for cell in cells]
