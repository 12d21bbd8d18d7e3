"""Read every fact of every agency back from the tables, by plain SELECTs."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
from oracle_facts import (
    Agency,
    Appraisal,
    Assessment,
    AssignmentRow,
    Award,
    Completion,
    Contract,
    Course,
    CreditRow,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    Increment,
    LedgerRow,
    LegalStatus,
    Parameter,
    PatternRow,
    Person,
    PriorService,
    Punishment,
    Rating,
    Request,
    Requirement,
    Seat,
    Sheet,
    StatusRow,
    Title,
    Unit,
    UnitResult,
)
from population_followup import FACTS
from population_kept import KEPT
from population_partner import load_agreements
from population_plan import load_sessions
from population_service import load_service

Groups = dict[int, tuple[Any, ...]]

# Each query reads a table `r` and gives the owner's number first, then the fields of the fact in their order.
WEEKDAYS = (
    "is_rostered, ARRAY(SELECT weekday FROM personnel.work_pattern_day d WHERE d.work_pattern_id = p.id), "
    "valid_from, valid_to"
)
OF_EMPLOYEE: dict[str, tuple[Callable[..., Any], str]] = {
    "grades": (
        GradeRow,
        "SELECT employee_id, r.id, g.code, valid_from, service_years * 12 + service_months "
        "FROM personnel.grade_record r JOIN reference.grade g ON g.id = grade_id",
    ),
    "assignments": (
        AssignmentRow,
        "SELECT employee_id, seat_id, kind, valid_from, valid_to, r.id FROM personnel.assignment r",
    ),
    "statuses": (
        lambda code, counts, blocks, excluded, *rest: StatusRow(LegalStatus(code, counts, blocks, excluded), *rest),
        "SELECT employee_id, code, counts_as_service, blocks_promotion, is_excluded_from_coverage, valid_from, "
        "valid_to, r.id FROM personnel.employee_status r JOIN reference.legal_status s ON s.id = legal_status_id",
    ),
    "completions": (
        Completion,
        "SELECT employee_id, r.id, k.code, title, started_on, ended_on, hours, certificate_number, course_id, "
        "expires_on "
        "FROM personnel.completion r JOIN reference.training_kind k ON k.id = training_kind_id",
    ),
    "contracts": (
        Contract,
        "SELECT employee_id, g.code, valid_from, valid_to FROM personnel.pppk_contract r "
        "JOIN reference.grade g ON g.id = grade_id",
    ),
    "exams": (
        Exam,
        "SELECT employee_id, kind, taken_on, is_passed, valid_to, l.code FROM personnel.service_exam r "
        "LEFT JOIN reference.position_level l ON l.id = position_level_id",
    ),
    "prior_services": (PriorService, "SELECT employee_id, months, recognised_on FROM personnel.prior_service r"),
    "punishments": (
        Punishment,
        "SELECT employee_id, k.code, severity, status, valid_from, valid_to, r.id FROM personnel.discipline_case r "
        "JOIN reference.discipline_kind k ON k.id = discipline_kind_id",
    ),
    "appraisals": (
        Appraisal,
        "SELECT employee_id, performance_cycle_id, predicate, predicate_written, r.id, work_rating, behaviour_rating, "
        "score, appraiser_id FROM personnel.appraisal r",
    ),
    "increments": (
        Increment,
        "SELECT employee_id, r.id, valid_from, service_years * 12 + service_months FROM personnel.salary_increment r",
    ),
    "ledger": (
        LedgerRow,
        "SELECT r.employee_id, r.id, k.code, leave_year, entry, r.days, entered_on, "
        "coalesce(q.granted_from, q.starts_on), coalesce(q.status = 'DIBATALKAN', false) "
        "FROM personnel.leave_ledger r JOIN reference.leave_kind k ON k.id = r.leave_kind_id "
        "LEFT JOIN personnel.leave_request q ON q.id = r.leave_request_id",
    ),
    "requests": (
        Request,
        "SELECT employee_id, k.code, starts_on, days, submitted_on FROM personnel.leave_request r "
        "JOIN reference.leave_kind k ON k.id = leave_kind_id WHERE status IN ('DIAJUKAN', 'PERTIMBANGAN_ATASAN')",
    ),
    "sheets": (
        Sheet,
        "SELECT employee_id, month, marks, late_minutes, early_minutes FROM personnel.attendance_sheet r",
    ),
    "patterns": (
        PatternRow,
        f"SELECT employee_id, NULL, {WEEKDAYS} FROM personnel.employee_work_pattern r "
        "JOIN personnel.work_pattern p ON p.id = work_pattern_id",
    ),
    "awards": (
        Award,
        "SELECT employee_id, r.id, k.code, awarded_on, decree_id IS NOT NULL FROM personnel.award r "
        "JOIN reference.award_kind k ON k.id = award_kind_id",
    ),
    "assessments": (
        Assessment,
        "SELECT employee_id, r.id, c.code, level, score, assessed_on, valid_to FROM personnel.assessment_result r "
        "LEFT JOIN reference.competency c ON c.id = competency_id",
    ),
    "credits": (
        CreditRow,
        "SELECT employee_id, r.id, kind, l.code, period_from, period_to, credit FROM personnel.credit_record r "
        "JOIN reference.position_level l ON l.id = position_level_id",
    ),
}
OF_AGENCY: dict[str, tuple[Callable[..., Any], str]] = {
    "units": (Unit, "SELECT agency_id, id, parent_id, valid_from, valid_to, name FROM personnel.unit r"),
    "cycles": (Cycle, "SELECT agency_id, id, kind, year, starts_on, ends_on FROM personnel.performance_cycle r"),
    "parameters": (
        Parameter,
        "SELECT agency_id, code, value, valid_from, valid_to, subject FROM stewardship.local_parameter r",
    ),
    "unit_results": (
        UnitResult,
        "SELECT u.agency_id, unit_id, performance_cycle_id, predicate FROM personnel.unit_performance r "
        "JOIN personnel.unit u ON u.id = unit_id",
    ),
    "ratings": (
        Rating,
        "SELECT s.agency_id, s.course_id, s.ends_on, rating FROM personnel.session_feedback r "
        "JOIN personnel.enrolment e ON e.id = enrolment_id JOIN personnel.session s ON s.id = session_id",
    ),
    "patterns": (
        PatternRow,
        f"SELECT u.agency_id, unit_id, {WEEKDAYS.replace('valid_', 'r.valid_')} FROM personnel.unit_work_pattern r "
        "JOIN personnel.unit u ON u.id = unit_id JOIN personnel.work_pattern p ON p.id = work_pattern_id",
    ),
}
SEATS = (
    "SELECT u.agency_id, r.id, unit_id, t.id, l.code, is_teacher, t.name, superior_seat_id, needed_count, "
    "r.valid_from, r.valid_to FROM personnel.seat r JOIN personnel.unit u ON u.id = unit_id "
    "JOIN personnel.position_title t ON t.id = position_title_id "
    "JOIN reference.position_level l ON l.id = position_level_id"
)
REQUIREMENTS = (
    "SELECT seat_id, r.id, r.kind, coalesce(g.code, e.code, f.code, t.code, c.code), minimum, is_mandatory, "
    "valid_from, valid_to FROM personnel.seat_requirement r "
    "LEFT JOIN reference.grade g ON r.kind = 'GOLONGAN' AND g.id = grade_id "
    "LEFT JOIN reference.education_level e ON r.kind = 'PENDIDIKAN' AND e.id = education_level_id "
    "LEFT JOIN reference.study_field f ON r.kind = 'BIDANG_STUDI' AND f.id = study_field_id "
    "LEFT JOIN reference.training_kind t ON r.kind = 'PELATIHAN' AND t.id = training_kind_id "
    "LEFT JOIN reference.competency c ON r.kind = 'KOMPETENSI' AND c.id = competency_id"
)
DIPLOMAS = (
    "SELECT person_id, l.code, graduated_on, recognised_on, r.id, f.code FROM personnel.education_record r "
    "JOIN reference.education_level l ON l.id = education_level_id "
    "LEFT JOIN reference.study_field f ON f.id = study_field_id"
)
EMPLOYEES = (
    "SELECT agency_id, r.id, nip, p.id, p.name, p.sex, p.born_on, p.front_title, p.rear_title, t.code, t.scheme, "
    "appointed_on, permanent_on, effective_on, x.kind FROM personnel.employee r "
    "JOIN personnel.person p ON p.id = person_id JOIN reference.employment_type t ON t.id = employment_type_id "
    "LEFT JOIN personnel.termination x ON x.employee_id = r.id"
)
COURSES = (
    "SELECT 0, r.id, title, hours, r.code, k.code FROM personnel.course r"
    " JOIN reference.training_kind k ON k.id = training_kind_id"
)
BRINGS = (
    "SELECT course_id, c.code, level FROM personnel.course_competency r JOIN reference.competency c "
    "ON c.id = competency_id"
)


def load_agencies(url: str) -> list[Agency]:
    """Return every agency with all its facts, ordered by number."""
    with psycopg.connect(url) as connection:
        parts = {name: _group(connection, make, query) for name, (make, query) in (OF_AGENCY | FACTS | KEPT).items()}
        parts["seats"] = _load_seats(connection)
        parts["employees"] = _load_employees(connection)
        parts |= load_service(connection, _group)
        parts["agreements"] = load_agreements(connection)
        parts["sessions"] = load_sessions(connection)
        catalogue = _load_courses(connection)
        numbers = connection.execute("SELECT id FROM personnel.agency ORDER BY id").fetchall()
        holidays = tuple(day for (day,) in connection.execute("SELECT held_on FROM reference.holiday ORDER BY 1"))
    return [
        Agency(
            number, courses=catalogue, holidays=holidays, **{name: rows.get(number, ()) for name, rows in parts.items()}
        )
        for (number,) in numbers
    ]


def _load_employees(connection: psycopg.Connection[Any]) -> Groups:
    diplomas = _group(connection, Diploma, DIPLOMAS)
    histories = {name: _group(connection, make, query) for name, (make, query) in OF_EMPLOYEE.items()}

    def make_employee(*values: Any) -> Employee:
        number, nip, person, name, sex, born_on, front, rear, *rest, termination_kind = values
        own: dict[str, Any] = {field: rows.get(number, ()) for field, rows in histories.items()}
        own["termination_kind"] = termination_kind
        who = Person(person, name, sex, born_on, diplomas.get(person, ()), front, rear)
        return Employee(number, nip, who, *rest, **own)

    return _group(connection, make_employee, EMPLOYEES)


def _load_seats(connection: psycopg.Connection[Any]) -> Groups:
    requirements = _group(connection, Requirement, REQUIREMENTS)

    def make_seat(number: int, unit: int, *values: Any) -> Seat:
        *title, superior, needed, valid_from, valid_to = values
        asked = requirements.get(number, ())
        return Seat(number, unit, Title(*title), superior, needed, valid_from, valid_to, asked)

    return _group(connection, make_seat, SEATS)


def _load_courses(connection: psycopg.Connection[Any]) -> tuple[Course, ...]:
    brings = _group(connection, lambda code, level: (code, level), BRINGS)

    def make_course(number: int, title: str, hours: Decimal, code: str, kind: str) -> Course:
        return Course(number, title, hours, brings.get(number, ()), code, kind)

    return _group(connection, make_course, COURSES).get(0, ())


def _group(connection: psycopg.Connection[Any], make: Callable[..., Any], query: str) -> Groups:
    """Return the facts that a query gives, by their owner."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for owner, *values in connection.execute(f"{query} ORDER BY r.id".encode()):
        groups[owner].append(make(*values))
    return {owner: tuple(rows) for owner, rows in groups.items()}
