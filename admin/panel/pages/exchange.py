"""Files that came in and went out, and what was learned of how people write codes."""

from admin.panel.page import Area, Page
from models import exchange

EXCHANGE = Area(
    "exchange",
    "Impor dan ekspor | Import and export",
    "download",
    (
        Page(
            exchange.ImportBatch,
            ("file_name", "table_name", "status", "row_count", "user", "created_at"),
            order=("-id",),
            is_read_only=True,
        ),
        Page(
            exchange.ImportRow,
            ("import_batch", "line", "state"),
            order=("-import_batch_id", "line"),
            named_by=("import_batch", "line"),
            hidden=frozenset({"fingerprint"}),
            is_read_only=True,
        ),
        Page(exchange.ValueAlias, ("written", "list_name", "code", "user"), order=("list_name", "written")),
        Page(
            exchange.ExportRecord,
            ("table_name", "kind", "row_count", "narrowed_by", "user", "created_at"),
            order=("-id",),
            is_read_only=True,
        ),
    ),
)
