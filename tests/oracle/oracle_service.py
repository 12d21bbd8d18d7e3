"""Satisfaction of the public and outreach by rules.md 15 and docs/definitions/service.md, in whole fractions."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from oracle_facts import Agency, Unit
from oracle_performance import appraisal_distribution
from oracle_service_facts import Survey, Visit
from oracle_state import find_own
from oracle_training import descendants

# rules.md 15: the nine elements in the order of the regulation.
ELEMENTS = ("PERSYARATAN", "PROSEDUR", "WAKTU", "BIAYA", "PRODUK", "KOMPETENSI", "PERILAKU", "PENGADUAN", "SARPRAS")
COLUMNS = ("requirements", "procedure", "duration", "cost", "product", "competence", "behaviour", "complaints",
           "facilities")  # fmt: skip
# rules.md 15, after rounding to two decimals: the lowest IKM of each quality, and what the performance is called.
CATEGORIES = (
    (Decimal("88.31"), "A", "Sangat baik"),
    (Decimal("76.61"), "B", "Baik"),
    (Decimal("65.00"), "C", "Kurang baik"),
    (Decimal("0"), "D", "Tidak baik"),
)
IN_FORCE = date(2017, 5, 12)  # PermenPANRB 14/2017
CHI_SQUARE, PROPORTION, PRECISION = Fraction("3.841"), Fraction(1, 2), Fraction("0.05")
WEIGHT = "TEPAT"  # 1/n, unless a city repeats a published report
DIGITS = {"BULAT_2": 2, "BULAT_3": 3}


def round_fraction(value: Fraction, digits: int = 2) -> Decimal:
    """Return a positive fraction with so many decimals, half away from zero."""
    return Decimal(int(value * 10**digits + Fraction(1, 2))).scaleb(-digits)


def find_sample(population: int) -> int:
    """Return how many answers are enough, by Krejcie and Morgan."""
    spread = CHI_SQUARE * PROPORTION * (1 - PROPORTION)
    return int(round_fraction(spread * population / (PRECISION**2 * (population - 1) + spread), 0))


def find_means(survey: Survey, as_of: date) -> dict[str, Fraction]:
    """Return the mean score of every element answered up to the day; blanks are left out."""
    scores: dict[str, list[int]] = {}
    for sheet in survey.sheets:
        if sheet.answered_on <= as_of:
            for element, score in sheet.scores.items():
                scores.setdefault(element, []).append(score)
    return {element: Fraction(sum(given), len(given)) for element, given in scores.items()}


def find_ikm(means: Sequence[Fraction], weight: str) -> Fraction | None:
    """Return the IKM of 25 to 100 before rounding."""
    if not means:
        return None
    share = Fraction(1, len(means))
    if weight in DIGITS:
        share = Fraction(round_fraction(share, DIGITS[weight]))
    return sum(means, Fraction()) * share * 25


def find_category(ikm: Decimal, day: date) -> tuple[str | None, str | None]:
    """Return the quality of a rounded IKM under the rule in force on the day, and its name."""
    if day < IN_FORCE:
        return None, None
    return next((code, name) for lowest, code, name in CATEGORIES if ikm >= lowest)


def _round(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_fraction(value)


def find_state(survey: Survey, respondents: int) -> tuple[int | None, str]:
    """Return how many answers are needed, and whether there are enough."""
    if survey.population is None or survey.ends_on < IN_FORCE:
        return None, "TIDAK_DIKETAHUI"
    needed = find_sample(survey.population)
    return needed, "CUKUP" if respondents >= needed else "KURANG"


def service_satisfaction(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per survey that has begun."""
    begun = [survey for survey in agency.surveys if survey.starts_on <= as_of]
    rows = {survey.id: _judge(agency, survey, as_of) for survey in begun}
    for survey in begun:
        row = rows[survey.id]
        earlier = (other for other in begun if other.starts_on < survey.starts_on)
        before = [other for other in earlier if other.service_point_id == survey.service_point_id]
        last = max(before, key=lambda other: other.starts_on, default=None)
        row["previous_ikm"] = rows[last.id]["ikm"] if last else None
        known = row["ikm"] is not None and row["previous_ikm"] is not None
        row["change"] = row["ikm"] - row["previous_ikm"] if known else None
        rivals = [
            rows[other.id]["ikm"]
            for other in begun
            if (other.starts_on, other.ends_on) == (survey.starts_on, survey.ends_on) and _counts(rows[other.id])
        ]
        row["rank_agency"] = 1 + sum(ikm > row["ikm"] for ikm in rivals) if _counts(row) else None
        row["ranked"] = len(rivals) if _counts(row) else None
    return {(number,): row for number, row in rows.items()}


def _counts(row: dict[str, Any]) -> bool:
    return bool(row["is_finished"] and row["sample_code"] == "CUKUP" and row["ikm"] is not None)


def _judge(agency: Agency, survey: Survey, as_of: date) -> dict[str, Any]:
    means = find_means(survey, as_of)
    respondents = sum(sheet.answered_on <= as_of for sheet in survey.sheets)
    weight = find_own(agency.parameters, "survey_weight", "", as_of) or WEIGHT
    kinds = {kind: find_ikm([*means.values()], kind) for kind in ("TEPAT", "BULAT_2", "BULAT_3")}
    ikm = kinds[weight]
    needed, state = find_state(survey, respondents)
    category, name = (None, None) if ikm is None else find_category(round_fraction(ikm), survey.ends_on)
    weakest = min(means, key=lambda element: (means[element], ELEMENTS.index(element)), default=None)
    return {
        "unit_id": survey.unit_id,
        "is_finished": survey.ends_on <= as_of,
        "respondents": respondents,
        "sample_needed": needed,
        "sample_code": state,
        "elements_used": len(means),
        **{
            f"{column}_mean": _round(means.get(element))
            for element, column in zip(ELEMENTS, COLUMNS, strict=True)
        },
        "index_value": None if ikm is None else round_fraction(ikm / 25, 4),
        "ikm": _round(ikm),
        "weight_code": weight,
        "ikm_exact": _round(kinds["TEPAT"]),
        "ikm_rounded_2": _round(kinds["BULAT_2"]),
        "ikm_rounded_3": _round(kinds["BULAT_3"]),
        "category_code": category,
        "category_label_id": name,
        "priority_element_code": weakest if survey.ends_on >= IN_FORCE else None,
    }  # fmt: skip


def unit_satisfaction(agency: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per unit and year with finished and answered surveys, in the unit or below it."""
    appraised = appraisal_distribution(agency, as_of)
    weight = find_own(agency.parameters, "survey_weight", "", as_of) or WEIGHT
    finished = [survey for survey in agency.surveys if survey.ends_on <= as_of and find_means(survey, as_of)]
    rows = {}
    for unit in agency.units:
        below = descendants(agency, unit.id)
        for year in {survey.ends_on.year for survey in finished}:
            own = [survey for survey in finished if survey.unit_id in below and survey.ends_on.year == year]
            if own:
                rows[unit.id, year] = {
                    "is_root": unit.parent_id is None,
                    **_average(own, weight, year, as_of),
                    **_find_appraised(agency, appraised, unit, year),
                }
    return rows


def _average(surveys: list[Survey], weight: str, year: int, as_of: date) -> dict[str, Any]:
    found = []
    for survey in surveys:
        ikm = find_ikm([*find_means(survey, as_of).values()], weight)
        assert ikm is not None
        found.append((ikm, sum(sheet.answered_on <= as_of for sheet in survey.sheets)))
    respondents = sum(count for _, count in found)
    weighted = round_fraction(sum((ikm * count for ikm, count in found), Fraction()) / respondents)
    plain = round_fraction(sum((ikm for ikm, _ in found), Fraction()) / len(found))
    last_day = date(year, 12, 31)
    return {
        "surveys": len(surveys),
        "surveys_enough": sum(
            find_state(survey, count)[1] == "CUKUP" for survey, (_, count) in zip(surveys, found, strict=True)
        ),
        "service_points": len({survey.service_point_id for survey in surveys}),
        "respondents": respondents,
        "ikm_weighted": weighted,
        "weighted_category_code": find_category(weighted, last_day)[0],
        "ikm_unweighted": plain,
        "unweighted_category_code": find_category(plain, last_day)[0],
    }


def _find_appraised(
    agency: Agency, appraised: dict[tuple[int, int], dict[str, Any]], unit: Unit, year: int
) -> dict[str, Any]:
    """Return what the annual cycle of the year that ends last says of the unit and its people."""
    cycles = [
        cycle
        for cycle in agency.cycles
        if cycle.kind == "TAHUNAN" and cycle.year == year and (unit.id, cycle.id) in appraised
    ]
    if not cycles:
        names = ("unit_predicate_code", "employees", "appraised", "good_or_better", "good_or_better_pct")
        return dict.fromkeys(names)
    row = appraised[unit.id, max(cycles, key=lambda cycle: cycle.ends_on).id]
    good = row["sangat_baik"] + row["baik"]
    return {
        "unit_predicate_code": row["unit_predicate_code"],
        "employees": row["employees"],
        "appraised": row["appraised"],
        "good_or_better": good,
        "good_or_better_pct": round_fraction(Fraction(100 * good, row["appraised"])) if row["appraised"] else None,
    }


def outreach_activity(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per visit."""
    return {(visit.id,): _tell(visit, as_of) for visit in agency.visits}


def find_visit_state(visit: Visit, as_of: date) -> str:
    """Return how far a visit has come on the day."""
    if visit.status == "DIBATALKAN":
        return "DIBATALKAN"
    if as_of < visit.starts_on:
        return "DIRENCANAKAN"
    if visit.status == "TERLAKSANA" and visit.ends_on <= as_of:
        return "TERLAKSANA"
    return "BERJALAN" if as_of <= visit.ends_on else "BELUM_DILAPORKAN"


def _tell(visit: Visit, as_of: date) -> dict[str, Any]:
    state = find_visit_state(visit, as_of)
    told = visit.services if state in ("BERJALAN", "TERLAKSANA", "BELUM_DILAPORKAN") else ()
    asked, served = sum(asked for asked, _ in told), sum(served for _, served in told)
    days = (visit.ends_on - visit.starts_on).days + 1
    is_held = state in ("BERJALAN", "TERLAKSANA") and visit.staff is not None
    return {
        "unit_id": visit.unit_id,
        "state_code": state,
        "month_from": visit.starts_on.replace(day=1),
        "days": days,
        "services": len(told),
        "requested": asked,
        "completed": served,
        "unserved": asked - served,
        "completed_pct": round_fraction(Fraction(100 * served, asked)) if asked else None,
        "completed_per_staff_day": round_fraction(Fraction(served, visit.staff * days))
        if is_held and visit.staff
        else None,
    }
