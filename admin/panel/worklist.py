"""The steward's worklist: what is wrong with the records, what waits for it, and where it is mended or excused."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, update
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.days import TypedDay, read_typed_day
from admin.panel.language import pick, this_day
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import here, link, own_path
from admin.panel.routes import make_routes
from admin.panel.saving import read_version
from admin.panel.worklist_check import NOTICES
from admin.panel.worklist_parked import list_parked
from admin.panel.worklist_query import (
    AGES,
    STATES,
    count_states,
    find_issue,
    find_last_round,
    find_touched,
    list_issues,
    list_rules,
    may_excuse,
    may_see,
    read_worklist_request,
)
from admin.panel.worklist_telling import tell_issue
from models.organization import Seat, Unit
from models.worklist import IssueSeverity, QualityIssue

if TYPE_CHECKING:
    from admin.panel.site import Site

LONGEST_REASON: Final = 1000
LONGEST_EXCUSE: Final = timedelta(days=2 * 366)
HEAD: Final = ""  # what is wrong with no field in particular stands at the head of the form

NO_REASON = "Tuliskan alasannya, paling panjang 1.000 huruf. | Write the reason, at most 1,000 letters."
NO_DAY = "Isi tanggal, dari hari ini sampai dua tahun lagi. | Give a day, from today to two years from now."
CHANGED = (
    "Orang lain baru saja mengubah pengecualian ini. Periksa isinya, lalu simpan lagi. | "
    "Somebody else has just changed this excuse. Look at it, then save again."
)
GONE = "Temuan ini sudah ditutup; tidak perlu dikecualikan. | This issue is closed; it needs no excuse."


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return [
        *make_routes(site, {"worklist": show_worklist}),
        *make_routes(site, {"worklist_excuse": excuse_issue}, "GET", "POST"),
    ]


async def show_worklist(site: "Site", request: Request) -> Response:
    """The issues within reach, what blocks most first."""
    if not may_see(request):
        raise HTTPException(403)
    wanted, back = read_worklist_request(request.query_params), here(request)
    async with site.session(request) as session:
        listing = await list_issues(session, wanted)
        counts = await count_states(session, wanted)
        rules = await list_rules(session)
        last_round = await find_last_round(session)
        touched = await find_touched(session, listing.rows, last_round.data_read_at if last_round else None)
        unit = await session.get(Unit, wanted.unit) if wanted.unit is not None else None
        is_first = wanted.page == 1 and not wanted.is_narrowed
        parked = await list_parked(site, request, session, back) if is_first else []
    seat_view = site.view_for(Seat)
    context = {
        "wanted": wanted,
        "listing": listing,
        "issues": [tell_issue(site, request, row, back) for row in listing.rows],
        "touched": touched,
        "parked": parked,
        "counts": counts,
        "states": {state: pick(name) for state, (name, _condition) in STATES.items()},
        "rules": rules,
        "severities": list(IssueSeverity),
        "ages": AGES,
        "unit_name": unit.name if unit is not None else "",
        "unit_view": seat_view,
        "last_round": last_round,
        "may_excuse": may_excuse(request),
        "may_check": site.rechecker is not None,
        "checked": pick(NOTICES[told]) if (told := request.query_params.get("notice", "")) in NOTICES else "",
        "back": back,
    }
    return await site.render(request, "worklist.html", context)


async def excuse_issue(site: "Site", request: Request) -> Response:
    """Let an issue stay until a day, with a reason, or take that back."""
    if not may_excuse(request):
        raise HTTPException(403)
    key = parse_key(request.path_params["pk"])
    back = own_path(request.query_params.get("next", "")) or link(request, "worklist")
    async with site.session(request) as session:
        row = await find_issue(session, key)
    if row is None:
        raise HTTPException(404)
    if request.method != "POST":
        return await _show_excuse(site, request, row, back)
    form = await read_form(request)
    version = read_version(form)
    values, errors = _read_excuse(form)
    if row.QualityIssue.closed_on is not None:
        return await _show_excuse(site, request, row, back, form, {HEAD: pick(GONE)}, 400)
    if errors:
        return await _show_excuse(site, request, row, back, form, errors, 400)
    async with site.session(request, str(values["excuse_reason"] or "")) as session:
        same = (QualityIssue.id == key, QualityIssue.closed_on.is_(None), QualityIssue.row_version == version)
        stmt = update(QualityIssue).where(*same).values(values)
        written = await session.execute(stmt.execution_options(synchronize_session=False))
        await session.commit()
        row = await find_issue(session, key)
    if row is None:
        raise HTTPException(404)
    if written.rowcount != 1:  # type: ignore[attr-defined]  # of an update, which has one
        error = CHANGED if row.QualityIssue.closed_on is None else GONE
        return await _show_excuse(site, request, row, back, None, {HEAD: pick(error)}, 409)
    return RedirectResponse(f"{back}{'&' if '?' in back else '?'}notice=saved", 303)


async def _show_excuse(
    site: "Site",
    request: Request,
    row: Any,
    back: str,
    form: FormData | None = None,
    errors: Mapping[str, str] = MappingProxyType({}),
    code: int = 200,
) -> Response:
    issue: QualityIssue = row.QualityIssue
    sent = form or FormData()
    until, reason = read_typed_day(sent, "until"), str(sent.get("reason", ""))
    if form is None and issue.excused_until is not None:
        until, reason = TypedDay(day=issue.excused_until), issue.excuse_reason or ""
    today = this_day()
    context = {
        "told": tell_issue(site, request, row),
        "until": until.shown,
        "reason": reason,
        "errors": errors,
        "back": back,
        "version": form["row_version"] if form else issue.row_version,
        "earliest": today,
        "latest": today + LONGEST_EXCUSE,
    }
    return await site.render(request, "worklist_excuse.html", context, code)


def _read_excuse(form: FormData) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the columns that the form sets, and what is wrong with it by field; then nothing may be set."""
    if form.get("act") == "withdraw":
        return {"excused_until": None, "excuse_reason": None, "excused_by_id": None}, {}
    errors = {}
    reason = form.get("reason")
    if not isinstance(reason, str) or not reason.strip() or len(reason) > LONGEST_REASON or "\x00" in reason:
        errors["reason"] = pick(NO_REASON)
    until = read_typed_day(form, "until")
    if until.day is None or not this_day() <= until.day <= this_day() + LONGEST_EXCUSE:
        errors["until"] = until.error or pick(NO_DAY)
    values = {
        "excused_until": until.day,
        "excuse_reason": str(reason).strip(),
        "excused_by_id": func.stewardship.acting_user(),
    }
    return values, errors
