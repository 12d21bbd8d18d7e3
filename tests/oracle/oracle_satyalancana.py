"""Satyalancana Karya Satya and contract ends by rules.md 14 and docs/definitions/due.md."""

from datetime import date
from typing import Any

from oracle_calendar import add_months, add_years, whole_months
from oracle_dossier import end_of, find_amount, find_setting
from oracle_facts import Agency, Employee
from oracle_retirement import find_retirement
from oracle_state import find_unit, holds, in_force, is_employed, unpaid_leaves

LEVELS = {"SATYALANCANA_X": 10, "SATYALANCANA_XX": 20, "SATYALANCANA_XXX": 30}  # rules.md 14.3


def next_batch(day: date) -> date:
    """Return the first 17 August on or after the day."""
    batch = date(day.year, 8, 17)
    return batch if batch >= day else date(day.year + 1, 8, 17)


def find_start(office: Agency, employee: Employee, batch: date, as_of: date) -> tuple[date, str | None]:
    """Return where the count of years starts, and what restarted it."""
    to_end = find_setting(office, "satyalancana_restart", as_of) == "SELESAI"
    restarts = [
        ((case.valid_to or case.valid_from) if to_end else case.valid_from, "HUKDIS")
        for case in employee.punishments
        if case.status == "FINAL" and case.severity in {"SEDANG", "BERAT"} and case.valid_from <= batch
    ]
    restarts += [(row.valid_to, "CLTN") for row in unpaid_leaves(employee) if row.valid_to and row.valid_to <= batch]
    latest = max(restarts, key=lambda each: each[0], default=None)
    if latest is None or latest[0] <= employee.appointed_on:
        return employee.appointed_on, None
    return latest


def satyalancana_due(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row for every employee employed on the day."""
    return {
        (employee.id,): {"unit_id": find_unit(office, employee, as_of), **judge_award(office, employee, as_of)}
        for employee in office.employees
        if is_employed(employee, as_of)
    }


def judge_award(office: Agency, employee: Employee, as_of: date) -> dict[str, Any]:
    """Return the state of the award of an employee."""
    if employee.scheme != "PNS":
        return {"status_code": "TIDAK_BERLAKU", "award_kind_code": None, "next_award_code": None, "next_batch_on": None}
    batch = next_batch(as_of)
    received = max((LEVELS.get(row.kind, 0) for row in employee.awards if row.awarded_on <= as_of), default=0)
    if received < max(LEVELS.values()) and any(holds(row, batch) for row in unpaid_leaves(employee)):
        return {"status_code": "TERHALANG", "award_kind_code": None, "next_award_code": None, "next_batch_on": None}
    start, restart = find_start(office, employee, batch, as_of)
    years = whole_months(start, batch) // 12
    earned = max((level for level in LEVELS.values() if level <= years), default=0)
    row: dict[str, Any] = {"count_from": start, "years_on_batch": years, "restart_code": restart}
    leaves_on = find_retirement(office, employee, as_of).leaves_on
    code_of = {level: code for code, level in LEVELS.items()}
    if earned > received and leaves_on > batch:
        code = code_of[earned]
        return row | {
            "status_code": "DIUSULKAN", "award_kind_code": code, "next_award_code": code, "next_batch_on": batch,
        }  # fmt: skip
    row |= {"award_kind_code": None, "next_award_code": None, "next_batch_on": None}
    if received == max(LEVELS.values()):
        return row | {"status_code": "LENGKAP"}
    coming = earned if earned > received else min(level for level in LEVELS.values() if level > received)
    next_on = batch if earned > received else next_batch(add_years(start, coming))
    status = "PENSIUN" if leaves_on <= next_on else "BELUM"
    return row | {"status_code": status, "next_award_code": code_of[coming], "next_batch_on": next_on}


def contract_due(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row for every PPPK employed on the day."""
    rows = {}
    for employee in office.employees:
        if employee.scheme == "PPPK" and is_employed(employee, as_of):
            rows[(employee.id,)] = {
                "unit_id": find_unit(office, employee, as_of), **_contract(office, employee, as_of)
            }  # fmt: skip
    return rows


def _contract(office: Agency, employee: Employee, as_of: date) -> dict[str, Any]:
    pension_on = find_retirement(office, employee, as_of).pension_on
    current = in_force(employee.contracts, as_of)
    if current is None:
        return {"status_code": "DATA_TIDAK_LENGKAP", "contract_from": None, "contract_to": None, "months_left": None}
    final_to = max(row.valid_to for row in employee.contracts)
    least = int(find_amount(office, "contract_min_months", as_of))
    notice_ends = add_months(as_of, int(find_amount(office, "contract_notice_months", as_of)))
    is_renewable = add_months(final_to, least) <= pension_on
    if final_to > pension_on:
        status = "MELEBIHI_BUP"
    elif final_to > current.valid_to and end_of(current.valid_to) <= notice_ends:
        status = "SUDAH_DIPERPANJANG"
    elif final_to <= notice_ends:
        status = "JATUH_TEMPO" if is_renewable else "BERAKHIR_BUP"
    else:
        status = "BERJALAN"
    return {
        "status_code": status,
        "contract_from": current.valid_from,
        "contract_to": current.valid_to,
        "final_to": final_to,
        "pension_on": pension_on,
        "can_extend_to": pension_on if is_renewable else None,
        "months_left": whole_months(as_of, current.valid_to),
    }
