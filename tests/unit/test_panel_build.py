"""Pages become views: complete by default, and a slip in a page is told at start."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from sqladmin import __file__ as sqladmin_file

from admin.panel.build import PageError, build_view, form_sections
from admin.panel.language import CATALOGUE
from admin.panel.page import Area, Group, Page
from admin.panel.pages import AREAS
from admin.panel.view import RecordView
from models.people import Employee, Person
from models.stewardship import User

PANEL = Path(__file__).parents[2] / "admin" / "panel"
AREA = Area("uji", "Uji | Test", "home", ())


def build(page: Page) -> type[RecordView]:
    return build_view(AREA, page, lambda password: password)


def test_page_without_options_is_complete() -> None:
    view = build(Page(Person))
    fields = {name for _title, names in form_sections(view) for name in names}
    assert fields == {column.name for column in Person.__table__.columns} - {
        "id", "created_at", "updated_at", "row_version"
    }  # fmt: skip
    assert view.options.search == ("name", "nik")
    assert {item.name for item in view.options.filters} == {"sex", "born_on", "marital_status", "region_id"}
    assert view.name == "Orang"


def test_form_of_every_page_leaves_system_columns_out() -> None:
    for area in AREAS:
        for page in area.pages:
            names = {name for _title, group in form_sections(build(page)) for name in group}
            assert not names & ({"id", "created_at", "updated_at", "row_version"} | page.hidden)


def test_every_column_is_shown_on_the_details_page_unless_hidden() -> None:
    for area in AREAS:
        for page in area.pages:
            shown = [name for group in build(page).sections for name in group.columns]
            assert sorted({*shown, "row_version"}) == sorted(column.key for column in page.model.__table__.columns)
            assert len(shown) == len(set(shown))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(Person, columns=("nama",)), "Page of Person, columns: 'nama': Person has no column 'nama'"),
        (Page(Employee, columns=("orang.name",)), "Employee has no relationship 'orang'"),
        (Page(Employee, search=("appointed_on",)), "search: 'appointed_on' holds no text"),
        (Page(Person, order=("-umur",)), "Page of Person, order: 'umur'"),
        (Page(Person, filters=("umur",)), "Page of Person, filters: 'umur': Person has no column 'umur'"),
        (Page(Person, groups=(Group("A | B", ("umur",)),)), "Page of Person, groups: no column 'umur'"),
        (Page(Person, groups=(Group("A | B", ("name",)), Group("C | D", ("name",)))), "stands in two groups"),
        (Page(User, secrets=frozenset({"sandi"})), "Page of User, secrets: no column 'sandi'"),
    ],
)
def test_slip_in_a_page_is_told_at_start(page: Page, said: str) -> None:
    with pytest.raises(PageError, match=re.escape(said)):
        build(page)


def test_views_of_two_applications_share_nothing() -> None:
    first, second = build(Page(Person)), build(Page(Person))
    assert first is not second
    assert first.record_form is not second.record_form


def test_every_text_of_the_panel_and_of_sqladmin_is_translated() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="id")
    methods = [("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")]
    said = {found[2] for found in extract_from_dir(PANEL, methods, keywords={"_": None}, options_map={})}
    with (Path(sqladmin_file).parent / "translations" / "admin.pot").open("rb") as file:
        said |= {message.id for message in read_po(file) if message.id}
    known = {message.id: message.string for message in catalogue if message.id}
    assert said - {key for key, text in known.items() if text} == set()
    assert set(known) - said == set()
    for message in catalogue:
        assert set(re.findall(r"%\((\w+)\)s", str(message.id))) == set(re.findall(r"%\((\w+)\)s", str(message.string)))


def test_no_template_says_anything_untranslated() -> None:
    for template in (PANEL / "templates").glob("*.html"):
        text = re.sub(r"\{% set common %\}.*?\{% endset %\}", " ", template.read_text(), flags=re.DOTALL)
        text = re.sub(r"\{[%#{].*?[%#}]\}|<[^>]*>", " ", text, flags=re.DOTALL)
        assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {"Merit", "marts"}, template.name


def test_page_modules_hold_data_only() -> None:
    for module in (PANEL / "pages").glob("*.py"):
        if module.name != "__init__.py":
            assert "def " not in module.read_text()
            assert "lambda" not in module.read_text()
