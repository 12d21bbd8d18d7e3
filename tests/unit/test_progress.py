"""Progress lines of long commands."""

import pytest

from admin.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock of one hand that the test sets."""
    hand = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: hand[0])
    return hand


def test_steps_go_to_stderr_with_seconds(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    clock[0] += 12.34
    progress("Building the marts")
    assert capsys.readouterr() == ("", "   12.3 s  Building the marts\n")


def test_log_shows_a_counted_step_now_and_then_and_the_last(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress()
    for number in range(1, 101):
        clock[0] += 0.2
        progress(f"{number}/100 model")
    shown = [line.split("  ")[-1] for line in capsys.readouterr().err.splitlines()]
    assert shown == ["25/100 model", "50/100 model", "75/100 model", "100/100 model"]


def test_terminal_shows_counted_steps_on_one_line(
    monkeypatch: pytest.MonkeyPatch, clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    for number in (1, 2):
        progress(f"{number}/2 model")
    progress("Publishing")
    assert capsys.readouterr().err.splitlines()[-1] == "    0.0 s  Publishing"
