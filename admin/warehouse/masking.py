"""What BI tools read as `bi`: a view over each published mart that tells nobody's name or NIP, and no small group.

Why so, and what it does not protect from: docs/decisions/0036-masked-readers.md. The views stand in the schema
`masked`, which is published, rolled back and dropped with the set that they read.
"""

import secrets
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

SCHEMA: Final = "masked"
SALT: Final = "reader_salt"  # a table of one row in `staging`, which no reader may see
MINIMUM: Final = "reader_minimum"  # parameter: the smallest group that is told
USUAL_MINIMUM: Final = 5  # where a set has no parameters
ROSTER: Final = "employee_current"
COMMENT: Final = (
    "Mart tersamar: dibaca alat BI tanpa nama, NIP, dan kelompok kecil | "
    "Masked marts: what BI tools read, without names, NIP and small groups"
)

# Which columns of a mart that counts people tell how many stand behind a row; the greatest counts.
GROUPS: Final = {
    "appraisal_distribution": ("employees",),
    "behaviour_unit": ("rated",),
    "correction_turnaround": ("open", "decided"),
    "formation_outcome": ("applicants",),
    "headcount_month": ("opening", "closing"),
    "ip_asn_unit": ("employees",),
    "partner_programme": ("participants",),
    "recruitment_funnel": ("entered",),
    "selection_fairness": ("candidates",),
    "training_coverage": ("employees",),
    "training_effect": ("participants",),
    "workforce_profile": ("employees",),
}
PERSONS: Final = frozenset({"employee_id", "appraiser_id", "chosen_id"})
NIPS: Final = frozenset({"nip", "appraiser_nip"})
OWN_NAMES: Final = frozenset({"name", "full_name", "person_name"})
# Row numbers that are of no person: of units, posts, courses, cycles, meetings and builds.
COMMON_KEYS: Final = frozenset(
    {
        "after_build_id", "agency_id", "before_build_id", "best_seat_unit_id", "build_id", "competency_id",
        "course_id", "forum_id", "meeting_id", "move_id", "performance_cycle_id", "round_id", "seat_title_id",
        "seat_unit_id", "session_id", "unit_id",
    }
)  # fmt: skip
UNITS: Final = frozenset({"unit_id", "unit_name", "unit_code"})
# Texts that say nothing by which a person could be found; besides codes and their labels.
COMMON_TEXTS: Final = frozenset(
    {
        "age_group", "article", "behaviour_rating", "best_seat_name", "best_seat_unit_name", "blockers_en",
        "blockers_id", "column_name", "columns_moved", "competency_kind", "confidence", "course_title",
        "cycle_name", "decided_by", "evidence_table", "forum_name", "forum_unit_name", "grade_group",
        "grade_name", "indikasi_hukdis", "jpm_scheme", "mandatory_course_state", "mart", "needed", "pangkat",
        "pool_state", "position_category", "position_group", "position_name", "predicate_needed",
        "readiness_class", "recommendation_en", "recommendation_id", "regulation", "required_source",
        "rule_holder", "rule_set_hash", "scheme", "seat_unit_name", "session_name", "severity", "sex",
        "standing", "state", "status", "table_name", "target_grade_name", "values_below_names_en",
        "values_below_names_id", "work_rating",
    }
)  # fmt: skip
HIDDEN: Final = frozenset({"born_on", "graduated_on", "ledger_ids"})
ENDINGS: Final = ("_code", "_label_id", "_label_en")


class Column(NamedTuple):
    """One column of a mart, with its type and comment."""

    name: str
    kind: str
    comment: str | None


READ_COLUMNS: Final = """
    SELECT relname, obj_description(pg_class.oid, 'pg_class'), attname,
        format_type(atttypid, atttypmod), col_description(pg_class.oid, attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r' ORDER BY relname, attnum
"""


def mask_set(connection: Connection[Any], suffix: str) -> None:
    """Make the views over the marts of a set (`next`, `b12`), unless it has them; quick when it does.

    The pseudonyms are this set's own: nobody is followed from one build to another by them.
    """
    schema, staging = f"{SCHEMA}__{suffix}", f"staging__{suffix}"
    if connection.execute("SELECT to_regnamespace(%s) IS NOT NULL", [schema]).fetchone() == (True,):
        return
    marts = _read_marts(connection, f"marts__{suffix}")
    place = sql.Identifier(schema)
    with connection.transaction():
        salt = sql.Identifier(staging, SALT)
        connection.execute(sql.SQL("CREATE TABLE {} AS SELECT {}::text AS salt").format(salt, secrets.token_hex(16)))
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(place))
        masks = _Masks(f"marts__{suffix}", staging, _read_minimum(connection, staging), ROSTER in marts)
        statements = [statement for name, mart in marts.items() for statement in masks.write(place, name, mart)]
        connection.execute(sql.SQL(";").join(statements))


def find_treatment(column: str, kind: str, is_personal: bool) -> str:
    """Return what becomes of a column: `told`, `unit`, `post`, `person`, `number`, `nip`, `name` or `hidden`.

    Fails closed: a text or a row number of a mart about people that is not known here is not told.
    """
    if not is_personal:
        return "told"
    if column in PERSONS:
        return "person"
    if column in NIPS | OWN_NAMES:
        return "nip" if column in NIPS else "name"
    if column in UNITS:
        return "unit"
    if column == "position_name":
        return "post"
    if column in HIDDEN:
        return "hidden"
    if kind == "bigint" and column.endswith("_id"):
        return "told" if column in COMMON_KEYS else "number"
    is_text = kind == "text" or kind.startswith("character")
    return "told" if not is_text or column in COMMON_TEXTS or column.endswith(ENDINGS) else "hidden"


class Mart(NamedTuple):
    """A mart: its comment and columns."""

    comment: str | None
    columns: list[Column]

    @property
    def is_personal(self) -> bool:
        """Whether its rows are about single people."""
        return any(column.name in PERSONS | NIPS for column in self.columns)


class _Masks(NamedTuple):
    """Writes the views of one set."""

    marts: str
    staging: str
    minimum: int
    has_roster: bool

    def write(self, schema: sql.Identifier, name: str, mart: Mart) -> Iterator[sql.Composable]:
        view = sql.SQL("{}.{}").format(schema, sql.Identifier(name))
        shown = [
            sql.SQL("{} AS {}").format(self._express(mart, column), sql.Identifier(column.name))
            for column in mart.columns
        ]
        yield sql.SQL("CREATE VIEW {} WITH (security_barrier) AS SELECT {} FROM {} AS mart{}").format(
            view, sql.SQL(", ").join(shown), sql.Identifier(self.marts, name), self._limit(name)
        )
        yield sql.SQL("COMMENT ON VIEW {} IS {}").format(view, sql.Literal(mart.comment))
        for column in mart.columns:
            place = sql.SQL("{}.{}").format(view, sql.Identifier(column.name))
            yield sql.SQL("COMMENT ON COLUMN {} IS {}").format(place, sql.Literal(column.comment))

    def _limit(self, name: str) -> sql.Composable:
        if name not in GROUPS:
            return sql.SQL("")
        sizes = sql.SQL(", ").join(sql.SQL("mart.{}").format(sql.Identifier(column)) for column in GROUPS[name])
        return sql.SQL(" WHERE greatest({}) >= {}").format(sizes, self.minimum)

    def _express(self, mart: Mart, column: Column) -> sql.Composable:
        own = sql.SQL("mart.{}").format(sql.Identifier(column.name))
        kind = sql.SQL(column.kind)
        treatment = find_treatment(column.name, column.kind, mart.is_personal)
        match treatment:
            case "told":
                return own
            case "person" | "number":
                digest = self._digest("employee_id" if treatment == "person" else column.name, own)
                return sql.SQL("('x' || left({}, 15))::bit(60)::bigint").format(digest)
            case "nip" | "name":
                has_nip = any(item.name == "nip" for item in mart.columns)
                known = sql.SQL("mart.nip") if treatment == "name" and has_nip else own
                return sql.SQL("('P' || left({}, 16))::{}").format(self._digest("nip", known), kind)
            case "unit" | "post" if self.has_roster:
                key = "unit_id" if treatment == "unit" else "position_name"
                roster = sql.Identifier(self.marts, ROSTER)
                often = "mart.{0} IN (SELECT {0} FROM {1} GROUP BY {0} HAVING count(*) >= {2})"
                asked = sql.SQL(often).format(sql.Identifier(key), roster, self.minimum)
                return sql.SQL("CASE WHEN {} THEN {} END").format(asked, own)
        return sql.SQL("NULL::{}").format(kind)

    def _digest(self, realm: str, value: sql.Composable) -> sql.Composable:
        salt = sql.Identifier(self.staging, SALT)
        digest = "encode(sha256(convert_to((SELECT salt FROM {}) || {} || {}::text, 'UTF8')), 'hex')"
        return sql.SQL(digest).format(salt, realm, value)


def _read_marts(connection: Connection[Any], schema: str) -> dict[str, Mart]:
    found: dict[str, Mart] = {}
    for name, comment, *column in connection.execute(READ_COLUMNS, [schema]):
        found.setdefault(name, Mart(comment, [])).columns.append(Column(*column))
    return found


def _read_minimum(connection: Connection[Any], staging: str) -> int:
    """Return the smallest group that is told, the largest of those that agencies set."""
    if connection.execute("SELECT to_regclass(%s)", [f"{staging}.int_parameter"]).fetchone() == (None,):
        return USUAL_MINIMUM
    query = sql.SQL("SELECT max(number)::integer FROM {} WHERE code = %s").format(
        sql.Identifier(staging, "int_parameter")
    )
    row = connection.execute(query, [MINIMUM]).fetchone()
    return int(row[0]) if row and row[0] is not None else USUAL_MINIMUM
