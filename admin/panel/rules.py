"""The pages "rules and parameters": the national rules to read, and what an agency sets for itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqladmin.authentication import login_required
from sqlalchemy import Insert, Update, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.panel import rules_local as local
from admin.panel import rules_national as national
from admin.panel import rules_values as values
from admin.panel.days import TypedDay, read_typed_day, write_day
from admin.panel.errors import BadRequestError, RefusedError, explain
from admin.panel.language import pick, show_date, this_day
from admin.panel.language import translate as _
from admin.panel.lists import read_search
from admin.panel.marts import require_reader
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import link
from admin.panel.rights import read_rights
from admin.panel.rule_preview import BUSY, preview_local_value
from admin.panel.rules_form import ENDING, SETTING, RuleForm
from admin.panel.saving import read_version
from models.organization import Agency
from models.stewardship import LocalParameter, Parameter

if TYPE_CHECKING:
    from admin.panel.site import Site

WITHDRAWN = (
    "Nilai ini sudah ditarik; tetapkan nilai baru bila diperlukan. | "
    "This value was withdrawn; set a new one where one is needed."
)
TOO_EARLY = (
    "Nilai ini mulai {start}; paling cepat berakhir sehari sesudahnya. Bila keliru dimasukkan, tarik nilainya. | "
    "The value begins on {start}; it can end on the day after at the earliest. If it was a mistake, withdraw it."
)


def may_set(request: Request) -> bool:
    """Whether the signed-in person may set a value for an agency."""
    return read_rights(request).may_everywhere("rules", "create")


class RulePages:
    """The pages' endpoints; `routes` names each with its methods."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site

    @property
    def routes(self) -> list[tuple[Any, ...]]:
        """Return name, endpoint and methods of each page."""
        return [
            ("rules", self.answer_all),
            ("rule_table", self.answer_table),
            ("rule_choose", self.choose),
            ("rule_parameter", self.answer_parameter),
            ("rule_set", self.set_value, "GET", "POST"),
            ("rule_end", self.end_value, "GET", "POST"),
        ]

    @login_required
    async def answer_all(self, request: Request) -> Response:
        """Every parameter that an agency may set, and every national rule table."""
        require_reader(request)
        words, (day, on) = read_search(request.query_params).split(), _read_day(request)
        async with self.site.session(request) as session:
            agencies = await local.load_agencies(session)
            agency = _choose_agency(request, agencies)
            own = await local.load_own_values(session, agency.id) if agency else []
            found = [item for item in await local.load_parameters(session) if _is_found(item, words)]
            codes = [await local.load_subjects(session, item) for item in found]
            warnings = await local.find_contradictions(session, agency.id, day) if agency else []
        settings = [(item, local.settle(item, names, own, day)) for item, names in zip(found, codes, strict=True)]
        topics = [(name, list(rows)) for name, rows in groupby(settings, lambda row: local.name_topic(row[0]))]
        tables = [table for table in national.read_national_tables() if table.matches(words)]
        told = {"topics": topics, "tables": tables, "agencies": agencies, "agency": agency, "day": day, "on": on}
        told |= {"search": " ".join(words), "warnings": warnings}
        return await self._render(request, "rules.html", told, 400 if on.error else 200)

    @login_required
    async def answer_table(self, request: Request) -> Response:
        """One national rule table, as it is on a day."""
        require_reader(request)
        table = national.find_national_table(request.path_params["table"])
        if table is None:
            raise HTTPException(404)
        words, (day, on) = read_search(request.query_params).split(), _read_day(request)
        rules = [rule for rule in table.in_force(day) if rule.matches(words)]
        told = {"table": table, "rules": rules, "day": day, "on": on, "search": " ".join(words)}
        return await self._render(request, "rule_table.html", told, 400 if on.error else 200)

    @login_required
    async def choose(self, request: Request) -> Response:
        """Choose the parameter to set from the list; the choice leads to its form."""
        _require_editor(request)
        code = request.query_params.get("parameter", "")
        async with self.site.session(request) as session:
            parameters = await local.load_parameters(session)
        if any(item.code == code for item in parameters):
            url = URL(link(request, "rule_set", code=code))
            return RedirectResponse(url.include_query_params(agency=request.query_params.get("agency", "")), 303)
        topics = [(name, list(rows)) for name, rows in groupby(parameters, local.name_topic)]
        error = _("This is not in the list; choose one of the answers offered.") if code else ""
        return await self._render(
            request, "rule_choose.html", {"topics": topics, "error": error}, 400 if error else 200
        )

    @login_required
    async def answer_parameter(self, request: Request) -> Response:
        """One parameter: its default, what the agency has now, and all that it ever set."""
        require_reader(request)
        day, on = _read_day(request)
        async with self.site.session(request) as session:
            parameter = await _find_parameter(session, request)
            agencies = await local.load_agencies(session)
            agency = _choose_agency(request, agencies)
            own = await local.load_own_values(session, agency.id, parameter) if agency else []
            subjects = await local.load_subjects(session, parameter)
            warnings = await local.find_contradictions(session, agency.id, day) if agency else []
        told = {"parameter": parameter, "agencies": agencies, "agency": agency, "own": own, "day": day, "on": on}
        told |= {"settings": local.settle(parameter, subjects, own, day), "warnings": warnings}
        return await self._render(request, "rule_parameter.html", told, 400 if on.error else 200)

    @login_required
    async def set_value(self, request: Request) -> Response:
        """Set a value for an agency, from a day on, with a reason."""
        _require_editor(request)
        async with self.site.session(request) as session:
            parameter = await _find_parameter(session, request)
            agencies, subjects = await local.load_agencies(session), await local.load_subjects(session, parameter)
            form = RuleForm(parameter, subjects, frozenset(item.id for item in agencies))
            told = {"parameter": parameter, "agencies": agencies, "subjects": subjects, "form": form}
            if request.method != "POST":
                agency, wanted = _choose_agency(request, agencies), request.query_params.get("subject", "")
                form.start(SETTING, agency_id=str(agency.id) if agency else "", subject=wanted)
                return await self._render(request, "rule_set.html", told)
            sent = await read_form(request)
            form.read(SETTING, sent)
            overlap, answer = None, None
            if not form.is_refused:
                values = {"code": parameter.code, **form.values}
                overlap = await local.find_overlap(session, LocalParameter(**values))
                if overlap is not None:
                    _refuse_overlap(form, overlap)
                elif sent.get("act") == "preview":
                    answer = self._preview(request, form, {"subject": "", **values})
                else:
                    await _store(session, insert(LocalParameter).values(values), form)
        if form.is_refused:
            return await self._render(request, "rule_set.html", {**told, "overlap": overlap}, 400)
        return answer or _go_to_parameter(request, parameter, form["agency_id"].value)

    @login_required
    async def end_value(self, request: Request) -> Response:
        """End a value that was set, or withdraw it as if never set, with a reason; it stays in the history."""
        _require_editor(request)
        async with self.site.session(request) as session:
            row = await session.get(LocalParameter, parse_key(request.path_params["pk"]))
            parameter = await local.find_parameter(session, row.code) if row else None
            if row is None or parameter is None:
                raise HTTPException(404)
            if row.is_withdrawn:
                raise BadRequestError(pick(WITHDRAWN))
            form = RuleForm(parameter)
            agency = await session.get(Agency, row.agency_id)
            told = {"parameter": parameter, "row": row, "agency": agency, "form": form, "version": row.row_version}
            if request.method != "POST":
                form.start(ENDING, valid_to=write_day(row.valid_to) if row.valid_to else "")
                return await self._render(request, "rule_end.html", told)
            sent = await read_form(request)
            form.read(ENDING, sent)
            if (version := read_version(sent)) != row.row_version:
                form.error = _("Somebody else has just changed this value. Look at it again before ending it.")
                return await self._render(request, "rule_end.html", told, 409)
            if sent.get("is_withdrawal") == "true":
                form.withdraw(row.valid_from)
            else:
                _check_end(form, row)
            if not form.is_refused:
                present = (LocalParameter.id == row.id, LocalParameter.row_version == version)
                await _store(session, update(LocalParameter).where(*present).values(form.values), form)
        if form.is_refused:
            return await self._render(request, "rule_end.html", told, 400)
        return _go_to_parameter(request, parameter, row.agency_id)

    def _preview(self, request: Request, form: RuleForm, values: Mapping[str, Any]) -> Response | None:
        """Show who would change state instead of storing anything."""
        answer = preview_local_value(self.site, request, values, this_day())
        if answer is None:
            form.error = pick(BUSY)
        return answer

    async def _render(self, request: Request, name: str, told: Mapping[str, Any], status_code: int = 200) -> Response:
        words = {"local": local, "national": national, "values": values, "may_set": may_set(request)}
        return await self.site.render(request, name, {**words, **told}, status_code)


def _require_editor(request: Request) -> None:
    if not may_set(request):
        raise HTTPException(403)


def _read_day(request: Request) -> tuple[date, TypedDay]:
    """Return the day that the address asks for, else today in the city's time, and what stands in its field."""
    asked = read_typed_day(request.query_params, "on")
    day = asked.day or this_day()
    return day, asked if asked.typed else TypedDay(day=day)


def _choose_agency(request: Request, agencies: Sequence[Agency]) -> Agency | None:
    """Return the agency that the address names, else the first one."""
    wanted = request.query_params.get("agency", "")
    if not wanted:
        return agencies[0] if agencies else None
    found = next((item for item in agencies if str(item.id) == wanted), None)
    if found is None:
        raise BadRequestError(_("This row does not exist; choose one from the list."))
    return found


def _is_found(parameter: Parameter, words: list[str]) -> bool:
    told = (parameter.code, local.name_parameter(parameter), local.explain_parameter(parameter))
    text = " ".join((*told, local.name_topic(parameter))).lower()
    return all(word.lower() in text for word in words)


async def _find_parameter(session: AsyncSession, request: Request) -> Parameter:
    parameter = await local.find_parameter(session, request.path_params["code"])
    if parameter is None:
        raise HTTPException(404)
    return parameter


async def _store(session: AsyncSession, change: Insert | Update, form: RuleForm) -> None:
    """Store a new or ended value, or note on the form why the database refused it."""
    session.expunge_all()  # what was read stays readable when the change is refused
    try:
        result: Any = await session.execute(change)
        await session.commit()
        if result.rowcount == 0:
            form.error = _("Somebody else has just changed this value. Look at it again before ending it.")
    except Exception as error:
        await session.rollback()
        found = explain(error, LocalParameter)
        if not isinstance(found, RefusedError):
            raise
        form.refuse(found.columns, found.sentence)


def _refuse_overlap(form: RuleForm, present: LocalParameter) -> None:
    form["valid_from"].error = _(
        "The agency has already set %(value)s here, %(period)s. End that value first, or choose another period.",
        value=values.show_value(form.parameter, present.value), period=local.show_period(present),
    )  # fmt: skip


def _check_end(form: RuleForm, row: LocalParameter) -> None:
    end = form["valid_to"]
    if end.value and end.value <= row.valid_from:
        end.error = pick(TOO_EARLY).format(start=show_date(row.valid_from))


def _go_to_parameter(request: Request, parameter: Parameter, agency: int) -> Response:
    url = URL(link(request, "rule_parameter", code=parameter.code))
    return RedirectResponse(url.include_query_params(agency=agency, notice="saved"), 303)
