"""The marts of services, forums, partners and follow-up agree with the oracle; rules.md 15 gives its examples."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import oracle_service
import pytest
from empty_marts import EmptyMarts
from oracle_compare import SERVICE, read_mart
from oracle_facts import Agency
from oracle_service import ELEMENTS, find_category, find_ikm, find_sample, round_fraction
from oracle_trial import Found, agree, count_values, judge_dates
from oracle_watch import Watch
from population_facts import load_agencies
from population_service import EXAMPLE, EXAMPLE_MEANS, EXAMPLE_SAMPLES
from population_sets import SERVED

from admin.warehouse.database import Database

OFTEN = 3
EXERCISED: dict[tuple[str, str], set[str | int | None]] = {
    ("service_satisfaction", "category_code"): {"A", "B", "C", "D", None},
    ("service_satisfaction", "sample_code"): {"CUKUP", "KURANG", "TIDAK_DIKETAHUI"},
    ("service_satisfaction", "weight_code"): {"TEPAT", "BULAT_2", "BULAT_3"},
    ("service_satisfaction", "priority_element_code"): {*ELEMENTS, None},
    ("outreach_activity", "state_code"): {
        "DIRENCANAKAN", "BERJALAN", "TERLAKSANA", "BELUM_DILAPORKAN", "DIBATALKAN",
    },
    ("partner_programme", "state_code"): {"BELUM_BERLAKU", "BERLAKU", "SEGERA_BERAKHIR", "BERAKHIR"},
    ("partner_programme", "rating_state_code"): {"CUKUP_DATA", "TERLALU_SEDIKIT"},
    ("goal_cascade", "state_code"): {"TERHUBUNG", "TERPUTUS", "TANPA_ARAH", "DITERUSKAN", "BELUM_DITERUSKAN"},
    ("goal_cascade", "is_in_own_line"): {True, False, None},
    ("appraisal_followup", "followup_code"): {
        "TIDAK_PERLU", "TIDAK_DIKETAHUI", "BERHENTI", "TANPA_TINDAK_LANJUT", "TERLAMBAT", "BERJALAN", "SELESAI",
    },
    ("appraisal_followup", "objection_code"): {"TIDAK_ADA", "TERBUKA", "LEWAT_BATAS", "DITERIMA", "DITOLAK"},
    ("development_followup", "state_code"): {
        "BERJALAN", "TERLAMBAT", "SELESAI", "SELESAI_TERLAMBAT", "DIBATALKAN",
    },
    ("training_plan", "need_code"): {"WAJIB", "KESENJANGAN", "SERTIFIKAT"},
    ("training_plan", "state_code"): {
        "TERDAFTAR", "DIUSULKAN", "ADA_TEMPAT", "PENUH", "BELUM_DIJADWALKAN", "TANPA_PELATIHAN",
    },
    ("training_plan", "urgency"): {1, 2, 3, 4, 5, 6},
    ("proposal_followup", "state_code"): {
        "BELUM_DIUSULKAN", "DRAF", "MENUNGGU", "LEWAT_TMT", "DISETUJUI", "DITOLAK", "DIBATALKAN",
    },
    ("certificate_due", "status_code"): {"BERLAKU", "SEGERA_BERAKHIR", "BERAKHIR"},
    ("certificate_due", "renewal_code"): {
        "TERDAFTAR", "DIUSULKAN", "ADA_TEMPAT", "PENUH", "BELUM_DIJADWALKAN", "TANPA_PELATIHAN", None,
    },
    ("competency_gap", "plan_code"): {"TINDAKAN", "PELATIHAN", "TANPA_RENCANA", None},
    ("behaviour_employee", "rating_code"): {"DI_ATAS", "SESUAI", "DI_BAWAH"},
    ("behaviour_unit", "state_code"): {"CUKUP_DATA", "TERLALU_SEDIKIT"},
    ("training_plan", "exceeds_cap"): {True, False},
    ("training_plan", "is_overdue"): {True, False},
    ("training_plan", "is_in_time"): {True, False, None},
    ("forum_followup", "state_code"): {"BERJALAN", "TERLAMBAT", "SELESAI", "SELESAI_TERLAMBAT", "DIBATALKAN"},
}  # fmt: skip

# --- rules.md 15 -----------------------------------------------------------------------------------------------------

MEANS = [Fraction(mean) for mean in EXAMPLE_MEANS]


def test_the_example_of_the_rules() -> None:
    exact, rounded = find_ikm(MEANS, "TEPAT"), find_ikm(MEANS, "BULAT_2")
    assert exact is not None
    assert rounded is not None
    assert round_fraction(exact / 25, 5) == Decimal("3.28333")
    assert (round_fraction(exact), find_category(round_fraction(exact), date(2025, 6, 30))[0]) == (
        Decimal("82.08"),
        "B",
    )
    assert (round_fraction(rounded), find_category(round_fraction(rounded), date(2025, 6, 30))[0]) == (
        Decimal("81.26"),
        "B",
    )
    assert find_ikm([Fraction(4)] * 9, "BULAT_2") == 99


@pytest.mark.parametrize(("population", "needed"), EXAMPLE_SAMPLES.items())
def test_the_sample_sizes_of_the_rules(population: int, needed: int) -> None:
    assert find_sample(population) == needed


@pytest.mark.parametrize(
    ("ikm", "code"),
    [("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C"), ("65.00", "C"), ("64.99", "D"), ("100", "A")],
)
def test_the_bands_of_the_rules(ikm: str, code: str) -> None:
    assert find_category(Decimal(ikm), date(2025, 6, 30))[0] == code


# --- the marts -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database of random agencies with surveys and visits."""
    with nobody.clone() as database:
        SERVED.store(database.url)
        yield database


@pytest.fixture(scope="module")
def agencies(populated: Database) -> list[Agency]:
    """The facts of the random agencies, as stored."""
    return load_agencies(populated.url)


@pytest.fixture(scope="module")
def found(nobody: EmptyMarts, populated: Database, agencies: list[Agency]) -> dict[date, Found]:
    """Every difference and the number of values compared, by as-of date."""
    return judge_dates(nobody, populated.url, agencies, SERVED.dates, SERVICE)


@pytest.mark.parametrize("mart", SERVICE)
@pytest.mark.parametrize("as_of", SERVED.dates, ids=str)
def test_mart_agrees_on_random_agencies(found: dict[date, Found], as_of: date, mart: str) -> None:
    agree(found[as_of], mart)


@pytest.mark.parametrize(("mart", "column"), EXERCISED, ids=str)
def test_random_agencies_exercise_every_code(agencies: list[Agency], mart: str, column: str) -> None:
    seen = count_values(agencies, SERVED.dates, SERVICE[mart], column)
    assert set(seen) == EXERCISED[mart, column]
    assert min(seen.values()) >= OFTEN, f"{mart}.{column}: {seen}"


def test_the_examples_of_the_rules_through_tables_and_dbt(populated: Database, found: dict[date, Found]) -> None:
    assert found
    (held,) = (rows for rows in read_mart(populated.url, "service_satisfaction", "marts__next").values()
               if any(row["survey_code"] == EXAMPLE for row in rows.values()))  # fmt: skip
    by_code = {row["survey_code"]: row for row in held.values()}
    row = by_code[EXAMPLE]
    assert (row["index_value"], row["ikm_exact"], row["ikm_rounded_2"]) == (
        Decimal("3.2833"),
        Decimal("82.08"),
        Decimal("81.26"),
    )
    assert (row["category_code"], row["priority_element_code"], row["duration_mean"]) == ("B", "WAKTU", Decimal("3.05"))
    assert (row["sample_needed"], row["sample_code"], row["rank_agency"]) == (132, "KURANG", None)
    needed = {population: by_code[f"{EXAMPLE}-{population}"]["sample_needed"] for population in EXAMPLE_SAMPLES}
    assert needed == EXAMPLE_SAMPLES


def _shift(place: int, step: str) -> Any:
    lowest, code, name = oracle_service.CATEGORIES[place]
    changed = [*oracle_service.CATEGORIES]
    changed[place] = (lowest + Decimal(step), code, name)
    return tuple(changed)


NUMBERS: dict[str, tuple[str, Any]] = {
    **{
        f"{code} {step}": ("CATEGORIES", _shift(place, step))
        for place, code in enumerate("ABC")
        for step in ("0.01", "-0.01")
    },
    "in force a day later": ("IN_FORCE", date(2017, 5, 13)),
    "in force a day earlier": ("IN_FORCE", date(2017, 5, 11)),
    "chi-square": ("CHI_SQUARE", Fraction("3.842")),
    "proportion": ("PROPORTION", Fraction("0.4")),
    "precision": ("PRECISION", Fraction("0.06")),
    "weight": ("WEIGHT", "BULAT_2"),
    "two digits": ("DIGITS", {"BULAT_2": 3, "BULAT_3": 3}),
    "three digits": ("DIGITS", {"BULAT_2": 2, "BULAT_3": 4}),
    "order of the elements": ("ELEMENTS", (*ELEMENTS[:7], ELEMENTS[8], ELEMENTS[7])),
}


@pytest.fixture(scope="module")
def watch(agencies: list[Agency]) -> Watch:
    """The rows that the unchanged oracle expects."""
    return Watch(agencies, SERVED.dates, ("service_satisfaction",))


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_decides_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The marts equal these rows, so a seed that is one step off would be noticed."""
    attribute, value = NUMBERS[name]
    assert getattr(oracle_service, attribute) != value
    monkeypatch.setattr(oracle_service, attribute, value)
    assert watch.notices()


def test_a_blank_is_no_zero(agencies: list[Agency]) -> None:
    survey = next(survey for agency in agencies for survey in agency.surveys if survey.sheets)
    emptied = replace(survey, sheets=(*survey.sheets, replace(survey.sheets[0], scores={})))
    day = date(2030, 1, 1)
    assert oracle_service.find_means(emptied, day) == oracle_service.find_means(survey, day)
