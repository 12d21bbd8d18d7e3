"""People for the due lists and the competence marts, written row by row into the real tables, and one build of them."""

import functools
from dataclasses import dataclass
from typing import Any

import psycopg
from competence_people import write_courses, write_effect, write_gaps
from due_people import (
    write_awards,
    write_contracts,
    write_increments,
    write_moves,
    write_retirements,
    write_seats,
    write_without_first_year,
)
from due_writer import DueWriter
from psycopg.rows import DictRow, dict_row
from scenario import AS_OF

from admin.warehouse.build import build
from admin.warehouse.database import Database


@dataclass(frozen=True)
class DueScenario:
    """The published database, and the names of the data tests that warned."""

    database: Database
    warnings: set[str]
    clone: object

    def read(self, statement: str, *parameters: Any) -> list[DictRow]:
        """Return rows as a BI tool reads them."""
        with psycopg.connect(self.database.bi_full_url, row_factory=dict_row) as connection:
            return connection.execute(statement, parameters).fetchall()

    def people(self, mart: str, agency: str) -> dict[str, DictRow]:
        """Return the rows of a mart with one row per employee, by name, of the agency with this code."""
        return {row["name"]: row for row in self.rows(mart, agency)}

    def rows(self, mart: str, agency: str) -> list[DictRow]:
        """Return the rows of a mart that belong to the agency with this code."""
        return [row for row in self.read(f"SELECT * FROM marts.{mart}") if row["agency_id"] == self.agency(agency)]

    def agency(self, code: str) -> int:
        """Return the number of the agency with this code."""
        row = self.own("SELECT id FROM personnel.agency WHERE code = %s", code)[0]
        return int(row["id"])

    def own(self, statement: str, *parameters: Any) -> list[DictRow]:
        """Return rows as the owner of the database reads them."""
        with psycopg.connect(self.database.url, row_factory=dict_row) as connection:
            return connection.execute(statement, parameters).fetchall()


@functools.lru_cache(maxsize=1)
def due_scenario(server: Any, template: str) -> DueScenario:
    """Build the scenario once a session as of `AS_OF`. The server's end removes it."""
    clone = server.clone(template)
    database = clone.__enter__()
    with psycopg.connect(database.url) as connection:
        writer = DueWriter(connection)
        for write in (
            write_increments, write_without_first_year, write_retirements, write_awards, write_contracts,
            write_seats, write_moves, write_courses, write_gaps, write_effect,
        ):  # fmt: skip
            write(writer)
    result = build(server.settings, database, as_of=AS_OF)
    return DueScenario(database, {problem["name"] for problem in result.problems}, clone)
