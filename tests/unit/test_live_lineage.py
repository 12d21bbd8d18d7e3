"""What a compiled query says of columns: which it uses of a table, and which of its own can differ when those do."""

import pytest

from admin.warehouse.live.lineage import find_affected, find_used, keep_columns
from admin.warehouse.live.plan import Model

QUERY = """with
    build as (select * from "staging"."int_build"),
    ranked as (select * from "staging"."int_ranked"),
    criterion as (select * from "rules"."criterion"),
    state as (select * from "staging"."int_state" where scheme = 'PNS'),
    unit as (
        select
            unit_id,
            name
        from "staging"."stg_unit"
        where kind = 'DINAS' and valid_from in (select on_date from build)
    ),

    duk as (
        select
            ranked.employee_id,
            ranked.rank,
            before.rank - ranked.rank as change,
            -- said, as one might think, of the office
            case when ranked.is_last then state.full_name else ')' end as last_name,
            criterion.label,
            (unit.name || ' ' || state.place)::text as place,
            build.on_date
        from ranked
        cross join build
        inner join state on ranked.employee_id = state.employee_id
        left join ranked as before on before.employee_id = ranked.above_id
        left join
            criterion
            on ranked.decided_by = criterion.code
            and criterion.valid_from <= build.on_date
        left join unit on ranked.unit_id = unit.unit_id
        where ranked.agency_id = 1
    )

select *
from duk
"""
COLUMNS = {
    ("staging", "int_build"): dict.fromkeys(["on_date"], "date"),
    ("staging", "int_ranked"): dict.fromkeys(
        ["employee_id", "rank", "is_last", "above_id", "decided_by", "agency_id", "nip", "unit_id"], "text"
    ),
    ("rules", "criterion"): dict.fromkeys(["code", "label", "valid_from"], "text"),
    ("staging", "int_state"): dict.fromkeys(["employee_id", "full_name", "scheme", "place", "name"], "text"),
    ("staging", "stg_unit"): dict.fromkeys(["unit_id", "name", "kind", "valid_from", "code"], "text"),
    ("marts", "duk"): dict.fromkeys(
        ["employee_id", "rank", "change", "last_name", "label", "place", "on_date"], "text"
    ),
}
DUK = Model("duk", "marts", QUERY, grain=("employee_id",))


@pytest.mark.parametrize(
    ("table", "column", "affected"),
    [
        ("int_ranked", "rank", {"rank", "change"}),
        ("int_ranked", "is_last", {"last_name"}),
        ("int_ranked", "above_id", {"change"}),  # another row is found before
        ("int_ranked", "decided_by", {"label"}),
        ("int_ranked", "nip", set()),
        ("int_ranked", "unit_id", None),  # of an import that lists columns it is not told what its row may be
        ("int_ranked", "employee_id", None),
        ("int_ranked", "agency_id", None),
        ("criterion", "code", {"label"}),
        ("int_state", "full_name", {"last_name"}),
        ("int_state", "place", {"place"}),
        ("int_state", "scheme", None),  # the import asks for it
        ("int_state", "employee_id", None),
        ("stg_unit", "name", None),
        ("int_build", "on_date", None),  # another import asks for it
    ],
)
def test_affected_columns_follow_expressions_and_left_joins(table: str, column: str, affected: set[str] | None) -> None:
    assert find_affected(DUK, COLUMNS, {table: {column}}) == affected


def test_affected_columns_of_several_tables_are_added_up() -> None:
    differ = {"int_ranked": {"rank"}, "int_state": {"place"}}
    assert find_affected(DUK, COLUMNS, differ) == frozenset({"rank", "change", "place"})
    assert find_affected(DUK, COLUMNS, differ | {"stg_unit": {"name"}}) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("select *\nfrom duk", "select *\nfrom duk\nwhere rank = 1"),
        ("select *\nfrom duk", "select rank\nfrom duk"),
        ("            ranked.employee_id,\n", "            distinct ranked.employee_id,\n"),
        ("            ranked.employee_id,\n", "            ranked.*,\n"),
        ("where ranked.agency_id = 1", "where 1 = 1 union all select 1 from ranked"),
        ("where ranked.agency_id = 1", "window w as (order by ranked.rank)"),
        ("where ranked.agency_id = 1", "order by rank limit 5"),
        ("inner join state on", "inner join state on ranked.rank = 1 and"),
        ("cross join build", "cross join build, state as other"),
        ("left join unit on ranked.unit_id = unit.unit_id", "left join (select rank from ranked) as nested on true"),
        ("    duk as (", "    best as (select * from ranked where rank = 1),\n    duk as ("),
        ('from "staging"."int_ranked"', 'from "staging"."int_ranked" where rank > 1'),
        ('"rules"."criterion"', '(select *, 1 as one from "staging"."int_ranked") as made'),
    ],
)
def test_query_that_does_not_tell_is_taken_as_a_whole(old: str, new: str) -> None:
    assert old in QUERY
    model = Model("duk", "marts", QUERY.replace(old, new), grain=("employee_id",))
    assert find_affected(model, COLUMNS, {"int_ranked": {"rank"}}) is None


def test_import_that_lists_columns_uses_these_alone() -> None:
    assert find_used(DUK, COLUMNS, "staging", "stg_unit") == {"unit_id", "name", "kind", "valid_from"}
    assert "name" not in find_used(DUK, COLUMNS, "staging", "int_state") - {"name"}
    twice = QUERY.replace("where ranked.agency_id = 1", 'where exists (select * from "staging"."stg_unit")')
    assert "code" in find_used(Model("duk", "marts", twice.replace("PNS", "code")), COLUMNS, "staging", "stg_unit")


def test_kept_columns_leave_out_the_left_joins_that_only_others_need() -> None:
    made = keep_columns(DUK, COLUMNS, ["employee_id", "rank", "last_name"])
    assert "else ')' end as last_name" in made
    assert "join state as state on ranked.employee_id = state.employee_id" in made  # it may take rows away
    assert "left join ranked" not in made
    assert "left join criterion" not in made
    assert "left join unit" in made  # of an import that lists columns nobody tells what they are
    assert "where ranked.agency_id = 1" in made
    made = keep_columns(DUK, COLUMNS, ["employee_id", "change", "label"])
    assert "left join ranked as before" in made
    assert "left join criterion as criterion" in made
