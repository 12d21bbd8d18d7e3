"""The oracle of due lists and headcounts against the worked examples that rules.md and the definitions print."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from oracle_calendar import add_years
from oracle_example import CLTN, GOOD_YEARS, GURU, KABID, KADIS, PELAKSANA, hold, make, office
from oracle_facts import Appraisal, Award, Contract, GradeRow, Increment, Punishment, Seat, StatusRow
from oracle_headcount import headcount_month
from oracle_kgb import judge_increment, kgb_due
from oracle_retirement import find_retirement, retirement_forecast
from oracle_satyalancana import contract_due, judge_award

# --- 14.1, KGB -------------------------------------------------------------------------------------------------------


def decree(grade: str, day: date, months: int) -> tuple[GradeRow, ...]:
    return (GradeRow(1, grade, day, months),)


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
    clerk = make(grades=decree("III/a", date(2024, 1, 1), 48), appraisals=(*bad, Appraisal(2025, "KURANG")))
    due = judge_increment(office(clerk), clerk, date(2026, 2, 1))
    assert (due.scheduled_on, due.next_on, due.blockers) == (date(2026, 1, 1), date(2027, 1, 1), {"KINERJA"})
    assert due.status == "DITUNDA"
    recorded = replace(clerk, increments=(Increment(1, date(2027, 1, 1), 72),))
    assert judge_increment(office(recorded), recorded, date(2027, 2, 1)).next_on == date(2028, 1, 1)


def test_unpaid_leave_moves_the_step_and_the_top_has_none() -> None:
    leave = (StatusRow(CLTN, date(2024, 6, 1), date(2024, 9, 1)),)
    clerk = make(grades=decree("III/a", date(2024, 1, 1), 48), statuses=leave)
    due = judge_increment(office(clerk), clerk, date(2025, 1, 1))
    assert (due.scheduled_on, due.blockers) == (date(2026, 4, 1), {"CLTN"})
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
def test_pension_starts_the_month_after_the_age(born_on: date, place: Seat, pension_on: date) -> None:
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
    running = replace(veteran, punishments=(replace(case, valid_to=date(2025, 1, 1)),))
    served = judge_award(office(satyalancana_restart="SELESAI"), running, date(2024, 1, 1))
    assert (served["count_from"], served["years_on_batch"], served["status_code"]) == (date(2025, 1, 1), 0, "BELUM")
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
