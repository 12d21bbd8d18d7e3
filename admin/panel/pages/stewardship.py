"""Users, roles, local parameters and builds."""

from admin.panel.page import Area, Group, Page
from models import build, sign_in, stewardship

STEWARDSHIP = Area(
    "stewardship",
    "Pengelolaan | Stewardship",
    "key",
    (
        Page(
            stewardship.User,
            ("name", "display_name", "employee", "is_active", "last_seen_at"),
            order=("name",),
            hidden=frozenset({"last_seen_at"}),
            secrets=frozenset({"password_hash"}),
        ),
        Page(stewardship.Role, ("code", "name", "name_en"), order=("code",), is_short=True, is_read_only=True),
        Page(
            stewardship.RoleRight,
            ("role", "area", "may_see", "may_create", "may_change", "may_delete"),
            order=("role.id", "id"),
            named_by=("role", "area"),
            is_read_only=True,
        ),
        Page(
            stewardship.UserRole,
            ("user", "role", "unit", "valid_from", "valid_to"),
            search=("user.name", "user.display_name", "role.name"),
            order=("user.name",),
            groups=(Group("Masa berlaku | Period", ("valid_from", "valid_to")),),
            matched_by=("user_id", "role_id", "unit_id", "valid_from"),
        ),
        Page(
            sign_in.SignInSession,
            ("user", "started_at", "last_seen_at", "address", "agent", "ended_at"),
            order=("-started_at",),
            hidden=frozenset({"token_hash", "device_hash"}),
            is_read_only=True,
        ),
        Page(
            sign_in.SignInLink,
            ("user", "created_at", "expires_at", "used_at"),
            order=("-created_at",),
            hidden=frozenset({"token_hash"}),
            is_read_only=True,
        ),
        Page(
            sign_in.SignInFailure,
            ("failed_at", "address"),
            order=("-failed_at",),
            hidden=frozenset({"account", "device"}),
            is_read_only=True,
        ),
        Page(
            sign_in.SignInIdentity,
            ("user", "issuer", "subject", "created_at"),
            order=("user.name", "id"),
            named_by=("user", "issuer"),
            is_read_only=True,
            is_removable=True,
        ),
        # Made and revoked on the page of each user's tokens, which shows a new one once.
        Page(
            sign_in.ApiToken,
            ("name", "user", "created_at", "expires_on", "last_used_at", "revoked_at"),
            order=("-id",),
            hidden=frozenset({"token_hash"}),
            is_read_only=True,
        ),
        Page(
            stewardship.Parameter,
            ("name", "topic", "kind", "unit", "lowest", "highest"),
            search=("code", "name", "name_en"),
            order=("ordinal",),
            is_read_only=True,
        ),
        # Set and ended on the page "rules and parameters", which checks each value and keeps the history.
        Page(
            stewardship.LocalParameter,
            ("code", "subject", "value", "agency", "valid_from", "valid_to"),
            order=("code", "subject", "-valid_from"),
            is_read_only=True,
        ),
        Page(
            build.WarehouseBuild,
            ("id", "status", "as_of_date", "published_at", "tests_passed", "tests_failed"),
            order=("-id",),
            is_read_only=True,
        ),
        Page(
            build.LiveComparison,
            ("compared_at", "different_rows", "tables", "seconds", "warehouse_build"),
            order=("-compared_at",),
            is_read_only=True,
        ),
    ),
)
