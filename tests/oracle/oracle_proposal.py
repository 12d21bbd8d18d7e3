"""Promotion proposals by docs/definitions/promotion.md, and who is ready without one."""

from datetime import date
from typing import Any

from oracle_facts import Agency
from oracle_followup_facts import Proposal
from oracle_rows import readiness_rows
from oracle_state import find_unit, is_employed

PATHS = ("REGULER", "STRUKTURAL", "FUNGSIONAL")


def proposal_followup(office: Agency, as_of: date) -> dict[tuple[int, date, str], dict[str, Any]]:
    """Return a row per proposal of somebody employed, and per person ready whom nobody has proposed."""
    people = {who.id: who for who in office.employees if is_employed(who, as_of)}
    rows: dict[tuple[int, date, str], dict[str, Any]] = {}
    pursued = set()
    for item in office.proposals:
        state = _find_state(item, as_of)
        if state not in ("DITOLAK", "DIBATALKAN"):
            pursued.add((item.employee_id, item.grade))
        if item.employee_id in people:
            rows[item.employee_id, item.target_tmt, state] = _tell(item, state, as_of)
    for (key, path), row in readiness_rows(office, as_of).items():
        is_ready = path in PATHS and row["readiness_class"] == "SIAP"
        if is_ready and (key, row["target_grade_code"]) not in pursued:
            rows[key, row["earliest_tmt"], "BELUM_DIUSULKAN"] = {
                "promotion_proposal_id": None,
                "path_code": path,
                "target_grade_code": row["target_grade_code"],
                **dict.fromkeys(("submitted_on", "decided_on", "days", "days_late")),
            }
    return {
        key: {"unit_id": find_unit(office, people[key[0]], as_of), "state_code": key[2], **row}
        for key, row in rows.items()
    }


def _find_state(item: Proposal, as_of: date) -> str:
    if item.status in ("DISETUJUI", "DITOLAK", "DIBATALKAN") and (item.decided_on is None or item.decided_on <= as_of):
        return item.status
    if item.submitted_on is None or item.submitted_on > as_of:
        return "DRAF"
    return "LEWAT_TMT" if item.target_tmt <= as_of else "MENUNGGU"


def _tell(item: Proposal, state: str, as_of: date) -> dict[str, Any]:
    submitted_on = item.submitted_on if item.submitted_on and item.submitted_on <= as_of else None
    decided_on = item.decided_on if item.decided_on and item.decided_on <= as_of else None
    until = decided_on or as_of
    return {
        "promotion_proposal_id": item.id,
        "path_code": item.path,
        "target_grade_code": item.grade,
        "submitted_on": submitted_on,
        "decided_on": decided_on,
        "days": (until - submitted_on).days if submitted_on and state != "DRAF" else None,
        "days_late": (as_of - item.target_tmt).days if state == "LEWAT_TMT" else None,
    }
