"""Valid values for every table, made from the models: what a person would type into its form."""

import itertools
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from admin.panel.attributes import Attribute, Kind, read_attributes
from admin.panel.parsers import parse
from models import (
    attendance,
    career,
    correction,
    development,
    engagement,
    exchange,
    leave,
    merit,
    official,
    organization,
    people,
    performance,
    recruitment,
    reference,
    service,
    stewardship,
    training,
    worklist,
)
from models.base import Record

NUMBERS = itertools.count(1)


def _add_applicant(engine: Engine) -> int:
    """Store an applicant of a round that has a stage, and return its key."""
    key = make_row(engine, recruitment.Applicant)
    stage = make_row(engine, recruitment.RecruitmentStage)
    with Session(engine) as session:
        applicant = session.get_one(recruitment.Applicant, key)
        session.get_one(recruitment.RecruitmentStage, stage).recruitment_round_id = applicant.recruitment_round_id
        session.commit()
    return key


EXCEPTIONS: dict[type[Record], Any] = {
    people.Employee: lambda n: {"nip": f"19870412{2000 + n // 999 % 20}011{1 + n % 999:03d}", "permanent_on": ""},
    people.Person: lambda n: {"sex": "L", "born_on": "1987-04-12", "nik": f"3273011204{87}{n % 10000:04d}"},
    people.FamilyMember: lambda n: {"nik": ""},
    correction.CorrectionRequest: lambda n: {"field": "employee.old_nip", "claimed_value": f"{n:09d}",
                                             "status": "DIAJUKAN"},
    organization.SeatRequirement: lambda n: {"kind": "PENGALAMAN", "minimum": "3"},
    organization.Unit: lambda n: {"parent_id": ""},
    organization.Seat: lambda n: {"superior_seat_id": ""},
    performance.PerformanceCycle: lambda n: {"year": str(1950 + n % 200), "starts_on": f"{1950 + n % 200}-01-01",
                                             "ends_on": f"{1950 + n % 200}-12-31"},
    performance.Appraisal: lambda n: {"predicate": "BAIK", "appraiser_id": ""},
    performance.AppraisalObjection: lambda n: {"submitted_on": "2029-06-01", "decided_on": ""},
    development.DevelopmentAction: lambda n: {"agreed_on": "2020-01-01", "due_on": "2029-12-31", "done_on": ""},
    reference.Grade: lambda n: {"ordinal": str(1000 + n)},
    reference.Region: lambda n: {"parent_id": ""},
    stewardship.User: lambda n: {"name": f"pengguna{n}", "password_hash": "sandi-yang-baru", "last_seen_at": ""},
    stewardship.Parameter: lambda n: {"choices": "", "subject_kind": "", "fixed_subjects": ""},
    stewardship.LocalParameter: lambda n: {"code": "training_target_pppk", "subject": "", "value": "20",
                                           "end_reason": ""},
    service.SurveyResponse: lambda n: {"answered_on": "2029-06-01", **dict.fromkeys(service.ELEMENTS, "4")},
    engagement.ActionItem: lambda n: {"done_on": ""},
    exchange.ImportBatch: lambda n: {"file_name": "berkas.csv", "file_hash": "0" * 64},
    worklist.QualityRule: lambda n: {"entry_table": ""},
    official.Signatory: lambda n: {"valid_from": f"{1900 + n % 90}-01-01", "valid_to": f"{1900 + n % 90}-06-01"},
    leave.LeaveLimit: lambda n: {"valid_from": f"{1900 + n % 90}-01-01", "valid_to": f"{1900 + n % 90}-06-01"},
    leave.LeaveRequest: lambda n: {"starts_on": "2029-06-04", "ends_on": "2029-06-05", "submitted_on": "2020-01-01",
                                   "status": "DIAJUKAN"},
    leave.LeaveStep: lambda n: {"acted_on": "2021-01-01", "granted_from": "", "granted_to": ""},
    leave.LeaveLedger: lambda n: {"leave_year": "2026"},
    attendance.WorkPatternDay: lambda n: {"starts_at": "07:30", "ends_at": "16:00"},
    attendance.AttendanceSheet: lambda n: {"month": "2026-02-01", "marks": "H" * 28},
    career.Termination: lambda n: {"effective_on": f"{2040 + n % 100}-01-01"},  # whoever left could do little else
    career.ServiceExam: lambda n: {"valid_to": ""},
    career.Assignment: lambda n: {"kind": "PLT"},
    merit.Vacancy: lambda n: {"opened_on": "2020-01-01"},
    merit.Candidate: lambda n: {"registered_on": "2020-02-01", "withdrawn_on": ""},
    merit.AppointmentDecision: lambda n: {"decided_on": "2020-03-01"},
    merit.SuccessionSlot: lambda n: {"valid_from": "2020-02-01"},
    recruitment.RecruitmentRound: lambda n: {"year": "2024", "announced_on": "2019-01-01"},
    recruitment.RecruitmentStage: lambda n: {"starts_on": "2021-01-01", "results_on": "2023-01-01",
                                             "objection_from": "2023-01-01"},
    recruitment.Applicant: lambda n: {"registration_number": f"UJI-{n:06d}", "nik": f"9971011204{87}{n % 9999 + 1:04d}",
                                      "registered_on": "2020-01-01"},
    recruitment.ApplicantStage: lambda n: {"applicant_id": _add_applicant, "entered_on": "2021-01-01",
                                           "decided_on": "2023-01-01"},
    training.TrainingNeed: lambda n: {"course_id": training.Course, "year": "2026"},
    training.Enrolment: lambda n: {"status": "HADIR"},
    training.Completion: lambda n: {"started_on": "2020-01-01", "ended_on": "2020-01-02"},
}  # fmt: skip


def fill_form(engine: Engine, model: type[Record]) -> dict[str, str]:
    """Return values for every field of a model's form, making the rows it refers to."""
    number = next(NUMBERS)
    exceptions = EXCEPTIONS[model](number) if model in EXCEPTIONS else {}
    values = {}
    for attribute in read_attributes(model).values():
        if attribute.name in exceptions:
            given = exceptions[attribute.name]
            if isinstance(given, type):
                given = make_row(engine, given)
            values[attribute.name] = str(given(engine) if callable(given) else given)
        elif attribute.may_be_edited:
            values[attribute.name] = _make_value(engine, attribute, number)
    return tie({name: value for name, value in values.items() if value != ""}, model)


def tie(values: dict[str, str], model: type[Record]) -> dict[str, str]:
    """Let a request for correction be about the record of the employee who asks."""
    return values | {"row_id": values["employee_id"]} if model is correction.CorrectionRequest else values


def make_row(engine: Engine, model: type[Record]) -> int:
    """Store a valid row directly and return its key."""
    attributes = read_attributes(model)
    values = {name: _convert(attributes[name], text) for name, text in fill_form(engine, model).items()}
    with Session(engine) as session:
        row = model(**values)
        session.add(row)
        session.commit()
        return row.id


def _make_value(engine: Engine, attribute: Attribute, number: int) -> str:
    match attribute.kind:
        case Kind.REFERENCE if attribute.target is not None:
            return str(_any_row(engine, attribute.target)) if not attribute.column.nullable else ""
        case Kind.CHOICE:
            return str(next(iter(attribute.choices)).value)
        case Kind.DATE:
            return f"{2000 + number % 20}-01-01" if not attribute.name.endswith(("_to", "ends_on")) else "2030-01-01"
        case Kind.INTEGER | Kind.DECIMAL:
            return "5"
        case Kind.BOOLEAN:
            return "true"
        case Kind.INSTANT:
            return "2020-01-01T10:00:00"
    return f"Uji {attribute.name[: attribute.longest - 12]} {number}"[: attribute.longest]


def _any_row(engine: Engine, model: type[Record]) -> int:
    if model.__table__.schema == "reference":
        with Session(engine) as session:
            if (key := session.scalar(select(model.id).order_by(model.id).limit(1))) is not None:
                return key
    return make_row(engine, model)


def _convert(attribute: Attribute, text: str) -> Any:
    return parse(text, attribute)
