"""Two units, two people, and issues written by hand: the worklist needs neither a build nor a mart."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb
from quality_registrar import Registrar, Someone

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()  # of the database, MERIT_TIMEZONE
ISSUE = """
    INSERT INTO stewardship.quality_issue (
        quality_rule_id, row_id, item, employee_id, unit_id, detail, blocks, blocked_marts, first_seen_on, opened_on
    ) SELECT id, %s, %s, %s, %s, %s, %s, %s, %s, %s FROM reference.quality_rule WHERE code = %s RETURNING id
"""


def write_office(writer: Registrar, connection: Any) -> tuple[dict[str, int], dict[str, Someone], dict[str, int]]:
    """Return units and people by name, and the number of each issue."""
    writer.open_office()
    other = writer.unit(writer.office, "BADAN", None)
    units = {"DINAS": writer.unit_id, "BADAN": other}
    people = {"Siti": writer.hire(name="Siti Aminah"), "Budi": writer.hire(name="Budi Santoso")}

    def issue(
        code: str, who: str, unit: str, blocks: int, age: int, row: int | None, item: str = "", **detail: Any
    ) -> int:
        opened = TODAY - timedelta(days=age)
        marts = {"kgb_due": blocks} if blocks else {}
        values = [
            row,
            item,
            people[who].employee,
            units[unit],
            Jsonb(detail),
            blocks,
            Jsonb(marts),
            opened,
            opened,
            code,
        ]
        return int(connection.execute(ISSUE, values).fetchone()[0])

    siti, budi = people["Siti"], people["Budi"]
    issues = {
        "skp": issue("skp_missing", "Siti", "DINAS", 3, 8, siti.employee, "2025", year=2025,
                     performance_cycle_id=writer.cycles[2025]),
        "nik": issue("nik_missing", "Siti", "DINAS", 0, 100, siti.person),
        "grade": issue("pns_without_grade", "Budi", "BADAN", 14, 40, budi.employee),
        "predicate": issue("predicate_in_words", "Budi", "BADAN", 1, 0, budi.appraisals[2025], year=2025,
                           written="<b>baik</b>", predicate="BAIK"),
    }  # fmt: skip
    return units, people, issues
