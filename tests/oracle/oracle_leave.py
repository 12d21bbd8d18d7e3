"""Balances of annual and long leave by rules.md 11 and docs/definitions/attendance.md, year after year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle_calendar import FOREVER, add_months
from oracle_dossier import is_set
from oracle_facts import Agency, Employee, LedgerRow
from oracle_state import find_own, find_unit, is_employed, unpaid_leaves

RIGHT, LONG_MONTHS = 12, 3
SERVICE = {"TAHUNAN": 12, "BESAR": 60}
MOST_CARRIED = {"leave_carry_opening": 12, "leave_carry_pppk": 0}  # [U]
LAW_SINCE = {"PNS": date(2017, 4, 7), "PPPK": date(2018, 11, 28)}
YEARS_BACK, YEARS_SHOWN = 5, 2
SHOWN = ("TAHUNAN", "BESAR")


@dataclass
class Year:
    """Annual leave of one year: what it gave, what came into it and what stayed of its own right."""

    own: int = 0
    carried: int = 0
    ground: str | None = None
    used: int = 0
    deferred: int = 0
    left_own: int = 0


def leave_balance(office: Agency, as_of: date) -> dict[tuple[int, str, int], dict[str, Any]]:
    """Return a row for everybody employed on the day, each kind of leave with a balance, and the last three years."""
    staff = [employee for employee in office.employees if is_employed(employee, as_of)]
    begun = min((row.year for employee in staff for row in booked(employee, as_of)), default=as_of.year)
    rows = {}
    for employee in staff:
        unit = find_unit(office, employee, as_of)
        for kind, year, row in _reckon(office, employee, begun, as_of):
            if year >= as_of.year - YEARS_SHOWN:
                rows[(employee.id, kind, year)] = {"unit_id": unit, **row}
    return rows


def booked(employee: Employee, as_of: date) -> list[LedgerRow]:
    """Return what the ledger says on a day."""
    return [row for row in employee.ledger if row.entered_on <= as_of]


def _reckon(office: Agency, employee: Employee, begun: int, as_of: date) -> list[tuple[str, int, dict[str, Any]]]:
    rows, past = [], dict[int, Year]()
    first = max(as_of.year - YEARS_BACK, min(begun, as_of.year), employee.appointed_on.year)
    for year in range(first, as_of.year + 1):
        seen_on = min(date(year, 12, 31), as_of)
        if seen_on < LAW_SINCE[employee.scheme]:
            continue
        past[year] = _annual(office, employee, past, year, as_of)
        one = past[year]
        rows.append(("TAHUNAN", year, _describe(employee, "TAHUNAN", year, one, as_of)))
        if employee.scheme == "PNS":
            long = Year(used=_used(employee, "BESAR", year, as_of))
            long.own = _long_days(employee, year, as_of)
            rows.append(("BESAR", year, _describe(employee, "BESAR", year, long, as_of)))
    return rows


def entitled_on(employee: Employee, kind: str) -> date:
    """Return the day from which there is a right to the leave."""
    return add_months(employee.appointed_on, SERVICE[kind])


def _has_right(employee: Employee, kind: str, year: int, as_of: date) -> bool:
    if entitled_on(employee, kind) > min(date(year, 12, 31), as_of):
        return False
    away = any(
        row.valid_from <= date(year, 1, 1) and (row.valid_to or FOREVER) > date(year, 12, 31)
        for row in unpaid_leaves(employee)
    )
    return not away and not (kind == "TAHUNAN" and _used(employee, "BESAR", year, as_of) > 0)


def _sum(employee: Employee, kind: str, year: int, as_of: date, *entries: str) -> int:
    rows = booked(employee, as_of)
    return sum(row.days for row in rows if row.kind == kind and row.year == year and row.entry in entries)


def _used(employee: Employee, kind: str, year: int, as_of: date) -> int:
    return -_sum(employee, kind, year, as_of, "PAKAI", "BATAL", "KOREKSI")


def _annual(office: Agency, employee: Employee, past: dict[int, Year], year: int, as_of: date) -> Year:
    one = Year(used=_used(employee, "TAHUNAN", year, as_of))
    one.deferred = _sum(employee, "TAHUNAN", year, as_of, "TANGGUH")
    if not _has_right(employee, "TAHUNAN", year, as_of):
        return one
    one.own = RIGHT
    one.carried, one.ground = _carry(office, employee, past, year, as_of)
    own_used = max(0, one.used - (one.carried if is_set(office, "leave_carried_first", as_of) else 0))
    one.left_own = one.own - min(one.own, own_used)
    return one


def _carry(office: Agency, employee: Employee, past: dict[int, Year], year: int, as_of: date) -> tuple[int, str | None]:
    is_pns = employee.scheme == "PNS" and date(year, 1, 1) >= LAW_SINCE["PNS"]
    opening = _sum(employee, "TAHUNAN", year, as_of, "SALDO_AWAL")
    is_pppk = employee.scheme == "PPPK" and date(year, 1, 1) >= LAW_SINCE["PPPK"]
    if is_pppk and not opening:
        own = min(_own_most(office, "leave_carry_pppk", year), past.get(year - 1, Year()).left_own)
        return own, "SENDIRI" if own else None
    if not is_pns:
        return 0, None
    if opening:
        return min(opening, _own_most(office, "leave_carry_opening", year)), "SALDO_AWAL"
    last, before = past.get(year - 1, Year()), past.get(year - 2, Year())
    if last.own and before.own and last.used == 0 and before.used == 0:
        return 12, "DUA_TAHUN"
    own, deferred = min(6, last.left_own), min(12, last.deferred, last.left_own)
    if deferred > own:
        return deferred, "DITANGGUHKAN"
    return own, "SENDIRI" if own else None


def _own_most(office: Agency, code: str, year: int) -> int:
    """Return how many days are carried at the most by an uncertain rule, the city's own at the year's beginning [U]."""
    return int(find_own(office.parameters, code, "", date(year, 1, 1)) or MOST_CARRIED[code])


def _long_days(employee: Employee, year: int, as_of: date) -> int:
    """Return the days of three months from the first day taken, else from the first day of the right."""
    if not _has_right(employee, "BESAR", year, as_of):
        return 0
    taken = [
        row.starts_on or row.entered_on
        for row in booked(employee, as_of)
        if row.kind == "BESAR" and row.year == year and row.entry == "PAKAI" and not row.is_cancelled
    ]
    first = min(taken, default=max(date(year, 1, 1), entitled_on(employee, "BESAR")))
    return (add_months(first, LONG_MONTHS) - first).days


def _describe(employee: Employee, kind: str, year: int, one: Year, as_of: date) -> dict[str, Any]:
    right = one.own + one.carried
    pending = sum(
        row.days
        for row in employee.requests
        if row.kind == kind and row.starts_on.year == year and row.submitted_on <= as_of
    )
    left = right - one.used - pending
    if one.used > right:
        status = "MELEBIHI"
    elif entitled_on(employee, kind) > min(date(year, 12, 31), as_of):
        status = "BELUM_BERHAK"
    elif right == 0:
        status = "TANPA_HAK"
    else:
        status = "BERSISA" if left > 0 else "HABIS"
    return {
        "status_code": status,
        "entitled_on": entitled_on(employee, kind),
        "own_days": one.own,
        "carried_days": one.carried,
        "carry_code": one.ground if one.carried else None,
        "right_days": right,
        "used_days": one.used,
        "pending_days": pending,
        "left_days": left,
        "deferred_days": one.deferred if kind == "TAHUNAN" else _sum(employee, kind, year, as_of, "TANGGUH"),
        "ledger_ids": sorted(row.id for row in booked(employee, as_of) if row.kind == kind and row.year == year),
    }
