"""Users, roles, local parameters and builds; for administrators."""

from admin.panel.page import ADMINISTRATORS, Area, Group, Page
from models import stewardship

STEWARDSHIP = Area(
    "stewardship",
    "Pengelolaan | Stewardship",
    "key",
    (
        Page(
            stewardship.User,
            ("name", "display_name", "employee", "is_active", "last_seen_at"),
            order=("name",),
            hidden=frozenset({"session_epoch", "last_seen_at"}),
            secrets=frozenset({"password_hash"}),
            epoch="session_epoch",
        ),
        Page(stewardship.Role, ("code", "name", "name_en"), order=("code",), is_short=True),
        Page(
            stewardship.UserRole,
            ("user", "role", "unit", "valid_from", "valid_to"),
            search=("user.name", "user.display_name", "role.name"),
            order=("user.name",),
            groups=(Group("Masa berlaku | Period", ("valid_from", "valid_to")),),
        ),
        Page(
            stewardship.LocalParameter,
            ("code", "value", "agency", "valid_from", "valid_to"),
            order=("code", "-valid_from"),
        ),
        Page(
            stewardship.WarehouseBuild,
            ("id", "status", "as_of_date", "published_at", "tests_passed", "tests_failed"),
            order=("-id",),
            is_read_only=True,
        ),
    ),
    readers=ADMINISTRATORS,
    editors=ADMINISTRATORS,
)
