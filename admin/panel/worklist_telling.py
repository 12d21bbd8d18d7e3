"""An issue as a person reads it: the sentence, what it blocks, and the address of the very field to mend."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from sqlalchemy import Row
from starlette.requests import Request

from admin.panel.attributes import FILE_COLUMNS
from admin.panel.language import language, pick, show_date, show_number, this_day
from admin.panel.mart_catalogue import PAGES
from admin.panel.rendering import link
from models.performance import Predicate
from models.worklist import QualityIssue, QualityRule

if TYPE_CHECKING:
    from admin.panel.site import Site
    from admin.panel.view import RecordView

DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PLAIN_NUMBERS: Final = frozenset({"year", "other_year", "other"})
PREDICATES: Final = {member.value: member for member in Predicate}

ENTER: Final = "Catat: {table} | Enter: {table}"
MEND: Final = "Perbaiki: {table}, {field} | Mend: {table}, {field}"


@dataclass(frozen=True)
class ToldIssue:
    """An issue in the language of the request; `url` is empty for who may not mend it."""

    issue: QualityIssue
    rule: str
    severity: str
    severity_code: str
    sentence: str
    cure: str
    blocked: str
    action: str
    url: str
    unit: str
    person: str
    nip: str
    is_mine: bool
    is_entry: bool
    age: int


def tell_issue(site: "Site", request: Request, row: Row[Any], back: str = "") -> ToldIssue:
    """Return a row of `list_issues` as a person reads it; `back` is the page to return to after mending."""
    issue: QualityIssue = row.QualityIssue
    rule: QualityRule = row.QualityRule
    is_english = language() == "en"
    action, url = _offer(site, request, issue, rule, back)
    return ToldIssue(
        issue=issue,
        rule=(rule.name_en if is_english else None) or rule.name,
        severity=rule.severity.label(language()),
        severity_code=rule.severity.value,
        sentence=fill(rule.sentence_en if is_english else rule.sentence, issue.detail),
        cure=rule.cure_en if is_english else rule.cure,
        blocked=tell_blocked(issue.blocked_marts),
        action=action,
        url=url,
        unit=row.unit or "",
        person=row.person or "",
        nip=row.nip or "",
        is_mine=row.is_mine,
        is_entry=rule.entry_table is not None,
        age=max((this_day() - issue.opened_on).days, 0) if issue.closed_on is None else 0,
    )


def fill(sentence: str, detail: Mapping[str, Any]) -> str:
    """Return a sentence with the values of an issue written as people write them."""
    return re.sub(r"\{(\w+)\}", lambda found: write(found[1], detail.get(found[1])), sentence)


def write(name: str, value: Any) -> str:
    """Return one value of an issue: a day, a number, a predicate, or the text itself."""
    match value:
        case None:
            return "–"
        case bool() | dict() | list():
            return str(value)
        case int() | float():
            return str(value) if name in PLAIN_NUMBERS else show_number(value)
        case str() if DAY.fullmatch(value):
            return show_date(date.fromisoformat(value))
        case str() if value in PREDICATES:
            return PREDICATES[value].label(language())
    return str(value)


def tell_blocked(blocked_marts: Mapping[str, int]) -> str:
    """Return which rows of which marts wait, the most first: `Kesiapan kenaikan pangkat: 2; IP-ASN pegawai: 1`."""
    most_first = sorted(blocked_marts.items(), key=lambda item: (-item[1], item[0]))
    titles = ((pick(PAGES[mart].title) if mart in PAGES else mart, number) for mart, number in most_first)
    return "; ".join(f"{title}: {show_number(number)}" for title, number in titles)


def _offer(site: "Site", request: Request, issue: QualityIssue, rule: QualityRule, back: str) -> tuple[str, str]:
    """Return what the link says and its address: a new form with what is known, or the row's own, at the field."""
    onward = {"next": back} if back else {}
    view = _find_view(site, rule.entry_table or rule.table_name)
    if view is None:
        return rule.entry_table or rule.table_name, ""
    if rule.entry_table:
        known = {"employee_id": issue.employee_id} | issue.detail
        values = {name: value for name, value in known.items() if name in view.attributes and value is not None}
        action = pick(ENTER).format(table=view.title)
        if not view.may(request, "create"):
            return action, ""
        return action, f"{link(request, 'create', view)}?{urlencode(values | onward)}#{rule.column_name}"
    attribute = view.attributes.get(rule.column_name)
    action = pick(MEND).format(table=view.title, field=attribute.label if attribute else rule.column_name)
    if not view.may_change(request):
        return action, ""
    query = f"?{urlencode(onward)}" if onward else ""
    if rule.column_name in FILE_COLUMNS:
        return action, link(request, "file_change", view, pk=issue.row_id)
    return action, f"{link(request, 'edit', view, pk=issue.row_id)}{query}#{rule.column_name}"


def _find_view(site: "Site", table: str) -> "RecordView | None":
    return next((view for view in site.record_views if str(view.model.__table__) == table), None)
