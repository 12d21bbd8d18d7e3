"""Alembic environment: runs on the connection that `admin.warehouse.migrate` hands over."""

from alembic import context

from models import Base

SCHEMAS = ("reference", "personnel", "stewardship", "audit")


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Tell Alembic to look at our schemas only."""
    return kind != "schema" or name in SCHEMAS


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_schemas=True,
    include_name=is_ours,
    version_table="schema_revision",
    version_table_schema="stewardship",
    compare_type=True,
    compare_server_default=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
