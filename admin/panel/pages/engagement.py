"""Forums, meetings and what came of them."""

from admin.panel.page import Area, Page
from models import engagement

ENGAGEMENT = Area(
    "engagement",
    "Forum dan rapat | Forums and meetings",
    "circle",
    (
        Page(
            engagement.ActionItem,
            ("title", "employee", "due_on", "status", "done_on", "meeting"),
            order=("-due_on",),
        ),
        Page(engagement.Meeting, ("title", "forum", "held_on", "place"), order=("-held_on",)),
        Page(
            engagement.AttendanceAtMeeting,
            ("employee", "meeting", "presence"),
            order=("-meeting.held_on", "employee.person.name"),
            named_by=("employee.person.name", "meeting"),
        ),
        Page(engagement.Forum, ("name", "unit", "valid_from", "valid_to"), order=("name",)),
    ),
)
