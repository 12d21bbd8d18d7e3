"""Why an employee whom Merit knows is in no mart of a day: left before it, came after it, or was entered since."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, joinedload

from admin.explanation.problems import LEFT, NOT_READ, NOT_YET, AbsentError
from models.career import Termination
from models.people import Employee


def find_absence(connection: Connection, nip: str, day: date) -> AbsentError | None:
    """Return why the employee with this NIP is not in the marts of `day`; None when nobody has it."""
    with Session(connection) as session:
        employee = session.scalar(select(Employee).where(Employee.nip == nip).options(joinedload(Employee.person)))
        if employee is None:
            return None
        ended = session.scalar(select(Termination).where(Termination.employee_id == employee.id))
        known: dict[str, Any] = {"employee_id": employee.id, "name": employee.person.full_name, "nip": nip, "day": day}
    if ended is not None and ended.effective_on <= day:
        cause_id, cause_en = ended.kind.label("id").lower(), ended.kind.label("en").lower()
        return AbsentError(LEFT, **known, left=ended.effective_on, cause_id=cause_id, cause_en=cause_en)
    if employee.appointed_on > day:
        return AbsentError(NOT_YET, **known, start=employee.appointed_on)
    return AbsentError(NOT_READ, **known)
