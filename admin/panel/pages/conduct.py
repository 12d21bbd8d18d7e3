"""Discipline and awards."""

from admin.panel.page import Area, Group, Page
from models import conduct

DECREE = Group("Dasar | Ground", ("decree_id",))

CONDUCT = Area(
    "conduct",
    "Disiplin dan penghargaan | Conduct",
    "medal",
    (
        Page(
            conduct.DisciplineCase,
            ("employee", "discipline_kind", "status", "valid_from", "valid_to"),
            order=("-valid_from",),
            groups=(
                Group("Masa hukuman | Period", ("valid_from", "valid_to")),
                Group("Perkara | Case", ("violation", "decree_id")),
            ),
        ),
        Page(
            conduct.Award,
            ("employee", "award_kind", "title", "awarded_on"),
            order=("-awarded_on",),
            groups=(DECREE,),
        ),
    ),
    needs_reason=True,
)
