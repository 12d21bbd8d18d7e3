"""Code lists and other reference tables."""

from admin.panel.page import Area, Page
from models import reference

CODE = ("code", "name", "name_en", "ordinal")
BY_ORDINAL = ("ordinal", "code")

REFERENCE = Area(
    "reference",
    "Referensi | Reference",
    "book",
    (
        Page(reference.Regulation, columns=("code", "title", "valid_from", "valid_to"), order=("code",)),
        Page(reference.Grade, ("code", "name", "scheme", "ordinal"), order=("scheme", "ordinal"), is_short=True),
        Page(
            reference.PositionLevel,
            ("code", "name", "category", "lowest_grade", "highest_grade", "retirement_age"),
            order=BY_ORDINAL,
            is_short=True,
        ),
        Page(reference.EducationLevel, CODE, order=BY_ORDINAL, is_short=True),
        Page(reference.StudyField, CODE[:3], order=("code",)),
        Page(reference.EmploymentType, ("code", "name", "scheme"), order=BY_ORDINAL, is_short=True),
        Page(
            reference.LegalStatus,
            ("code", "name", "counts_as_service", "blocks_promotion", "is_suspension"),
            order=BY_ORDINAL,
            is_short=True,
        ),
        Page(
            reference.TrainingKind,
            ("code", "name", "category", "mode", "leadership_level"),
            order=BY_ORDINAL,
            is_short=True,
        ),
        Page(reference.Competency, ("code", "name", "kind"), order=BY_ORDINAL, is_short=True),
        Page(
            reference.DisciplineKind,
            ("code", "name", "severity", "duration_months", "is_termination", "regulation"),
            order=BY_ORDINAL,
            is_short=True,
        ),
        Page(reference.AwardKind, ("code", "name", "years_required"), order=BY_ORDINAL, is_short=True),
        Page(
            reference.LeaveKind,
            ("code", "name", "is_for_pns", "is_for_pppk", "counts_working_days"),
            order=BY_ORDINAL,
            is_short=True,
        ),
        Page(reference.Holiday, ("held_on", "name", "kind", "regulation"), order=("-held_on",)),
        Page(reference.Region, ("code", "name", "kind", "parent"), order=("code",)),
    ),
)
