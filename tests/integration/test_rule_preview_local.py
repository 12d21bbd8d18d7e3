"""A value that an agency might set is previewed like a rule: as a build with it would say, and nothing is stored."""

from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from admin.rule_change.problems import BadFileError
from admin.rule_change.reading import read_draft
from admin.rule_change.result import ADDED, CHANGED, GONE, Preview
from admin.warehouse.build import build
from admin.warehouse.database import Database
from admin.warehouse.rule_preview import preview_rules

HEADER = "agency_id,code,subject,value,valid_from,valid_to"
UNCOMPARED = {"build_id", "as_of_date", "rule_set_hash"}
Marts = dict[str, set[str]]


def preview(server: Any, database: Database, *rows: str) -> Preview:
    return preview_rules(server.settings, database.url, read_draft("\n".join([HEADER, *rows]).encode()))


def read_agency(database: Database) -> int:
    with psycopg.connect(database.url) as connection:
        row = connection.execute("SELECT id FROM personnel.agency").fetchone()
    assert row is not None
    return int(row[0])


def read_marts(database: Database, names: list[str]) -> Marts:
    """Return every mart as the set of its rows, without what each build has of its own."""
    with psycopg.connect(database.url, row_factory=dict_row) as connection:
        return {
            name: {
                str({column: value for column, value in row.items() if column not in UNCOMPARED})
                for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier("marts", name)))
            }
            for name in names
        }


def test_own_value_is_previewed_as_a_build_with_it_says(server: Any, published: Database) -> None:
    agency = read_agency(published)
    rows = (
        (agency, "training_target_pns", "", "200", "2026-01-01", None),
        (agency, "training_hours_fixed", "BIMTEK", "9", "2020-01-01", None),
    )
    told = preview(server, published, *(",".join(str(cell or "") for cell in row) for row in rows))
    names = [mart.mart for mart in told.marts]
    before = read_marts(published, names)
    with psycopg.connect(published.url) as connection:
        assert connection.execute("SELECT count(*) FROM stewardship.local_parameter").fetchone() == (0,)
        connection.cursor().executemany(
            "INSERT INTO stewardship.local_parameter (agency_id, code, subject, value, valid_from, valid_to, reason)"
            " VALUES (%s, %s, %s, %s, %s, %s, 'Perwali 5/2026')",
            rows,
        )
    build(server.settings, published, as_of=told.as_of)
    after = read_marts(published, names)
    assert {mart.mart for mart in told.differing} >= {"training_employee", "training_coverage"}
    for mart in told.marts:
        assert len(after[mart.mart] - before[mart.mart]) == mart.count(CHANGED) + mart.count(ADDED), mart.mart
        assert len(before[mart.mart] - after[mart.mart]) == mart.count(CHANGED) + mart.count(GONE), mart.mart


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("{agency},training_target_pns,,19,2026-01-01,", "Line 2, column value: no agency may set “19” for"),
        ("{agency},training_target_pns,,24.555,2026-01-01,", "Line 2, column value: no agency may set “24.555” for"),
        ("{agency},training_target_pns,BIMTEK,24,2026-01-01,", "Line 2, column subject: no agency may set “BIMTEK”"),
        ("{agency},duk_position_rank,II.a,1,2026-01-01,", "Line 2, column subject: no agency may set “II.a”"),
        ("{agency},promotion_period,,1,2026-01-01,", "Line 2, column code: the code “promotion_period” is not in"),
        ("999,training_target_pns,,24,2026-01-01,", "Line 2, column agency_id: the code “999” is not in"),
        (
            f"{{agency}},training_target_pns,,{'9' * 101},2026-01-01,",
            "Line 2, column value: it has more than 100",
        ),
        (f"{{agency}},training_target_pns,{'X' * 41},24,2026-01-01,", "Line 2, column subject: it has more than 40"),
        ("{agency},training_target_pns,,24,,", "Line 2, column valid_from: must be filled in."),
        ("{agency},training_target_pns,,24,2026-01-01,2026-01-01", "Line 2, column valid_to: the period ends before"),
    ],
)
def test_value_that_no_agency_may_set_is_told(server: Any, published: Database, row: str, sentence: str) -> None:
    with pytest.raises(BadFileError) as refused:
        preview(server, published, row.format(agency=read_agency(published)))
    assert refused.value.sentences("en")[0].startswith(sentence)
    with psycopg.connect(published.url) as connection:
        assert connection.execute("SELECT count(*) FROM stewardship.local_parameter").fetchone() == (0,)
