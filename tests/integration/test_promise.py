"""The promise to readers, briefly: builds, rollbacks, a killed builder, a killed server, and nobody sees half of it.

`make promise` tries the same for long, on a city, with fifty readers.
"""

from pathlib import Path

from promise_small import open_small_stage
from promise_trial import Plan, Trial, judge, tell

from admin.settings import Settings

STEPS = ("kill the builder at the swap", "rollback", "kill PostgreSQL", "rollback", "build")


def test_promise_holds_while_builder_and_server_are_killed(home: Settings, tmp_path: Path) -> None:
    plan = Plan(4, readers=9, processes=1, build_seconds=4, steps=STEPS, longest_pause=0.3)
    with open_small_stage(home, tmp_path / "project") as stage:
        trial = Trial(plan, stage)
        tallies = trial.run()
    print("\n".join(tell(trial.story, tallies)))
    assert judge(trial.story, tallies) == []
    assert trial.story.killed.total() == 2
    assert trial.story.published == {"build": 2, "rollback": 2}
    assert trial.story.lags
