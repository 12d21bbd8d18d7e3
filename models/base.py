"""The declarative base: naming convention, the columns every table has, and the ways to declare constraints."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    FetchedValue,
    ForeignKey,
    Index,
    MetaData,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

FOREVER = "infinity"


class Base(DeclarativeBase):
    """Root of every mapped class.

    `__search__` names the columns a person searches by, in lists and in foreign-key look-ups; a dotted name
    (`person.name`) follows a many-to-one relationship.
    """

    metadata = MetaData(naming_convention=NAMING)
    __search__: ClassVar[tuple[str, ...]] = ()


class Record(Base):
    """A table row with a surrogate key, timestamps and a version that the trigger `touch_row` counts up."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(
        BigInteger,
        primary_key=True,
        sort_order=-10,
        comment="ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system",
    )
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        server_default=sql("now()"),
        sort_order=990,
        comment="Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved",
    )
    updated_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True),
        server_default=sql("now()"),
        server_onupdate=FetchedValue(),
        sort_order=991,
        comment="Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved",
    )
    row_version: Mapped[int] = mapped_column(
        BigInteger,
        server_default=sql("1"),
        server_onupdate=FetchedValue(),
        sort_order=992,
        comment="Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved",
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.row_version, "version_id_generator": False, "eager_defaults": True}


def references(target: str, **options: Any) -> MappedColumn[Any]:
    """Declare an indexed foreign key to `<schema>.<table>`; the referenced row cannot be deleted while it is used."""
    key = ForeignKey(f"{target}.id", ondelete="RESTRICT")
    return mapped_column(BigInteger, key, index=options.pop("index", True), **options)


def check(name: str, condition: str, message: str, *columns: str) -> CheckConstraint:
    """Declare a CHECK with the sentence `kalimat | sentence` that a person sees beside `columns` when it fails."""
    return CheckConstraint(sql(condition), name=name, info={"message": message, "columns": columns})


def unique(message: str, *columns: str, nulls_not_distinct: bool = False) -> UniqueConstraint:
    """Declare a UNIQUE constraint with the sentence shown when a duplicate is entered."""
    return UniqueConstraint(
        *columns,
        postgresql_nulls_not_distinct=nulls_not_distinct or None,
        info={"message": message, "columns": columns},
    )


def ordered(message: str, start: str = "valid_from", end: str = "valid_to") -> CheckConstraint:
    """Declare that a half-open period ends after it starts."""
    return check(f"{end}_after_{start}", f"{end} IS NULL OR {end} > {start}", message, end)


def not_overlapping(
    name: str,
    keys: Sequence[str],
    message: str,
    start: str = "valid_from",
    end: str = "valid_to",
    where: str | None = None,
    columns: Sequence[str] = (),
) -> ExcludeConstraint:
    """Declare that periods [start, end) of rows with equal `keys` (and matching `where`) never overlap.

    `keys` are columns, or expressions in brackets. `columns` are the fields beside which that is told, when start and
    end are expressions.
    """
    constraint: ExcludeConstraint = ExcludeConstraint(
        *[(key if key.isidentifier() else sql(key), "=") for key in keys],
        (sql(f"daterange({start}, {end}, '[)')"), "&&"),
        name=name,
        using="gist",
        where=sql(where) if where else None,
    )
    constraint.info.update({"message": message, "columns": tuple(columns) or (start, end)})
    return constraint


def searchable(table: str, *columns: str) -> tuple[Index, ...]:
    """Declare trigram indexes, so that searching part of a text stays fast on a million rows."""
    return tuple(
        Index(
            f"ix_{table}_{column}_trgm",
            column,
            postgresql_using="gin",
            postgresql_ops={column: "gin_trgm_ops"},
        )
        for column in columns
    )


def listed_by(table: str, column: str) -> Index:
    """Declare the index of the order in which the panel lists a large table, so that no page has to sort it."""
    return Index(f"ix_{table}_{column}_id", column, "id")
