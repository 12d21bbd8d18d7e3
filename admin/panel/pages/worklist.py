"""The data rules, what they found, and each time they were asked; the worklist itself is a page of its own."""

from admin.panel.page import Area, Page
from models import worklist

WORKLIST = Area(
    "worklist",
    "Mutu data | Data quality",
    "check",
    (
        Page(
            worklist.QualityRule,
            ("code", "name", "severity", "regulation", "article"),
            order=("ordinal",),
            is_read_only=True,
        ),
        Page(
            worklist.QualityIssue,
            ("quality_rule", "employee", "unit", "opened_on", "closed_on", "blocks"),
            order=("-opened_on",),
            is_read_only=True,
        ),
        Page(
            worklist.QualityRound,
            ("warehouse_build", "as_of_date", "opened", "reopened", "closed", "still_open"),
            order=("-id",),
            is_read_only=True,
        ),
    ),
)
