"""Writing Parquet: each column of a mart with its own type, piece by piece; little of it is in memory at a time."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.wording import split_languages

if TYPE_CHECKING:  # importing it takes 0.1 s and 40 MB, for those who never ask for Parquet too
    import pyarrow as pa

    from admin.panel.mart_shape import ShapeColumn

MEDIA_TYPE: Final = "application/vnd.apache.parquet"
ROWS_A_GROUP: Final = 50_000
NUMERIC: Final = re.compile(r"numeric(?:\((\d+),(\d+)\))?")
UNBOUNDED: Final = (38, 10)  # digits, and those after the mark, of a `numeric` that tells neither
PLAIN: Final = {
    "bigint": "int64",
    "integer": "int32",
    "smallint": "int16",
    "boolean": "bool",
    "date": "date32",
    "real": "float",
    "double precision": "double",
}


class ParquetFile:
    """A Parquet file that is written piece by piece; columns keep their names, types and comments in both languages.

    Args:
        facts: what the file says of itself, such as its build.
    """

    def __init__(self, path: Path, columns: Sequence["ShapeColumn"], facts: Mapping[str, str]) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        self._schema = pa.schema([_make_field(column) for column in columns], metadata=dict(facts))
        self._readers = [_find_reader(column.kind) for column in columns]
        self._file = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._waiting: list[Any] = []
        self._count = 0

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write more rows."""
        import pyarrow as pa

        columns = list(zip(*rows, strict=True)) or [()] * len(self._schema)
        arrays = [
            pa.array([read(value) for value in values] if read else values, field.type)
            for field, values, read in zip(self._schema, columns, self._readers, strict=True)
        ]
        piece = pa.record_batch(arrays, schema=self._schema)
        self._waiting.append(piece)
        self._count += piece.num_rows
        if self._count >= ROWS_A_GROUP:
            self._write_group()

    def close(self) -> None:
        """Finish the file."""
        if self._count:
            self._write_group()
        self._file.close()

    def _write_group(self) -> None:
        import pyarrow as pa

        self._file.write_table(pa.Table.from_batches(self._waiting), row_group_size=self._count)
        self._waiting, self._count = [], 0


def describe_type(kind: str) -> "pa.DataType":
    """Return the type of Parquet for one of PostgreSQL, such as `numeric(7,2)`; what has none is written as text."""
    import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(describe_type(kind[:-2]))
    if found := NUMERIC.fullmatch(kind):
        return pa.decimal128(*(map(int, found.groups()) if found[1] else UNBOUNDED))
    if kind == "timestamp with time zone":
        return pa.timestamp("us", "UTC")
    return pa.type_for_alias(PLAIN.get(kind, "string"))


def _make_field(column: "ShapeColumn") -> Any:
    import pyarrow as pa

    described = dict(zip(("description_id", "description_en"), _both(column.comment), strict=True))
    told = described | {"postgresql_type": column.kind}
    return pa.field(column.name, describe_type(column.kind), nullable=column.is_nullable, metadata=told)


def _both(comment: str) -> tuple[str, str]:
    return split_languages(comment) if " | " in comment else (comment, comment)


def _find_reader(kind: str) -> Any:
    """Return what turns a value of the database into one that Parquet's type takes; None if it is one already."""
    if kind == "numeric":
        smallest = Decimal(1).scaleb(-UNBOUNDED[1])
        return lambda value: None if value is None else value.quantize(smallest)
    if kind in ("json", "jsonb"):
        return lambda value: None if value is None else json.dumps(value, ensure_ascii=False)
    return None
