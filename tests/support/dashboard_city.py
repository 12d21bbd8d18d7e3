"""The dashboards of a published city: the figures that they must show, by plain SQL, and whoever looks at them."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from panel_site import PASSWORD, Visitor, serve_panel
from rights_people import act_as

from admin.warehouse.accounts import add_user

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
BY_MONTH = {"headcount", "attendance", "satisfaction"}
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


@contextmanager
def open_city(server: Any, template: str) -> Iterator[City]:
    """Serve the panel on a published city, with an administrator, a unit head, an employee and one without a role."""
    with server.clone(template) as database:
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
