"""The professionalism index IP-ASN, scheme 2019, by rules.md 8 and docs/definitions/talent.md."""

from datetime import date
from decimal import Decimal
from statistics import mean
from typing import Any

from oracle_calendar import add_years, round_half_up
from oracle_dossier import (
    ASKED_LEADERSHIP,
    CATEGORY,
    FUNCTIONAL,
    SEMINAR,
    TECHNICAL,
    find_amount,
    find_level_code,
    find_setting,
    is_set,
)
from oracle_facts import Agency, Employee
from oracle_law import LEADERSHIP_LEVEL
from oracle_performance import Standing, find_scheme, full_years, stand
from oracle_state import find_own, holds, recognised_diplomas
from oracle_training import descendants, recognise_hours, remove_duplicates

MEASURED_SINCE = {"PNS": date(2019, 5, 16), "PPPK": date(2024, 1, 1)}

NEW_SCHEME_SINCE = date(2024, 1, 1)  # rules.md 8.2: the measurement run in 2024

# rules.md 8.1; the levels that it does not name are as docs/definitions/talent.md sets them.
QUALIFICATION = {
    "S3": 25, "S2": 20, "SPESIALIS": 20, "S1": 15, "D4": 15, "PROFESI": 15, "D3": 10, "SARJANA_MUDA": 10,
    "D2": 5, "SGPLB": 5, "D1": 5, "SLTA": 5, "SLTA_KEJURUAN": 5, "SLTP": 1, "SLTP_KEJURUAN": 1, "SD": 1,
}  # fmt: skip
CELLS = {
    "MANAJERIAL": {"leadership": Decimal(15), "technical": Decimal(15), "seminar": Decimal(10)},
    "FUNGSIONAL": {"functional": Decimal(15), "technical": Decimal(15), "seminar": Decimal(10)},
    "PELAKSANA": {"technical": Decimal("22.5"), "seminar": Decimal("17.5")},
}
GROUP = {
    "JPT": "MANAJERIAL", "ADMINISTRATOR": "MANAJERIAL", "PENGAWAS": "MANAJERIAL",
    "JF_KEAHLIAN": "FUNGSIONAL", "JF_KETERAMPILAN": "FUNGSIONAL", "PELAKSANA": "PELAKSANA",
}  # fmt: skip
PERFORMANCE = {5: 30, 4: 25, 3: 15, 2: 5, 1: 1}
NUMERIC = ((90, 30), (75, 25), (60, 15), (50, 5))  # PP 46/2011: above the number
DISCIPLINE = {None: 5, "RINGAN": 3, "SEDANG": 2, "BERAT": 1}
SEVERITY_ORDER = ("RINGAN", "SEDANG", "BERAT")
CATEGORIES = ((90, "SANGAT_TINGGI"), (80, "TINGGI"), (70, "SEDANG"), (60, "RENDAH"))


def ip_asn(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per measured employee and year."""
    return {
        (standing.employee.id, year): _measure(office, standing, as_of)
        for year in full_years(as_of)
        for standing in stand(office, year, as_of)
        if date(year, 12, 31) >= MEASURED_SINCE[standing.employee.scheme]
    }


def _measure(office: Agency, standing: Standing, as_of: date) -> dict[str, Any]:
    employee, day = standing.employee, date(standing.year, 12, 31)
    qualification = qualify(office, employee, day)
    cells = _competence(office, employee, standing.year, as_of)
    performance = _perform(office, standing, as_of)
    discipline = DISCIPLINE[worst_of_five_years(employee, day)]
    competence = sum((value or Decimal(0) for value in cells.values()), Decimal(0))
    total = (qualification or 0) + competence + performance + discipline
    missing = []
    if not standing.ordinal and not performance:
        missing.append("PREDIKAT_TIDAK_DIKENAL" if standing.outcome else "SKP_TIDAK_ADA")
    if not qualification:
        missing.append("PENDIDIKAN")
    row: dict[str, Any] = {
        "unit_id": standing.unit_id,
        "qualification_score": Decimal(qualification or 0),
        "performance_score": Decimal(performance),
        "discipline_score": Decimal(discipline),
        "missing": missing,
    }
    if find_setting(office, "ip_asn_scheme", as_of) == "2024" and day >= NEW_SCHEME_SINCE:
        unknown = dict.fromkeys(("competence_score", "total", "category_code"))
        return row | unknown | {"status_code": "SKEMA_BELUM_LENGKAP"}
    row |= {f"{cell}_score": value for cell, value in cells.items()}
    return row | {
        "competence_score": competence,
        "total": total,
        "category_code": categorise(total),
        "status_code": "DATA_TIDAK_LENGKAP" if missing else "LENGKAP",
    }


def categorise(total: Decimal) -> str:
    """Return the category of an unrounded total; each band begins above its number."""
    return next((category for above, category in CATEGORIES if total > above), "SANGAT_RENDAH")


def qualify(office: Agency, employee: Employee, day: date) -> int | None:
    """Return the greatest score over the recognised diplomas, the city's own on the day first; None without one."""
    own = office.parameters
    scores = [
        int(find_own(own, "ip_asn_education_score", row.level, day) or QUALIFICATION[row.level])
        for row in recognised_diplomas(employee, day)
    ]
    return max(scores, default=None)


def worst_of_five_years(employee: Employee, day: date) -> str | None:
    """Return the greatest severity of the final punishments that began in the five years before the day."""
    found = [
        row.severity
        for row in employee.punishments
        if row.status == "FINAL" and add_years(day, -5) < row.valid_from <= day
    ]
    return max(found, key=SEVERITY_ORDER.index, default=None)


def _competence(office: Agency, employee: Employee, year: int, as_of: date) -> dict[str, Decimal | None]:
    """Return the score of each cell, all or nothing; None for a cell that the kind of post does not have."""
    day = date(year, 12, 31)
    level = find_level_code(office, employee, day)
    is_reached = {
        "leadership": lambda: _is_led(office, employee, level, day, as_of),
        "functional": lambda: any(row.kind in FUNCTIONAL and row.ended_on <= day for row in employee.completions),
        "technical": lambda: _is_technical(office, employee, year, as_of),
        "seminar": lambda: any(
            row.kind in SEMINAR and row.ended_on.year in {year - 1, year} for row in employee.completions
        ),
    }
    cells = CELLS[GROUP[CATEGORY[level]]]
    return {cell: (cells[cell] if is_reached[cell]() else Decimal(0)) if cell in cells else None for cell in is_reached}


def _is_led(office: Agency, employee: Employee, level: str, day: date, as_of: date) -> bool:
    asked = ASKED_LEADERSHIP[level]
    done = {LEADERSHIP_LEVEL.get(row.kind, 0) for row in employee.completions if row.ended_on <= day}
    if is_set(office, "ip_asn_higher_course_counts", as_of):
        return max(done, default=0) >= asked
    return asked in done


def _is_technical(office: Agency, employee: Employee, year: int, as_of: date) -> bool:
    least = find_amount(office, "ip_asn_technical_hours", as_of)
    if not is_set(office, "ip_asn_technical_single", as_of):
        return recognise_hours(employee, year, as_of, kinds=TECHNICAL) >= least  # the national conversion
    ended = [row for row in employee.completions if row.ended_on.year == year and row.ended_on <= as_of]
    kept = [row for row in remove_duplicates(ended) if row.kind in TECHNICAL]
    return any(row.hours >= least or (row.ended_on - row.started_on).days + 1 >= 3 for row in kept)


def _perform(office: Agency, standing: Standing, as_of: date) -> int:
    outcome = standing.outcome
    if not outcome:
        return 0
    if find_scheme(office, outcome, as_of) == "PP46_2011" and outcome.score is not None:
        return next((points for above, points in NUMERIC if outcome.score > above), 1)
    return PERFORMANCE[outcome.ordinal] if outcome.ordinal else 0


def ip_asn_unit(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per unit and year, over the unit and everything below it."""
    everyone = ip_asn(office, as_of)
    rows = {}
    for year in full_years(as_of):
        if date(year, 12, 31) < MEASURED_SINCE["PNS"]:
            continue
        for unit in office.units:
            below = descendants(office, unit.id)
            people = [row for (_, each), row in everyone.items() if each == year and row["unit_id"] in below]
            if people or holds(unit, date(year, 12, 31)):
                rows[unit.id, year] = _average(people)
    return rows


def _average(people: list[dict[str, Any]]) -> dict[str, Any]:
    dimensions = ("qualification", "competence", "performance", "discipline")
    names = {f"mean_{name}": f"{name}_score" for name in dimensions} | {"mean_total": "total"}
    values = {mine: [row[theirs] for row in people if row.get(theirs) is not None] for mine, theirs in names.items()}
    row: dict[str, Any] = {mine: round_half_up(mean(found)) if found else None for mine, found in values.items()}
    categories = [each["category_code"] for each in people]
    bands = [*(band for _, band in CATEGORIES), "SANGAT_RENDAH"]
    return row | {
        "employees": len(people),
        "incomplete": sum(each["status_code"] != "LENGKAP" for each in people),
        "category_code": categorise(mean(values["mean_total"])) if values["mean_total"] else None,
        **{band.lower(): categories.count(band) for band in bands},
    }
