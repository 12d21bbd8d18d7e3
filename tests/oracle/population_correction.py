"""Random requests for corrections around some days, of agencies that allow different times, and how to read them."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import psycopg
from oracle_correction import Request
from oracle_dossier import SETTINGS
from scenario import Writer

ALLOWED = {"SATU": None, "DUA": 5}  # by agency: its own value, or none
FIELDS = ("person.name", "family_member.name", "education_record.institution")
OUTCOMES = ("DITERIMA", "DITERIMA", "DITERIMA", "DITOLAK", "DITARIK", None)


def store_corrections(url: str, days: Sequence[date], count: int, seed: int) -> None:
    """Write `count` requests in each agency about each of the days, some of people without a post."""
    rng = Random(f"corrections/{seed}")
    with psycopg.connect(url) as connection:
        writer = Writer(connection)
        connection.execute("ALTER TABLE personnel.correction_request DISABLE TRIGGER USER")  # it knows only today
        for code, allowed in ALLOWED.items():
            agency = writer.agency(code)
            root = writer.unit(agency, f"{code}-1")
            units = (root, writer.unit(agency, f"{code}-2", root), None)
            employee = writer.employee(agency, code)
            if allowed is not None:
                writer.insert(
                    "stewardship.local_parameter", agency_id=agency, code="correction_days", value=str(allowed),
                    valid_from="2000-01-01", reason="Uji",
                )  # fmt: skip
            for place in range(count * len(days)):
                _draw_request(writer, rng, days[place % len(days)], employee, rng.choice(units), next(writer.serial))
        connection.execute("ALTER TABLE personnel.correction_request ENABLE TRIGGER USER")


def load_corrections(url: str) -> list[Request]:
    """Return every request, with the topmost unit where it has none."""
    query = """
        SELECT request.id, coalesce(request.unit_id, root.id), split_part(request.field, '.', 1), request.submitted_on,
            request.decided_on, request.status, agency.code
        FROM personnel.correction_request AS request
        JOIN personnel.employee ON employee.id = request.employee_id
        JOIN personnel.agency ON agency.id = employee.agency_id
        JOIN personnel.unit AS root ON root.agency_id = agency.id AND root.parent_id IS NULL
    """
    with psycopg.connect(url) as connection:
        return [
            Request(key, unit, table, submitted_on, decided_on, status, _find_allowed(code))
            for key, unit, table, submitted_on, decided_on, status, code in connection.execute(query)
        ]


def _find_allowed(code: str) -> int:
    return ALLOWED[code] or int(SETTINGS["correction_days"])


def _draw_request(writer: Writer, rng: Random, near: date, employee: int, unit: int | None, row: int) -> None:
    submitted_on = near - timedelta(days=rng.choice((-1, 0, 1, 4, 5, 6, 13, 14, 15, 40, 360, 370, 400)))
    outcome = rng.choice(OUTCOMES)
    decided_on = submitted_on + timedelta(days=rng.choice((0, 1, 4, 5, 6, 10, 14, 15, 35))) if outcome else None
    writer.insert(
        "personnel.correction_request", employee_id=employee, unit_id=unit, field=rng.choice(FIELDS), row_id=row,
        reason="Uji", submitted_on=submitted_on, status=outcome or "DIAJUKAN", decided_on=decided_on,
        note="Uji" if outcome == "DITOLAK" else None,
    )  # fmt: skip
