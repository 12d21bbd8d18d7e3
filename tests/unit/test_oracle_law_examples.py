"""The oracle of performance, IP-ASN, talent and competence against the worked examples that rules.md prints."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from oracle_calendar import round_half_up
from oracle_competence import competency_gap, find_bands, jpm
from oracle_dossier import CORE_COMPETENCIES
from oracle_example import AHLI_MUDA, GURU, KABID, KASUBBAG, hold, make, office, owns, trained
from oracle_facts import Agency, Appraisal, Assessment, Award, Employee, Punishment, UnitResult
from oracle_ipasn import categorise, ip_asn, ip_asn_unit
from oracle_performance import MATRIX, appraisal_distribution, derive, performance_ranking, rater_severity
from oracle_talent import BOX, succession_pool, talent_box
from oracle_training_law import mandatory_training

# --- 6, performance --------------------------------------------------------------------------------------------------


def test_matrix_is_not_symmetric_and_one_cell_gives_sangat_baik() -> None:
    cells = [predicate for row in MATRIX.values() for predicate in row.values()]
    assert (cells.count(5), MATRIX["DI_ATAS"]["DI_BAWAH"], MATRIX["DI_BAWAH"]["DI_ATAS"]) == (1, 2, 3)
    assert MATRIX["DI_BAWAH"]["DI_BAWAH"] == 1


@pytest.mark.parametrize(
    ("scheme", "score", "expected"),
    [
        ("PP30_2019", "115", 4),
        ("PP30_2019", "90", 4),
        ("PP30_2019", "89.99", 3),
        ("PP30_2019", "70", 3),
        ("PP30_2019", "69.99", 2),
        ("PP30_2019", "49.99", 1),
        ("PP46_2011", "91", 5),
        ("PP46_2011", "90.99", 4),
        ("PP46_2011", "75.5", 3),
        ("PP46_2011", "60.99", 2),
        ("PP46_2011", "50.5", 1),
        (None, "100", None),
    ],
)
def test_number_gives_the_predicate_of_its_scheme(scheme: str | None, score: str, expected: int | None) -> None:
    assert derive(Appraisal(1, None, score=Decimal(score)), scheme, has_innovation=False) == expected


def test_only_110_with_an_innovation_is_sangat_baik() -> None:
    assert derive(Appraisal(1, None, score=Decimal("110")), "PP30_2019", has_innovation=True) == 5
    assert derive(Appraisal(1, None, score=Decimal("109.99")), "PP30_2019", has_innovation=True) == 4


def test_equals_share_a_rank_and_the_next_one_skips() -> None:
    def rated(number: int, predicate: str | None, work: str | None = None, written: str | None = None) -> Employee:
        outcome = Appraisal(2024, predicate, written, id=number, work=work, appraiser_id=9)
        return make(number, appraisals=(outcome,))

    people = (
        rated(1, "BAIK", "DI_ATAS"),
        rated(2, None, "DI_ATAS", "baik "),
        rated(3, "BAIK"),
        rated(4, None, None, "?"),
    )
    rows = performance_ranking(office(*people), date(2024, 12, 31))
    assert [rows[number, 2024]["rank_agency"] for number in (1, 2, 3, 4)] == [1, 1, 3, None]
    assert rows[4, 2024]["missing_code"] == "PREDIKAT_TIDAK_DIKENAL"
    assert rows[1, 2023]["missing_code"] == "SKP_TIDAK_ADA"
    severity = rater_severity(office(*people, make(9, appraisals=()), rater_minimum="3"), date(2024, 12, 31))
    assert severity[9, 2024]["severity_code"] == "WAJAR"
    assert severity[9, 2024]["is_uniform"]


def test_an_excellent_organisation_has_at_most_70_per_cent_sangat_baik() -> None:
    def spread(best: int) -> Agency:
        people = [
            make(number, appraisals=(Appraisal(2024, "SANGAT_BAIK" if number <= best else "BAIK"),))
            for number in range(1, 11)
        ]
        return replace(office(*people), unit_results=(UnitResult(1, 2024, "ISTIMEWA"),))

    states = {
        best: appraisal_distribution(spread(best), date(2024, 12, 31))[1, 2024]["guide_state"] for best in (4, 5, 7, 8)
    }
    assert states == {4: "MENYIMPANG", 5: "SESUAI", 7: "SESUAI", 8: "MENYIMPANG"}


@pytest.mark.parametrize(("year", "state"), [(2021, "TIDAK_BERLAKU"), (2022, "MENYIMPANG")])
def test_no_guide_binds_before_2022(year: int, state: str) -> None:
    people = [make(number, appraisals=(Appraisal(year, "SANGAT_BAIK"),)) for number in range(1, 11)]
    city = replace(office(*people), unit_results=(UnitResult(1, year, "ISTIMEWA"),))
    assert appraisal_distribution(city, date(2022, 12, 31))[1, year]["guide_state"] == state


# --- 7.3, 7.5, training and competence -------------------------------------------------------------------------------


def test_jpm_capped_shows_what_surplus_hides() -> None:
    capped, uncapped = jpm([(3, have) for have in (4, 3, 2, 3, 3, 2, 3, 2, 4)])
    assert (round_half_up(capped), round_half_up(uncapped)) == (Decimal("88.89"), Decimal("96.30"))


def test_gaps_are_listed_though_both_percentages_pass() -> None:
    day = date(2024, 6, 1)
    levels = zip(CORE_COMPETENCIES, (4, 3, 2, 3, 3, 2, 3, 2, 4), strict=True)
    results = tuple(Assessment(number, code, have, None, day) for number, (code, have) in enumerate(levels))
    kabid = make(assignments=hold((KABID, date(2020, 1, 1))), assessments=results)
    row = competency_gap(office(kabid), date(2024, 12, 31))[1, "KOMUNIKASI"]
    assert (row["required_level"], row["gap"], row["gaps"], row["band_code"]) == (3, 1, 3, "MEMENUHI_SYARAT")
    stale = competency_gap(office(kabid), date(2027, 6, 1))[1, "KOMUNIKASI"]
    assert (stale["state_code"], stale["jpm_state_code"]) == ("BELUM_DINILAI", "DATA_TIDAK_LENGKAP")


def test_bands_differ_by_scheme_and_in_one_ministry_by_post() -> None:
    assert [lowest for lowest, _ in find_bands("KKP_39_2023", "JF_AHLI_UTAMA")] == [91, 85, 0]
    assert [lowest for lowest, _ in find_bands("KKP_39_2023", "III.a")] == [85, 75, 0]
    assert find_bands("LAIN", "III.a") == find_bands("UJI_KOMPETENSI", "II.b")


def test_higher_course_satisfies_and_the_course_may_follow_the_appointment() -> None:
    since, posts = date(2024, 3, 1), hold((KASUBBAG, date(2024, 3, 1)))
    states = {
        day: mandatory_training(office(make(assignments=posts)), day)[1, "PKP"]["state_code"]
        for day in (date(2025, 2, 28), date(2025, 3, 1))
    }
    assert list(states.values()) == ["BELUM_DALAM_TENGGANG", "BELUM_LEWAT_TENGGANG"]
    for kind, state in (("SPAMA", "SUDAH"), ("ADUM", "SUDAH"), ("LATSAR", "BELUM_LEWAT_TENGGANG")):
        holder = make(assignments=posts, completions=(trained(kind, since),))
        assert mandatory_training(office(holder), date(2025, 3, 1))[1, "PKP"]["state_code"] == state


# --- 8.3, IP-ASN -----------------------------------------------------------------------------------------------------


def index(employee: Employee, **own: Any) -> tuple[Decimal, str]:
    row = ip_asn(office(employee, **own), date(2024, 12, 31))[employee.id, 2024]
    return row["total"], row["category_code"]


def test_index_of_a_supervisor() -> None:
    courses = (trained("PKP", date(2019, 5, 1), 900, 1), trained("TEKNIS", date(2024, 5, 1), 24, 2),
               trained("WEBINAR", date(2023, 5, 1), 3, 3))  # fmt: skip
    kasubbag = make(diplomas=owns("S1"), assignments=hold((KASUBBAG, date(2018, 1, 1))), completions=courses)
    assert index(kasubbag) == (Decimal(85), "TINGGI")
    administrator = replace(kasubbag, assignments=hold((KABID, date(2018, 1, 1))))
    assert index(administrator) == (Decimal(70), "RENDAH")  # PKP is not the course of an administrator
    short = replace(kasubbag, completions=(*courses[:1], trained("TEKNIS", date(2024, 5, 1), 19, 2), courses[2]))
    assert index(short) == (Decimal(70), "RENDAH")  # all or nothing


def test_index_of_a_clerk_with_a_light_punishment() -> None:
    light = (Punishment("TEGURAN_LISAN", "RINGAN", "FINAL", date(2021, 6, 1)),)
    clerk = make(diplomas=owns("SLTA"), completions=(trained("SEMINAR", date(2024, 2, 1)),), punishments=light)
    assert index(clerk) == (Decimal("50.5"), "SANGAT_RENDAH")
    forgotten = replace(light[0], valid_from=date(2019, 12, 31))
    assert index(replace(clerk, punishments=(forgotten,))) == (Decimal("52.5"), "SANGAT_RENDAH")


def test_index_of_a_functional_official_stops_right_at_80() -> None:
    courses = (trained("FUNGSIONAL", date(2015, 5, 1), 40, 1), trained("BIMTEK", date(2024, 5, 1), 16, 2),
               trained("WORKSHOP", date(2024, 5, 2), 8, 3))  # fmt: skip
    best = (Appraisal(2024, "SANGAT_BAIK"),)
    muda = make(
        diplomas=owns("S2"), assignments=hold((AHLI_MUDA, date(2018, 1, 1))), completions=courses, appraisals=best
    )
    assert index(muda) == (Decimal(80), "SEDANG")
    assert [categorise(Decimal(total)) for total in ("90.01", "90", "80.5", "60.01", "60")] == [
        "SANGAT_TINGGI", "TINGGI", "TINGGI", "RENDAH", "SANGAT_RENDAH",
    ]  # fmt: skip


def test_index_of_the_incomplete_scheme_is_not_known() -> None:
    city = office(make(diplomas=owns("S1")), ip_asn_scheme="2024")
    row, unit = ip_asn(city, date(2024, 12, 31))[1, 2024], ip_asn_unit(city, date(2024, 12, 31))[1, 2024]
    assert (row["qualification_score"], row["competence_score"], row["total"]) == (Decimal(15), None, None)
    assert (row["status_code"], row["category_code"]) == ("SKEMA_BELUM_LENGKAP", None)
    assert (unit["mean_qualification"], unit["mean_competence"], unit["mean_total"]) == (Decimal(15), None, None)
    assert (unit["employees"], unit["incomplete"]) == (1, 1)
    assert ip_asn(city, date(2024, 12, 31))[1, 2023]["status_code"] == "LENGKAP"


# --- 9, talent -------------------------------------------------------------------------------------------------------


def test_boxes_are_numbered_diagonally() -> None:
    assert [BOX[performance] for performance in (3, 2, 1)] == [(4, 7, 9), (2, 5, 8), (1, 3, 6)]


def test_no_box_without_both_axes_and_an_award_never_lowers() -> None:
    day = date(2024, 6, 1)
    levels = tuple(Assessment(number, code, 1, None, day) for number, code in enumerate(CORE_COMPETENCIES))
    clerk = make(diplomas=owns("S1"), assessments=(*levels, Assessment(99, None, None, Decimal(80), day)))
    row = talent_box(office(clerk), date(2024, 12, 31))[1, 2024]
    # 40 % of 100, 25 % of 80, 20 % of 60, 15 % of 100
    assert (row["potential_score"], row["performance_score"], row["box"]) == (Decimal(87), Decimal(48), 8)
    assert (row["talent_score"], row["pool_state"], row["predicate_needed"]) == (
        Decimal("67.50"),
        "ANGGOTA",
        "SANGAT_BAIK",
    )
    rewarded = replace(clerk, awards=(Award(1, "PIAGAM", date(2024, 1, 1)),))
    assert talent_box(office(rewarded), date(2024, 12, 31))[1, 2024]["performance_ordinal"] == 2
    honoured = replace(clerk, awards=(Award(1, "INOVASI", date(2024, 1, 1)),))
    assert talent_box(office(honoured), date(2024, 12, 31))[1, 2024]["box"] == 9
    blank = talent_box(office(replace(clerk, assessments=levels)), date(2024, 12, 31))[1, 2024]
    assert (blank["box"], blank["missing"], blank["status_code"]) == (None, ["ASESMEN_POTENSI"], "DATA_TIDAK_LENGKAP")
    assert (blank["predicate_needed"], blank["potential_points_needed"], blank["greatest_gain_code"]) == (None,) * 3
    partly = talent_box(office(replace(clerk, assessments=clerk.assessments[1:])), date(2024, 12, 31))[1, 2024]
    assert partly["missing"] == ["ASESMEN_KOMPETENSI"]  # one competency of the nine is not assessed


def test_before_the_boxes_were_law_nobody_has_one_and_nobody_lacks_data() -> None:
    rows = talent_box(office(make()), date(2020, 12, 31))
    assert (rows[1, 2019]["status_code"], rows[1, 2019]["missing"]) == ("TIDAK_BERLAKU", [])
    assert (rows[1, 2020]["status_code"], len(rows[1, 2020]["missing"])) == ("DATA_TIDAK_LENGKAP", 3)
    last_of_old = talent_box(office(make()), date(2020, 1, 14))[1, 2019]
    assert (last_of_old["pool_state"], last_of_old["pool_exclusions"]) == (None, None)


def test_pool_leaves_out_the_punished_and_those_who_soon_retire() -> None:
    day = date(2024, 6, 1)
    levels = tuple(Assessment(number, code, 5, None, day) for number, code in enumerate(CORE_COMPETENCIES))
    facts: dict[str, Any] = {
        "diplomas": owns("S3"), "assessments": (*levels, Assessment(99, None, None, Decimal(100), day)),
        "appraisals": (Appraisal(2024, "SANGAT_BAIK"),),
    }  # fmt: skip
    serving = (Punishment("POTONG_TPP_6", "SEDANG", "FINAL", date(2024, 9, 1), date(2025, 3, 1)),)
    people = (make(1, **facts), make(2, **facts, punishments=serving), make(3, **facts, born_on=date(1968, 11, 30)))
    pool = succession_pool(office(*people), date(2024, 12, 31))
    assert list(pool) == [(1,)]
    assert succession_pool(office(make(3, **facts, born_on=date(1968, 12, 1))), date(2024, 12, 31))
    # The age limit is that of the post held then: a teacher's post decreed for later ends at 60.
    decreed = make(3, **facts, born_on=date(1968, 11, 30), assignments=hold((GURU, date(2026, 11, 1))))
    assert succession_pool(office(decreed), date(2024, 12, 31))
