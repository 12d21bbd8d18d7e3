"""Previews run in a process of their own: one at a time, kept warm for a while, gone with the panel."""

import contextlib
import multiprocessing
import secrets
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from starlette.requests import HTTPConnection

from admin.errors import MeritError
from admin.panel.rights import read_rights
from admin.rule_change.problems import BadFileError, Problem
from admin.rule_change.reading import Draft
from admin.rule_change.result import Preview
from admin.teller import BilingualError

KEPT = 5  # outcomes held for their readers, in memory only
IDLE_SECONDS = 600.0  # a warm process saves some seconds and holds 300 MB
LONGEST_SECONDS = 1800.0

Previewer = Callable[[Draft, date | None, bool], Preview]

STOPPED = (
    "Pratinjau terhenti sebelum selesai. Jalankan sekali lagi. | "
    "The preview stopped before it was finished. Run it once more."
)
UNTOLD = (
    "Pratinjau gagal oleh sebab di luar berkas ini. “merit rules preview” di server menyebutkan sebabnya.",
    "The preview failed for a reason outside this file. `merit rules preview` on the server tells it.",
)


@dataclass(frozen=True)
class Request:
    """What is to be previewed."""

    draft: Draft
    as_of: date | None
    is_whole: bool


@dataclass(frozen=True)
class Failure:
    """Why there is no outcome: the problems of the file, or a sentence of Merit's with its cure in both languages."""

    problems: tuple[Problem, ...] = ()
    told: tuple[str, str] = ("", "")


@dataclass
class Job:
    """One preview: whose it is, what it previews, since when, and the outcome once there is one."""

    owner: int
    request: Request
    key: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    started: float = field(default_factory=time.monotonic)
    outcome: Preview | Failure | None = None

    @property
    def seconds(self) -> int:
        """Whole seconds since it began."""
        return int(time.monotonic() - self.started)


class PreviewDesk:
    """Takes orders for previews and keeps the last few outcomes.

    Args:
        previewer: makes a preview; it is called in the other process, so it must be a function of a module, or a
            `functools.partial` of one.
    """

    def __init__(self, previewer: Previewer) -> None:
        self._previewer = previewer
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def start(self, owner: int, request: Request) -> Job | None:
        """Begin a preview; None while another one runs."""
        with self._lock:
            if any(job.outcome is None for job in self._jobs.values()):
                return None
            job = Job(owner, request)
            self._jobs[job.key] = job
            for key in list(self._jobs)[:-KEPT]:
                del self._jobs[key]
        threading.Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def find(self, owner: int, key: str) -> Job | None:
        """Return the owner's job, or None when there is no such one or it is no longer kept."""
        job = self._jobs.get(key)
        return job if job is not None and job.owner == owner else None

    def close(self) -> None:
        """End the process; a preview in it leaves nothing that the next one does not clean up."""
        if self._worker is not None:
            self._worker.end()

    def _run(self, job: Job) -> None:
        outcome: Preview | Failure | None = None
        try:
            if self._worker is None or not self._worker.is_fresh:
                self._worker = _Worker(self._previewer)
            outcome = self._worker.ask(job.request)
            if outcome is None:
                self._worker.end()
                self._worker = None
        finally:  # whatever happens the job ends, else none could begin
            job.outcome = outcome or Failure(problems=(Problem(STOPPED),))


def may_preview(request: HTTPConnection) -> bool:
    """Whether the signed-in person may preview rules: those who keep the data and the rules."""
    rights = read_rights(request)
    return rights.may_everywhere("reference", "change") and rights.may_everywhere("marts", "see")


class _Worker:
    """The other process, seen from this one."""

    def __init__(self, previewer: Previewer) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the panel's threads and connections
        self._connection, other = context.Pipe()
        self._process = context.Process(target=serve_previews, args=(other, previewer), daemon=True)
        self._process.start()
        other.close()
        self._used = time.monotonic()
        self._ending = threading.Lock()

    @property
    def is_fresh(self) -> bool:
        """Whether it is alive and will not leave for idleness in this moment."""
        return self._process.is_alive() and time.monotonic() - self._used < IDLE_SECONDS / 2

    def ask(self, request: Request) -> Preview | Failure | None:
        """Return the outcome, or None when the process died or took too long."""
        with contextlib.suppress(OSError, EOFError):
            self._connection.send(request)
            if self._connection.poll(LONGEST_SECONDS):
                outcome: Preview | Failure = self._connection.recv()
                self._used = time.monotonic()
                return outcome
        return None

    def end(self) -> None:
        """Stop the process; the panel that closes and the job that lost it may both ask for that at once."""
        with self._ending:
            self._process.terminate()
            self._process.join(5)
            self._connection.close()


def serve_previews(connection: "Connection[Any, Any]", previewer: Previewer) -> None:
    """Answer requests until nobody asks any more; this runs in the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the panel, which ends this process
    with contextlib.suppress(OSError, EOFError):
        while connection.poll(IDLE_SECONDS):
            connection.send(answer(previewer, connection.recv()))


def answer(previewer: Previewer, request: Request) -> Preview | Failure:
    """Preview, and return what went wrong as data: exceptions of ours do not travel between processes."""
    try:
        return previewer(request.draft, request.as_of, request.is_whole)
    except BadFileError as error:
        return Failure(problems=error.problems)
    except BilingualError as error:
        return Failure(told=error.told)
    except MeritError:
        return Failure(told=UNTOLD)
