"""What differs between the marts of two builds or moments, and which edits in between it may come of."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.errors import UndefinedColumn, UndefinedTable

from admin.rule_change.result import MartChange, RowChange
from admin.settings import PROJECT
from admin.warehouse.build import find_commit
from admin.warehouse.history.edits import Edit, read_edits
from admin.warehouse.history.moments import Build, Moment, find_moment
from admin.warehouse.history.repetition import RepeatedSet, Repetition, derive, open_history
from admin.warehouse.rule_preview_comparison import compare_mart
from admin.warehouse.server import say_nothing
from models.types import Choice

SETS: Final = ("diff_a", "diff_b", "diff_c")
BY_RULES: Final = "diff_rules"
READ_STATE: Final = "SELECT refreshed_at, sees::text FROM {staging}.live_state"
LIST_MARTS: Final = """
    SELECT relname::text FROM pg_class WHERE relnamespace = 'marts'::regnamespace AND relkind = 'r'
        AND relname NOT IN ('build_info', 'change_feed')
    ORDER BY relname
"""
NAME_PEOPLE: Final = """
    SELECT employee.employee_id, employee.person_id, employee.nip, person.name
    FROM {staging}.stg_personnel__employee AS employee JOIN {staging}.stg_personnel__person AS person USING (person_id)
"""


class Cause(Choice):
    """Why marts differ, as far as it can be told apart."""

    RULES = (
        "ATURAN",
        "Karena aturan atau versi Merit lain, dengan data yang sama | Because of other rules or code, same data",
    )
    RECORDS = "CATATAN", "Karena catatan berubah | Because records changed"
    DAY = "TANGGAL", "Karena tanggalnya lain | Because the day is another"


@dataclass(frozen=True)
class Person:
    """Somebody whose rows differ."""

    person_id: int
    nip: str
    name: str


@dataclass(frozen=True)
class Step:
    """What differs for one cause, in the marts where anything does."""

    cause: Cause
    before: Repetition
    after: Repetition
    marts: tuple[MartChange, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two sets of marts, all derived by the rules and the code of now.

    Attributes:
        steps: what comes of other rules, if the build's own marts are still kept; what comes of the records, with the
            day held; what comes of the day.
        edits: what became known in between, the oldest first.
        people: those whom rows are about, by the number of the employee.
        notes: `kalimat | sentence`, what a reader should know.
    """

    before: Repetition
    after: Repetition
    steps: tuple[Step, ...]
    edits: tuple[Edit, ...]
    people: dict[int, Person]
    notes: tuple[str, ...]

    def find_person(self, row: RowChange) -> Person | None:
        """Return whom a row is about."""
        employee = row.key.get("employee_id")
        if employee is not None:
            return self.people.get(employee)
        return next((person for person in self.people.values() if row.nip and person.nip == row.nip), None)

    def find_edits(self, person: Person | None) -> list[Edit]:
        """Return the edits of a person's records; for nobody, those that are about no one person."""
        return [edit for edit in self.edits if edit.person_id == (person and person.person_id)]


OTHER_RULES: Final = (
    "Pembangunan {number} dibuat dengan aturan lain daripada yang terbit kini. Beda karena aturan tampak terpisah, "
    "selama mart asli pembangunan itu masih disimpan; selebihnya di sini diturunkan dengan aturan kini. | "
    "Build {number} was made by other rules than the published ones. What differs because of them is told apart as "
    "long as the build's own marts are kept; all else here is derived by the rules of now."
)
OTHER_CODE: Final = (
    "Pembangunan {number} dibuat oleh Merit versi {commit}; di sini semuanya diturunkan oleh versi kini. Untuk "
    "mengulangnya persis, jalankan versi itu. | "
    "Build {number} was made by Merit {commit}; here all is derived by the version of now. To repeat it to the letter, "
    "run that version."
)


def compare_moments(
    url: str,
    before: str,
    after: str,
    as_of: date | None = None,
    marts: Iterable[str] = (),
    progress: Callable[[str], None] = say_nothing,
    project: Path = PROJECT,
) -> Difference:
    """Return what differs between the marts of two moments, as `find_moment` reads them; nothing of it is kept.

    Args:
        as_of: the day of both sides; by default each build has its own, and a moment the other side's.
        marts: only these; by default all.

    Raises:
        MeritError: it is not kept what was known then, or a build is running.
    """
    with open_history(url) as connection:
        first, second = find_moment(connection, before), find_moment(connection, after)
        sides = _choose_days(first, second, as_of)
        stages = [sides[0], Repetition(sides[0].as_of, second)]
        if sides[1].as_of != sides[0].as_of:
            stages.append(sides[1])
        wanted = list(marts)
        made = [
            derive(connection, stage, name, progress, project, wanted)
            for stage, name in zip(stages, SETS, strict=False)
        ]
        wanted = wanted or [name for (name,) in connection.execute(LIST_MARTS)]
        progress(f"Comparing {len(wanted)} marts")
        rules = [_compare_rules(connection, one, wanted, progress, project) for one in (made[0], made[-1])]
        return Difference(
            before=sides[0],
            after=sides[1],
            steps=(*(step for step in rules if step), *_compare(connection, stages, wanted)),
            edits=tuple(read_edits(connection, *sorted((first, second), key=lambda moment: moment.at))),
            people=_name_people(connection, len(stages)),
            notes=tuple(_list_notes((made[0], made[-1]), project)),
        )


def _choose_days(first: Moment, second: Moment, as_of: date | None) -> tuple[Repetition, Repetition]:
    """Give each side its day: the one asked for, its build's own, the other build's, the first moment's."""
    days = [moment.build.as_of if moment.build else None for moment in (first, second)]
    return (
        Repetition(as_of or days[0] or days[1] or first.day, first),
        Repetition(as_of or days[1] or days[0] or first.day, second),
    )


def _compare(connection: Connection[Any], stages: list[Repetition], marts: list[str]) -> list[Step]:
    steps = []
    for place, cause in enumerate((Cause.RECORDS, Cause.DAY)[: len(stages) - 1]):
        compared = [compare_mart(connection, mart, SETS[place], SETS[place + 1]) for mart in marts]
        differing = tuple(mart for mart in compared if mart.rows)
        steps.append(Step(cause, stages[place], stages[place + 1], differing))
    return steps


def _compare_rules(
    connection: Connection[Any],
    made: RepeatedSet,
    marts: list[str],
    progress: Callable[[str], None],
    project: Path,
) -> Step | None:
    """Return what differs between a build's own marts and the same data under the rules of now.

    None when they are the same rules, or the build's marts are gone. A mart that the build made in another form is
    left out.
    """
    build = made.repetition.moment.build
    if build is None or (made.same_rules and not _is_other_code(build, project)):
        return None
    if connection.execute("SELECT to_regclass(%s)", [f"staging__b{build.number}.live_state"]).fetchone() == (None,):
        return None
    staging = sql.Identifier(f"staging__b{build.number}")
    state = connection.execute(sql.SQL(READ_STATE).format(staging=staging)).fetchone()
    if state is None:  # a crash of the server emptied it
        return None
    moment = replace(made.repetition.moment, at=state[0], sees=state[1])
    same_data = Repetition(build.as_of, moment)
    derive(connection, same_data, BY_RULES, progress, project, marts)
    found = []
    for mart in marts:
        with suppress(UndefinedTable, UndefinedColumn), connection.transaction():
            found.append(compare_mart(connection, mart, f"b{build.number}", BY_RULES))
    return Step(Cause.RULES, same_data, same_data, tuple(mart for mart in found if mart.rows))


def _is_other_code(build: Build, project: Path) -> bool:
    now = find_commit(project)
    return bool(build.code_commit and now and build.code_commit.removesuffix("-dirty") != now.removesuffix("-dirty"))


def _name_people(connection: Connection[Any], sets: int) -> dict[int, Person]:
    people: dict[int, Person] = {}
    for name in SETS[:sets]:
        query = sql.SQL(NAME_PEOPLE).format(staging=sql.Identifier(f"staging__{name}"))
        people |= {employee: Person(person, nip, called) for employee, person, nip, called in connection.execute(query)}
    return people


def _list_notes(made: Iterable[RepeatedSet], project: Path) -> list[str]:
    notes = []
    for one in made:
        build = one.repetition.moment.build
        if build is None:
            continue
        if not one.same_rules:
            notes.append(OTHER_RULES.format(number=build.number))
        if _is_other_code(build, project):
            notes.append(OTHER_CODE.format(number=build.number, commit=build.code_commit))
    return notes
