"""Dashboards in the panel: their figures are the marts', lead to the rows behind them, and stop where rights stop."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from dashboard_city import BELOW, City, name_month, open_city, read_figures, write
from panel_site import PASSWORD, Visitor, serve_panel

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.warehouse.accounts import add_user

# Dashboards whose figures are added up from rows: the mart, and what of a link's address says which of its rows.
ADDED = {
    "attendance": ("attendance_month", r"month=(\d{4}-\d{2})", "to_char(month, 'YYYY-MM')"),
    "seats": ("seat_readiness", r"seat_id=(\d+)", "seat_id::text"),
    "partners": ("partner_programme", r"partner_id=(\d+)", "partner_id::text"),
    "leave": (
        "leave_balance",
        r"status_code=(\w+)",
        "year = (select max(year) from marts.leave_balance) and leave_kind_code = 'TAHUNAN' and status_code",
    ),
}
# Dashboards of which some figures lead to records, and what tells these links.
RECORDS = {"recruitment": r"/admin/applicant-stage/list\?.*result=", "satisfaction": r"/admin/survey-response/list\?"}
UNDIVIDED = {"recruitment", "partners"}  # of marts whose rows tell of no unit
RARE = {  # of which not every office has rows
    *("endings", "proposals", "behaviour", "satisfaction", "merit", "seats", "corrections", "followup", "forums"),
}
OF_UNITS = {  # of marts whose rows tell of a unit and all below it
    *("training", "appraisals", "quality", "behaviour", "workforce"),
}


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    with open_city(server, published_template) as city:
        yield city


def read_links(page: str) -> list[tuple[str, str]]:
    """Return the addresses and the figures of the links to marts and records in the table."""
    found = re.findall(r'<td class="integer"[^>]*><a href="(/admin/[^"]+)"[^>]*>([^<]+)</a>', page)
    return [(html.unescape(address), figure) for address, figure in found]


@pytest.mark.parametrize("name", [dashboard.name for dashboard in DASHBOARDS])
def test_figures_are_those_of_the_marts_for_all_and_for_a_unit(city: City, name: str) -> None:
    admin, head = city.visitors["admin"], city.visitors["head"]
    whole, part = city.figures(name, city.root), city.figures(name, city.office)
    assert whole
    assert read_figures(admin.get(f"dashboards/{name}").text) == whole
    if name in UNDIVIDED:
        assert read_figures(head.get(f"dashboards/{name}").text) == whole
        assert admin.get(f"dashboards/{name}", unit=city.office).status_code == 400
        return
    assert read_figures(admin.get(f"dashboards/{name}", unit=city.office).text) == part
    within = city.figures(name, city.office if name in OF_UNITS else city.root, "head")
    assert within or name in RARE
    assert within != whole
    assert read_figures(head.get(f"dashboards/{name}").text) == within, "a head sees what the marts let a head see"
    assert set(read_figures(head.get(f"dashboards/{name}", unit=city.root).text)) <= set(within)


@pytest.mark.parametrize("name", [dashboard.name for dashboard in DASHBOARDS])
def test_each_figure_leads_to_as_many_rows(city: City, name: str) -> None:
    admin = city.visitors["admin"]
    unit = city.root if name in RARE else city.office
    within = "" if name in UNDIVIDED else " and unit_id in (select id from below)"
    links = read_links(admin.get(f"dashboards/{name}", **({"unit": unit} if within else {})).text)
    assert links
    if name in RECORDS:  # all who came to a stage, or answered, stand behind its days, its rate or its index
        links = [(address, figure) for address, figure in links if re.match(RECORDS[name], address)]
    shown = {figure: address for address, figure in links if "," not in figure}  # a share leads to its people
    for figure, address in list(shown.items())[:4]:
        page = admin.client.get(address).text
        total = re.search(r"dari ([\d.]+) baris", page)
        assert total is not None, address
        if name in ADDED and not re.search("state_code=|is_renewal_open=", address):
            mart, pattern, column = ADDED[name]
            value = re.search(pattern, address)
            assert value is not None
            query = BELOW + f"select count(*) from marts.{mart} where {column} = %(value)s{within}"
            counted = city.ask(query, unit=unit, value=value[1])
            assert total[1] == write(counted[0][0])
        else:
            assert total[1] == figure, address
        assert 'aria-label="Saringan aktif"' in page
        assert ("Unit dan yang di bawahnya: <b>" in page) == bool(within and name not in RECORDS)


def test_years_and_paths_are_chosen_and_unknown_ones_refused(city: City) -> None:
    admin = city.visitors["admin"]
    ((year, coverage),) = city.ask(
        "select year, coverage_pct from marts.training_coverage where is_root order by year limit 1"
    )
    first = read_figures(admin.get("dashboards/training", year=year).text)
    assert next(iter(first.values()))[0] == write(coverage)
    ((earlier, entered),) = city.ask(
        "select recruitment_round_id, entered from marts.recruitment_funnel order by announced_on, sequence limit 1"
    )
    first = read_figures(admin.get("dashboards/recruitment", recruitment_round_id=earlier).text)
    assert next(iter(first.values()))[-1] == write(entered), "stages are shown in their order"
    page = admin.get("dashboards/readiness", path_code="FUNGSIONAL").text
    assert (
        sum(int(row[0]) for row in read_figures(page).values())
        == city.ask("select count(*) from marts.promotion_readiness where path_code = 'FUNGSIONAL'")[0][0]
    )
    for name, wrong in (
        ("dashboards/training", {"year": "1800"}), ("dashboards/training", {"year": "x"}),
        ("dashboards/seniority", {"unit": "x"}), ("dashboards/seniority", {"unit": "9" * 30}),
        ("marts/duk", {"under": "-1"}), ("marts/build_info", {"under": "1"}),
        *(("marts/kgb_due", {"next_on": day}) for day in ("2026", "2026-13", "<2026-02-31", "0000-01", "２０２６-01")),
        ("marts/kgb_due", {"next_on": ">2026-10"}),
        ("marts/duk", {"grade_code": "x\x00"}),
    ):  # fmt: skip
        answer = admin.get(name, **wrong)
        assert answer.status_code == 400, wrong
        assert "Saringan ini tidak dikenal" in answer.text


def test_narrowed_mart_is_told_kept_by_search_and_downloaded(city: City) -> None:
    admin = city.visitors["admin"]
    reach = BELOW + "select {} from marts.kgb_due where unit_id in (select id from below)"
    scheduled = "status_code in ('DIJADWALKAN', 'DITUNDA')"
    middle = f"percentile_disc(0.5) within group (order by next_on) filter (where {scheduled})"
    ((day,),) = city.ask(reach.format(middle), unit=city.office)
    narrow = {"next_on": f"<{day}", "status_code": "DIJADWALKAN|DITUNDA", "under": str(city.office)}
    page = admin.get("marts/kgb_due", **narrow).text
    told = f"sebelum {day.day} {name_month(str(day)[:7])}"
    assert all(f"<b>{text}</b>" in page for text in (told, city.office_name))
    assert '<input type="hidden" name="under"' in page
    counts = f"count(*) filter (where next_on < %(day)s and {scheduled}), count(*) filter (where {scheduled})"
    ((number, all_scheduled),) = city.ask(reach.format(counts), unit=city.office, day=day)
    assert 0 < number < all_scheduled
    assert f"dari {number} baris" in page
    assert len(admin.get("marts/kgb_due/export/csv", **narrow).text.strip().splitlines()) >= number
    assert admin.get("marts/kgb_due", **narrow, search="tidak ada").text.count("<tr>") == 0


def test_who_may_not_see_gets_nothing(city: City) -> None:
    assert city.visitors["nobody"].get("dashboards").status_code == 403
    assert city.visitors["nobody"].get("dashboards/talent").status_code == 403
    assert "/admin/dashboards" not in city.visitors["nobody"].get("").text
    assert read_figures(city.visitors["person"].get("dashboards/training").text) == {}
    assert "/applicant-stage/list?" in city.visitors["admin"].get("dashboards/recruitment").text
    funnel = city.visitors["head"].get("dashboards/recruitment").text
    assert read_figures(funnel), "a head sees the figures"
    assert "/applicant-stage/" not in funnel, "and not who applied"
    assert city.visitors["admin"].get("dashboards/none").status_code == 404
    assert "Tidak ada angka dalam jangkauan ini" in city.visitors["person"].get("dashboards/appraisals").text


def test_pages_have_definition_day_and_words_in_both_languages(city: City) -> None:
    admin = city.visitors["admin"]
    ((build, as_of),) = city.ask("select build_id, as_of_date from marts.build_info")
    shown = admin.get("dashboards").text
    assert all(f'href="/admin/dashboards/{dashboard.name}"' in shown for dashboard in DASHBOARDS)
    admin.client.cookies.set("language", "en")
    for dashboard in DASHBOARDS:
        page = admin.get(f"dashboards/{dashboard.name}").text
        assert dashboard.question.split(" | ")[1] in page
        assert f"#{build}" in page
        assert str(as_of.year) in page
        assert 'class="written"' in page
        assert "style=" not in page
        assert "<style" not in page
    admin.client.cookies.set("language", "id")


def test_nothing_is_offered_before_the_first_build(server: Any, template: str) -> None:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            assert "Belum ada yang diterbitkan" in visitor.get("dashboards").text
            assert visitor.get("dashboards/talent").status_code == 404
            visitor.close()
