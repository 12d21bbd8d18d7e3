"""The oracle of the whole law against the worked examples and boundaries that rules.md and the definitions print."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from oracle_calendar import add_years, round_half_up
from oracle_competence import competency_gap, find_bands, jpm
from oracle_dossier import (
    CORE_COMPETENCIES,
    Assessment,
    Award,
    Done,
    Dossier,
    GradeDecree,
    Increment,
    Office,
    Outcome,
    Place,
    UnitResult,
)
from oracle_facts import (
    AssignmentRow,
    Contract,
    Cycle,
    Diploma,
    LegalStatus,
    Parameter,
    Person,
    Punishment,
    StatusRow,
    Title,
    Unit,
)
from oracle_headcount import headcount_month
from oracle_ipasn import categorise, ip_asn
from oracle_kgb import judge_increment, kgb_due
from oracle_performance import MATRIX, appraisal_distribution, derive, performance_ranking, rater_severity
from oracle_retirement import find_retirement, retirement_forecast
from oracle_satyalancana import contract_due, judge_award
from oracle_talent import BOX, succession_pool, talent_box
from oracle_training_law import mandatory_training

PELAKSANA, KABID, KADIS, KASUBBAG, AHLI_MUDA, GURU = (
    Place(number, 1, Title(number, level, is_teacher=number == 6))
    for number, level in enumerate(("PELAKSANA", "III.b", "II.b", "IV.a", "JF_AHLI_MUDA", "JF_AHLI_PERTAMA"), start=1)
)
CLTN = LegalStatus("CLTN", counts_as_service=False, blocks_promotion=True, is_excluded_from_coverage=True)
CYCLES = tuple(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in range(2010, 2030))
GOOD_YEARS = tuple(Outcome(cycle.id, "BAIK", id=cycle.id) for cycle in CYCLES)


def make(number: int = 1, **facts: Any) -> Dossier:
    """Make a PNS of long service without a post, Baik every year, who has one thing or other changed."""
    person = Person(number, f"Orang {number}", "P", facts.pop("born_on", date(1985, 5, 5)), facts.pop("diplomas", ()))
    usual: dict[str, Any] = {
        "nip": f"1985050520050120{number:02d}",
        "employment_type": "PNS",
        "scheme": "PNS",
        "appointed_on": date(2005, 1, 1),
        "permanent_on": date(2006, 1, 1),
        "appraisals": GOOD_YEARS,
    }
    merged: dict[str, Any] = {"id": number, "person": person} | usual | facts
    return Dossier(**merged)


def office(*employees: Dossier, **own: Any) -> Office:
    """Make an agency of one unit, with the city's own values `own`."""
    values = tuple(Parameter(code, value, date(2000, 1, 1)) for code, value in own.items())
    seats = (PELAKSANA, KABID, KADIS, KASUBBAG, AHLI_MUDA, GURU)
    return Office(1, (Unit(1, None), Unit(2, 1)), seats, CYCLES, values, employees)


def hold(*posts: tuple[Place, date]) -> tuple[AssignmentRow, ...]:
    """Return definitive posts one after another."""
    ends: list[date | None] = [*(since for _, since in posts[1:]), None]
    return tuple(
        AssignmentRow(place.id, "DEFINITIF", since, end) for (place, since), end in zip(posts, ends, strict=True)
    )


def owns(level: str) -> tuple[Diploma, ...]:
    return (Diploma(level, date(2003, 6, 1), date(2003, 6, 1)),)


def trained(kind: str, ended_on: date, hours: int = 24, number: int = 1) -> Done:
    return Done(number, kind, f"{kind} {number}", ended_on, ended_on, Decimal(hours))


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
    assert derive(Outcome(1, None, score=Decimal(score)), scheme, has_innovation=False) == expected


def test_only_110_with_an_innovation_is_sangat_baik() -> None:
    assert derive(Outcome(1, None, score=Decimal("110")), "PP30_2019", has_innovation=True) == 5
    assert derive(Outcome(1, None, score=Decimal("109.99")), "PP30_2019", has_innovation=True) == 4


def test_equals_share_a_rank_and_the_next_one_skips() -> None:
    def rated(number: int, predicate: str | None, work: str | None = None, written: str | None = None) -> Dossier:
        outcome = Outcome(2024, predicate, written, id=number, work=work, appraiser_id=9)
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
    def spread(best: int) -> Office:
        people = [
            make(number, appraisals=(Outcome(2024, "SANGAT_BAIK" if number <= best else "BAIK"),))
            for number in range(1, 11)
        ]
        return replace(office(*people), unit_results=(UnitResult(1, 2024, "ISTIMEWA"),))

    states = {
        best: appraisal_distribution(spread(best), date(2024, 12, 31))[1, 2024]["guide_state"] for best in (4, 5, 7, 8)
    }
    assert states == {4: "MENYIMPANG", 5: "SESUAI", 7: "SESUAI", 8: "MENYIMPANG"}


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


def index(employee: Dossier, **own: Any) -> tuple[Decimal, str]:
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
    best = (Outcome(2024, "SANGAT_BAIK"),)
    muda = make(
        diplomas=owns("S2"), assignments=hold((AHLI_MUDA, date(2018, 1, 1))), completions=courses, appraisals=best
    )
    assert index(muda) == (Decimal(80), "SEDANG")
    assert [categorise(Decimal(total)) for total in ("90.01", "90", "80.5", "60.01", "60")] == [
        "SANGAT_TINGGI", "TINGGI", "TINGGI", "RENDAH", "SANGAT_RENDAH",
    ]  # fmt: skip


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


def test_pool_leaves_out_the_punished_and_those_who_soon_retire() -> None:
    day = date(2024, 6, 1)
    levels = tuple(Assessment(number, code, 5, None, day) for number, code in enumerate(CORE_COMPETENCIES))
    facts: dict[str, Any] = {
        "diplomas": owns("S3"), "assessments": (*levels, Assessment(99, None, None, Decimal(100), day)),
        "appraisals": (Outcome(2024, "SANGAT_BAIK"),),
    }  # fmt: skip
    serving = (Punishment("POTONG_TPP_6", "SEDANG", "FINAL", date(2024, 9, 1), date(2025, 3, 1)),)
    people = (make(1, **facts), make(2, **facts, punishments=serving), make(3, **facts, born_on=date(1968, 11, 30)))
    pool = succession_pool(office(*people), date(2024, 12, 31))
    assert list(pool) == [(1,)]
    assert succession_pool(office(make(3, **facts, born_on=date(1968, 12, 1))), date(2024, 12, 31))


# --- 14.1, KGB -------------------------------------------------------------------------------------------------------


def decree(grade: str, day: date, months: int) -> tuple[GradeDecree, ...]:
    return (GradeDecree(1, grade, day, months),)


def test_next_step_of_a_grade_iii() -> None:
    due = judge_increment(office(), make(grades=decree("III/b", date(2024, 3, 1), 75)), date(2025, 6, 1))
    assert (due.step, due.next_on, due.status) == (8, date(2025, 12, 1), "DIJADWALKAN")
    noticed = judge_increment(office(), make(grades=decree("III/b", date(2024, 3, 1), 75)), date(2025, 10, 1))
    assert noticed.status == "PEMBERITAHUAN"


def test_first_increment_of_ii_a_comes_after_one_year_and_then_every_two() -> None:
    newcomer = make(grades=decree("II/a", date(2025, 1, 1), 0), appointed_on=date(2025, 1, 1), appraisals=())
    assert judge_increment(office(), newcomer, date(2025, 6, 1)).next_on == date(2026, 1, 1)
    paid = replace(newcomer, increments=(Increment(1, date(2026, 1, 1), 12),))
    assert judge_increment(office(), paid, date(2026, 6, 1)).next_on == date(2028, 1, 1)


def test_bad_year_delays_and_the_delay_counts_for_the_next() -> None:
    bad = tuple(row for row in GOOD_YEARS if row.cycle_id != 2025)
    clerk = make(grades=decree("III/a", date(2024, 1, 1), 48), appraisals=(*bad, Outcome(2025, "KURANG")))
    due = judge_increment(office(clerk), clerk, date(2026, 2, 1))
    assert (due.scheduled_on, due.next_on, due.blockers) == (date(2026, 1, 1), date(2027, 1, 1), {"KINERJA"})
    assert due.status == "DITUNDA"
    recorded = replace(clerk, increments=(Increment(1, date(2027, 1, 1), 72),))
    assert judge_increment(office(recorded), recorded, date(2027, 2, 1)).next_on == date(2028, 1, 1)


def test_unpaid_leave_moves_the_step_and_the_top_has_none() -> None:
    leave = (StatusRow(CLTN, date(2024, 6, 1), date(2024, 9, 1)),)
    clerk = make(grades=decree("III/a", date(2024, 1, 1), 48), statuses=leave)
    assert judge_increment(office(clerk), clerk, date(2025, 1, 1)).scheduled_on == date(2026, 4, 1)
    top = make(grades=decree("III/a", date(2024, 1, 1), 32 * 12))
    assert judge_increment(office(top), top, date(2025, 1, 1)).status == "PUNCAK"


def test_increment_needs_a_decree_and_a_year_before_retirement() -> None:
    assert judge_increment(office(), make(), date(2025, 1, 1)).missing == "GOLONGAN"
    old = make(grades=decree("III/a", date(2024, 1, 1), 48), born_on=date(1967, 12, 31))
    assert kgb_due(office(old), date(2025, 1, 1))[(1,)]["status_code"] == "PENSIUN"
    contract = (Contract("IX", date(2024, 1, 1), date(2029, 1, 1)),)
    pppk = make(scheme="PPPK", employment_type="PPPK", contracts=contract)
    assert judge_increment(office(), pppk, date(2025, 1, 1)).missing == "MKG"
    part_time = replace(pppk, employment_type="PPPK_PARUH_WAKTU")
    assert judge_increment(office(), part_time, date(2025, 1, 1)).status == "TIDAK_BERLAKU"
    assert judge_increment(office(kgb_include_part_time="true"), part_time, date(2025, 1, 1)).missing == "MKG"


# --- 14.2, retirement ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born_on", "place", "pension_on"),
    [
        (date(1968, 3, 15), PELAKSANA, date(2026, 4, 1)),
        (date(1968, 3, 1), PELAKSANA, date(2026, 4, 1)),
        (date(1968, 12, 31), PELAKSANA, date(2027, 1, 1)),
        (date(1968, 3, 15), KADIS, date(2028, 4, 1)),
        (date(1968, 3, 15), GURU, date(2028, 4, 1)),
        (date(1968, 2, 29), PELAKSANA, date(2026, 3, 1)),
    ],
)
def test_pension_starts_the_month_after_the_age(born_on: date, place: Place, pension_on: date) -> None:
    holder = make(born_on=born_on, assignments=hold((place, date(2020, 1, 1))))
    assert find_retirement(office(holder), holder, date(2026, 1, 1)).pension_on == pension_on


@pytest.mark.parametrize(("from_day", "pension_on"), [(1, date(2028, 10, 1)), (16, date(2026, 10, 1))])
def test_promotion_before_the_age_gains_two_years(from_day: int, pension_on: date) -> None:
    posts = hold((KABID, date(2020, 1, 1)), (KADIS, date(2026, 9, from_day)))
    kabid = make(born_on=date(1968, 9, 15), assignments=posts)
    row = retirement_forecast(office(kabid), date(2026, 8, 1))[(1,)]
    assert row["pension_on"] == pension_on
    assert (row["is_decided_by_future_post"], row["gained_months"]) == ((True, 24) if from_day == 1 else (False, 0))


# --- 14.3, awards and contracts --------------------------------------------------------------------------------------


def test_only_the_highest_earned_is_proposed_and_punishment_restarts_the_count() -> None:
    veteran = make(appointed_on=date(2004, 8, 17))
    assert judge_award(office(), veteran, date(2024, 1, 1))["award_kind_code"] == "SATYALANCANA_XX"
    a_day_late = replace(veteran, appointed_on=date(2004, 8, 18))
    assert judge_award(office(), a_day_late, date(2024, 1, 1))["award_kind_code"] == "SATYALANCANA_X"
    given = replace(veteran, awards=(Award(1, "SATYALANCANA_XX", date(2024, 8, 17)),))
    row = judge_award(office(), given, date(2024, 8, 18))
    assert (row["status_code"], row["next_award_code"], row["next_batch_on"]) == (
        "BELUM", "SATYALANCANA_XXX", date(2034, 8, 17),
    )  # fmt: skip
    case = Punishment("POTONG_TPP_12", "SEDANG", "FINAL", date(2016, 1, 1), date(2017, 1, 1))
    punished = judge_award(office(), replace(veteran, punishments=(case,)), date(2024, 1, 1))
    assert (punished["years_on_batch"], punished["restart_code"], punished["status_code"]) == (8, "HUKDIS", "BELUM")
    ended = judge_award(office(satyalancana_restart="SELESAI"), replace(veteran, punishments=(case,)), date(2024, 1, 1))
    assert ended["years_on_batch"] == 7
    appealed = replace(case, status="UPAYA_ADMINISTRATIF")
    assert judge_award(office(), replace(veteran, punishments=(appealed,)), date(2024, 1, 1))["years_on_batch"] == 20


def test_contract_ends_with_the_age_at_the_latest() -> None:
    def state(ends_on: date, born_on: date = date(1968, 3, 15)) -> str:
        contract = (Contract("IX", date(2021, 1, 1), ends_on),)
        pppk = make(scheme="PPPK", employment_type="PPPK", contracts=contract, born_on=born_on)
        return str(contract_due(office(pppk), date(2025, 1, 1))[(1,)]["status_code"])

    assert state(date(2026, 4, 2)) == "MELEBIHI_BUP"
    assert state(date(2025, 7, 1)) == "BERAKHIR_BUP"  # a year more would pass the age
    assert state(date(2025, 7, 1), date(1980, 1, 1)) == "JATUH_TEMPO"
    assert state(date(2025, 7, 2), date(1980, 1, 1)) == "BERJALAN"


# --- headcount -------------------------------------------------------------------------------------------------------


def test_headcount_balances_over_moves_ends_and_new_contracts() -> None:
    there = replace(KABID, id=7, unit_id=2)
    mover = make(1, assignments=hold((KABID, date(2020, 1, 1)), (there, date(2024, 5, 31))))
    leaver = make(2, terminated_on=date(2024, 5, 1), termination_kind="BUP")
    contracts = (
        Contract("IX", date(2020, 1, 1), date(2024, 5, 10)),
        Contract("IX", date(2024, 5, 20), date(2030, 1, 1)),
    )
    pppk = make(3, scheme="PPPK", employment_type="PPPK", contracts=contracts, appointed_on=date(2020, 1, 1))
    city = replace(office(mover, leaver, pppk), seats=(KABID, there))
    rows = headcount_month(city, date(2024, 5, 31))
    may, below = rows[1, date(2024, 5, 1)], rows[2, date(2024, 5, 1)]
    assert (may["opening"], may["hired"], may["leavers"], may["left_pension"], may["moved_out"]) == (3, 1, 2, 1, 1)
    assert (may["closing"], may["closing_pppk"], below["opening"], below["moved_in"], below["closing"]) == (
        1,
        1,
        0,
        1,
        1,
    )
    for (unit, month), row in rows.items():
        assert row["opening"] + row["joined"] - row["gone"] == row["closing"]
        following = rows.get((unit, (month + timedelta(days=31)).replace(day=1)))
        assert following is None or following["opening"] == row["closing"]
    assert len({month for _, month in rows}) == 36
    assert min(month for _, month in rows) == add_years(date(2024, 6, 1), -3)
