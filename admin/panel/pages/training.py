"""Partners, courses, sessions and what employees completed."""

from admin.panel.page import Area, Group, Page
from models import partner, training

GROUND = Group(
    "Dasar dan biaya | Ground and cost",
    ("partner_id", "partner_agreement_id", "budget", "spent", "is_enrolled_only"),
)
CERTIFICATE = Group("Sertifikat | Certificate", ("certificate_number", "certificate_on", "expires_on", "organiser"))

TRAINING = Area(
    "training",
    "Pelatihan | Training",
    "cap",
    (
        Page(
            training.Completion,
            ("employee", "title", "training_kind", "ended_on", "hours", "certificate_number"),
            order=("-ended_on",),
            groups=(CERTIFICATE,),
            matched_by=("employee_id", "title", "ended_on"),
        ),
        Page(training.Course, ("code", "title", "training_kind", "hours", "partner"), order=("title",)),
        Page(training.CourseCompetency, ("course", "competency", "level"), order=("course.title",)),
        Page(
            training.Session,
            ("name", "course", "starts_on", "ends_on", "place", "quota", "budget", "spent"),
            order=("-starts_on",),
            groups=(GROUND,),
            matched_by=("course_id", "name", "starts_on"),
        ),
        Page(
            training.Enrolment,
            ("employee", "session", "status"),
            order=("-session.starts_on", "employee.person.name"),
            named_by=("employee.person.name", "session"),
        ),
        Page(
            training.SessionFeedback,
            ("enrolment", "rating", "comment"),
            search=("enrolment.employee.person.name", "enrolment.session.name", "comment"),
        ),
        Page(
            training.TrainingNeed,
            ("employee", "year", "source", "competency", "course"),
            order=("-year", "employee.person.name"),
            matched_by=("employee_id", "year", "source", "competency_id", "course_id"),
        ),
        Page(
            partner.Internship,
            ("employee", "kind", "subject", "partner", "valid_from", "valid_to", "is_completed"),
            order=("-valid_from",),
            matched_by=("employee_id", "partner_id", "valid_from"),
        ),
        Page(partner.Partner, ("name", "kind", "contact"), order=("name",)),
        Page(
            partner.PartnerAgreement,
            ("number", "kind", "partner", "subject", "valid_from", "valid_to"),
            matched_by=("agency_id", "number"),
            order=("-valid_from",),
        ),
    ),
)
