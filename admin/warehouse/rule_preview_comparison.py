"""Compare marts before and after a rule changes, row by row, by their primary keys."""

from collections import Counter
from dataclasses import replace
from typing import Any

from psycopg import Connection, sql

from admin.rule_change.problems import MART_ABSENT, UnpreviewedError
from admin.rule_change.result import (
    ADDED,
    CHANGED,
    ELIGIBLE,
    GONE,
    STATE,
    MartChange,
    PathChange,
    RowChange,
)
from models.wording import parse_wording

SCHEMA = "marts"
UNCOMPARED = {"build_id", "as_of_date", "rule_set_hash"}
PERSON = ("employee_id", "nip", "full_name", "unit_name")

COLUMNS = """
    SELECT attribute.attname, coalesce(col_description(mart.oid, attribute.attnum), ''),
        attribute.attnum = ANY(keyed.conkey)
    FROM pg_attribute AS attribute
    JOIN pg_class AS mart ON mart.oid = attribute.attrelid AND mart.oid = to_regclass(%s)
    JOIN pg_constraint AS keyed ON keyed.conrelid = mart.oid AND keyed.contype = 'p'
    WHERE attribute.attnum > 0 AND NOT attribute.attisdropped
    ORDER BY attribute.attnum
"""

DESCRIPTION = "SELECT coalesce(obj_description(to_regclass(%s), 'pg_class'), '')"

Row = tuple[Any, ...]


def compare_mart(connection: Connection[Any], mart: str, before: str, after: str) -> MartChange:
    """Return what differs between `marts` with the suffix `before` and with `after`; an empty suffix is published.

    Raises:
        UnpreviewedError: the published mart has other columns than the models say.
    """
    rows: list[tuple[str, str, bool]] = connection.execute(COLUMNS, [f"{SCHEMA}.{mart}"]).fetchall()
    key = [name for name, _, is_key in rows if is_key]
    names = [name for name, _, is_key in rows if not is_key and name not in UNCOMPARED]
    if not key:
        raise UnpreviewedError(MART_ABSENT, mart=mart)
    found = connection.execute(_compose_comparison(mart, key, names, before, after)).fetchall()
    total = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(_identify(mart, before))).fetchone()
    described = connection.execute(DESCRIPTION, [f"{SCHEMA}.{mart}"]).fetchone()
    assert total is not None
    assert described is not None
    changes = (_read_change(row, key, names) for row in found)
    return MartChange(
        mart=mart,
        wording=described[0],
        labels={name: _label(name, comment) for name, comment, _ in rows},
        total=total[0],
        rows=tuple(sorted(changes, key=lambda row: (row.name or "", tuple(map(str, row.key.values()))))),
    )


def compare_paths(readiness: MartChange, checks: MartChange, labels: dict[str, str]) -> tuple[PathChange, ...]:
    """Return what changes on each promotion path; each person with the rules whose verdict made them move.

    `labels` tells what paths are called, `kata | word`.
    """
    rules: dict[tuple[Any, Any], dict[str, None]] = {}
    for check in checks.rows:
        judged = (check.key["employee_id"], check.key["path_code"])
        rules.setdefault(judged, {})[check.key["rule_code"]] = None
    moved: dict[str, list[RowChange]] = {}
    for row in readiness.rows:
        if any(column in row.values for column in STATE):
            judged = (row.key["employee_id"], row.key["path_code"])
            moved.setdefault(row.key["path_code"], []).append(replace(row, rules=tuple(rules.get(judged, ()))))
    return tuple(_compare_path(path, labels.get(path, path), rows) for path, rows in sorted(moved.items()))


def _compare_path(path: str, label: str, rows: list[RowChange]) -> PathChange:
    ranks = Counter(map(_rank, rows))
    moves = Counter(row.values["readiness_class"] for row in rows if "readiness_class" in row.values)
    return PathChange(path, label, ranks[0], ranks[1], dict(moves.most_common()), tuple(sorted(rows, key=_rank)))


def _rank(row: RowChange) -> int:
    """Order persons: who becomes eligible, who no longer is, who changes class, whose date alone moves."""
    before, after = row.values.get("status", (None, None))
    if after == ELIGIBLE:
        return 0
    if before == ELIGIBLE:
        return 1
    return 2 if "readiness_class" in row.values else 3


def _compose_comparison(mart: str, key: list[str], names: list[str], before: str, after: str) -> sql.Composed:
    """Compose the query: kind, key, person, then every compared column before and after."""
    columns = [*key, *names]
    persons = [name for name in PERSON if name in names]
    old = sql.SQL(", ").join(sql.Identifier("old", name) for name in names)
    new = sql.SQL(", ").join(sql.Identifier("new", name) for name in names)
    chosen = [
        sql.SQL("CASE WHEN old.{0} IS NULL THEN {1} WHEN new.{0} IS NULL THEN {2} ELSE {3} END").format(
            sql.Identifier(key[0]), sql.Literal(ADDED), sql.Literal(GONE), sql.Literal(CHANGED)
        ),
        *(sql.SQL("coalesce(new.{0}, old.{0})").format(sql.Identifier(name)) for name in (*key, *persons)),
        old,
        new,
    ]
    return sql.SQL(
        "SELECT {chosen} FROM (SELECT {columns} FROM {before}) AS old FULL JOIN (SELECT {columns} FROM {after}) AS new"
        " ON {matching} WHERE old.{first} IS NULL OR new.{first} IS NULL OR ({old}) IS DISTINCT FROM ({new})"
    ).format(
        chosen=sql.SQL(", ").join(chosen),
        columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        before=_identify(mart, before),
        after=_identify(mart, after),
        matching=sql.SQL(" AND ").join(sql.SQL("old.{0} = new.{0}").format(sql.Identifier(name)) for name in key),
        first=sql.Identifier(key[0]),
        old=sql.SQL("row({})").format(old),
        new=sql.SQL("row({})").format(new),
    )


def _read_change(row: Row, key: list[str], names: list[str]) -> RowChange:
    persons = [name for name in PERSON if name in names]
    kind, *cells = row
    keys, cells = cells[: len(key)], cells[len(key) :]
    who, cells = dict(zip(persons, cells, strict=False)), cells[len(persons) :]
    pairs = zip(names, cells[: len(names)], cells[len(names) :], strict=True)
    kept = {name: (old, new) for name, old, new in pairs if old != new and (kind == CHANGED or name in STATE)}
    known = dict(zip(key, keys, strict=True))
    return RowChange(
        kind,
        known,
        known.get("employee_id") or who.get("employee_id"),
        who.get("nip"),
        who.get("full_name"),
        who.get("unit_name"),
        kept,
    )


def _identify(mart: str, suffix: str) -> sql.Identifier:
    return sql.Identifier(f"{SCHEMA}__{suffix}" if suffix else SCHEMA, mart)


def _label(name: str, comment: str) -> str:
    try:
        wording = parse_wording(comment)
    except ValueError:
        return f"{name} | {name}"
    return f"{wording.label_id} | {wording.label_en}"
