"""The nine-box of talents and the succession pool by rules.md 9 and docs/definitions/talent.md."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from oracle_calendar import add_months, add_years, round_half_up
from oracle_competence import measure_competence
from oracle_dossier import find_amount, is_set, is_valid
from oracle_duk import duk
from oracle_facts import Agency, Employee
from oracle_ipasn import qualify, worst_of_five_years
from oracle_performance import Standing, full_years, score_of, stand
from oracle_retirement import find_retirement
from oracle_state import find_own, find_status, find_unit, holds, is_employed

RULES_SINCE = date(2020, 1, 1)  # PermenPANRB 3/2020; the years compared here lie on either side of its day
# rules.md 9.1: performance (3 above, 2 meets, 1 below), then potential low, middle, high.
BOX = {3: (4, 7, 9), 2: (2, 5, 8), 1: (1, 3, 6)}
PARTS = ("KOMPETENSI", "POTENSI", "KUALIFIKASI", "INTEGRITAS")
WEIGHTS = ("competence", "potential_part", "qualification", "integrity")
MISSING = ("ASESMEN_KOMPETENSI", "ASESMEN_POTENSI", "PENDIDIKAN")
SUSPENSION = "PEMBERHENTIAN_SEMENTARA"
POOL_BOXES = (7, 8, 9)
# What an award is worth is each city's to say (U); these are the defaults that Merit publishes beside the rule.
AWARD_POINTS = {
    "SATYALANCANA_X": 50, "SATYALANCANA_XX": 60, "SATYALANCANA_XXX": 70, "PEGAWAI_TELADAN": 100,
    "PEGAWAI_BERPRESTASI": 100, "GURU_BERPRESTASI": 100, "NAKES_TELADAN": 100, "INOVASI": 100, "PIAGAM": 40,
}  # fmt: skip


@dataclass(frozen=True)
class Talent:
    """Both axes of an employee in a year, unrounded, and the box."""

    standing: Standing
    performance: Decimal | None
    performance_category: int | None
    parts: tuple[Decimal | None, ...]
    potential: Decimal | None
    potential_category: int | None
    reinforcing: Decimal

    @property
    def box(self) -> int | None:
        """Return the box; none without both axes."""
        if self.performance_category is None or self.potential_category is None:
            return None
        return BOX[self.performance_category][self.potential_category - 1]

    @property
    def missing(self) -> list[str]:
        """Return what is missing, performance first, then the parts of the potential in their order."""
        codes = []
        if not self.standing.ordinal:
            codes.append("PREDIKAT_TIDAK_DIKENAL" if self.standing.outcome else "SKP_TIDAK_ADA")
        return codes + [code for code, part in zip(MISSING, self.parts, strict=False) if part is None]


def assess(office: Agency, standing: Standing, as_of: date) -> Talent:
    """Return the axes of an employee in a year."""
    employee, day = standing.employee, date(standing.year, 12, 31)
    main = score_of(office, standing.ordinal, as_of)
    awards = [row for row in employee.awards if add_years(day, -5) < row.awarded_on <= day]
    known = [points for row in awards if (points := _award_points(office, row.kind, day)) is not None]
    reinforcing = max(known, default=Decimal(0))
    score = category = None
    if standing.ordinal and main is not None:
        score = (
            main * find_amount(office, "talent_weight_main", as_of)
            + reinforcing * find_amount(office, "talent_weight_reinforcing", as_of)
        ) / 100
        own = _cut(office, "performance", score, as_of)
        category = categorise_predicate(standing.ordinal)
        if not is_set(office, "talent_category_by_predicate", as_of):
            category = own
        elif known:
            category = max(category, own)
    parts = _parts(office, employee, day, as_of)
    potential = None
    if all(part is not None for part in parts):
        potential = _settle(
            sum(((part or 0) * weight for part, weight in zip(parts, _weights(office, as_of), strict=True)), Decimal(0))
            / 100
        )
    slot = None if potential is None else _cut(office, "potential", potential, as_of)
    return Talent(standing, score, category, parts, potential, slot, reinforcing)


def is_in_force(year: int) -> bool:
    """Return whether talent boxes were law at the end of the year."""
    return date(year, 12, 31) >= RULES_SINCE


def _settle(value: Decimal) -> Decimal:
    """Return the value to six decimals: a third is not exact, and must not decide about a cut-off or a tie."""
    return value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def categorise_predicate(ordinal: int) -> int:
    """Return the category that a predicate alone gives (rules.md 9.2)."""
    return {5: 3, 4: 2}.get(ordinal, 1)


def _award_points(office: Agency, kind: str, day: date) -> Decimal | None:
    """Return the points of a kind of award: the city's own on the day, else the default, if there is one."""
    own = find_own(office.parameters, "talent_award_points", kind, day)
    points = own if own is not None else AWARD_POINTS.get(kind)
    return None if points is None else Decimal(points)


def _cut(office: Agency, axis: str, score: Decimal, as_of: date) -> int:
    if score >= find_amount(office, f"talent_{axis}_upper", as_of):
        return 3
    return 2 if score >= find_amount(office, f"talent_{axis}_lower", as_of) else 1


def _weights(office: Agency, as_of: date) -> list[Decimal]:
    return [find_amount(office, f"talent_weight_{name}", as_of) for name in WEIGHTS]


def _parts(office: Agency, employee: Employee, day: date, as_of: date) -> tuple[Decimal | None, ...]:
    valid = [row for row in employee.assessments if is_valid(office, row, day, as_of)]
    competence = measure_competence(office, employee, day, as_of)
    scores = [row for row in valid if not row.competency and row.score is not None]
    potential = max(scores, key=lambda row: row.assessed_on).score if scores else None
    diploma = qualify(office, employee, day)
    qualification = None if diploma is None else Decimal(100 * diploma) / 25
    return competence, potential, qualification, _integrity(office, employee, day, as_of)


def _integrity(office: Agency, employee: Employee, day: date, as_of: date) -> Decimal:
    if is_serving(employee, day):
        return find_amount(office, "talent_integrity_serving", as_of)
    worst = worst_of_five_years(employee, day)
    return find_amount(office, f"talent_integrity_{worst.lower() if worst else 'none'}", as_of)


def is_serving(employee: Employee, day: date) -> bool:
    """Return whether a final punishment of level sedang or berat is in force on the day."""
    return any(
        row.status == "FINAL" and row.severity in {"SEDANG", "BERAT"} and holds(row, day)
        for row in employee.punishments
    )


def talent_box(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per employee and year."""
    rows = {}
    years = full_years(as_of)
    for year in years:
        for standing in stand(office, year, as_of):
            talent = assess(office, standing, as_of)
            row = _describe(office, talent, as_of)
            is_pooled = year == years[-1] and is_in_force(year)
            row["pool_state"] = _pool_state(office, talent, as_of) if is_pooled else None
            row["pool_exclusions"] = [] if is_pooled else None
            if row["pool_state"] == "DIKECUALIKAN":
                row["pool_exclusions"] = exclusions(office, talent, as_of)
            rows[standing.employee.id, year] = row
    return rows


def _describe(office: Agency, talent: Talent, as_of: date) -> dict[str, Any]:
    if not is_in_force(talent.standing.year):
        return {"unit_id": talent.standing.unit_id, "status_code": "TIDAK_BERLAKU", "missing": []} | dict.fromkeys(
            ("performance_score", "performance_ordinal", "potential_score", "potential_ordinal", "box", "talent_score",
             "box_if_performance_up", "box_if_potential_up", "predicate_needed", "potential_points_needed",
             "greatest_gain_code")
        )  # fmt: skip
    weights = _weights(office, as_of)
    row: dict[str, Any] = {
        "unit_id": talent.standing.unit_id,
        "performance_score": _round(talent.performance),
        "performance_ordinal": talent.performance_category,
        "potential_score": _round(talent.potential),
        "potential_ordinal": talent.potential_category,
        "box": talent.box,
        "status_code": "LENGKAP" if talent.box else "DATA_TIDAK_LENGKAP",
        "missing": talent.missing,
        "talent_score": _round(talent_score(office, talent, as_of)),
        "reinforcing_points": talent.reinforcing,
        "competence_points": _round(talent.parts[0]),
        "potential_points": _round(talent.parts[1]),
        "qualification_points": _round(talent.parts[2]),
        "integrity_points": _round(talent.parts[3]),
    }
    return row | _moves(office, talent, weights, as_of)


def _moves(office: Agency, talent: Talent, weights: list[Decimal], as_of: date) -> dict[str, Any]:
    up = replace(talent, performance_category=min((talent.performance_category or 0) + 1, 3))
    right = replace(talent, potential_category=min((talent.potential_category or 0) + 1, 3))
    next_cut = {1: "talent_potential_lower", 2: "talent_potential_upper"}.get(talent.potential_category or 0)
    lost = {
        code: _settle(weight * (100 - part))
        for code, weight, part in zip(PARTS, weights, talent.parts, strict=True)
        if part is not None and talent.box and part < 100
    }
    needed = None
    if next_cut and talent.box and talent.potential is not None:
        gap = find_amount(office, next_cut, as_of) - talent.potential
        needed = gap.quantize(Decimal("0.01"), rounding=ROUND_UP)
    return {
        "box_if_performance_up": up.box if talent.box and talent.performance_category != 3 else None,
        "box_if_potential_up": right.box if talent.box and talent.potential_category != 3 else None,
        "predicate_needed": _find_needed(office, talent, as_of),
        "potential_points_needed": needed,
        "greatest_gain_code": max(lost, key=lambda code: lost[code]) if lost else None,
    }


def _find_needed(office: Agency, talent: Talent, as_of: date) -> str | None:
    """Return the lowest predicate of the next category, where predicates decide it."""
    if not talent.box or not is_set(office, "talent_category_by_predicate", as_of):
        return None
    return {1: "BAIK", 2: "SANGAT_BAIK"}.get(talent.performance_category or 0)


def _round(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value)


def talent_score(office: Agency, talent: Talent, as_of: date) -> Decimal | None:
    """Return the weighted sum of both axes, unrounded; none without a box."""
    if talent.performance is None or talent.potential is None:
        return None
    return (
        talent.performance * find_amount(office, "talent_weight_performance", as_of)
        + talent.potential * find_amount(office, "talent_weight_potential", as_of)
    ) / 100


# --- succession pool -------------------------------------------------------------------------------------------------


def exclusions(office: Agency, talent: Talent, as_of: date) -> list[str]:
    """Return why someone in box 7 to 9 is no member, in the order of the definition."""
    employee = talent.standing.employee
    status = find_status(employee, as_of)
    months = int(find_amount(office, "talent_min_remaining_months", as_of))
    pension_on = find_retirement(office, employee, as_of).pension_on
    reasons = {
        "HUKUMAN_DISIPLIN": is_serving(employee, as_of),
        "PEMBERHENTIAN_SEMENTARA": status is not None and status.status.code == SUSPENSION,
        "BUP_DEKAT": pension_on < add_months(as_of, months),
        "PPPK": employee.scheme == "PPPK" and not is_set(office, "talent_pool_include_pppk", as_of),
    }
    return [code for code, is_true in reasons.items() if is_true]


def _pool_state(office: Agency, talent: Talent, as_of: date) -> str:
    if talent.box not in POOL_BOXES:
        return "BUKAN"
    if not is_employed(talent.standing.employee, as_of):
        return "TIDAK_BEKERJA"
    return "DIKECUALIKAN" if exclusions(office, talent, as_of) else "ANGGOTA"


def succession_pool(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per member: box 7, 8 or 9 in the last full year, employed on the day, and not excluded."""
    year = full_years(as_of)[-1]
    if not is_in_force(year):
        return {}
    talents = [assess(office, standing, as_of) for standing in stand(office, year, as_of)]
    members = [talent for talent in talents if _pool_state(office, talent, as_of) == "ANGGOTA"]
    seniority = {row.standing.employee.id: row.rank_agency for row in duk(office, as_of)}

    def merit(talent: Talent) -> tuple[Any, ...]:
        employee, score = talent.standing.employee, talent_score(office, talent, as_of)
        assert talent.box is not None
        assert score is not None
        return -talent.box, -score, seniority.get(employee.id, 10**9), employee.nip

    members.sort(key=merit)
    units = {talent.standing.employee.id: find_unit(office, talent.standing.employee, as_of) for talent in members}
    rows = {}
    for place, talent in enumerate(members, start=1):
        unit = units[talent.standing.employee.id]
        ahead = [each for each in members[: place - 1] if units[each.standing.employee.id] == unit]
        rows[(talent.standing.employee.id,)] = {
            "rank_agency": place,
            "rank_unit": len(ahead) + 1,
            "unit_id": unit,
            "box": talent.box,
            "talent_score": _round(talent_score(office, talent, as_of)),
            "duk_rank": seniority.get(talent.standing.employee.id),
        }
    return rows
