"""SQLAdmin as it comes, on the same models: what Merit's panel is measured against."""

from collections.abc import Iterator
from contextlib import contextmanager

from serving import serve
from sqladmin import Admin, ModelView
from starlette.applications import Starlette

from models.career import GradeRecord
from models.database import create_web_engine
from models.people import Employee, Person


class EmployeeAdmin(ModelView, model=Employee):
    """Employees, with what a city would show."""

    column_list = ("nip", "person", "employment_type", "agency", "appointed_on", "permanent_on")
    column_details_list = (*column_list, "old_nip")
    column_searchable_list = ("nip", "person.name")
    column_sortable_list = ("nip", "appointed_on", "permanent_on")
    column_default_sort = "nip"
    page_size = 25
    form_columns = ("person", "agency", "employment_type", "nip", "old_nip", "appointed_on", "permanent_on")
    form_ajax_refs = {"person": {"fields": ("name",), "order_by": "name"}}


class PersonAdmin(ModelView, model=Person):
    """Persons, for the references of employees."""

    column_list = ("name", "born_on")


class GradeRecordAdmin(ModelView, model=GradeRecord):
    """Grades of employees."""

    column_list = ("employee", "grade", "valid_from", "reason", "service_years", "service_months")
    column_default_sort = ("valid_from", True)
    page_size = 25


@contextmanager
def serve_stock(url: str) -> Iterator[str]:
    """Run SQLAdmin on a free port; yield its address."""
    app = Starlette()
    admin = Admin(app, create_web_engine(url))
    for view in (EmployeeAdmin, PersonAdmin, GradeRecordAdmin):
        admin.add_view(view)
    with serve(app) as address:
        yield address
