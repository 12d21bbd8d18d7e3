"""The rows of a file in the database: put into a temporary table, matched with what is stored, and really tried.

Everything here works on whole sets of rows; only rows that PostgreSQL refuses are cornered by halving the set.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Numeric, Table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from admin.panel.errors import RefusedError, explain, find_constraint
from admin.panel.exchange.fields import KEY
from admin.panel.exchange.matching import Columns, Matching, any_of
from admin.panel.exchange.reading_cells import MUST_BE_FILLED
from admin.panel.language import pick
from admin.panel.language import translate as _
from models.base import Record
from models.exchange import RowState

MOST_REFUSED: Final = 1_000
NO_RIGHT: Final = "42501"

OUT_OF_REACH: Final = "Anda tidak berwenang atas baris ini. | You have no right over this row."
NO_SUCH_ROW: Final = "Tidak ada baris dengan ID ini. | There is no row with this ID."
SAME_ROW: Final = "Baris ini sama dengan baris {line} di berkas. | This is the same row as line {line} of the file."
OTHER_ROW: Final = (
    "ID dan data kunci di baris ini menunjuk dua baris tersimpan yang berbeda. Bila kolom ID berasal dari sistem lain, "
    "jangan pakai kolom itu. | The ID and the key of this row mean two different stored rows. If the column ID comes "
    "from another system, do not use it."
)
SOMEBODY_ELSE: Final = (
    "Baris tersimpan dengan ID ini mengenai orang atau hal lain. Bila kolom ID berasal dari sistem lain, jangan pakai "
    "kolom itu; bila data kuncinya salah, betulkan lewat formulir. | The stored row with this ID is about somebody or "
    "something else. If the column ID comes from another system, do not use it; if its key is wrong, correct it in the "
    "form."
)
SEVERAL_ROWS: Final = (
    "Ada lebih dari satu baris tersimpan yang dikenali seperti ini; isi kolom ID. | "
    "Several stored rows are known like this; fill in the column ID."
)

Refusal = tuple[int, str, tuple[str, ...]]  # the line, why, and the columns it is about
Report = Callable[[int, str, tuple[str, ...]], None]


class _OutOfReachError(Exception):
    """PostgreSQL passed over a row that the person may see and not change."""


class Incoming:
    """The rows of one file on their way into `model`'s table, inside the transaction of `session`.

    Args:
        report: told of each row that cannot be stored: its line, the sentence, and the columns it is about.
    """

    def __init__(self, session: Session, model: type[Record], columns: Columns, report: Report) -> None:
        self.session, self.model, self.columns, self.report = session, model, columns, report
        table = model.__table__
        assert isinstance(table, Table)
        self.table = table
        self.name = f'{table.schema}."{table.name}"'
        self._is = Matching(table, columns)
        self._refused = 0
        self._run(f"select stewardship.open_import('{self.name}'::regclass)")
        self._defaults = self._read_defaults()

    @property
    def is_cut_short(self) -> bool:
        """Whether so many rows were refused that the others were not tried any more."""
        return self._refused >= MOST_REFUSED

    def load(self, rows: str) -> None:
        """Take rows in the text format of COPY: the line number, then the given columns."""
        names = ", ".join(f'"{name}"' for name in ("line", *self.columns.given))
        driver: Any = self.session.connection().connection.driver_connection
        with driver.cursor().copy(f"copy pg_temp.incoming ({names}) from stdin") as copy:
            copy.write(rows)

    def match(self) -> None:
        """Find the stored row of each line, and tell new, changed and unchanged ones apart.

        Until the transaction ends no other import writes into the table: what is not found here is nowhere.
        """
        self._run(f"select stewardship.prepare_matching('{self.name}'::regclass)")
        if KEY in self.columns.given:
            self._check_ids()
        if self.columns.key:
            self._find(f"({self._is.has_key}) and {self._is.by_key}")
        if self.columns.likeness:
            self._find(self._is.by_likeness)
        self._drop_repeated()
        self._require()
        kept = " or ".join(
            f"({self._value(name, 't')}) is distinct from t.{name}" for name in self._quoted(self.columns.stored)
        )
        self._run(
            f"update incoming i set row_version = t.row_version, state = case when {kept or 'false'} then "
            f"'{RowState.CHANGED.value}' else '{RowState.UNCHANGED.value}' end from {self.name} t where t.id = i.id"
        )

    def count(self) -> dict[RowState, int]:
        """Return how many rows are in each state."""
        rows = self._run("select state, count(*) from incoming group by state")
        by_code = {state.value: state for state in RowState}
        return {by_code[state]: number for state, number in rows if state}

    def store(self) -> None:
        """Write changed and new rows; what PostgreSQL refuses is reported and left out."""
        self._check()
        names = self._quoted(self.columns.stored)
        assigned = ", ".join(f"{name} = {self._value(name, 't')}" for name in names)
        update = (
            f"update {self.name} t set {assigned} from incoming i where t.id = i.id "
            f"and i.state = '{RowState.CHANGED.value}' and i.line between %d and %d"
        )
        written = ", ".join(self._new_value(name) for name in names)
        insert = (
            f"insert into {self.name} ({', '.join(names)}) select {written} from incoming i "
            f"where i.state = '{RowState.NEW.value}' and i.line between %d and %d order by i.line"
        )
        for statement, state in ((update, RowState.CHANGED), (insert, RowState.NEW)):
            self._try_all(statement, f"state = '{state.value}'")

    def select_changes(self) -> str:
        """Return a query of the rows that change: line, number of the stored row, and `{column: [stored, new]}`."""
        values = ", ".join(
            f"('{name}', {self._to_json(name, f't.{quoted}')}, {self._to_json(name, self._value(quoted, 't'))})"
            for name, quoted in zip(self.columns.stored, self._quoted(self.columns.stored), strict=True)
        )
        return (
            f"select i.line, i.id, (select jsonb_object_agg(name, jsonb_build_array(stored, given)) "
            f"from (values {values}) as told(name, stored, given) where stored is distinct from given) as changes "
            f"from pg_temp.incoming i join {self.name} t on t.id = i.id where i.state = '{RowState.CHANGED.value}'"
        )

    def _check_ids(self) -> None:
        """Refuse lines whose ID means no row, or another one than the rest of the line."""
        stored = f"select from {self.name} t where"
        self._drop(f"i.id is not null and not exists ({stored} t.id = i.id)", NO_SUCH_ROW, (KEY,))
        if self.columns.key:
            is_other = f"{{}} ({stored} t.id {{}} i.id and {self._is.by_key})"
            other = f"{is_other.format('exists', '<>')} and {is_other.format('not exists', '=')}"
            self._drop(f"i.id is not null and ({self._is.has_key}) and {other}", OTHER_ROW, (KEY,))
        somebody_else = f"exists ({stored} t.id = i.id and ({self._is.is_somebody_else}))"
        self._drop(f"i.id is not null and {somebody_else}", SOMEBODY_ELSE, (KEY,))

    def _find(self, condition: str) -> None:
        """Give lines without an ID that of the one stored row for which a condition holds."""
        several = self._run(
            f"with found as (select i.line, min(t.id) as id, count(*) as number from incoming i "
            f"join {self.name} t on {condition} where i.id is null group by i.line), "
            "given as (update incoming i set id = f.id from found f where f.line = i.line returning i.line, f.number) "
            "select line from given where number > 1 order by line"
        )
        self._remove([(line, pick(SEVERAL_ROWS), self.columns.key) for (line,) in several])

    def _drop_repeated(self) -> None:
        """Refuse the second of two lines that mean the same row, stored or new."""
        firsts = "select line, min(line) over (partition by %s) as first from incoming i where %s"
        statements = [firsts % ("id", "id is not null")]
        if self.columns.key:
            key = ", ".join(self._quoted(self.columns.key))
            statements.append(firsts % (key, f"id is null and ({self._is.has_key})"))
        if self.columns.likeness:
            statements.append(
                "select i.line, min(t.line) as first from incoming i join incoming t "
                f"on t.line < i.line and t.id is null and {self._is.by_likeness} where i.id is null group by i.line"
            )
        for found in statements:
            repeated = self._run(f"select line, first from ({found}) f where line > first order by line")
            self._remove([(line, pick(SAME_ROW).format(line=first), self.columns.key) for line, first in repeated])

    def _require(self) -> None:
        """Refuse new rows that lack a column which every row has."""
        lacks = [
            (name, f'i."{name}" is null' if name in self.columns.given else "true") for name in self.columns.required
        ]
        lacking = self._find_broken("i.id is null", [condition for _name, condition in lacks])
        self._remove([(line, _(MUST_BE_FILLED), (lacks[place][0],)) for line, place in lacking])

    def _check(self) -> None:
        """Find the rows that break a CHECK all at once, instead of trying them one after another."""
        rows = self._run(
            "select conname, pg_get_expr(conbin, conrelid), array(select attname::text from pg_attribute "
            "where attrelid = conrelid and attnum = any(conkey)) from pg_constraint "
            f"where conrelid = '{self.name}'::regclass and contype = 'c' order by conname"
        )
        checks = []
        for name, condition, columns in rows:
            found = find_constraint(name)
            info = found[1].info if found is not None else {}
            if "message" in info and set(columns) <= {*self.columns.given}:
                about = tuple(info.get("columns") or columns)
                checks.append((f"({condition}) is false", pick(info["message"]), about))
        tried = f"i.state in ('{RowState.NEW.value}', '{RowState.CHANGED.value}')"
        broken = self._find_broken(tried, [condition for condition, _sentence, _about in checks])
        self._remove([(line, *checks[place][1:]) for line, place in broken])

    def _find_broken(self, tried: str, conditions: Sequence[str]) -> list[tuple[int, int]]:
        """Return, for the lines that are tried, which of the conditions hold: line and place of the condition."""
        if not conditions:
            return []
        held = ", ".join(f"case when {condition} then {place} end" for place, condition in enumerate(conditions))
        return [
            (line, place)
            for line, places in self._run(
                f"select line, array_remove(array[{held}], null) from incoming i "
                f"where {tried} and ({any_of(conditions)}) order by line"
            )
            for place in places
        ]

    def _try_all(self, statement: str, condition: str) -> None:
        """Execute for all lines at once; only when PostgreSQL refuses are they looked at one by one."""
        ((first, last, count),) = self._run(f"select min(line), max(line), count(*) from incoming where {condition}")
        if count and self._refuse(statement % (first, last), count) is not None:
            self._try(statement, self._lines(condition))

    def _refuse(self, statement: str, expected: int) -> Exception | None:
        """Execute a statement; return why PostgreSQL refused it, and then nothing of it is left."""
        try:
            with self.session.begin_nested():
                if self._run_counted(statement) < expected:
                    raise _OutOfReachError
        except (DBAPIError, _OutOfReachError) as error:
            return error
        return None

    def _try(self, statement: str, lines: Sequence[int]) -> None:
        """Execute for some lines; when PostgreSQL refuses, for each half of them, down to the lines it refuses."""
        if self.is_cut_short:
            return
        error = self._refuse(statement % (lines[0], lines[-1]), len(lines))
        if error is not None and len(lines) == 1:
            self._refused += 1
            self._remove([(lines[0], *self._explain(error))])
        elif error is not None:
            middle = len(lines) // 2
            self._try(statement, lines[:middle])
            self._try(statement, lines[middle:])

    def _explain(self, error: Exception) -> tuple[str, tuple[str, ...]]:
        if isinstance(error, _OutOfReachError) or getattr(getattr(error, "orig", None), "sqlstate", None) == NO_RIGHT:
            return pick(OUT_OF_REACH), ()
        found = explain(error, self.model)
        if not isinstance(found, RefusedError):
            raise error
        return found.sentence, found.columns

    def _lines(self, condition: str) -> list[int]:
        return [line for (line,) in self._run(f"select line from incoming i where {condition} order by line")]

    def _drop(self, condition: str, wording: str, columns: tuple[str, ...]) -> None:
        self._remove([(line, pick(wording), columns) for line in self._lines(condition)])

    def _remove(self, refusals: Sequence[Refusal]) -> None:
        for refusal in refusals:
            self.report(*refusal)
        if refusals:
            lines = ",".join(str(line) for line, _sentence, _columns in refusals)
            self._run(f"delete from incoming where line = any('{{{lines}}}')")

    def _value(self, name: str, other: str) -> str:
        """Return what a changed row holds: an empty cell empties, but leaves alone what always has a value."""
        plain = name.strip('"')
        return f"coalesce(i.{name}, {other}.{name})" if plain in self._defaults else f"i.{name}"

    def _to_json(self, name: str, value: str) -> str:
        """Return a value as JSON that keeps every digit of a decimal number."""
        return (
            f"to_jsonb(({value})::text)" if isinstance(self.table.columns[name].type, Numeric) else f"to_jsonb({value})"
        )

    def _new_value(self, name: str) -> str:
        default = self._defaults.get(name.strip('"'))
        return f"coalesce(i.{name}, {default})" if default else f"i.{name}"

    def _quoted(self, names: Iterable[str]) -> list[str]:
        return [f'"{name}"' for name in names]

    def _read_defaults(self) -> Mapping[str, str]:
        rows = self._run(
            "select attname, pg_get_expr(adbin, adrelid) from pg_attrdef join pg_attribute "
            f"on attrelid = adrelid and attnum = adnum where adrelid = '{self.name}'::regclass"
        )
        return dict(rows)

    def _run(self, statement: str) -> Any:
        """Execute SQL composed from names of our own and numbers; it is sent as it stands."""
        answer = self._execute(statement)
        return answer.all() if answer.returns_rows else []

    def _run_counted(self, statement: str) -> int:
        return int(self._execute(statement).rowcount)

    def _execute(self, statement: str) -> Any:
        return self.session.connection().exec_driver_sql(statement, execution_options={"no_parameters": True})
