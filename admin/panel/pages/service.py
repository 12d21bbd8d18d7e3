"""Service points, satisfaction surveys and outreach."""

from admin.panel.page import Area, Group, Page
from models import service

NUMBERS = tuple(f"{element}_number" for element in service.ELEMENTS)

SERVICE = Area(
    "service",
    "Layanan publik | Public service",
    "speech",
    (
        Page(service.ServicePoint, ("code", "name", "kind", "unit", "valid_from", "valid_to"), order=("name",)),
        Page(
            service.Survey,
            ("service_point", "name", "code", "starts_on", "ends_on", "population"),
            order=("-starts_on", "service_point.name"),
            named_by=("service_point.name", "name"),
        ),
        Page(
            service.SurveyResponse,
            ("survey", "number", "answered_on", *service.ELEMENTS),
            order=("-answered_on",),
            filters=("survey.service_point_id", "survey.ends_on", "survey_id", "answered_on"),
            groups=(Group("Nilai 1 sampai 4 | Scores from 1 to 4", (*service.ELEMENTS,)),),
        ),
        Page(
            service.SurveyForm,
            ("name", "agency", *NUMBERS),
            order=("name",),
            groups=(Group("Nomor unsur pada lembar | Number of the element on the sheet", NUMBERS),),
            is_short=True,
        ),
        Page(
            service.OutreachVisit,
            ("place", "service_point", "starts_on", "ends_on", "staff_count", "status"),
            order=("-starts_on",),
        ),
        Page(
            service.OutreachService,
            ("outreach_visit", "name", "requested", "completed"),
            order=("-outreach_visit.starts_on", "name"),
        ),
    ),
)
