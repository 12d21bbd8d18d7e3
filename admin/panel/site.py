"""The panel's pages over SQLAdmin: the same addresses, our own flow, errors and templates."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, cast

from sqladmin import Admin
from sqladmin.authentication import login_required
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.applications import Starlette
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from admin.document_store import DocumentStore
from admin.panel import (
    acts,
    build_order,
    bulk,
    corrections,
    documents,
    export,
    finding,
    history,
    home,
    imports,
    mart_pages,
    marts,
    person,
    person_reasons,
    restore,
    rule_preview,
    saving,
    session_results,
    tokens,
    worklist,
    worklist_check,
    worklist_parked,
    worklist_query,
)
from admin.panel.acting import KEY, Acting
from admin.panel.attributes import read_attributes, read_title
from admin.panel.authentication import Gate
from admin.panel.dashboards import pages as dashboards
from admin.panel.display import name_row
from admin.panel.documentation import pages as documentation
from admin.panel.errors import BadRequestError
from admin.panel.feed import pages as feed_pages
from admin.panel.import_job import ImportDesk
from admin.panel.language import COOKIE as LANGUAGE_COOKIE
from admin.panel.language import LANGUAGES, language
from admin.panel.language import translate as _
from admin.panel.lists import NOTHING, fill_filters, list_rows, read_list_request
from admin.panel.lookups import search_rows
from admin.panel.official import pages as official_pages
from admin.panel.page import Area
from admin.panel.received import read_form
from admin.panel.rendering import BASE, PATTERNS, Assets, create_templates, link, own_path
from admin.panel.rights import read_rights
from admin.panel.rule_preview_job import PreviewDesk
from admin.panel.rules import RulePages
from admin.panel.sign_in.csrf import CsrfGuard, ForgedRequestError, remember_visit
from admin.panel.sign_in.kept import SessionOverError
from admin.panel.sign_in.pages import SignInPages
from admin.panel.sign_in.provider_pages import ProviderPages
from admin.panel.sign_in.sessions import read_address
from admin.panel.view import Dependent, RecordView
from admin.privacy import strip_address

log = logging.getLogger(__name__)

YEAR_SECONDS = 365 * 24 * 60 * 60
LONGEST_TERM = 100


class Site(Admin):
    """SQLAdmin with Merit's pages."""

    def __init__(self, app: Starlette, session_maker: "async_sessionmaker[AsyncSession]", gate: Gate) -> None:
        self.assets = Assets()
        super().__init__(
            app,
            session_maker=session_maker,
            base_url=BASE,
            title="Merit",
            authentication_backend=gate,
        )
        self.gate = gate
        self.sign_in_pages = SignInPages(self)
        self.url = ""
        self.previews: PreviewDesk | None = None
        self.rechecker: worklist_check.Rechecker | None = None
        self.orderer: build_order.Orderer | None = None
        self.rechecks = asyncio.Semaphore(worklist_check.AT_ONCE)
        self.exports = asyncio.Semaphore(export.AT_ONCE)
        self.admin.router.routes = self._routes()
        handlers: Any = {
            HTTPException: self.answer_http_error,
            BadRequestError: self._answer_bad_request,
            export.BusyError: self._answer_busy,
            ForgedRequestError: self.sign_in_pages.refuse_old_form,
            SessionOverError: self.sign_in_pages.ask_to_sign_in_again,
        }
        # Without Starlette's own catch-all around it: what is our fault goes up to SafetyMiddleware, which tells it.
        self.admin.middleware_stack = ExceptionMiddleware(CsrfGuard(self.admin.router), handlers=handlers)

    imports: ImportDesk  # set by the app factory, which knows the database
    documents: DocumentStore  # and the home

    def session(self, request: Request, reason: str = "") -> AsyncSession:
        """Return a session that acts for the signed-in person; `reason` is why they change something."""
        acting = Acting(request.state.user.id, request.state.request_id, reason, read_rights(request))
        session: AsyncSession = self.session_maker(info={KEY: acting})
        return session

    def init_templating_engine(self) -> Any:
        """Make the template engine; SQLAdmin calls this while it is being set up."""
        return create_templates(self)

    def _routes(self) -> list[Any]:
        def route(name: str, endpoint: Any, *methods: str) -> Route:
            return Route(PATTERNS[name].removeprefix(BASE), endpoint, name=name, methods=methods or ("GET",))

        return [
            Mount("/statics", app=self.assets.app, name="statics"),
            route("index", self.index),
            *(route(*page) for page in self.sign_in_pages.routes),
            *(route(*page) for page in ProviderPages(self).routes),
            route("language", self.choose_language, "POST"),
            route("marts", self.mart_list),
            route("mart", self.mart),
            route("explain", self.explain),
            *(route(*page) for page in RulePages(self).routes),
            *rule_preview.list_routes(self),
            *finding.list_routes(self),
            *person.list_routes(self),
            *acts.list_routes(self),
            *corrections.list_routes(self),
            *session_results.list_routes(self),
            *tokens.list_routes(self),
            *official_pages.list_routes(self),
            *feed_pages.list_routes(self),
            *export.list_routes(self),
            *imports.list_routes(self),
            *history.list_routes(self),
            *documents.list_routes(self),
            *restore.list_routes(self),
            *worklist.list_routes(self),
            *dashboards.list_routes(self),
            *documentation.list_routes(self),
            *worklist_check.list_routes(self),
            *build_order.list_routes(self),
            *bulk.list_routes(self),
            route("list", self.list),
            route("details", self.details),
            *saving.list_routes(self),
            route("ajax_lookup", self.ajax_lookup),
        ]

    @property
    def record_views(self) -> "list[RecordView]":
        """Every table's view, in the order of the navigation."""
        return [view for view in self.views if isinstance(view, RecordView)]

    def visible_views(self, request: Request) -> "list[RecordView]":
        """The views that the signed-in person may see."""
        return [view.for_reader(request) for view in self.record_views if view.is_accessible(request)]

    def areas_for(self, request: Request) -> "list[tuple[Area, list[RecordView]]]":
        """The navigation: every area the signed-in person may see, with its tables."""
        areas: dict[str, tuple[Area, list[RecordView]]] = {}
        for view in self.visible_views(request):
            areas.setdefault(view.area.name, (view.area, []))[1].append(view)
        return [*areas.values()]

    def dependents_url(self, request: Request, item: Dependent, row: Any) -> str:
        """Return the address of the list of rows that refer to `row`."""
        url = URL(link(request, "list", item.view))
        return str(url.include_query_params(**{item.attribute.name: row.id}))

    def add_url(self, request: Request, item: Dependent, row: Any) -> str:
        """Return the address of an empty form that refers to `row`."""
        url = URL(link(request, "create", item.view))
        return str(url.include_query_params(**{item.attribute.name: row.id}))

    def dependents_title(self, item: Dependent) -> str:
        """Return what referring rows are called; the column too when a table refers in two ways."""
        title = read_title(item.attribute.model).label(language())
        ways = [
            other for other in read_attributes(item.attribute.model).values() if other.target is item.attribute.target
        ]
        return f"{title} ({item.attribute.label})" if len(ways) > 1 else title

    def view_for(self, model: type | None) -> RecordView | None:
        """Return the view of a model, if it has one."""
        return next((view for view in self.record_views if view.model is model), None)

    async def render(
        self, request: Request, name: str, context: Mapping[str, Any] | None = None, status_code: int = 200
    ) -> Response:
        """Answer with a template."""
        response = await self.templates.TemplateResponse(request, name, dict(context or {}), status_code)
        remember_visit(request, response)
        return response

    async def answer_error(self, request: Request, status_code: int, number: str = "", sentence: str = "") -> Response:
        """Answer with the error page: what happened and what to do, never how."""
        context = {"status_code": status_code, "number": number, "sentence": sentence}
        return await self.render(request, "error.html", context, status_code)

    async def answer_http_error(self, request: Request, error: Exception) -> Response:
        """Answer what is not there, or not for whoever asks; the log says where they looked, not with which words."""
        status_code, place = cast(HTTPException, error).status_code, strip_address(request.url.path)
        log.warning("answered %s to %s %r from %s", status_code, request.method, place, read_address(request))
        return await self.answer_error(request, status_code)

    async def _answer_bad_request(self, request: Request, error: Exception) -> Response:
        return await self.answer_error(request, 400, sentence=str(error))

    async def _answer_busy(self, request: Request, error: Exception) -> Response:
        return await self.answer_error(request, 503, sentence=str(error))

    @login_required
    async def index(self, request: Request) -> Response:
        """Start page."""
        async with self.session(request) as session:
            areas = await home.count_tables(session, self.visible_views(request), read_rights(request))
            build = await home.find_published_build(session)
            published = await marts.list_marts(session) if marts.may_read(request) else []
            issues = await worklist_query.summarize(session) if worklist_query.may_see(request) else None
            freshness = await home.read_freshness(session)
            is_held = freshness is not None and freshness.parked and worklist_query.may_see(request)
            parked = await worklist_parked.list_parked(self, request, session) if is_held else []
            queue = await build_order.read_queue(session)
            comparison = await home.find_comparison(session)
        context = {"areas": areas, "build": build, "marts": published, "issues": issues, "freshness": freshness}
        context |= {"parked": parked, "queue": queue, "comparison": comparison}
        context["may_order"] = self.orderer is not None and build_order.may_order(request)
        context["notice"] = build_order.NOTICES.get(request.query_params.get("notice", ""))
        return await self.render(request, "home.html", context)

    async def choose_language(self, request: Request) -> Response:
        """Remember the language the reader chose."""
        form = await read_form(request)
        wanted, back = str(form.get("language", "")), own_path(str(form.get("next", "")))
        if wanted not in LANGUAGES:
            raise BadRequestError(_("This language is not offered."))
        response = RedirectResponse(back or f"{BASE}/", 303)
        response.set_cookie(LANGUAGE_COOKIE, wanted, YEAR_SECONDS, httponly=True, samesite="lax")
        return response

    @login_required
    async def list(self, request: Request) -> Response:
        """One table's rows."""
        view = self.find_view(request)
        wanted = read_list_request(view.options, request.query_params, keeps_errors=True)
        async with self.session(request) as session:
            await fill_filters(session, wanted.filters)
            listing = await list_rows(session, view.options, wanted) if not wanted.is_refused else NOTHING
        context = {"view": view, "wanted": wanted, "listing": listing}
        return await self.render(request, "list.html", context, 400 if wanted.is_refused else 200)

    @login_required
    async def details(self, request: Request) -> Response:
        """One row, and what refers to it."""
        view = self.find_view(request)
        async with self.session(request) as session:
            row = await view.find(session, request.path_params["pk"])
            dependents = await view.find_dependents(session, row, self.visible_views(request))
            may_ask = not view.may_change(request) and corrections.may_ask(request, view)
            may_ask = may_ask and await corrections.is_own(session, request, row)
        told = {"view": view, "row": row, "dependents": dependents, "may_ask_correction": may_ask}
        return await self.render(request, "details.html", told)

    @login_required
    async def ajax_lookup(self, request: Request) -> Response:
        """Offer rows for a foreign key, as the person types."""
        view = self.find_view(request)
        attribute = view.attributes.get(request.query_params.get("name", ""))
        term = request.query_params.get("term", "")
        if attribute is None or attribute.target is None or not term.isprintable() or len(term) > LONGEST_TERM:
            return JSONResponse({"results": []}, 400)
        async with self.session(request) as session:
            rows = await search_rows(session, attribute.target, term)
        return JSONResponse({"results": [{"id": str(row.id), "text": name_row(row)} for row in rows]})

    @login_required
    async def mart_list(self, request: Request) -> Response:
        """The published marts."""
        return await mart_pages.answer_all(self, request)

    @login_required
    async def mart(self, request: Request) -> Response:
        """One published mart."""
        return await mart_pages.answer_one(self, request)

    @login_required
    async def explain(self, request: Request) -> Response:
        """Why one person stands where they stand."""
        return await person_reasons.answer(self, request)

    def find_view(self, request: Request, verb: str = "see") -> RecordView:
        """Return the view in the address, as the person may see it; answer 404, or 403 where no row allows `verb`."""
        view = next((item for item in self.record_views if item.identity == request.path_params["identity"]), None)
        if view is None:
            raise HTTPException(404)
        if not view.may(request, verb):
            raise HTTPException(403)
        return view.for_reader(request)
