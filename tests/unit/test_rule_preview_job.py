"""Previews run one at a time in another process, and end whatever happens to it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from admin.errors import MeritError
from admin.panel.rule_preview_job import KEPT, UNTOLD, Failure, Job, PreviewDesk, Request
from admin.rule_change.problems import BUSY, BadFileError, Problem, UnpreviewedError
from admin.rule_change.reading import Draft
from admin.rule_change.tables import list_rule_tables

TABLE = list_rule_tables()[0]
Desk = Callable[[Any], PreviewDesk]


def say(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    """Stand in for a preview: say which process it ran in."""
    return os.getpid()


def refuse(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    raise BadFileError([Problem("salah | wrong")])


def fail(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    raise MeritError("It cannot be.", "Try another.")


def wait(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    raise UnpreviewedError(BUSY)


def die(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def dawdle(draft: Draft, as_of: date | None, is_whole: bool) -> Any:
    time.sleep(60)


@pytest.fixture
def desk() -> Iterator[Desk]:
    opened: list[PreviewDesk] = []

    def open_desk(previewer: Any) -> PreviewDesk:
        opened.append(PreviewDesk(previewer))
        return opened[-1]

    yield open_desk
    for one in opened:
        one.close()


def order() -> Request:
    return Request(Draft(TABLE, ()), None, False)


def run(desk: PreviewDesk, owner: int = 1) -> Job:
    job = desk.start(owner, order())
    assert job is not None
    deadline = time.monotonic() + 120
    while job.outcome is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return job


def test_previews_run_in_one_warm_process_that_is_not_ours(desk: Desk) -> None:
    shared = desk(say)
    first: Any = run(shared).outcome
    second: Any = run(shared).outcome
    assert first == second != os.getpid()


def test_what_is_refused_comes_back_as_data(desk: Desk) -> None:
    assert run(desk(refuse)).outcome == Failure(problems=(Problem("salah | wrong"),))
    assert run(desk(fail)).outcome == Failure(told=UNTOLD), "driver text and paths are not for pages"
    told = "Pratinjau lain sedang berjalan di basis data ini. Tunggu sampai selesai."
    assert run(desk(wait)).outcome == Failure(told=(told, str(UnpreviewedError(BUSY))))


def test_killed_process_ends_its_preview_and_not_the_next(desk: Desk) -> None:
    shared = desk(die)
    for _ in range(2):
        outcome = run(shared).outcome
        assert isinstance(outcome, Failure)
        assert outcome.problems[0].sentence("en").startswith("The preview stopped before it was finished.")


def test_one_at_a_time_and_closing_ends_it(desk: Desk) -> None:
    shared = desk(dawdle)
    job = shared.start(1, order())
    assert job is not None
    assert shared.start(2, order()) is None
    while shared._worker is None:
        time.sleep(0.01)
    shared.close()
    while job.outcome is None:
        time.sleep(0.01)
    assert isinstance(job.outcome, Failure)


def test_outcomes_are_for_their_owner_and_the_last_few_are_kept(desk: Desk) -> None:
    shared = desk(say)
    jobs = [run(shared) for _ in range(KEPT + 1)]
    assert shared.find(1, jobs[0].key) is None
    assert [shared.find(1, job.key) for job in jobs[1:]] == jobs[1:]
    assert shared.find(2, jobs[-1].key) is None
