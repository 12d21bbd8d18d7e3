"""The oracle itself against the worked examples and the boundaries that rules.md prints."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from oracle_calendar import add_years, round_half_up, whole_months
from oracle_duk import duk
from oracle_example import CLTN, GOOD_YEARS, KABID, KASUBBAG, PELAKSANA, hold, make, office, owns
from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Completion,
    Contract,
    Employee,
    GradeRow,
    Parameter,
    PriorService,
    Punishment,
    Seat,
    StatusRow,
    Title,
)
from oracle_law import next_period
from oracle_path_case import Finding
from oracle_paths import Verdict, judge_employee
from oracle_state import find_pension_date, find_service_months
from oracle_training import recognise_hours, training_coverage, training_employee

KASI = Seat(7, 1, Title(7, "IV.a"))


def make_employee(number: int, grades: dict[str, date], **facts: Any) -> Employee:
    rows = tuple(GradeRow(place, grade, day) for place, (grade, day) in enumerate(grades.items()))
    appointed_on = facts.pop("appointed_on", date(2005, 1, 1))
    defaults = {"appointed_on": appointed_on, "permanent_on": add_years(appointed_on, 1), "grades": rows}
    return make(number, **defaults | facts)


def make_agency(*employees: Employee) -> Agency:
    usual = office(*employees)
    return replace(usual, seats=(*usual.seats, KASI))


# --- 3.1, the order of the DUK ---------------------------------------------------------------------------------------


def test_duk_orders_the_worked_example() -> None:
    october = {"III/c": date(2018, 4, 1), "III/d": date(2022, 10, 1)}
    rina = make_employee(1, {"III/d": date(2022, 4, 1)}, appointed_on=date(2009, 12, 1))
    bayu = make_employee(2, october, appointed_on=date(2006, 12, 1), assignments=hold((KABID, date(2024, 1, 2))))
    sari = make_employee(3, october, appointed_on=date(2004, 10, 1), assignments=hold((KASUBBAG, date(2021, 2, 1))))
    tono = make_employee(4, october, appointed_on=date(2002, 12, 1), assignments=hold((KASI, date(2021, 3, 1))))
    rows = duk(make_agency(tono, sari, bayu, rina), date(2024, 12, 31))
    assert [row.standing.employee for row in rows] == [rina, bayu, sari, tono]
    assert [row.decided_by for row in rows] == [None, "TMT_GOLONGAN", "JABATAN", "TMT_JABATAN"]


def test_duk_keeps_the_date_of_a_level_over_a_move_and_restarts_it_after_a_gap() -> None:
    first = AssignmentRow(KASUBBAG.id, "DEFINITIF", date(2020, 1, 1), date(2022, 1, 1))
    moved = make_employee(1, {"III/d": date(2020, 1, 1)}, assignments=(first, *hold((KASI, date(2022, 1, 1)))))
    paused = make_employee(2, {"III/d": date(2020, 1, 1)}, assignments=(first, *hold((KASI, date(2022, 1, 2)))))
    since = {
        row.standing.employee.id: row.standing.position_since
        for row in duk(make_agency(moved, paused), date(2024, 1, 1))
    }
    assert since == {1: date(2020, 1, 1), 2: date(2022, 1, 2)}


def test_duk_leaves_out_contract_staff_probationers_leavers_and_the_gradeless() -> None:
    grades = {"III/a": date(2020, 1, 1)}
    probationer = make_employee(1, grades, permanent_on=None)
    leaver = make_employee(2, grades, terminated_on=date(2024, 12, 31))
    gradeless = make_employee(3, {"III/a": date(2025, 1, 1)})
    contract = (Contract("IX", date(2020, 1, 1), date(2030, 1, 1)),)
    pppk = replace(make_employee(4, grades), scheme="PPPK", employment_type="PPPK", contracts=contract)
    assert duk(make_agency(probationer, leaver, gradeless, pppk), date(2024, 12, 31)) == []
    assert len(duk(make_agency(leaver), date(2024, 12, 30))) == 1


def test_service_adds_prior_months_and_takes_unpaid_leave_off() -> None:
    leave = (StatusRow(CLTN, date(2020, 1, 15), date(2021, 1, 14)),)
    prior = (PriorService(7, date(2024, 1, 1)), PriorService(5, date(2024, 1, 2)))
    employee = make_employee(1, {}, appointed_on=date(2010, 1, 1), statuses=leave, prior_services=prior)
    assert find_service_months(employee, date(2024, 1, 1)) == 14 * 12 + 7 - 11


# --- 4.1, periods ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2023, 4, 1), date(2023, 4, 1)),
        (date(2023, 4, 2), date(2023, 10, 1)),
        (date(2023, 10, 2), date(2024, 2, 1)),
        (date(2023, 12, 31), date(2024, 2, 1)),
        (date(2024, 1, 1), date(2024, 2, 1)),
        (date(2024, 2, 2), date(2024, 4, 1)),
        (date(2025, 8, 15), date(2025, 10, 1)),  # 4.13 example 3
        (date(2025, 9, 30), date(2025, 10, 1)),
        (date(2025, 10, 1), date(2025, 10, 1)),
        (date(2025, 10, 15), date(2025, 11, 1)),  # 4.13 example 3
        (date(2025, 12, 2), date(2026, 1, 1)),
    ],
)
def test_next_period_follows_the_regime_of_the_candidate_date(day: date, period: date) -> None:
    assert next_period(day) == period


# --- 4.13, regular promotion -----------------------------------------------------------------------------------------


def judge(agency: Agency, employee: Employee, day: date) -> Verdict:
    """Return the verdict on the regular path, which comes first."""
    return next(judge_employee(agency, employee, day, set()))


def outline(finding: Finding) -> tuple[str, str, str, str, date | None]:
    return finding.rule, finding.blocker, finding.state, finding.item, finding.turns_true_on


def make_clerk(**facts) -> Employee:
    grades = {"II/d": date(2018, 4, 1), "III/a": date(2022, 4, 1)}
    return make_employee(1, facts.pop("grades", grades), diplomas=owns(facts.pop("level", "SLTA")), **facts)


def test_example_1_waits_for_four_years_whatever_the_superior_holds() -> None:
    superior = make_employee(2, {"III/a": date(2020, 4, 1)}, assignments=hold((KASI, date(2020, 1, 1))))
    below = Seat(9, 1, Title(9, "PELAKSANA"), superior_seat_id=KASI.id)
    clerk = make_clerk(assignments=hold((below, date(2020, 1, 1))))
    agency = replace(make_agency(clerk, superior), seats=(PELAKSANA, KASI, below))
    row = judge(agency, clerk, date(2026, 1, 15))
    assert (row.case.grade, row.target, row.earliest_tmt) == ("III/a", "III/b", date(2026, 4, 1))
    assert (row.status, row.readiness_class) == ("TIDAK_MEMENUHI", "SIAP_6BLN")
    (wait,) = row.findings
    assert outline(wait) == ("REGULER_MASA_PANGKAT", "MASA_PANGKAT", "BELUM_WAKTUNYA", "-", date(2026, 4, 1))
    assert (wait.needed, wait.actual, wait.evidence) == ("48", "45", ("personnel.grade_record", 1))
    assert judge(agency, clerk, date(2026, 4, 1)).readiness_class == "SIAP"
    before = replace(clerk, grades=(GradeRow(1, "II/d", date(2015, 4, 1)), GradeRow(2, "III/a", date(2020, 4, 1))))
    agency = replace(agency, employees=(before, superior))
    assert judge(agency, before, date(2025, 3, 1)).blockers == ["PANGKAT_ATASAN"]
    assert judge(agency, before, date(2025, 5, 20)).readiness_class == "SIAP"


def test_example_1_reaches_the_ceiling_afterwards() -> None:
    clerk = make_clerk(grades={"III/a": date(2018, 4, 1), "III/b": date(2022, 4, 1)})
    row = judge(make_agency(clerk), clerk, date(2026, 4, 1))
    assert (row.readiness_class, row.blockers, row.earliest_tmt) == ("PUNCAK", ["PLAFON_PENDIDIKAN"], None)


def test_example_2_needs_the_exam_that_a_diploma_iii_does_not_replace() -> None:
    grades = {"II/c": date(2018, 6, 1), "II/d": date(2022, 6, 1)}
    clerk = make_clerk(grades=grades, level="D3")
    row = judge(make_agency(clerk), clerk, date(2026, 6, 1))
    assert (row.readiness_class, row.blockers) == ("TERHALANG", ["UJIAN_DINAS"])
    graduate = make_clerk(grades=grades, level="S1")
    assert judge(make_agency(graduate), graduate, date(2026, 6, 1)).readiness_class == "SIAP"


def test_first_promotion_counts_from_the_appointment_and_a_specialist_needs_two_years() -> None:
    clerk = make_clerk(grades={"III/a": date(2025, 1, 1)}, level="S1", appointed_on=date(2021, 1, 1))
    assert judge(make_agency(clerk), clerk, date(2026, 1, 1)).status == "MEMENUHI"
    steps = {"III/a": date(2020, 1, 1), "III/b": date(2024, 1, 1)}
    specialist = make_clerk(grades=steps, level="SPESIALIS", appraisals=(Appraisal(2025, "BAIK"),))
    assert judge(make_agency(specialist), specialist, date(2026, 1, 1)).status == "MEMENUHI"


def test_missing_appraisal_is_no_bad_appraisal_and_a_year_not_over_is_only_early() -> None:
    ready = make_clerk(grades={"II/d": date(2015, 4, 1), "III/a": date(2020, 4, 1)})
    missing = replace(ready, appraisals=(Appraisal(2025, "BAIK"),))
    bad = replace(ready, appraisals=(Appraisal(2025, "BAIK"), Appraisal(2024, None, "Cukup")))
    day = date(2026, 1, 1)
    assert judge(make_agency(missing), missing, day).status == "DATA_TIDAK_LENGKAP"
    assert judge(make_agency(bad), bad, day).blockers == ["SKP_KURANG"]
    early = judge(make_agency(ready), ready, date(2025, 12, 2))
    assert [*map(outline, early.findings)] == [("REGULER_SKP", "SKP_TIDAK_ADA", "BELUM_WAKTUNYA", "2025", day)]
    assert (early.earliest_tmt, early.readiness_class) == (day, "SIAP_6BLN")


def test_punishment_blocks_until_it_ends_and_light_ones_do_not() -> None:
    clerk = make_clerk(grades={"II/d": date(2015, 4, 1), "III/a": date(2020, 4, 1)})
    heavy = Punishment("POTONG_TPP_6", "SEDANG", "FINAL", date(2026, 1, 1), date(2026, 7, 1))
    punished = replace(clerk, punishments=(heavy,))
    row = judge(make_agency(punished), punished, date(2026, 2, 1))
    expected = ("REGULER_HUKUMAN_SEDANG", "HUKDIS", "BELUM_WAKTUNYA", "-", date(2026, 7, 1))
    assert [*map(outline, row.findings)] == [expected]
    for harmless in (replace(heavy, severity="RINGAN"), replace(heavy, status="UPAYA_ADMINISTRATIF")):
        pardoned = replace(clerk, punishments=(harmless,))
        assert judge(make_agency(pardoned), pardoned, date(2026, 2, 1)).status == "MEMENUHI"


def test_unpaid_leave_moves_the_date_and_pension_comes_first() -> None:
    def find_met_on(*leaves: StatusRow) -> date | None:
        clerk = make_clerk(statuses=leaves)
        return judge(make_agency(clerk), clerk, date(2026, 1, 2)).findings[0].turns_true_on

    # The months of leave do not count, by whole months: 44 days are one month, and 30 days are none.
    assert find_met_on(StatusRow(CLTN, date(2023, 1, 1), date(2023, 2, 14))) == date(2026, 5, 1)
    assert find_met_on(StatusRow(CLTN, date(2023, 1, 1), date(2023, 1, 31))) == date(2026, 4, 1)
    assert find_met_on(StatusRow(CLTN, date(2022, 1, 1), date(2022, 6, 1))) == date(2026, 6, 1)  # before the TMT: not
    assert find_met_on(StatusRow(CLTN, date(2025, 1, 2))) == date(2027, 4, 1)  # still lasting: to the as-of date
    assert find_met_on(StatusRow(CLTN, date(2026, 1, 3), date(2027, 1, 3))) == date(2026, 4, 1)  # not begun
    old = make_clerk(born_on=date(1968, 3, 1))
    assert judge(make_agency(old), old, date(2026, 1, 2)).blockers == ["MASA_PANGKAT", "BUP"]


@pytest.mark.parametrize(("year", "met_on"), [(2019, date(2022, 1, 1)), (2024, date(2027, 1, 1))])
def test_bad_appraisal_tells_the_first_day_of_a_tmt_whose_years_can_all_be_good(year: int, met_on: date) -> None:
    appraisals = tuple(replace(row, predicate="KURANG") if row.cycle_id == year else row for row in GOOD_YEARS)
    clerk = make_clerk(grades={"II/d": date(2010, 4, 1), "III/a": date(2014, 4, 1)}, appraisals=appraisals)
    day = date(year + 1, 1, 1)
    while day < met_on:
        row = judge(make_agency(clerk), clerk, day)
        assert row.tmt is not None
        told = {each.turns_true_on for each in row.findings if each.blocker == "SKP_KURANG"}
        assert told == ({met_on} if row.tmt < met_on else set()), day
        day += timedelta(days=1)
    assert judge(make_agency(clerk), clerk, met_on).status == "MEMENUHI"


@pytest.mark.parametrize("born_on", [date(1968, 3, 1), date(1968, 3, 15), date(1968, 3, 31)])
def test_pension_starts_in_the_month_after_the_birthday(born_on: date) -> None:
    clerk = make_clerk(born_on=born_on)
    assert find_pension_date(make_agency(clerk), clerk, date(2025, 1, 1)) == date(2026, 4, 1)


def test_contract_staff_and_post_holders_are_outside_the_regular_path() -> None:
    head = make_clerk(assignments=hold((KABID, date(2020, 1, 1))))
    assert judge(make_agency(head), head, date(2026, 4, 1)).status == "TIDAK_BERLAKU"
    pppk = replace(make_clerk(), scheme="PPPK", employment_type="PPPK")
    assert judge(make_agency(pppk), pppk, date(2026, 4, 1)).status == "TIDAK_BERLAKU"


# --- 7.1, training ---------------------------------------------------------------------------------------------------


def course(number: int, hours: str, day: date = date(2025, 6, 2), **facts) -> Completion:
    kind, title = facts.pop("kind", "TEKNIS"), facts.pop("title", f"Kursus {number}")
    return Completion(number, kind, title, facts.pop("started_on", day), day, Decimal(hours), **facts)


def hours_of(*completions: Completion, year: int = 2025) -> Decimal:
    return recognise_hours(make_employee(1, {}, completions=completions), year, date(2025, 12, 31))


def test_hours_belong_to_the_year_of_the_last_day_and_future_ones_to_none() -> None:
    over_new_year = course(1, "16", date(2025, 1, 1), started_on=date(2024, 12, 28))
    assert hours_of(over_new_year) == 16
    assert hours_of(over_new_year, year=2024) == 0
    assert hours_of(course(1, "16", date(2026, 1, 1)), year=2026) == 0


def test_duplicates_count_once_and_the_longer_one_stays() -> None:
    assert hours_of(course(1, "8", certificate="AB 12/3"), course(2, "10", certificate="ab12/3 ")) == 10
    assert hours_of(course(1, "8", title="Pelayanan Prima"), course(2, "8", title=" pelayanan  prima")) == 8
    assert hours_of(course(1, "8", title="SAKIP"), course(2, "8", title="SAKIP", day=date(2025, 6, 3))) == 16


def test_conversion_fixes_or_caps_the_hours_of_a_kind() -> None:
    assert hours_of(course(1, "320", kind="SEMINAR")) == 8
    assert hours_of(course(1, "320", kind="SEMINAR", started_on=date(2025, 6, 1))) == 16
    assert hours_of(course(1, "0", kind="COACHING"), course(2, "9", kind="MAGANG")) == 22


def test_pppk_hours_above_the_cap_are_reported_and_not_counted() -> None:
    contracts = (Contract("IX", date(2020, 1, 1), date(2030, 1, 1)),)
    pppk = replace(make_employee(1, {}), scheme="PPPK", employment_type="PPPK", contracts=contracts)
    agency = make_agency(replace(pppk, completions=(course(1, "24.01"),)))
    row = training_employee(agency, date(2025, 12, 31))[-1]
    assert (row.status, row.hours, row.hours_counted, row.is_met) == (
        "MELEBIHI_BATAS",
        Decimal("24.01"),
        Decimal(24),
        True,
    )


def test_probationers_are_covered_by_proof_or_within_the_year_of_basic_training() -> None:
    def status(as_of: date, *completions: Completion, **own: str) -> str:
        probationer = make_employee(1, {}, appointed_on=date(2025, 3, 1), permanent_on=None, completions=completions)
        values = tuple(Parameter(code, value, date(2000, 1, 1)) for code, value in own.items())
        agency = replace(make_agency(probationer), parameters=values)
        return training_employee(agency, as_of)[-1].status

    latsar = course(1, "1", date(2026, 4, 20), kind="LATSAR")
    assert status(date(2025, 12, 31)) == status(date(2026, 2, 28)) == "TERPENUHI_LATSAR"
    assert status(date(2025, 12, 31), training_cpns_covered="false") == "BELUM"
    assert status(date(2026, 3, 1)) == status(date(2026, 4, 19), latsar) == status(date(2027, 1, 1), latsar) == "BELUM"
    assert status(date(2026, 4, 20), latsar, training_cpns_covered="false") == "TERPENUHI_LATSAR"
    assert status(date(2026, 4, 20), replace(latsar, kind="PRAJABATAN")) == "TERPENUHI_LATSAR"
    assert status(date(2026, 4, 20), replace(latsar, kind="ORIENTASI_PPPK")) == "BELUM"


def test_coverage_leaves_the_excluded_out_and_rounds_half_up() -> None:
    trained = make_employee(1, {}, completions=(course(1, "20"),))
    away = make_employee(2, {}, statuses=(StatusRow(CLTN, date(2025, 7, 1)),))
    retiring = make_employee(3, {}, born_on=date(1967, 11, 30))
    untrained = [make_employee(number, {}) for number in (4, 5)]
    rows = training_coverage(make_agency(trained, away, retiring, *untrained), date(2025, 12, 31))
    root, below = (next(row for row in rows if (row.year, row.unit_id) == (2025, unit)) for unit in (1, 2))
    assert (root.employees, root.met, root.excluded, root.never_trained_3y) == (3, 1, 2, 2)
    assert (root.coverage_pct, root.mean_hours, root.median_hours) == (Decimal("33.33"), Decimal("6.67"), Decimal(0))
    assert (below.employees, below.coverage_pct, below.mean_hours) == (0, None, None)


# --- arithmetic ------------------------------------------------------------------------------------------------------


def test_months_are_whole_and_rounding_is_half_up() -> None:
    assert whole_months(date(2024, 1, 31), date(2024, 2, 29)) == 0
    assert whole_months(date(2023, 12, 31), date(2024, 12, 31)) == 12
    assert whole_months(date(2025, 1, 1), date(2024, 1, 1)) == 0
    assert add_years(date(2020, 2, 29), 2) == date(2022, 2, 28)
    assert round_half_up(Decimal("28.125")) == Decimal("28.13")
