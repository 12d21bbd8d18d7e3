"""Dashboards in the panel: their figures are the marts', lead to the rows behind them, and stop where rights stop."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel
from psycopg.rows import dict_row
from rights_people import act_as

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.shape import Dashboard
from admin.panel.metrics import METRICS
from admin.warehouse.accounts import add_user

BY_NAME = {dashboard.name: dashboard for dashboard in DASHBOARDS}

# The figures of every dashboard in plain SQL, {unit} being where and {within} the units asked for: label, figures.
BELOW = """
    with recursive below(id) as (
        select %(unit)s::bigint union select unit.id from personnel.unit join below on unit.parent_id = below.id
    )
"""
DUE = """
    select to_char(greatest(day, date_trunc('month', as_of_date) - interval '1 month'), 'YYYY-MM'), count(*), '{kind}'
    from (select {column} as day, as_of_date from marts.{mart} where {where}) due
    where day < date_trunc('month', as_of_date) + interval '12 months' group by 1
"""
PARTS = {
    "due": (
        ("kgb_due", "next_on", "status_code not in ('PENSIUN', 'TERHALANG', 'PUNCAK', 'TIDAK_BERLAKU')"),
        ("promotion_readiness", "earliest_tmt", "path_code in ('REGULER', 'STRUKTURAL', 'FUNGSIONAL')"),
        ("retirement_forecast", "leaves_on", "true"),
        ("contract_due", "final_to", "true"),
        ("satyalancana_due", "next_batch_on", "status_code in ('BELUM', 'DIUSULKAN')"),
    ),
    "endings": (
        ("certificate_due", "expires_on", "true"),
        ("partner_programme", "valid_to", "state_code in ('BERLAKU', 'SEGERA_BERAKHIR')"),
    ),
}
OF_NO_UNIT = {"partner_programme"}
FIGURES = {
    "seniority": "select grade_code, count(*) from marts.duk where unit_id in (select id from below) group by 1",
    "talent": """
        select format('Kotak %%s: %%s', box, box_label_id), count(*) from marts.talent_box
        where box is not null and unit_id in (select id from below) and year = (select max(year) from marts.talent_box)
        group by 1
    """,
    "training": """
        select unit_name, coverage_pct, met, employees from marts.training_coverage
        where %(unit)s in (unit_id, parent_unit_id) and year = (select max(year) from marts.training_coverage)
    """,
    "readiness": """
        select readiness_label_id, count(*) from marts.promotion_readiness
        where path_code = 'REGULER' and readiness_class <> 'TIDAK_BERLAKU' and unit_id in (select id from below)
        group by 1
    """,
    "gaps": """
        select competency_label_id, count(*) filter (where plan_code = 'TANPA_RENCANA'),
            count(*) filter (where plan_code <> 'TANPA_RENCANA'), count(plan_code) from marts.competency_gap
        where state_code = 'KURANG' and unit_id in (select id from below) group by 1
    """,
    "behaviour": """
        select unit_name, above, as_expected, below, rated, above + as_expected + below from marts.behaviour_unit
        where %(unit)s in (unit_id, parent_unit_id) and year = (select max(year) from marts.behaviour_unit)
        and core_value_code = 'BERORIENTASI_PELAYANAN'
    """,
    "partners": """
        select partner_name, sum(participants), count(*),
            count(*) filter (where state_code in ('BERLAKU', 'SEGERA_BERAKHIR')),
            count(*) filter (where is_renewal_open), trim_scale(sum(hours_delivered)), trim_scale(sum(budget_spent)),
            sum(internships)
        from marts.partner_programme group by 1
    """,
    "appraisals": """
        select unit_name, sangat_baik, baik, butuh_perbaikan, kurang, sangat_kurang, appraised
        from marts.appraisal_distribution
        where %(unit)s in (unit_id, parent_unit_id) and year = (select max(year) from marts.appraisal_distribution)
    """,
    "goals": """
        select state_label_id, count(*) from marts.goal_cascade where unit_id in (select id from below) group by 1
    """,
    "followup": """
        select followup_label_id, count(*) from marts.appraisal_followup
        where followup_code in ('TANPA_TINDAK_LANJUT', 'TERLAMBAT', 'BERJALAN', 'SELESAI')
        and unit_id in (select id from below) group by 1
    """,
    "proposals": """
        select state_label_id, count(*) from marts.proposal_followup
        where state_code not in ('DISETUJUI', 'DIBATALKAN') and unit_id in (select id from below) group by 1
    """,
    "workforce": """
        select group_label_id, employees from marts.workforce_profile
        where unit_id = %(unit)s and dimension_code = 'GOLONGAN'
    """,
    "headcount": """
        select month, sum(closing_pns), sum(closing_pppk), sum(closing) from marts.headcount_month
        where unit_id in (select id from below) group by 1
    """,
    "quality": "select rule_label_id, open from marts.data_quality where unit_id = %(unit)s",
    "satisfaction": """
        select to_char(ends_on, 'YYYY-MM'), case when min(ikm) = max(ikm) then min(ikm) end, sum(respondents),
            sum(sample_needed)
        from marts.service_satisfaction where unit_id in (select id from below)
        and service_point_code = (select max(service_point_code) from marts.service_satisfaction) group by 1
    """,
    "merit": """
        select verdict_label_id, count(*) from marts.merit_audit where unit_id in (select id from below) group by 1
    """,
    "seats": """
        select distinct on (seat_id) seat_name || case when strpos(seat_name, seat_unit_name) > 0 then ''
            else ', ' || seat_unit_name end, case when rank = 1 then score end, pool_size, lawful_count, open_places
        from marts.seat_readiness where unit_id in (select id from below) order by seat_id, rank
    """,
    "succession": """
        select vacancy_label_id, count(*) filter (where cover_code = 'TANPA_SUKSESOR'),
            count(*) filter (where cover_code = 'TANPA_YANG_SIAP'), count(*) filter (where cover_code = 'KURANG'),
            count(*) filter (where cover_code = 'CUKUP'), sum(named), sum(ready), count(*)
        from marts.succession_seat where unit_id in (select id from below) group by 1
    """,
    "forums": """
        select state_label_id, count(*) from marts.forum_followup
        where unit_id in (select id from below)
            or unit_id is null and %(unit)s = (select id from personnel.unit where parent_id is null)
        group by 1
    """,
    "corrections": """
        select kind_label_id, sum(open), sum(overdue), sum(decided), sum(decided_late)
        from marts.correction_turnaround where unit_id in (select id from below) group by 1
    """,
    "recruitment": """
        select stage_label_id, passed, pending, withdrew, absent, failed, pass_pct, days_median, days_late, entered
        from marts.recruitment_funnel where announced_on = (select max(announced_on) from marts.recruitment_funnel)
    """,
    "attendance": """
        select to_char(month, 'YYYY-MM'), sum(absent_days), sum(leave_days), sum(present_days), sum(duty_days),
            sum(late_minutes), sum(absent_days) + sum(leave_days)
        from marts.attendance_month where unit_id in (select id from below) group by 1
    """,
    "leave": """
        select status_label_id, count(*), sum(used_days), sum(pending_days), sum(left_days)
        from marts.leave_balance where unit_id in (select id from below) and leave_kind_code = 'TAHUNAN'
        and year = (select max(year) from marts.leave_balance) group by 1
    """,
}
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
BY_MONTH = {"headcount", "attendance", "satisfaction"}
OF_UNITS = {  # of marts whose rows tell of a unit and all below it
    *("training", "appraisals", "quality", "behaviour", "workforce"),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
OFFICE = """
    select unit_id, unit_name from marts.training_coverage
    where not is_root and employees between 5 and 40 and exists (
        select from marts.training_coverage part where part.parent_unit_id = training_coverage.unit_id
    ) and exists (
        select from marts.service_satisfaction survey where survey.unit_id = training_coverage.unit_id
    ) order by employees desc, unit_id limit 1
"""


@dataclass
class City:
    """A published city with a panel, its topmost unit, an office of it, and who is signed in."""

    url: str
    bi_url: str
    masked_url: str
    root: int
    office: int
    office_name: str
    visitors: dict[str, Visitor]

    def ask(self, query: str, user: str = "", **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query, as a user of the panel sees them or as the owner of the database."""
        with psycopg.connect(self.url) as connection:
            if user:
                row = connection.execute('select id from stewardship."user" where name = %s', [user]).fetchone()
                assert row is not None
                act_as(connection, row[0])
            return connection.execute(query.encode(), values).fetchall()

    def figures(self, name: str, unit: int, user: str = "") -> dict[str, tuple[str, ...]]:
        """Return what the page of a dashboard must show of a unit: the figures as they are written, by their label."""
        if name in PARTS:
            return self._calendar(name, unit, user)
        rows = self.ask(BELOW + FIGURES[name], user, unit=unit)
        written = {str(label): tuple(map(write, figures)) for label, *figures in rows}
        return {name_month(label): figures for label, figures in written.items()} if name in BY_MONTH else written

    def _calendar(self, name: str, unit: int, user: str) -> dict[str, tuple[str, ...]]:
        parts = PARTS[name]
        ((as_of,),) = self.ask("select as_of_date from marts.build_info")
        every = [f"{year}-{month:02}" for year in (as_of.year, as_of.year + 1) for month in range(1, 13)]
        first = every.index(f"{as_of:%Y-%m}")
        silent = [unit != self.root and mart in OF_NO_UNIT for mart, _column, _where in parts]
        none = [None if is_silent else 0 for is_silent in silent]
        counts: dict[str, list[int | None]] = {month: [*none] for month in every[first : first + 12]}
        for place, (mart, column, where) in enumerate(parts):
            within = "" if mart in OF_NO_UNIT else " and unit_id in (select id from below)"
            query = DUE.format(kind=mart, mart=mart, column=column, where=where + within)
            for month, number, _kind in [] if silent[place] else self.ask(BELOW + query, user, unit=unit):
                counts.setdefault(month, [*none])[place] = number
        shown = {
            month: tuple(map(write, (*numbers, sum(number or 0 for number in numbers))))
            for month, numbers in counts.items()
        }
        return {"Lewat waktu" if month < min(every[first:]) else name_month(month): row for month, row in shown.items()}


def write(figure: Any) -> str:
    """Write a figure as an Indonesian page does."""
    return "–" if figure is None else f"{figure:,}".translate(str.maketrans(",.", ".,"))


def name_month(month: str) -> str:
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def read_figures(page: str) -> dict[str, tuple[str, ...]]:
    """Return what the table of a dashboard shows, by the label of its row."""
    body = re.search(r'<table class="figures">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    rows = (
        [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body[1], re.DOTALL)]
        if body
        else []
    )
    texts = [[html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in rows]
    return {label: tuple(figures) for label, *figures in texts}


def read_links(page: str) -> list[tuple[str, str]]:
    """Return the addresses and the figures of the links to marts and records in the table."""
    found = re.findall(r'<td class="integer"[^>]*><a href="(/admin/[^"]+)"[^>]*>([^<]+)</a>', page)
    return [(html.unescape(address), figure) for address, figure in found]


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    with server.clone(published_template) as database:
        with psycopg.connect(database.url) as connection:
            ((office, name),) = connection.execute(OFFICE).fetchall()
            ((root,),) = connection.execute("select id from personnel.unit where parent_id is null").fetchall()
        for user, role in (("admin", "administrator"), ("head", "unit_head"), ("person", "employee")):
            add_user(database.url, user, role, PASSWORD)
        with psycopg.connect(database.url) as connection:
            connection.execute(
                "update stewardship.user_role set unit_id = %s where user_id = "
                "(select id from stewardship.\"user\" where name = 'head')", [office],
            )  # fmt: skip
            connection.execute(
                'insert into stewardship."user" (name, password_hash) select %s, password_hash '
                "from stewardship.\"user\" where name = 'admin'", ["nobody"],
            )  # fmt: skip
        with serve_panel(server.settings, database.url) as address:
            visitors = {user: Visitor(address, user) for user in ("admin", "head", "person", "nobody")}
            yield City(database.url, database.bi_full_url, database.bi_url, root, office, name, visitors)
            for visitor in visitors.values():
                visitor.close()


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


@pytest.mark.parametrize("user", ["admin", "head"])
@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda item: item.name)
def test_every_figure_is_what_its_published_definition_computes(city: City, dashboard: Dashboard, user: str) -> None:
    """What a page shows is what the query of `metric_definition` answers, run as a BI tool would or as the reader."""
    page = city.visitors[user].get(f"dashboards/{dashboard.name}").text
    shown, pinned = read_figures(page), read_inputs(page)
    assert shown or user != "admin"
    for place, series in enumerate(dashboard.series):
        computed = compute_metric(city, dashboard, series.metric.code, pinned, user)
        written = {label: figures[place] for label, figures in shown.items()}
        empty = "–" if series.metric.measure else "0"
        if dashboard.axis.beside or dashboard.axis.cells:  # its groups have names that the page makes up
            filled = sorted(figure for figure in written.values() if figure != empty)
            assert filled == sorted(figure for figure in computed.values() if figure != empty), series.metric.code
        else:
            assert written == {label: computed.get(label, empty) for label in shown}, series.metric.code
    for series in dashboard.apart if user == "admin" else ():
        query = f"select coalesce(sum(counted), 0) from ({define(city, series.metric.code, pinned)}) as found"
        with psycopg.connect(city.bi_url) as connection:  # its search path leads to the marts
            ((value,),) = connection.execute(query.encode()).fetchall()
        told = re.search(rf">{re.escape(series.title.split(' | ')[0])}: ([\d.]+) ", html.unescape(page))
        assert (told[1] if told else "0") == write(value), series.metric.code


def define(city: City, code: str, pinned: dict[str, str]) -> str:
    """Return the published query of a number, for the values that a page shows of what is never added up."""
    ((query, fixed),) = city.ask(
        "select query, fixed_dimensions from marts.metric_definition where metric_code = %(code)s", code=code
    )
    held = [name for name in (fixed or "").split(", ") if name in pinned]
    limit = " and ".join(f"found.{name}::text = '{pinned[name]}'" for name in held) or "true"
    value = "found.value" if METRICS[code].is_single else "trim_scale(found.value::numeric)"  # no noughts of a sum
    return f"select *, {value} as counted from ({query}) as found where {limit}"


def compute_metric(city: City, dashboard: Dashboard, code: str, pinned: dict[str, str], user: str) -> dict[str, str]:
    """Return what the published query of a number computes, as the page writes it, by what it calls the groups."""
    metric = METRICS[code]
    column = next(series for series in dashboard.series if series.metric is metric).name_column(dashboard.axis)
    query = define(city, code, pinned)
    if "unit_id" in metric.fixed and not dashboard.is_by_unit:
        query += f" and found.unit_id = {city.root if user == 'admin' else city.office}"
    with psycopg.connect(city.url if user != "admin" else city.bi_url, options="-c search_path=marts") as connection:
        if user != "admin":
            ((key,),) = connection.execute('select id from stewardship."user" where name = %s', [user]).fetchall()
            act_as(connection, key)
        cursor = connection.cursor(row_factory=dict_row)
        rows = cursor.execute(query.encode()).fetchall()
        names = {} if dashboard.is_by_month else name_groups(connection, dashboard, metric.mart)
        ((as_of,),) = connection.execute("select as_of_date from build_info").fetchall()
    if not dashboard.is_by_month:
        return {names[row[column]]: write(row["counted"]) for row in rows if row[column] in names}
    found: dict[str, Any] = {}
    for row in rows:
        month = f"{row[column]:%Y-%m}"
        if dashboard.axis.months_ahead:
            month = max(month, f"{as_of - timedelta(days=as_of.day):%Y-%m}")
        name = "Lewat waktu" if dashboard.axis.months_ahead and month < f"{as_of:%Y-%m}" else name_month(month)
        found[name] = row["counted"] if name not in found else (found[name] or 0) + (row["counted"] or 0)
    return {name: write(value) for name, value in found.items()}


def name_groups(connection: "psycopg.Connection[Any]", dashboard: Dashboard, mart: str) -> dict[Any, str]:
    """Return what a page calls the groups of a mart, by the value of the axis."""
    kinds = connection.execute(
        "select attname from pg_attribute where attrelid = to_regclass(%s)", [f"marts.{mart}"]
    ).fetchall()
    label = dashboard.axis.label or dashboard.axis.column
    label = label if (label,) in kinds else f"{label}_id"
    return dict(connection.execute(f"select distinct {dashboard.axis.column}, {label} from {mart}".encode()).fetchall())


def test_definitions_are_shown_and_computed_for_masked_readers_too(city: City) -> None:
    page = html.unescape(city.visitors["admin"].get("dashboards/leave").text)
    for metric in [series.metric for series in BY_NAME["leave"].series]:
        assert f'href="/admin/metrics#{metric.code}"' in page
    listed = html.unescape(city.visitors["person"].get("metrics").text)
    assert all(f'id="{code}"' in listed for code in METRICS)
    assert "Hari yang menunggu putusan sudah dikurangkan" in listed
    found = html.unescape(city.visitors["admin"].get("metrics", search="sisa cuti").text)
    assert 'id="leave_people"' in found
    assert 'id="duk_people"' not in found
    assert city.visitors["nobody"].get("metrics").status_code == 403
    with psycopg.connect(city.masked_url, options="-c search_path=masked") as connection:
        queries = connection.execute("select metric_code, query from metric_definition").fetchall()
        assert {code for code, _ in queries} == METRICS.keys()
        for _code, query in queries:
            connection.execute(query.encode()).fetchall()
