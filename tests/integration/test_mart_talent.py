"""Talent boxes, the succession pool and IP-ASN through real tables: stored, built, read as BI reads them.

rules.md 8 and 9 with their worked examples, and docs/definitions/talent.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from appraised_city import GOOD, NEEDS, VERY_GOOD, City, Person, read_rows
from empty_marts import EmptyMarts

NOW = date(2026, 6, 30)
MARTS = ("talent_box", "succession_pool", "ip_asn", "ip_asn_unit")
Row = dict[str, Any]

# Required level of a Pengawas is 2: levels 2 of nine competencies are 100 points.
HIGH = {"potential": "80", "levels": (2,) * 9, "diploma": "S2", "level": "IV.a"}
MEDIUM = {"potential": "60", "levels": (1,) * 9, "diploma": "S1", "level": "IV.a"}
LOW = {"potential": "20", "levels": (1,) * 9, "diploma": "SLTA", "level": "IV.a"}
BOXES = {
    (result, potential): Person({2025: appraisal}, **parts)  # type: ignore[arg-type]
    for result, appraisal in (("above", VERY_GOOD), ("meets", GOOD), ("below", NEEDS))
    for potential, parts in (("high", HIGH), ("medium", MEDIUM), ("low", LOW))
}
NUMBERING = {
    ("above", "low"): 4, ("above", "medium"): 7, ("above", "high"): 9,
    ("meets", "low"): 2, ("meets", "medium"): 5, ("meets", "high"): 8,
    ("below", "low"): 1, ("below", "medium"): 3, ("below", "high"): 6,
}  # fmt: skip
STAR = BOXES["above", "high"]
SUPERVISOR = Person(
    {2025: GOOD}, level="IV.a",
    courses=(("PKP", "2015-05-01", 300), ("TEKNIS", "2025-04-01", 24), ("SEMINAR", "2024-01-01", 6)),
)  # fmt: skip
CLERK = Person(
    {2025: GOOD}, diploma="SLTA", courses=(("SEMINAR", "2025-04-01", 6),),
    cases=(("TEGURAN_LISAN", "2022-12-01", None),),
)  # fmt: skip
EXPERT = Person(
    {2025: VERY_GOOD}, level="JF_AHLI_MUDA", diploma="S2",
    courses=(("FUNGSIONAL", "2012-04-01", 100), ("TEKNIS", "2025-04-01", 8), ("TEKNIS", "2025-05-01", 8),
             ("SEMINAR", "2025-04-01", 6)),
)  # fmt: skip

PEOPLE = {f"{result}_{potential}": person for (result, potential), person in BOXES.items()} | {
    "punished": replace(STAR, cases=(("POTONG_TPP_12", "2026-03-01", "2027-03-01"),)),
    "suspended": replace(STAR, status=("PEMBERHENTIAN_SEMENTARA", "2026-05-01")),
    "retiring": replace(STAR, born="1970-05-31"),
    "two_years_left": replace(STAR, born="1970-06-01"),
    "contract": replace(STAR, kind="PPPK", appointed="2020-03-01"),
    "gone": replace(STAR, left="2026-02-01"),
    "senior": replace(STAR, grade="IV/a"),
    "awarded": replace(BOXES["meets", "medium"], awards=(("INOVASI", "2024-08-17"),)),
    "old_award": replace(BOXES["meets", "medium"], awards=(("INOVASI", "2020-12-31"),)),
    "unassessed": Person({2025: VERY_GOOD}, diploma=None),
    "expired": replace(STAR, assessed="2022-12-31"),
    "supervisor": SUPERVISOR,
    "clerk": CLERK,
    "expert": EXPERT,
    "nearly": replace(SUPERVISOR, courses=(("TEKNIS", "2025-04-01", 19), ("SEMINAR", "2023-12-31", 6))),
    "higher_course": replace(SUPERVISOR, courses=(("PKA", "2015-05-01", 300),)),
    "blank": Person(),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What readers saw of each mart, and the stored people and units."""

    rows: dict[str, list[Row]]
    people: dict[str, int]
    units: dict[str, int]

    def person(self, mart: str, name: str, year: int = 2025) -> Row:
        (row,) = [r for r in self.rows[mart] if (r["employee_id"], r["year"]) == (self.people[name], year)]
        return row


@pytest.fixture(scope="module")
def seen(nobody: EmptyMarts) -> Iterator[Seen]:
    with nobody.clone() as database:
        with psycopg.connect(database.url) as connection:
            city = City(connection)
            city.store(PEOPLE)
        nobody.derive(database.url, NOW, MARTS)
        yield Seen({mart: read_rows(database.url, mart) for mart in MARTS}, city.people, city.units)


@pytest.mark.parametrize(("axes", "box"), NUMBERING.items(), ids=lambda value: str(value))
def test_boxes_are_numbered_diagonally(seen: Seen, axes: tuple[str, str], box: int) -> None:
    row = seen.person("talent_box", "_".join(axes))
    assert (row["box"], row["status_code"]) == (box, "LENGKAP")
    result = {"above": "di atas", "meets": "sesuai", "below": "di bawah"}[axes[0]]
    potential = {"low": "rendah", "medium": "menengah", "high": "tinggi"}[axes[1]]
    assert row["box_label_id"] == f"Kinerja {result} ekspektasi dan potensial {potential}"


def test_scores_are_weighted_sums_of_their_parts(seen: Seen) -> None:
    row = seen.person("talent_box", "above_high")
    parts = [row[f"{part}_points"] for part in ("competence", "potential", "qualification", "integrity")]
    assert parts == [100, 80, 80, 100]
    assert (row["performance_score"], row["potential_score"]) == (Decimal("60.00"), Decimal("91.00"))
    assert row["talent_score"] == Decimal("75.50")


def test_what_would_move_the_box_is_told(seen: Seen) -> None:
    row = seen.person("talent_box", "meets_medium")
    assert (row["potential_score"], row["potential_ordinal"]) == (Decimal("62.00"), 2)
    assert row["moves_id"] == (
        "Kotak 7 bila predikat menjadi Sangat Baik."
        " Kotak 8 bila nilai potensial naik 18,00; yang paling banyak hilang: kompetensi."
    )
    assert seen.person("talent_box", "above_high")["moves_id"] is None


def test_award_of_five_years_lifts_and_an_older_one_does_not(seen: Seen) -> None:
    awarded, old = seen.person("talent_box", "awarded"), seen.person("talent_box", "old_award")
    assert (awarded["performance_score"], awarded["box"]) == (Decimal("88.00"), 7)
    assert (old["performance_score"], old["box"]) == (Decimal("48.00"), 5)


def test_no_box_without_both_axes(seen: Seen) -> None:
    row = seen.person("talent_box", "unassessed")
    assert (row["box"], row["status_code"]) == (None, "DATA_TIDAK_LENGKAP")
    assert row["missing"] == ["ASESMEN_KOMPETENSI", "ASESMEN_POTENSI", "PENDIDIKAN"]
    assert row["missing_label_id"].endswith("Ijazah yang diakui belum tercatat")
    assert seen.person("talent_box", "expired")["missing"] == ["ASESMEN_KOMPETENSI", "ASESMEN_POTENSI"]
    assert seen.person("talent_box", "above_high", 2024)["missing"][0] == "SKP_TIDAK_ADA"


@pytest.mark.parametrize(
    ("name", "state", "exclusions"),
    [
        ("above_high", "ANGGOTA", []),
        ("meets_high", "ANGGOTA", []),
        ("above_medium", "ANGGOTA", []),
        ("below_high", "BUKAN", []),
        ("punished", "DIKECUALIKAN", ["HUKUMAN_DISIPLIN"]),
        ("suspended", "DIKECUALIKAN", ["PEMBERHENTIAN_SEMENTARA"]),
        ("retiring", "DIKECUALIKAN", ["BUP_DEKAT"]),
        ("two_years_left", "ANGGOTA", []),
        ("contract", "DIKECUALIKAN", ["PPPK"]),
        ("gone", "TIDAK_BEKERJA", []),
        ("unassessed", "BUKAN", []),
    ],
)
def test_pool_leaves_out_whom_the_rules_leave_out(seen: Seen, name: str, state: str, exclusions: list[str]) -> None:
    row = seen.person("talent_box", name)
    assert (row["pool_state"], row["pool_exclusions"]) == (state, exclusions)
    members = {row["employee_id"] for row in seen.rows["succession_pool"]}
    assert (seen.people[name] in members) == (state == "ANGGOTA")


def test_pool_is_ranked_by_box_score_and_duk(seen: Seen) -> None:
    names = {key: name for name, key in seen.people.items()}
    ordered = sorted(seen.rows["succession_pool"], key=lambda row: row["rank_agency"])
    assert [row["rank_agency"] for row in ordered] == list(range(1, len(ordered) + 1))
    assert [(names[row["employee_id"]], row["box"]) for row in ordered] == [
        ("senior", 9), ("two_years_left", 9), ("above_high", 9), ("meets_high", 8), ("awarded", 7), ("above_medium", 7),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parts", "total", "category"),
    [
        ("supervisor", (15, 40, 25, 5), "85.00", "TINGGI"),
        ("clerk", (5, "17.5", 25, 3), "50.50", "SANGAT_RENDAH"),
        ("expert", (20, 25, 30, 5), "80.00", "SEDANG"),
        ("nearly", (15, 0, 25, 5), "45.00", "SANGAT_RENDAH"),
        ("higher_course", (15, 15, 25, 5), "60.00", "SANGAT_RENDAH"),
    ],
)
def test_ip_asn_examples(seen: Seen, name: str, parts: tuple[Any, ...], total: str, category: str) -> None:
    row = seen.person("ip_asn", name)
    dimensions = ("qualification", "competence", "performance", "discipline")
    assert tuple(row[f"{dimension}_score"] for dimension in dimensions) == tuple(Decimal(part) for part in parts)
    assert (row["total"], row["category_code"], row["status_code"]) == (Decimal(total), category, "LENGKAP")


def test_ip_asn_without_record_is_zero_and_says_so(seen: Seen) -> None:
    row = seen.person("ip_asn", "blank")
    assert (row["performance_score"], row["status_code"], row["missing"]) == (
        0,
        "DATA_TIDAK_LENGKAP",
        ["SKP_TIDAK_ADA"],
    )
    unassessed = seen.person("ip_asn", "unassessed")
    assert (unassessed["qualification_score"], unassessed["missing"]) == (0, ["PENDIDIKAN"])


def test_pppk_are_measured_from_2024(seen: Seen) -> None:
    years = {row["year"] for row in seen.rows["ip_asn"] if row["employee_id"] == seen.people["contract"]}
    assert years == {2024, 2025}


def test_unit_index_is_the_mean_of_its_people(seen: Seen) -> None:
    (root,) = [row for row in seen.rows["ip_asn_unit"] if row["is_root"] and row["year"] == 2025]
    totals = [row["total"] for row in seen.rows["ip_asn"] if row["year"] == 2025]
    mean = (sum(totals) / len(totals)).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")
    assert (root["employees"], root["mean_total"]) == (len(PEOPLE), mean)
    assert root["incomplete"] == 2
    (empty,) = [row for row in seen.rows["ip_asn_unit"]
                if row["unit_id"] == seen.units["BADAN"] and row["year"] == 2025]  # fmt: skip
    assert (empty["employees"], empty["mean_total"], empty["category_code"]) == (0, None, None)
