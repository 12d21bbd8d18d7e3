"""Follow-up of appraisals and development plans by docs/definitions/followup.md."""

from datetime import date, timedelta
from typing import Any

from oracle_competence import find_actual, find_required
from oracle_dossier import find_amount
from oracle_facts import Agency, Appraisal, Employee
from oracle_followup_facts import Action, Objection
from oracle_state import find_unit, is_employed

GOOD = 4
YEARS = 2  # that of the day and the one before
SUBMIT, DECIDE = "objection_days", "objection_decision_days"
COACHING = {"BIMBINGAN_KINERJA", "KONSELING_KINERJA"}
VALUES = {
    "BERORIENTASI_PELAYANAN": "Berorientasi pelayanan",
    "AKUNTABEL": "Akuntabel",
    "KOMPETEN": "Kompeten",
    "HARMONIS": "Harmonis",
    "LOYAL": "Loyal",
    "ADAPTIF": "Adaptif",
    "KOLABORATIF": "Kolaboratif",
}


def is_done(action: Action, as_of: date) -> bool:
    """Return whether an action was done by the day."""
    return action.done_on is not None and action.done_on <= as_of


def find_action_state(action: Action, as_of: date) -> str:
    """Return how far an action has come; the day it is due is still in time."""
    if action.status == "DIBATALKAN":
        return "DIBATALKAN"
    if is_done(action, as_of):
        return "SELESAI" if action.done_on and action.done_on <= action.due_on else "SELESAI_TERLAMBAT"
    return "BERJALAN" if as_of <= action.due_on else "TERLAMBAT"


def development_followup(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per action agreed on by the day."""
    people = {employee.id: employee for employee in agency.employees}
    rows = {}
    for action in agency.actions:
        if action.agreed_on > as_of:
            continue
        owner, state = people[action.employee_id], find_action_state(action, as_of)
        here, code = is_employed(owner, as_of), action.competency
        need = find_required(agency, owner, as_of).get(code) if here and code else None
        have = find_actual(agency, owner, as_of, as_of).get(code) if need and code else None
        ended = action.done_on if is_done(action, as_of) and action.done_on else as_of
        rows[(action.id,)] = {
            "employee_id": owner.id,
            "is_employed": here,
            "unit_id": find_unit(agency, owner, as_of) if here else None,
            "kind_code": action.kind,
            "appraisal_id": action.appraisal_id,
            "competency_code": code,
            "required_level": need[0] if need else None,
            "actual_level": have,
            "gap": None if need is None or have is None else need[0] - have,
            "done_on": action.done_on if is_done(action, as_of) else None,
            "state_code": state,
            "days_late": (ended - action.due_on).days if state in ("TERLAMBAT", "SELESAI_TERLAMBAT") else None,
            "days_left": (action.due_on - as_of).days if state == "BERJALAN" else None,
        }
    return rows


def judge_objection(agency: Agency, objection: Objection | None, as_of: date) -> dict[str, Any]:
    """Return what a row says of the objection to an appraisal, if it was submitted by the day."""
    if objection is None:
        return {
            "objection_code": "TIDAK_ADA",
            **dict.fromkeys(("objected_on", "object_by", "is_objected_late", "decide_by", "decided_on")),
            "decision_days_late": None,
        }
    last_day = objection.appraised_on + timedelta(days=int(find_amount(agency, SUBMIT, as_of)))
    deadline = objection.submitted_on + timedelta(days=int(find_amount(agency, DECIDE, as_of)))
    decided_on = objection.decided_on if objection.decided_on and objection.decided_on <= as_of else None
    waiting = "LEWAT_BATAS" if as_of > deadline else "TERBUKA"
    late = ((decided_on or as_of) - deadline).days
    return {
        "objection_code": objection.status if decided_on else waiting,
        "objected_on": objection.submitted_on,
        "object_by": last_day,
        "is_objected_late": objection.submitted_on > last_day,
        "decide_by": deadline,
        "decided_on": decided_on,
        "decision_days_late": late if late > 0 else None,
    }


def find_followup(appraisal: Appraisal, here: bool, actions: list[Action], as_of: date) -> str:
    """Return how far the follow-up of an appraisal has come."""
    if appraisal.ordinal is None:
        return "TIDAK_DIKETAHUI"
    if appraisal.ordinal >= GOOD:
        return "TIDAK_PERLU"
    if not here:
        return "BERHENTI"
    states = {find_action_state(action, as_of) for action in actions}
    if not states:
        return "TANPA_TINDAK_LANJUT"
    return "TERLAMBAT" if "TERLAMBAT" in states else "BERJALAN" if "BERJALAN" in states else "SELESAI"


def appraisal_followup(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per finished appraisal that asks for something."""
    objections = {row.appraisal_id: row for row in agency.objections if row.submitted_on <= as_of}
    ends = {cycle.id: cycle.ends_on for cycle in agency.cycles if cycle.ends_on <= as_of}
    rows = {}
    for employee in agency.employees:
        for appraisal in employee.appraisals:
            if appraisal.cycle_id not in ends:
                continue
            said = judge_objection(agency, objections.get(appraisal.id), as_of)
            low = appraisal.ordinal is not None and appraisal.ordinal < GOOD
            is_recent = as_of.year - ends[appraisal.cycle_id].year < YEARS
            waits = said["objection_code"] in ("TERBUKA", "LEWAT_BATAS")
            if waits or (is_recent and (low or said["objection_code"] != "TIDAK_ADA")):
                rows[(appraisal.id,)] = _tell(agency, employee, appraisal, as_of) | said
    return rows


def _tell(agency: Agency, employee: Employee, appraisal: Appraisal, as_of: date) -> dict[str, Any]:
    here = is_employed(employee, as_of)
    actions = [
        row
        for row in agency.actions
        if row.appraisal_id == appraisal.id and row.agreed_on <= as_of and row.status != "DIBATALKAN"
    ]
    open_ones = [row for row in actions if not is_done(row, as_of)]
    rated = [row for row in agency.value_ratings if row.appraisal_id == appraisal.id]
    below = sorted(VALUES[row.value] for row in rated if row.rating == "DI_BAWAH")
    return {
        "employee_id": employee.id,
        "is_employed": here,
        "unit_id": find_unit(agency, employee, as_of) if here else None,
        "values_rated": len(rated),
        "values_below": len(below),
        "values_below_names_id": "; ".join(below) or None,
        "followup_code": find_followup(appraisal, here, actions, as_of),
        "actions": len(actions),
        "coachings": sum(row.kind in COACHING for row in actions),
        "actions_done": len(actions) - len(open_ones),
        "actions_overdue": sum(as_of > row.due_on for row in open_ones),
        "next_due_on": min((row.due_on for row in open_ones), default=None),
    }
