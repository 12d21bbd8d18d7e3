"""Vacancies, candidates, their scores, the appointment decisions, and who is named to succeed."""

from admin.panel.page import Area, Group, Page
from models import merit

MERIT = Area(
    "merit",
    "Pengisian jabatan | Filling of posts",
    "steps",
    (
        Page(
            merit.Vacancy,
            ("seat", "method", "opened_on", "announcement"),
            order=("-opened_on",),
        ),
        Page(merit.SelectionStage, ("vacancy", "stage", "weight", "pass_mark"), order=("vacancy_id", "stage")),
        Page(
            merit.Candidate,
            ("employee", "vacancy", "registered_on", "withdrawn_on"),
            order=("-registered_on",),
        ),
        Page(merit.StageScore, ("candidate", "stage", "score", "scored_on"), order=("-scored_on",)),
        Page(
            merit.AppointmentDecision,
            ("candidate", "decided_on", "ground", "reason"),
            order=("-decided_on",),
            groups=(Group("Alasan | Reasons", ("ground", "reason")),),
        ),
        Page(
            merit.SuccessionSlot,
            ("seat", "place", "employee", "ready_on", "valid_from", "valid_to"),
            order=("-valid_from",),
            matched_by=("seat_id", "employee_id", "valid_from"),
        ),
    ),
    needs_reason=True,
)
