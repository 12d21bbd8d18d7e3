"""Recruitment of ASN: rounds, their stages, formations, applicants and how far they came."""

from admin.panel.page import Area, Group, Page
from models import recruitment

RECRUITMENT = Area(
    "recruitment",
    "Pengadaan ASN | Recruitment",
    "plus",
    (
        Page(
            recruitment.RecruitmentRound,
            ("name", "code", "year", "scheme", "announced_on", "registration_ends_on"),
            order=("-announced_on",),
            is_short=True,
        ),
        Page(
            recruitment.RecruitmentStage,
            ("stage", "recruitment_round", "sequence", "starts_on", "ends_on", "results_on"),
            order=("-recruitment_round.announced_on", "sequence"),
            groups=(
                Group("Jadwal | Schedule", ("starts_on", "ends_on", "results_on")),
                Group("Masa sanggah | Objections", ("objection_from", "objection_to")),
            ),
            named_by=("recruitment_round.name", "stage"),
            matched_by=("recruitment_round_id", "stage"),
        ),
        Page(
            recruitment.Formation,
            ("code", "position_title", "unit", "kind", "needed", "recruitment_round"),
            order=("-recruitment_round.announced_on", "code"),
            groups=(Group("Syarat pendidikan | Education required", ("education_level_id", "study_field_id")),),
            named_by=("code", "position_title.name", "unit.name"),
        ),
        Page(
            recruitment.Applicant,
            ("registration_number", "name", "formation", "recruitment_round", "registered_on", "placed_formation"),
            order=("-registered_on",),
            named_by=("registration_number", "name"),
        ),
        Page(
            recruitment.ApplicantStage,
            ("applicant", "stage", "entered_on", "decided_on", "result", "score"),
            order=("-entered_on",),
            filters=("applicant.recruitment_round_id", "stage", "result", "entered_on", "decided_on", "applicant_id"),
        ),
    ),
    needs_reason=True,
)
