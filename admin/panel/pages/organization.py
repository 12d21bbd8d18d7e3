"""Agencies, units, titles and seats."""

from admin.panel.page import Area, Group, Page
from models import official, organization

PERIOD = Group("Masa berlaku | Period", ("valid_from", "valid_to"))

ORGANIZATION = Area(
    "organization",
    "Organisasi | Organization",
    "building",
    (
        Page(organization.Agency, ("code", "name", "kind", "head_title", "region"), is_short=True),
        Page(
            organization.Unit,
            ("code", "name", "kind", "parent", "valid_from", "valid_to"),
            order=("code",),
            groups=(PERIOD,),
        ),
        Page(
            organization.PositionTitle,
            ("code", "name", "position_level", "job_class", "is_teacher"),
            order=("code",),
        ),
        Page(
            organization.Seat,
            ("position_title", "unit", "superior_seat", "needed_count", "job_class", "valid_from"),
            order=("unit.name", "position_title.name"),
            groups=(PERIOD,),
            matched_by=("unit_id", "position_title_id", "valid_from"),
        ),
        Page(
            organization.SeatRequirement,
            ("seat", "kind", "grade", "education_level", "minimum", "is_mandatory", "valid_from"),
            search=("seat.position_title.name", "seat.unit.name", "note"),
            order=("seat.position_title.name", "kind"),
            named_by=("seat", "kind"),
            groups=(
                Group(
                    "Isi syarat | What is asked",
                    (
                        "grade_id",
                        "education_level_id",
                        "study_field_id",
                        "training_kind_id",
                        "competency_id",
                        "minimum",
                    ),
                ),
                PERIOD,
                Group("Keterangan | Remarks", ("is_mandatory", "note")),
            ),
            matched_by=(
                "seat_id",
                "kind",
                "grade_id",
                "education_level_id",
                "study_field_id",
                "training_kind_id",
                "competency_id",
                "valid_from",
            ),
        ),
        Page(
            official.Signatory,
            ("title", "agency", "employee", "name", "is_on_behalf", "valid_from", "valid_to"),
            order=("-valid_from",),
            groups=(PERIOD,),
            matched_by=("agency_id", "valid_from"),
        ),
    ),
)
