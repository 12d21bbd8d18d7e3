"""The page "rules and parameters" as three people see it, and what it stored."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from panel_site import Visitor, read_errors, read_inputs
from psycopg.rows import dict_row

UNTOLD = ("Traceback", "psycopg", "sqlalchemy", "violates", "INSERT INTO", "DETAIL", "ck_local", "ex_local")
GOOD = {"agency_id": "1", "value": "24", "valid_from": "2026-01-01", "valid_to": "", "reason": "Perwali 5/2026"}
TARGET, FIXED = "rules/parameters/training_target_pns", "rules/parameters/training_hours_fixed"


@dataclass
class Panel:
    url: str
    visitors: dict[str, Visitor]

    @property
    def admin(self) -> Visitor:
        return self.visitors["admin"]

    def select(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def values(self) -> list[tuple[Any, ...]]:
        columns = "agency_id, code, subject, value, valid_from::text, valid_to::text, reason, end_reason"
        rows = self.select(f"SELECT {columns} FROM stewardship.local_parameter ORDER BY id")
        return [tuple(row.values()) for row in rows]

    def set(self, page: str, **changes: str) -> None:
        answer = self.admin.post(f"{page}/set", GOOD | changes)
        assert answer.status_code == 303, read_errors(answer.text)

    def read_version(self, key: int) -> str:
        """Return the version that the form for ending a value was made from; none when there is no such form."""
        return read_inputs(self.admin.get(f"rules/values/{key}/end").text).get("row_version", "")

    def end(self, key: int, sent: Mapping[str, str]) -> Any:
        """Send the form that ends a value as it stands now."""
        return self.admin.post(f"rules/values/{key}/end", {"row_version": self.read_version(key), **sent})

    def refuse(self, page: str, changes: Mapping[str, Any], visitor: str = "admin") -> dict[str, str]:
        """Send a form with something wrong; return the sentences, having checked that nothing was stored."""
        before = self.values()
        sent = {name: value for name, value in (GOOD | dict(changes)).items() if value is not None}
        answer = self.visitors[visitor].post(f"{page}/set", sent)
        assert answer.status_code == 400, answer.text
        assert not [word for word in UNTOLD if word in answer.text]
        assert self.values() == before
        typed = read_inputs(answer.text)
        for name in {"value", "valid_from", "valid_to", "reason"} & changes.keys():
            if isinstance(changes[name], str) and "option value" not in answer.text.partition(f'id="{name}"')[2][:400]:
                assert typed[name] == changes[name].replace("\x00", "\ufffd"), f"{name} was not kept"
        return read_errors(answer.text)


def read_text(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def add_build(panel: Panel, as_of: str, read_at: str) -> int:
    (row,) = panel.select(
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, data_read_at, rule_set_hash)"
        " VALUES ('TERBIT', %s, %s, '') RETURNING id",
        as_of, read_at,
    )  # fmt: skip
    return int(row["id"])
