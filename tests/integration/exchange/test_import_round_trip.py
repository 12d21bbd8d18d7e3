"""What was downloaded and is sent back unchanged changes nothing, whatever the table and the kind of file."""

from typing import Any

import pytest
from exchange_files import Importer, identity, read_counts, read_csv, read_problems, write_csv
from exchange_office import Office
from panel_site import Visitor
from sqlalchemy import String

from admin.panel.exchange.fields import KEY, Part, list_fields, matched_by
from admin.panel.pages import AREAS

PAGES = {page.model.__name__: page for area in AREAS for page in area.pages}
IMPORTED = {name: page for name, page in PAGES.items() if not page.is_read_only and not page.secrets}
OWN = ("GradeRecord", "Employee", "Assignment", "Appraisal", "EducationRecord", "Unit", "Grade", "Decree", "Person")


def count_rows(office: Office, name: str) -> dict[str, int]:
    """Return what sending a table back does: texts with blanks around them are tidied, as a form tidies them."""
    table: Any = PAGES[name].model.__table__
    texts = [column.name for column in table.columns if isinstance(column.type, String)]
    untidy = " or ".join(f"\"{text}\" ~ '^\\s|\\s$'" for text in texts) or "false"
    statement = f'select count(*), count(*) filter (where {untidy}) from {table.schema}."{table.name}"'
    ((count, changed),) = office.ask(statement)
    return {"new": 0, "changed": changed, "unchanged": count - changed, "wrong": 0}


@pytest.mark.parametrize("name", IMPORTED)
def test_every_table_has_columns_by_which_rows_are_found_again(name: str) -> None:
    assert matched_by(IMPORTED[name].model)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", IMPORTED)
def test_download_sent_back_changes_nothing(office: Office, visitor: Visitor, name: str, kind: str) -> None:
    expected = count_rows(office, name)
    if not any(expected.values()):
        return
    importer = Importer(visitor, identity(name))
    answer = importer.upload(visitor.get(f"{identity(name)}/export/{kind}").content, f"unduhan.{kind}")
    assert answer.status_code == 303, answer.text
    fields = [field for field in list_fields(PAGES[name].model, lambda _: True) if field.part is not Part.NAME]
    typed = {field.path for field in fields if field.path == KEY or field.owner.may_be_edited}
    assert set(importer.read_columns()) == typed
    page = importer.check()
    assert read_problems(page) == []
    assert read_counts(page) == expected


@pytest.mark.parametrize("name", OWN)
def test_rows_are_found_again_without_their_id(office: Office, visitor: Visitor, name: str) -> None:
    importer = Importer(visitor, identity(name))
    rows = read_csv(visitor.get(f"{identity(name)}/export/csv").content)
    importer.upload(write_csv(rows, ";"))
    page = importer.check(**{f"field.{KEY}": ""})
    assert read_problems(page) == []
    assert read_counts(page) == count_rows(office, name)
