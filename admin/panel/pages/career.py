"""Grades, assignments, increments, credits, contracts, exams and how employment ends."""

from admin.panel.page import Area, Group, Page
from models import career, proposal

DECREE = Group("Dasar | Ground", ("decree_id",))
PERIOD = Group("Masa berlaku | Period", ("valid_from", "valid_to"))
SERVICE = Group("Masa kerja golongan | Service in grade", ("service_years", "service_months"))

CAREER = Area(
    "career",
    "Karier | Career",
    "steps",
    (
        Page(
            career.GradeRecord,
            ("employee", "grade", "valid_from", "reason", "service_years", "service_months"),
            order=("-valid_from",),
            groups=(SERVICE, DECREE),
        ),
        Page(
            career.Assignment,
            ("employee", "seat", "kind", "valid_from", "valid_to"),
            order=("-valid_from",),
            groups=(PERIOD, DECREE),
            matched_by=("employee_id", "seat_id", "kind", "valid_from"),
        ),
        Page(
            career.SalaryIncrement,
            ("employee", "grade", "valid_from", "service_years", "service_months", "base_salary"),
            order=("-valid_from",),
            groups=(SERVICE, DECREE),
        ),
        Page(
            career.CreditRecord,
            ("employee", "position_level", "kind", "period_from", "period_to", "credit"),
            order=("-period_from",),
            groups=(Group("Masa penilaian | Period", ("period_from", "period_to", "credit")), DECREE),
            matched_by=("employee_id", "kind", "period_from"),
        ),
        Page(
            career.PppkContract,
            ("employee", "number", "grade", "valid_from", "valid_to"),
            order=("-valid_from",),
            groups=(PERIOD, DECREE),
            matched_by=("employee_id", "valid_from"),
        ),
        Page(
            career.ServiceExam,
            ("employee", "kind", "taken_on", "is_passed", "valid_to", "score"),
            order=("-taken_on",),
        ),
        Page(
            career.PriorService,
            ("employee", "months", "employer", "recognised_on"),
            order=("-recognised_on",),
            groups=(DECREE,),
            matched_by=("employee_id", "employer", "recognised_on"),
        ),
        Page(
            proposal.PromotionProposal,
            ("employee", "target_grade", "target_tmt", "reason", "status"),
            order=("-target_tmt",),
            groups=(Group("Proses | Process", ("status", "submitted_on", "decided_on", "note")),),
        ),
        Page(career.Termination, ("employee", "kind", "effective_on"), order=("-effective_on",), groups=(DECREE,)),
    ),
    needs_reason=True,
)
