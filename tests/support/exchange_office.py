"""The office of the exchange tests: where its panel is, and what its database says."""

from dataclasses import dataclass
from typing import Any

import psycopg


@dataclass(frozen=True)
class Office:
    """Where the panel is, and its database."""

    address: str
    url: str

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the database answers its owner."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement.encode(), values or None).fetchall()

    def find_nips(self, count: int, skip: int = 0) -> list[str]:
        """Return PNS who have no grade from the year 2030 on."""
        found = self.ask(
            "select nip from personnel.employee e join reference.employment_type t on t.id = employment_type_id "
            "where t.code = 'PNS' and not exists (select from personnel.grade_record g where g.employee_id = e.id and "
            "g.valid_from > '2029-12-31') order by nip limit %s offset %s",
            count,
            skip,
        )
        assert len(found) == count
        return [nip for (nip,) in found]
