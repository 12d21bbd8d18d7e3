"""A walk through every kind of page of the panel, and the records that the pages are about."""

from typing import Any

import psycopg
from exchange_files import Importer, write_csv
from panel_site import Visitor

# Every kind of page by its address; {explained} works in the city, {gone} left it, {kept} is a value that can be ended,
# {asked} a correction that waits, {change} an edit that can be undone, {changed} and {wrong} are checked imports.
PAGES = {
    "home": "",
    "list": "employee/list",
    "narrowed list": "grade/list?scheme=PPPK",
    "empty list": "holiday/list?search=tidak-ada-yang-begini",
    "details": "grade/details/1",
    "employee": "employee/details/{employee}",
    "form": "employee/create",
    "form filled in": "employee/edit/{employee}",
    "delete": "grade/delete/1",
    "dashboards": "dashboards",
    "dashboard of bars": "dashboards/training",
    "dashboard of parts": "dashboards/due",
    "dashboard of lines": "dashboards/headcount",
    "dashboard of boxes": "dashboards/talent",
    "documentation": "documentation",
    "documentation of a mart": "documentation/leave_balance",
    "documentation of rules": "documentation/duk_criterion?depth=2",
    "definitions of numbers": "metrics",
    "marts": "marts",
    "official lists": "official",
    "narrowed mart": "marts/kgb_due?next_on=<2030-01",
    "mart": "marts/duk",
    "mart with remedies": "marts/promotion_readiness?columns=all",
    "explain": "explain/{explained}",
    "explain who left": "explain/{gone}",
    "rules": "rules",
    "rule table": "rules/national/promotion_rule",
    "choose a parameter": "rules/set",
    "parameter": "rules/parameters/training_target_pns",
    "set a parameter": "rules/parameters/training_hours_fixed/set",
    "end a value": "rules/values/{kept}/end",
    "preview tables": "rules/preview",
    "preview of a table": "rules/preview?table=promotion_rule",
    "preview of a row": "rules/preview?table=salary_step&row=1",
    "person": "people/{employee}",
    "find": "find?search=an",
    "worklist": "worklist",
    "excuse": "worklist/{issue}/excuse",
    "new decree": "people/{employee}/decree/grade-record",
    "results of a session": "sessions/{session}/results",
    "history": "history",
    "what changed": "changes",
    "choose a column": "grade/bulk/edit?pk=1",
    "bulk edit": "grade/bulk/edit?pk=1&pk=2&column=name_en",
    "bulk delete": "grade/bulk/delete?pk=1&pk=2",
    "import": "employee/import",
    "columns of an import": "study-field/import/{changed}/columns",
    "changes of an import": "study-field/import/{changed}",
    "mistakes of an import": "grade-record/import/{wrong}",
    "corrections": "correction-request/list",
    "correction": "correction-request/details/{asked}",
    "field to correct": "correction-request/ask/employee/{employee}",
    "ask for a correction": "correction-request/ask/employee/{employee}?field=old_nip",
    "restore": "history/{change}/restore",
    "file": "decree/file/{decree}/upload",
    "one-time link": "start",
    "password": "account/password",
    "sessions": "account/sessions",
    "API tokens": "account/tokens",
    "error": "nowhere",
}

NAMES = """
    SELECT (SELECT min(nip) FROM marts.duk) AS nip,
        (SELECT min(employee_id) FROM marts.promotion_check WHERE state = 'DATA_TIDAK_ADA') AS explained,
        (SELECT min(employee_id) FROM marts.duk) AS employee,
        (SELECT min(employee.id) FROM personnel.employee JOIN personnel.termination ON employee_id = employee.id
            WHERE effective_on < current_date) AS gone,
        (SELECT session_id FROM personnel.enrolment ORDER BY status = 'HADIR', id LIMIT 1) AS session,
        (SELECT min(id) FROM stewardship.quality_issue WHERE closed_on IS NULL) AS issue,
        (SELECT min(id) FROM personnel.correction_request WHERE status = 'DIAJUKAN') AS asked,
        (SELECT max(id) FROM audit.change WHERE operation = 'UBAH') AS change,
        (SELECT min(id) FROM personnel.decree) AS decree,
        kept.id AS kept
    FROM stewardship.local_parameter AS kept
"""
PREPARED = """
    INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)
    SELECT id, 'training_target_pns', '24', '2026-01-01', 'Perwali 5/2026' FROM personnel.agency LIMIT 1;
    INSERT INTO personnel.correction_request (employee_id, field, row_id, claimed_value, reason)
    SELECT min(employee_id), 'employee.old_nip', min(employee_id), '130123456', 'Ada pada karpeg lama' FROM marts.duk;
    UPDATE reference.study_field SET ordinal = ordinal + 1 WHERE id = 1
"""


def prepare_walk(url: str, address: str) -> dict[str, Any]:
    """Add what the pages are about to a published city, and return what the addresses of PAGES name."""
    with psycopg.connect(url) as connection:
        for statement in PREPARED.split(";"):
            connection.execute(statement.encode())
        cursor = connection.execute(NAMES)
        row = cursor.fetchone()
        ((code,),) = connection.execute("SELECT code FROM reference.study_field WHERE id = 1").fetchall()
    assert row is not None
    assert None not in row
    names = dict(zip((column.name for column in cursor.description or ()), row, strict=True))
    visitor = Visitor(address)
    names["changed"] = check_import(visitor, "study-field", ["code", "name"], [code, "Nama menurut berkas"])
    headings = ["employee.nip", "grade.code", "valid_from", "reason", "service_years", "service_months"]
    wrong = [names["nip"], "III/z", "31-02-2030", "KARENA_SUKA", "1", "0"]
    names["wrong"] = check_import(visitor, "grade-record", headings, wrong)
    visitor.close()
    return names


def check_import(visitor: Visitor, table: str, *rows: list[str]) -> str:
    """Send a file and have it checked; return its number."""
    importer = Importer(visitor, table)
    importer.upload(write_csv(rows))
    importer.check()
    return importer.batch
