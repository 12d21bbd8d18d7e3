"""Which stored row each line of a file means: by its ID, by what the table is known by, or else by what resembles it.

Conditions and statements over `incoming`, the temporary table of the lines; nothing is executed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Enum, String, Table

from admin.panel.attributes import read_attributes
from admin.panel.exchange.fields import KEY, OWNER, also_matched_by, matched_by
from admin.panel.exchange.reading_cells import must_be_filled
from models.base import Record

WHOSE: Final = ("employee_id", "person_id", "appraisal_id", "enrolment_id")  # a row is never given to somebody else


@dataclass(frozen=True)
class Columns:
    """Which columns of a table a file fills.

    Attributes:
        given: the columns in the file, with `id` when it is among them.
        key: the columns by which rows are found again; none when the file lacks one of them.
        likeness: the columns by which a row is found whose key is empty; none when the file lacks one of them.
        whose: the columns that a row with an ID must share with the stored one; the others may be corrected.
        required: the columns that a new row needs.
    """

    given: tuple[str, ...]
    key: tuple[str, ...]
    likeness: tuple[str, ...]
    whose: tuple[str, ...]
    required: tuple[str, ...]

    @classmethod
    def of(cls, model: type[Record], given: tuple[str, ...]) -> "Columns":
        """Return what a file with the columns `given` can be matched by."""
        attributes = read_attributes(model)

        def choose(names: tuple[str, ...]) -> tuple[str, ...]:
            found = tuple(name for name in names if name in given)
            lacking = {*names} - {*found, OWNER}
            return () if any(not attributes[name].column.nullable for name in lacking) else found

        key = matched_by(model)
        return cls(
            given=given,
            key=choose(key),
            likeness=choose(also_matched_by(model)),
            whose=tuple(name for name in key if name in WHOSE and name in given) if {*WHOSE} & {*key} else choose(key),
            required=tuple(item.name for item in attributes.values() if must_be_filled(item)),
        )

    @property
    def stored(self) -> tuple[str, ...]:
        """The columns that are written."""
        return tuple(name for name in self.given if name != KEY)


@dataclass(frozen=True)
class Matching:
    """The conditions under which a line `i` and a row `t` of `table` are the same."""

    table: Table
    columns: Columns

    @property
    def by_key(self) -> str:
        """That their keys are equal; columns that may be empty are equal when both are."""
        return all_of(self._is_same(self.table.columns[name]) for name in self.columns.key)

    @property
    def has_key(self) -> str:
        """That the line says anything by which it can be known."""
        return any_of(f'i."{name}" is not null' for name in self.columns.key)

    @property
    def by_likeness(self) -> str:
        """That they resemble each other and no key contradicts it."""
        resembling = (self._resembles(self.table.columns[name]) for name in self.columns.likeness)
        keys_agree = (f'(i."{name}" = t."{name}") is not false' for name in self.columns.key)
        return all_of([*resembling, *keys_agree])

    @property
    def is_somebody_else(self) -> str:
        """That the line has the ID of row `t` and yet is about somebody or something else."""
        differ = any_of(f'i."{name}" is distinct from t."{name}"' for name in self.columns.whose)
        if not self.columns.likeness:
            return differ
        always = [column for name in self.columns.likeness if not (column := self.table.columns[name]).nullable]
        unlike = all_of(f"({self._resembles(column)}) is not true" for column in always)
        lacks_key = any_of(f'i."{name}" is null or t."{name}" is null' for name in self.columns.key)
        if not self.columns.key:
            return unlike
        return f"case when {lacks_key} then {unlike} else {differ} end"

    def _is_same(self, column: Column[object]) -> str:
        is_only = len(self.columns.key) == 1
        sign = "is not distinct from" if column.nullable and not is_only else "="
        return f'i."{column.name}" {sign} t."{column.name}"'

    def _resembles(self, column: Column[object]) -> str:
        kind = column.type
        is_text = isinstance(kind, String) and not isinstance(kind, Enum)
        here, there = (f'lower({row}."{column.name}")' if is_text else f'{row}."{column.name}"' for row in "it")
        return f"({here} = {there}) is not false" if column.nullable else f"{here} = {there}"


def all_of(conditions: Iterable[str]) -> str:
    """Join conditions of which each must hold."""
    return " and ".join(f"({item})" for item in conditions) or "true"


def any_of(conditions: Iterable[str]) -> str:
    """Join conditions of which one must hold."""
    return " or ".join(f"({item})" for item in conditions) or "false"
