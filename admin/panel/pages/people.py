"""Persons, employees, their education, families and papers."""

from admin.panel.page import Area, Group, Page
from models import correction, people

DECREE = Group("Dasar | Ground", ("decree_id",))
PERIOD = Group("Masa berlaku | Period", ("valid_from", "valid_to"))
OF_PERSON = ("person.name", "person.nik")

PEOPLE = Area(
    "people",
    "Orang | People",
    "people",
    (
        Page(
            people.Employee,
            ("nip", "person", "employment_type", "agency", "appointed_on", "permanent_on"),
            order=("person.name",),
            groups=(Group("Pengangkatan | Appointment", ("appointed_on", "permanent_on")),),
        ),
        Page(
            people.Person,
            ("name", "nik", "sex", "birth_place", "born_on", "phone"),
            order=("name",),
            groups=(
                Group("Kelahiran | Birth", ("sex", "birth_place", "born_on", "marital_status")),
                Group("Kontak | Contact", ("phone", "email", "region_id", "address")),
            ),
            also_matched_by=("name", "born_on", "birth_place"),
        ),
        Page(
            people.EmployeeStatus,
            ("employee", "legal_status", "valid_from", "valid_to"),
            order=("-valid_from",),
            groups=(PERIOD, DECREE),
            matched_by=("employee_id", "valid_from"),
        ),
        Page(
            people.EducationRecord,
            ("person", "education_level", "study_field", "institution", "graduated_on", "recognised_on"),
            search=(*OF_PERSON, "institution"),
            order=("-graduated_on",),
            groups=(Group("Pengakuan | Recognition", ("certificate_number", "recognised_on", "decree_id")),),
        ),
        Page(
            people.FamilyMember,
            ("person", "name", "kinship", "sex", "born_on", "is_dependent"),
            search=("name", *OF_PERSON),
            order=("person.name", "name"),
            matched_by=("person_id", "kinship", "name"),
        ),
        Page(
            people.Decree,
            ("number", "issued_on", "kind", "subject", "effective_from", "signatory"),
            order=("-issued_on",),
            groups=(
                Group("Penandatangan dan berkas | Signatory and file", ("signatory", "signatory_title", "file_hash")),
            ),
        ),
        Page(
            people.Document,
            ("title", "kind", "person", "issued_on", "file_name"),
            search=("title", "file_name", *OF_PERSON),
            order=("title",),
            groups=(Group("Berkas | File", ("file_name", "media_type", "byte_size", "file_hash")),),
            matched_by=("person_id", "kind", "title", "issued_on"),
        ),
        # Asked for and decided on pages of their own (admin/panel/corrections.py).
        Page(
            correction.CorrectionRequest,
            ("employee", "field", "unit", "submitted_on", "status", "decided_on"),
            order=("-submitted_on",),
            is_read_only=True,
        ),
    ),
)
