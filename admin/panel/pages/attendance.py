"""Attendance and leave."""

from admin.panel.page import Area, Group, Page
from models import attendance, leave

PERIOD = Group("Masa berlaku | Period", ("valid_from", "valid_to"))

ATTENDANCE = Area(
    "attendance",
    "Kehadiran dan cuti | Attendance and leave",
    "calendar",
    (
        Page(
            leave.LeaveRequest,
            ("employee", "leave_kind", "starts_on", "ends_on", "days", "status", "outcome"),
            order=("-starts_on",),
            matched_by=("employee_id", "leave_kind_id", "starts_on"),
            groups=(
                Group("Masa cuti | Time of leave", ("starts_on", "ends_on", "days", "is_first_hajj")),
                Group("Alasan | Reason", ("reason", "medical_note")),
                Group(
                    "Perjalanan permohonan | Progress",
                    ("submitted_on", "status", "outcome", "granted_from", "granted_to"),
                ),
            ),
        ),
        Page(
            leave.LeaveStep,
            ("leave_request.employee", "number", "stage", "outcome", "acted_on", "official"),
            order=("-acted_on",),
            groups=(Group("Perubahan masa cuti | Changed time", ("granted_from", "granted_to")),),
            is_append_only=True,
        ),
        Page(
            leave.LeaveLedger,
            ("employee", "leave_kind", "leave_year", "entry", "days", "entered_on"),
            order=("-entered_on",),
            groups=(Group("Asal | Origin", ("leave_request_id", "note")),),
            is_append_only=True,
        ),
        Page(
            leave.LeaveLimit,
            ("leave_kind", "scheme", "minimum_service_months", "amount", "ceiling", "unit", "counted_per"),
            order=("leave_kind", "scheme"),
            groups=(
                Group("Dasar hukum | Legal basis", ("regulation_id", "article", "confidence")),
                PERIOD,
            ),
        ),
        Page(
            attendance.AttendanceSheet,
            ("employee", "month", "marks", "late_minutes", "early_minutes"),
            order=("-month",),
            named_by=("employee", "month"),
        ),
        Page(attendance.WorkPattern, ("code", "name", "kind", "is_rostered"), order=("code",), is_short=True),
        Page(
            attendance.WorkPatternDay,
            ("work_pattern", "weekday", "starts_at", "ends_at", "break_minutes"),
            order=("work_pattern", "weekday"),
        ),
        Page(
            attendance.UnitWorkPattern,
            ("unit", "work_pattern", "valid_from", "valid_to"),
            order=("-valid_from",),
            matched_by=("unit_id", "valid_from"),
            groups=(PERIOD,),
        ),
        Page(
            attendance.EmployeeWorkPattern,
            ("employee", "work_pattern", "valid_from", "valid_to"),
            order=("-valid_from",),
            matched_by=("employee_id", "valid_from"),
            groups=(PERIOD,),
        ),
    ),
    needs_reason=True,
)
