"""For each data rule somebody who breaks it and somebody who nearly does; everybody else is in perfect order.

`write_people` returns what must be found and nothing else: for each rule the number of the row, with its item.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from quality_registrar import Registrar, Someone

AS_OF = date(2026, 6, 30)

Found = dict[str, set[tuple[int, str]]]


def write_people(writer: Registrar) -> Found:
    """Write everybody and return what the rules must find, neither more nor less."""
    writer.open_office()
    found: Found = defaultdict(set)

    def find(rule: str, row: int | None, item: str = "") -> None:
        assert row is not None
        found[rule].add((row, item))

    writer.hire()
    write_identities(writer, find)
    write_education(writer, find)
    write_grades(writer, find)
    write_posts(writer, find)
    write_contracts(writer, find)
    write_appraisals(writer, find)
    write_training(writer, find)
    write_organization(writer, find)
    write_decrees(writer, find)
    return dict(found)


def write_identities(writer: Registrar, find: Any) -> None:
    one = writer.hire(nip_born=date(1985, 5, 6))
    find("nip_disagrees_with_birth_date", one.employee)
    writer.hire(sex="P")  # no + 40 in a NIP, but in a NIK

    find("nip_disagrees_with_appointment", writer.hire(nip_appointed=date(2010, 2, 1)).employee)
    writer.hire(scheme="PPPK", appointed=date(2021, 7, 1), contracts=((date(2021, 7, 1), date(2029, 1, 1)),))

    find("appointed_at_odd_age", writer.hire(born=date(1992, 5, 5), appointed=date(2010, 5, 1)).employee)
    writer.hire(born=date(1992, 5, 5), appointed=date(2010, 6, 1))

    find("nik_missing", writer.hire(has_nik=False).person)
    left = writer.hire(has_nik=False, has_post=False)
    writer.leave(left.employee, "2024-01-01")

    find("nik_disagrees_with_birth_date", writer.hire(nik_born=date(1985, 5, 6)).person)
    find("nik_disagrees_with_sex", writer.hire(sex="P", nik_plus=0).person)
    writer.hire(born=date(1985, 5, 31))
    find("nik_of_another_region", writer.hire(nik_region="990501").person)
    writer.hire(nik_region="997121")

    writer.hire(name="Siti Aminah", born=date(1986, 1, 1))
    find("person_recorded_twice", writer.hire(name="SITI  AMINAH", born=date(1986, 1, 1)).person)
    writer.hire(name="Siti Aminah", born=date(1986, 1, 2))

    find("pppk_with_permanent_date", writer.hire(scheme="PPPK", permanent=date(2022, 1, 1)).employee)
    find("probation_overdue", writer.hire(appointed=date(2024, 6, 30), permanent=None).employee)
    writer.hire(appointed=date(2024, 7, 1), permanent=None)


def write_education(writer: Registrar, find: Any) -> None:
    find("employee_without_diploma", writer.hire(diploma=None).employee)
    unrecognised = writer.hire(diploma=None)
    find("no_diploma_recognised", writer.graduate(unrecognised, "S1", date(2008, 6, 1), date(2026, 7, 1)))
    writer.graduate(unrecognised, "SLTA", date(2009, 6, 1), None)
    of_equals = writer.hire(diploma=None)
    for day in (date(2010, 6, 1), date(2009, 6, 1)):
        writer.graduate(of_equals, "S1", day, None)
    find("no_diploma_recognised", writer.graduate(of_equals, "S1", date(2011, 6, 1), None))
    writer.graduate(writer.hire(), "S2", date(2018, 6, 1), None)

    hasty = writer.hire(diploma=None)
    find(
        "diploma_recognised_before_graduation",
        writer.graduate(hasty, "S1", date(2008, 6, 2), date(2008, 6, 1)),
    )
    prompt = writer.hire(diploma=None)
    writer.graduate(prompt, "S1", date(2008, 6, 1), date(2008, 6, 1))

    find("graduation_before_age", writer.graduate(writer.hire(), "SD", date(1995, 5, 4), date(2010, 1, 1)))
    writer.graduate(writer.hire(), "SD", date(1995, 5, 5), date(2010, 1, 1))


def write_grades(writer: Registrar, find: Any) -> None:
    find("pns_without_grade", writer.hire(grade=None).employee)
    writer.rank(writer.hire(grade=None), "III/a", AS_OF)

    find("grade_of_the_other_scheme", writer.rank(writer.hire(scheme="PPPK"), "III/b", date(2022, 1, 1)))
    writer.rank(writer.hire(scheme="PPPK"), "X", date(2022, 1, 1))

    twice = writer.hire()
    find("two_grades_of_one_tmt", twice.grade)
    writer.rank(twice, "III/b", date(2010, 1, 1))
    writer.rank(writer.hire(), "III/b", date(2010, 1, 2))

    find("grade_before_appointment", writer.rank(writer.hire(), "II/d", date(2009, 12, 31)))

    falling = writer.hire(grade="III/b")
    find("grade_falls_without_reason", writer.rank(falling, "III/a", date(2015, 4, 1)))
    writer.rank(writer.hire(grade="III/b"), "III/a", date(2015, 4, 1), "PENURUNAN")

    officials = writer.seat(writer.unit_id, "JF_AHLI_PERTAMA")
    for grade in ("III/d", "III/c"):
        one = writer.hire(grade=grade, seat=officials, post_from=date(2024, 1, 1))
        if grade == "III/d":
            find("grade_outside_range", one.post)


def write_posts(writer: Registrar, find: Any) -> None:
    find("employee_without_post", writer.hire(has_post=False).employee)
    writer.hire(post_from=AS_OF)

    for gap in (1, 0):
        mover = writer.hire(has_post=False)
        writer.place(mover, writer.staff_seat, date(2010, 1, 1), date(2020, 1, 1))
        later = writer.place(mover, writer.staff_seat, date(2020, 1, 1) + timedelta(days=gap))
        if gap:
            find("gap_between_posts", later)
    away = writer.hire(has_post=False)
    writer.place(away, writer.staff_seat, date(2010, 1, 1), date(2020, 1, 1))
    writer.status(away.employee, "CLTN", "2020-01-01", "2021-01-01")
    writer.place(away, writer.staff_seat, date(2021, 1, 1))

    find("post_before_appointment", writer.hire(post_from=date(2009, 12, 31)).post)

    for until in (None, date(2024, 1, 1)):
        left = writer.hire(has_post=False)
        post = writer.place(left, writer.staff_seat, date(2010, 1, 1), until)
        writer.leave(left.employee, "2024-01-01")
        if until is None:
            find("post_after_termination", post)

    for needed in (1, 2):
        seat = writer.seat(writer.unit_id, "IV.a")
        writer.connection.execute("UPDATE personnel.seat SET needed_count = %s WHERE id = %s", [needed, seat])
        former = writer.hire(grade="III/c", seat=seat, post_from=date(2015, 1, 1))
        writer.hire(grade="III/c", seat=seat, post_from=date(2020, 1, 1))
        if needed == 1:
            find("structural_seat_held_twice", former.post)

    early = date(1990, 1, 1)
    find("past_retirement_still_employed", writer.hire(born=date(1968, 5, 10), appointed=early).employee)
    writer.hire(born=date(1968, 6, 10), appointed=early)


def write_contracts(writer: Registrar, find: Any) -> None:
    find("pppk_without_contract", writer.hire(scheme="PPPK", contracts=()).employee)

    def last_contract(someone: Someone) -> int:
        row = writer.connection.execute(
            "SELECT max(id) FROM personnel.pppk_contract WHERE employee_id = %s", [someone.employee]
        ).fetchone()
        assert row is not None
        return int(row[0])

    start, pension = date(2021, 1, 1), date(2027, 4, 1)
    for until in (pension, pension + timedelta(days=1)):
        one = writer.hire(scheme="PPPK", born=date(1969, 3, 10), contracts=((start, until),))
    find("contract_past_retirement_age", last_contract(one))

    for gap in (0, 1):
        renewal = date(2024, 1, 1) + timedelta(days=gap)
        one = writer.hire(scheme="PPPK", contracts=((start, date(2024, 1, 1)), (renewal, date(2029, 1, 1))))
    find("gap_between_contracts", last_contract(one))

    civil = writer.hire()
    writer.contract(civil.employee, "2021-01-01", "2029-01-01")
    find("contract_of_a_pns", last_contract(civil))


def write_appraisals(writer: Registrar, find: Any) -> None:
    find("skp_missing", writer.hire(skip_years=(2024,)).employee, "2024")
    writer.hire(appointed=date(2025, 7, 2), permanent=None)
    away = writer.hire(skip_years=(2025,))
    writer.status(away.employee, "CLTN", "2025-07-01", "2025-12-01")

    scrawled = writer.hire(skip_years=(2025,))
    find("predicate_unreadable", writer.appraise(scrawled, 2025, predicate=None, predicate_written="terlampir"))
    worded = writer.hire(skip_years=(2025,))
    find("predicate_in_words", writer.appraise(worded, 2025, predicate=None, predicate_written="BAIK "))
    writer.appraise(writer.hire(skip_years=(2025,)), 2025, predicate_written="baik")

    unrated = writer.hire(skip_years=(2025,))
    find("ratings_missing", writer.appraise(unrated, 2025, behaviour_rating=None))
    praised = writer.hire(skip_years=(2025,))
    find("predicate_differs_from_scheme", writer.appraise(praised, 2025, predicate="SANGAT_BAIK"))


def write_training(writer: Registrar, find: Any) -> None:
    day = date(2025, 3, 3)
    one = writer.hire()
    find("implausible_hours", writer.train(one, "Bimtek A", day, day, 10.5))
    find("implausible_hours", writer.train(one, "Bimtek B", day, day, 0))
    writer.train(one, "Bimtek C", day, day + timedelta(days=1), 20)

    one = writer.hire()
    writer.train(one, "Bimtek A", day, day, 8, "B/1")
    find("completion_entered_twice", writer.train(one, "Bimtek A (salinan)", day, day, 8, "b / 1"))
    writer.train(one, "Webinar", day, day, 3)
    find("completion_entered_twice", writer.train(one, "WEBINAR", day, day, 2))
    writer.train(one, "Webinar", day + timedelta(days=1), day + timedelta(days=1), 2)

    one = writer.hire()
    writer.train(one, "Bimtek A", date(2024, 3, 3), date(2024, 3, 3), 8, "B/7")
    find("certificate_in_two_years", writer.train(one, "Bimtek A", day, day, 8, "B/7"))
    writer.train(one, "Bimtek A", day, day + timedelta(days=3), 8, "B/8")

    find("completion_in_the_future", writer.train(one, "Bimtek D", AS_OF, AS_OF + timedelta(days=1), 8))
    writer.train(one, "Bimtek E", AS_OF, AS_OF, 8)

    course = writer.insert("personnel.course", code="A", title="Bimtek A", training_kind__code="BIMTEK", hours=8)
    for budget, spent in ((1000, "1000.50"), (1000, 1000), (1000, None), (None, 1000)):
        session = writer.insert(
            "personnel.session", agency_id=writer.office, course_id=course, name=f"Angkatan {budget} {spent}",
            starts_on=day, ends_on=day, budget=budget, spent=spent,
        )  # fmt: skip
        if spent == "1000.50":
            find("session_overspent", session)


def write_organization(writer: Registrar, find: Any) -> None:
    experts = writer.seat(writer.unit_id, "JF_AHLI_MUDA")
    for has_base in (True, False):
        one = writer.hire(grade="III/c", seat=experts, post_from=date(2020, 1, 1))
        if has_base:
            writer.insert(
                "personnel.credit_record", employee_id=one.employee, position_level__code="JF_AHLI_MUDA",
                kind="INTEGRASI", period_from="2022-12-01", period_to="2023-01-01", credit=100,
            )  # fmt: skip
        else:
            find("credit_base_missing", one.post)

    # Without a grade nobody knows the credit either, but nothing is to be carried over.
    find("pns_without_grade", writer.hire(grade=None, seat=experts, post_from=date(2024, 1, 1)).employee)

    silent = writer.seat(writer.unit_id, "PELAKSANA")
    writer.hire(seat=silent)
    find("seat_without_education", silent)
    writer.seat(writer.unit_id, "PELAKSANA")  # nobody sits there
    tomorrow = AS_OF + timedelta(days=1)
    for since, until, is_found in (
        (date(2020, 1, 1), AS_OF, True),
        (date(2020, 1, 1), tomorrow, False),
        (AS_OF, None, False),
        (tomorrow, None, True),
    ):
        seat = writer.ask_diploma(writer.seat(writer.unit_id, "PELAKSANA"), since, until)
        writer.hire(seat=seat)
        if is_found:
            find("seat_without_education", seat)
    left, left_tomorrow, acted = (writer.seat(writer.unit_id, "PELAKSANA") for _ in range(3))
    for seat, day in ((left, AS_OF), (left_tomorrow, tomorrow)):
        one = writer.hire(has_post=False)
        writer.place(one, seat, date(2010, 1, 1), day)
        writer.place(one, writer.staff_seat, day)
    find("seat_without_education", left_tomorrow)
    writer.post(writer.hire().employee, acted, "2026-01-01", kind="PLT")

    find("agency_without_top_unit", writer.agency("BARU"))


def write_decrees(writer: Registrar, find: Any) -> None:
    """Ask for the files of decrees since 2020; only what somebody is today needs them."""
    writer.insert(
        "stewardship.local_parameter", agency_id=writer.office, code="decree_file_from", value="2020",
        valid_from="2026-01-01", reason="Uji",
    )  # fmt: skip
    one = writer.hire(grade="II/d")
    earlier, one.grade = one.grade, writer.rank(one, "III/a", date(2014, 4, 1))
    for table, row, issued_on, digest, is_found in (
        ("grade_record", one.grade, "2020-01-01", None, True),
        ("assignment", one.post, "2020-01-01", None, True),
        ("grade_record", earlier, "2020-01-01", None, False),
        ("assignment", writer.hire().post, "2019-12-31", None, False),
        ("grade_record", writer.hire().grade, "2020-01-01", "0" * 64, False),
    ):
        decree = writer.insert(
            "personnel.decree", agency_id=writer.office, kind="LAIN", number=str(next(writer.serial)),
            issued_on=issued_on, file_hash=digest,
        )  # fmt: skip
        writer.connection.execute(f"UPDATE personnel.{table} SET decree_id = %s WHERE id = %s", [decree, row])
        if is_found:
            find("decree_without_file", decree)
