"""Rankings, distributions and rater severity through real tables, built for two dates and read as BI reads them.

rules.md 6 and docs/definitions/performance.md. The second build looks at 2019 to 2021, under the numeric schemes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from appraised_city import GOOD, NEEDS, POOR, VERY_GOOD, City, Person, Result, read_rows
from empty_marts import EmptyMarts

NOW, THEN = date(2026, 6, 30), date(2022, 6, 30)
MARTS = ("performance_ranking", "appraisal_distribution", "rater_severity")
Row = dict[str, Any]

CELLS = {
    f"{work}_{behaviour}": (work, behaviour, predicate)
    for work, behaviour, predicate in (
        ("DI_ATAS", "DI_BAWAH", "KURANG"),
        ("DI_ATAS", "SESUAI", "BAIK"),
        ("DI_ATAS", "DI_ATAS", "SANGAT_BAIK"),
        ("SESUAI", "DI_BAWAH", "KURANG"),
        ("SESUAI", "SESUAI", "BAIK"),
        ("SESUAI", "DI_ATAS", "BAIK"),
        ("DI_BAWAH", "DI_BAWAH", "SANGAT_KURANG"),
        ("DI_BAWAH", "SESUAI", "BUTUH_PERBAIKAN"),
        ("DI_BAWAH", "DI_ATAS", "BUTUH_PERBAIKAN"),
    )
}
PEOPLE = {
    "chief": Person(level="II.b", unit="DINAS"),
    "strict": Person(level="IV.a", unit="BADAN"),
    "best": Person({2025: VERY_GOOD, 2024: POOR}),
    "equal": Person({2025: replace(GOOD, by="chief"), 2024: GOOD}),
    "equal_too": Person({2025: replace(GOOD, by="chief"), 2024: VERY_GOOD}),
    "busy": Person({2025: Result("BAIK", "DI_ATAS", "SESUAI", by="chief")}),
    "unrated": Person({2025: Result("BAIK")}),
    "missing": Person({2024: GOOD}),
    "unreadable": Person({2025: Result(None, written="memuaskan")}),
    "written": Person({2025: Result(None, "SESUAI", "SESUAI", written=" Sangat_Baik")}),
    "contract": Person({2025: NEEDS}, kind="PPPK", appointed="2023-01-01"),
    "new": Person({2025: GOOD}, appointed="2026-01-01"),
    "numeric": Person({2021: Result("BAIK", score="115"), 2020: Result("SANGAT_BAIK", score="90.99"),
                       2019: Result("BAIK", score="76")}),
    "innovator": Person({2021: Result("SANGAT_BAIK", score="115"), 2020: Result("SANGAT_BAIK", score="91")}),
} | {
    name: Person({2024: Result("BAIK", work, behaviour)}, unit="BADAN", level="JF_AHLI_MUDA")
    for name, (work, behaviour, _) in CELLS.items()
} | {
    f"office_{place}": Person({2023: replace(result, by="strict")}, unit="BADAN", level="JF_TERAMPIL")
    for place, result in enumerate((VERY_GOOD, VERY_GOOD, *[GOOD] * 8))
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What readers saw of each mart, on each of the two dates, and the stored people and units."""

    rows: dict[tuple[date, str], list[Row]]
    people: dict[str, int]
    units: dict[str, int]

    def person(self, name: str, year: int, day: date = NOW) -> Row:
        rows = self.rows[day, "performance_ranking"]
        (row,) = [row for row in rows if (row["employee_id"], row["year"]) == (self.people[name], year)]
        return row

    def unit(self, code: str, year: int) -> Row:
        rows = self.rows[NOW, "appraisal_distribution"]
        (row,) = [row for row in rows if (row["unit_id"], row["year"]) == (self.units[code], year)]
        return row


@pytest.fixture(scope="module")
def seen(nobody: EmptyMarts) -> Iterator[Seen]:
    with nobody.clone() as database:
        with psycopg.connect(database.url) as connection:
            city = City(connection)
            city.store(PEOPLE)
            city.judge_unit("BADAN", 2023, "BAIK")
            city.judge_unit("DINAS", 2024, "BAIK")
            quarter = city.cycle(2025, "TRIWULAN", "2025-01-01", "2025-03-31")
            for predicate, cycle in (
                ("KURANG", quarter),
                ("BAIK", city.cycle(2025, "BULANAN", "2025-04-01", "2025-04-30")),
            ):
                city.insert("appraisal", employee_id=city.people["best"], performance_cycle_id=cycle,
                            predicate=predicate)  # fmt: skip
        rows = {}
        for day in (NOW, THEN):
            nobody.derive(database.url, day, MARTS)
            for mart in MARTS:
                rows[day, mart] = read_rows(database.url, mart)
        yield Seen(rows, city.people, city.units)


@pytest.mark.parametrize("name", CELLS)
def test_matrix_derives_the_predicate_and_tells_a_difference(seen: Seen, name: str) -> None:
    row = seen.person(name, 2024)
    derived = CELLS[name][2]
    assert (row["scheme_code"], row["derived_predicate_code"]) == ("PERMENPANRB6_2022", derived)
    assert row["check_code"] == ("SESUAI" if derived == "BAIK" else "BERBEDA")
    assert (row["predicate_code"], row["status_code"]) == ("BAIK", "DINILAI")


def test_numeric_schemes_follow_their_year(seen: Seen) -> None:
    found = {}
    for year in (2019, 2020, 2021):
        row = seen.person("numeric", year, THEN)
        found[year] = row["scheme_code"], row["derived_predicate_code"], row["check_code"]
    assert found == {
        2019: ("PP46_2011", "BAIK", "SESUAI"),
        2020: ("PP46_2011", "BAIK", "BERBEDA"),
        2021: ("PP30_2019", "BAIK", "SESUAI"),
    }
    innovator = seen.person("innovator", 2021, THEN)
    assert (innovator["derived_predicate_code"], innovator["check_code"]) == ("BAIK", "PERLU_BUKTI_INOVASI")
    assert seen.person("innovator", 2020, THEN)["derived_predicate_code"] == "SANGAT_BAIK"


def test_equal_results_share_a_rank_and_the_next_one_skips(seen: Seen) -> None:
    ranks = {name: seen.person(name, 2025)["rank_agency"]
             for name in ("best", "written", "busy", "equal", "equal_too", "unrated", "contract")}  # fmt: skip
    assert ranks == {"best": 1, "written": 2, "busy": 3, "equal": 4, "equal_too": 4, "unrated": 6, "contract": 7}
    assert {seen.person(name, 2025)["ranked_agency"] for name in ranks} == {7}
    assert seen.person("best", 2025)["performance_score"] == Decimal(100)


def test_change_is_against_the_year_before(seen: Seen) -> None:
    row = seen.person("best", 2025)
    assert (row["previous_predicate_code"], row["ordinal_change"]) == ("KURANG", 3)
    assert row["rank_agency_change"] == row["previous_rank_agency"] - 1 > 0
    assert seen.person("busy", 2025)["rank_agency_change"] is None
    assert seen.person("equal_too", 2025)["ordinal_change"] == -1


def test_periodic_evaluations_are_shown_and_move_no_rank(seen: Seen) -> None:
    row = seen.person("best", 2025)
    assert (row["periodic_count"], row["periodic_mean_ordinal"], row["rank_agency"]) == (2, Decimal("3.00"), 1)


@pytest.mark.parametrize(("name", "missing"), [("missing", "SKP_TIDAK_ADA"), ("unreadable", "PREDIKAT_TIDAK_DIKENAL")])
def test_missing_data_is_named_and_not_ranked(seen: Seen, name: str, missing: str) -> None:
    row = seen.person(name, 2025)
    assert (row["status_code"], row["missing_code"]) == ("DATA_TIDAK_LENGKAP", missing)
    assert row["missing_label_id"]
    assert [row[key] for key in ("rank_agency", "rank_unit", "rank_level", "performance_score")] == [None] * 4


def test_only_people_employed_at_the_end_of_the_year_are_listed(seen: Seen) -> None:
    listed = {row["employee_id"] for row in seen.rows[NOW, "performance_ranking"]}
    assert seen.people["new"] not in listed
    assert {row["year"] for row in seen.rows[NOW, "performance_ranking"]} == {2023, 2024, 2025}
    assert seen.person("contract", 2025)["scheme"] == "PPPK"


def test_distribution_names_each_deviation_of_the_guide(seen: Seen) -> None:
    row = seen.unit("BADAN", 2023)
    assert (row["appraised"], row["sangat_baik"], row["baik"], row["baik_pct"]) == (10, 2, 8, Decimal("80.00"))
    assert (row["guide_state"], row["deviations"]) == ("MENYIMPANG", ["BAIK_MAKS_70", "DI_BAWAH_BAIK_ADA"])
    assert row["deviations_id"] == ("Baik 80,00 %, paling banyak 70 %. Tidak seorang pun Butuh Perbaikan atau Kurang.")


def test_distribution_without_guide_or_with_too_few_says_so(seen: Seen) -> None:
    assert seen.unit("DINAS", 2024)["guide_state"] == "TERLALU_SEDIKIT"
    assert seen.unit("BIDANG", 2024)["guide_state"] == "TANPA_PREDIKAT_ORGANISASI"
    total, parts = seen.unit("KOTA", 2024), [seen.unit(code, 2024) for code in ("DINAS", "BADAN")]
    assert total["is_root"]
    assert total["employees"] == sum(part["employees"] for part in parts)
    assert total["appraised"] == sum(part["appraised"] for part in parts) == 13


def test_rater_is_compared_only_with_enough_people(seen: Seen) -> None:
    raters = {(row["appraiser_id"], row["year"]): row for row in seen.rows[NOW, "rater_severity"]}
    few = raters[seen.people["chief"], 2025]
    assert (few["n"], few["severity_code"], few["is_flagged"]) == (3, "TERLALU_SEDIKIT", False)
    assert (few["mean_ordinal"], few["agency_mean"]) == (Decimal("4.00"), Decimal("4.14"))
    enough = raters[seen.people["strict"], 2023]
    assert (enough["n"], enough["mean_ordinal"], enough["severity_code"]) == (10, Decimal("4.20"), "WAJAR")
    assert not enough["is_uniform"]
