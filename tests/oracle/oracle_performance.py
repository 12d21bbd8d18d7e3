"""Rankings and distribution of appraisals by rules.md 6 and docs/definitions/performance.md."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import mean
from typing import Any

from oracle_calendar import round_half_up
from oracle_dossier import find_amount, find_level_code, is_set
from oracle_facts import Agency, Appraisal, Employee
from oracle_law import PREDICATE
from oracle_state import find_unit, holds, is_employed
from oracle_training import descendants

YEARS = 3
CODE = {ordinal: code for code, ordinal in PREDICATE.items()}
RATING = {"DI_ATAS": 3, "SESUAI": 2, "DI_BAWAH": 1}

# rules.md 6.1 to 6.3: the scheme by the last day of the cycle.
SCHEMES = (
    (date(2014, 1, 1), "PP46_2011"),
    (date(2021, 1, 1), "PP30_2019"),
    (date(2022, 1, 1), "PERMENPANRB6_2022"),
)
LATE_2021 = (date(2021, 7, 1), date(2022, 1, 1))
# rules.md 6.1: results, then behaviour below, as and above expectation.
MATRIX = {
    "DI_ATAS": {"DI_BAWAH": 2, "SESUAI": 4, "DI_ATAS": 5},
    "SESUAI": {"DI_BAWAH": 2, "SESUAI": 4, "DI_ATAS": 4},
    "DI_BAWAH": {"DI_BAWAH": 1, "SESUAI": 3, "DI_ATAS": 3},
}
PP46 = ((91, 5), (76, 4), (61, 3), (51, 2), (0, 1))  # rules.md 6.3
PP30 = ((90, 4), (70, 3), (50, 2), (0, 1))  # rules.md 6.2
PP30_INNOVATION = 110


@dataclass(frozen=True)
class Standing:
    """An employee in a year, with the annual appraisal if there is one."""

    employee: Employee
    year: int
    unit_id: int
    level: str
    outcome: Appraisal | None

    @property
    def ordinal(self) -> int | None:
        """Return the predicate, 5 the best."""
        return self.outcome.ordinal if self.outcome else None

    @property
    def merit(self) -> tuple[Any, ...]:
        """Return what people are ordered by; greater is better, a missing value comes last."""
        assert self.outcome is not None
        ratings = (RATING.get(self.outcome.work or "", 0), RATING.get(self.outcome.behaviour or "", 0))
        return self.ordinal, *ratings, Decimal(-1) if self.outcome.score is None else self.outcome.score


def full_years(as_of: date) -> range:
    """Return the last three years that are over on the day."""
    last = as_of.year if as_of == date(as_of.year, 12, 31) else as_of.year - 1
    return range(last - YEARS + 1, last + 1)


def find_annual(office: Agency, employee: Employee, year: int, as_of: date) -> Appraisal | None:
    """Return the annual appraisal of a year: of the cycle that ends last, then the greatest row number."""
    ends = {
        cycle.id: cycle.ends_on
        for cycle in office.cycles
        if cycle.kind == "TAHUNAN" and cycle.year == year and cycle.ends_on <= as_of
    }
    found = [row for row in employee.appraisals if row.cycle_id in ends]
    return max(found, key=lambda row: (ends[row.cycle_id], row.id), default=None)


def stand(office: Agency, year: int, as_of: date) -> list[Standing]:
    """Return everyone employed on 31 December of the year."""
    day = date(year, 12, 31)
    return [
        Standing(
            employee,
            year,
            find_unit(office, employee, day),
            find_level_code(office, employee, day),
            find_annual(office, employee, year, as_of),
        )
        for employee in office.employees
        if is_employed(employee, day)
    ]


def find_scheme(office: Agency, outcome: Appraisal, as_of: date) -> str | None:
    """Return the scheme in force on the last day of the cycle; of late 2021 only if the city says so [U]."""
    ends_on = next(cycle.ends_on for cycle in office.cycles if cycle.id == outcome.cycle_id)
    if LATE_2021[0] <= ends_on < LATE_2021[1] and not is_set(office, "performance_bands_late_2021", as_of):
        return None
    return next((scheme for since, scheme in reversed(SCHEMES) if since <= ends_on), None)


def derive(outcome: Appraisal, scheme: str | None, has_innovation: bool) -> int | None:
    """Return the predicate that the scheme gives; None when the scheme or one of its inputs is missing."""
    if scheme == "PERMENPANRB6_2022" and outcome.work and outcome.behaviour:
        return MATRIX[outcome.work][outcome.behaviour]
    if outcome.score is None or scheme not in {"PP46_2011", "PP30_2019"}:
        return None
    if scheme == "PP30_2019" and has_innovation and outcome.score >= PP30_INNOVATION:
        return PREDICATE["SANGAT_BAIK"]
    bands = PP46 if scheme == "PP46_2011" else PP30
    return next(ordinal for lowest, ordinal in bands if outcome.score >= lowest)


def check(outcome: Appraisal, scheme: str | None, derived: int | None) -> str:
    """Return how the recorded predicate stands to the derived one."""
    if outcome.ordinal is None or derived is None:
        return "TIDAK_DIPERIKSA"
    if outcome.ordinal == derived:
        return "SESUAI"
    return "PERLU_BUKTI_INOVASI" if derive(outcome, scheme, has_innovation=True) == outcome.ordinal else "BERBEDA"


def performance_ranking(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per employee and year, by employee and year."""
    rows: dict[tuple[int, int], dict[str, Any]] = {}
    years = full_years(as_of)
    before = _rank(stand(office, years[0] - 1, as_of))
    for year in years:
        now = _rank(stand(office, year, as_of))
        for number, mine in now.items():
            rows[number, year] = _describe(office, mine, before.get(number), as_of)
        before = now
    return rows


@dataclass(frozen=True)
class Ranked:
    """A standing with its places: in the agency, the unit, the level; and how many were ranked in each."""

    standing: Standing
    places: tuple[int, int, int] | None
    sizes: tuple[int, int, int]


GROUPS: tuple[Callable[[Standing], Hashable], ...] = (
    lambda row: None,
    lambda row: row.unit_id,
    lambda row: row.level,
)


def _rank(everyone: list[Standing]) -> dict[int, Ranked]:
    appraised = [row for row in everyone if row.ordinal is not None]
    ranked = {}
    for row in everyone:
        rivals = [[other for other in appraised if group(other) == group(row)] for group in GROUPS]
        places = tuple(1 + sum(other.merit > row.merit for other in group) for group in rivals) if row.ordinal else None
        ranked[row.employee.id] = Ranked(row, places, tuple(map(len, rivals)))  # type: ignore[arg-type]
    return ranked


def _describe(office: Agency, mine: Ranked, before: Ranked | None, as_of: date) -> dict[str, Any]:
    row, outcome = mine.standing, mine.standing.outcome
    scheme = find_scheme(office, outcome, as_of) if outcome else None
    assumed = is_set(office, "performance_innovation_assumed", as_of)
    derived = derive(outcome, scheme, assumed) if outcome else None
    periodic = _periodic(office, row.employee, row.year, as_of)
    missing = None if row.ordinal else "PREDIKAT_TIDAK_DIKENAL" if outcome else "SKP_TIDAK_ADA"
    return {
        "unit_id": row.unit_id,
        "position_level_code": row.level,
        "status_code": "DATA_TIDAK_LENGKAP" if missing else "DINILAI",
        "missing_code": missing,
        "appraisal_id": outcome.id if outcome else None,
        "predicate_code": CODE.get(row.ordinal or 0),
        "predicate_ordinal": row.ordinal,
        "performance_score": score_of(office, row.ordinal, as_of),
        "work_rating": outcome.work if outcome else None,
        "behaviour_rating": outcome.behaviour if outcome else None,
        "numeric_score": outcome.score if outcome else None,
        "scheme_code": scheme,
        "derived_predicate_code": CODE.get(derived or 0),
        "check_code": check(outcome, scheme, derived) if outcome else None,
        "appraiser_id": outcome.appraiser_id if outcome else None,
        "periodic_count": len(periodic),
        "periodic_mean_ordinal": round_half_up(mean(map(Decimal, periodic))) if periodic else None,
        **_places(mine),
        **_changes(mine, before),
    }


def score_of(office: Agency, ordinal: int | None, as_of: date) -> Decimal | None:
    """Return the points of a predicate on the scale of 0 to 100."""
    return find_amount(office, f"talent_points_{CODE[ordinal].lower()}", as_of) if ordinal else None


def _places(mine: Ranked) -> dict[str, Any]:
    names = ("agency", "unit", "level")
    places = mine.places or (None, None, None)
    row: dict[str, Any] = {f"rank_{name}": place for name, place in zip(names, places, strict=True)}
    if mine.places:
        row |= {f"ranked_{name}": size for name, size in zip(names, mine.sizes, strict=True)}
    return row


def _changes(mine: Ranked, before: Ranked | None) -> dict[str, Any]:
    old_places = (before.places if before else None) or (None, None, None)
    old_ordinal = before.standing.ordinal if before else None
    row: dict[str, Any] = {"previous_predicate_code": CODE.get(old_ordinal or 0)}
    row["ordinal_change"] = mine.standing.ordinal - old_ordinal if mine.standing.ordinal and old_ordinal else None
    for number, name in enumerate(("agency", "unit", "level")):
        old = old_places[number]
        row[f"previous_rank_{name}"] = old
        stayed = before is not None and GROUPS[number](before.standing) == GROUPS[number](mine.standing)
        row[f"rank_{name}_change"] = old - mine.places[number] if old and mine.places and stayed else None
    return row


def _periodic(office: Agency, employee: Employee, year: int, as_of: date) -> list[int]:
    cycles = {
        cycle.id for cycle in office.cycles if cycle.kind != "TAHUNAN" and cycle.year == year and cycle.ends_on <= as_of
    }
    rows = [row for row in employee.appraisals if row.cycle_id in cycles]
    return [row.ordinal for row in rows if row.ordinal]


# --- distribution (circular of MenPANRB, rules.md 6.1) ---------------------------------------------------------------

Shares = Mapping[str, Decimal]
# By the organisation's predicate: each guide, and whether the shares (of 1) and people keep it.
GUIDES: dict[str, tuple[Callable[[Shares], bool], ...]] = {
    "ISTIMEWA": (
        lambda of: of["SANGAT_BAIK"] <= Decimal("0.7"),
        lambda of: of["SANGAT_BAIK"] >= max(of.values()),
    ),
    "BAIK": (
        lambda of: of["BAIK"] <= Decimal("0.7"),
        lambda of: of["BUTUH_PERBAIKAN"] + of["KURANG"] > 0,
    ),
    "BUTUH_PERBAIKAN": (
        lambda of: of["BUTUH_PERBAIKAN"] >= Decimal("0.6"),
        lambda of: of["SANGAT_BAIK"] <= Decimal("0.1"),
    ),
    "KURANG": (
        lambda of: of["KURANG"] >= Decimal("0.6"),
        lambda of: of["BUTUH_PERBAIKAN"] >= Decimal("0.1"),
        lambda of: of["SANGAT_BAIK"] <= Decimal("0.1"),
    ),
    "SANGAT_KURANG": (
        lambda of: of["SANGAT_KURANG"] >= Decimal("0.6"),
        lambda of: of["SANGAT_BAIK"] <= 0,
    ),
}  # fmt: skip


GUIDES_SINCE = date(2022, 1, 1)  # the circular goes with PermenPANRB 6/2022


def appraisal_distribution(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per unit and annual cycle, over the people of the unit and of every unit below it."""
    rows = {}
    cycles = [cycle for cycle in office.cycles if cycle.kind == "TAHUNAN" and cycle.year in full_years(as_of)]
    for cycle in cycles:
        if cycle.ends_on > as_of:
            continue
        everyone = stand(office, cycle.year, as_of)
        for unit in office.units:
            below = descendants(office, unit.id)
            people = [row for row in everyone if row.unit_id in below]
            if people or holds(unit, cycle.ends_on):
                found = [_read(row.employee, cycle.id) for row in people]
                rows[unit.id, cycle.id] = _distribute(office, unit.id, cycle.id, found, as_of)
    return rows


def _read(employee: Employee, cycle_id: int) -> int | None:
    rows = [row for row in employee.appraisals if row.cycle_id == cycle_id]
    return rows[0].ordinal if rows else None


def _distribute(office: Agency, unit: int, cycle: int, found: list[int | None], as_of: date) -> dict[str, Any]:
    appraised = [CODE[ordinal] for ordinal in found if ordinal]
    counts = {code: appraised.count(code) for code in PREDICATE}
    own = [row.predicate for row in office.unit_results if (row.unit_id, row.cycle_id) == (unit, cycle)]
    ends_on = next(row.ends_on for row in office.cycles if row.id == cycle)
    failed = _deviations(own, counts, len(appraised))
    row: dict[str, Any] = {
        "employees": len(found),
        "appraised": len(appraised),
        "not_appraised": len(found) - len(appraised),
        "unit_predicate_code": own[0] if own else None,
    }
    if not own:
        state = "TANPA_PREDIKAT_ORGANISASI"
    elif ends_on < GUIDES_SINCE:
        state = "TIDAK_BERLAKU"
    elif len(appraised) < find_amount(office, "appraisal_guide_minimum", as_of):
        state = "TERLALU_SEDIKIT"
    else:
        state = "MENYIMPANG" if failed else "SESUAI"
    row |= {"guide_state": state, "number of deviations": failed if state == "MENYIMPANG" else 0}
    for code, count in counts.items():
        share = round_half_up(Decimal(100 * count) / len(appraised)) if appraised else None
        row |= {code.lower(): count, f"{code.lower()}_pct": share}
    return row


def _deviations(own: list[str], counts: Mapping[str, int], appraised: int) -> int:
    if not own or not appraised:
        return 0
    shares = {code: Decimal(count) / appraised for code, count in counts.items()}
    return sum(not is_kept(shares) for is_kept in GUIDES[own[0]])


def rater_severity(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per appraiser and year over the annual appraisals with a predicate that can be read."""
    rows = {}
    own = {employee.id for employee in office.employees}
    for year in full_years(as_of):
        rated = [row for row in stand(office, year, as_of) if row.ordinal]
        everyone = [Decimal(row.ordinal or 0) for row in rated]
        by_rater: dict[int, list[Decimal]] = {}
        for row in rated:
            if row.outcome and row.outcome.appraiser_id in own:
                by_rater.setdefault(row.outcome.appraiser_id, []).append(Decimal(row.ordinal or 0))
        for rater, given in by_rater.items():
            rows[rater, year] = _severity(office, given, mean(everyone), as_of)
    return rows


def _severity(office: Agency, given: list[Decimal], agency_mean: Decimal, as_of: date) -> dict[str, Any]:
    deviation, limit = mean(given) - agency_mean, find_amount(office, "rater_deviation", as_of)
    is_enough = len(given) >= find_amount(office, "rater_minimum", as_of)
    code = "KETAT" if deviation <= -limit else "LONGGAR" if deviation >= limit else "WAJAR"
    code = code if is_enough else "TERLALU_SEDIKIT"
    return {
        "n": len(given),
        "mean_ordinal": round_half_up(mean(given)),
        "agency_mean": round_half_up(agency_mean),
        "deviation": round_half_up(deviation),
        "severity_code": code,
        "is_flagged": code in {"KETAT", "LONGGAR"},
        "is_uniform": is_enough and len(set(given)) == 1,
    }
