"""The addresses of the API: what is published, one mart, its rows page by page, and its files."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from sqladmin import i18n
from sqlalchemy import func, select, text
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp

from admin.panel.api.bearer import Pace, identify
from admin.panel.api.document import describe_api, describe_mart
from admin.panel.api.problem import ProblemError, answer_problem, answer_status
from admin.panel.api.rows import CURSOR, Wanted, read_filters, read_page, read_wanted
from admin.panel.api.stamp import Stamp, answer_if_known, read_stamp
from admin.panel.export import BusyError, answer_file
from admin.panel.export import describe_mart as describe_file
from admin.panel.mart_shape import read_shape, read_shapes
from models.exchange import FileKind

if TYPE_CHECKING:
    from admin.panel.site import Site

log = logging.getLogger(__name__)

BASE: Final = "/api"
LIMITS: Final = (text("SET TRANSACTION READ ONLY"), text("SET LOCAL statement_timeout = '60s'"))
STOPPED: Final = "57014"
TOO_LONG: Final = (
    "Jawaban ini butuh lebih dari satu menit. Persempit dengan saringan, atau ambil berkasnya. | "
    "This answer takes more than a minute. Narrow it by a filter, or take the file."
)
NO_VALUE: Final = (
    "Salah satu parameter memuat nilai yang tidak mungkin. | One of the parameters holds an impossible value."
)
NOTHING: Final = "Belum ada mart yang terbit. | No mart is published yet."

Endpoint = Callable[[Request], Awaitable[Response]]


def create_api(site: "Site") -> ASGIApp:
    """Return the API over the marts that the site shows, to be mounted at `BASE`."""
    api = Api(site)
    handlers: Any = {
        ProblemError: _answer_problem,
        HTTPException: _answer_status,
        BusyError: _answer_busy,
        DataError: _answer_value,
        OperationalError: _answer_stopped,
    }
    return ExceptionMiddleware(Router(api.routes, redirect_slashes=False), handlers=handlers)


class Api:
    """The endpoints; `routes` names the address of each."""

    def __init__(self, site: "Site") -> None:
        self.site, self.pace = site, Pace()

    @property
    def routes(self) -> list[Route]:
        """Return the routes, each for who brings a good token."""
        pages: dict[str, Endpoint] = {
            "/v1/openapi.json": self.document,
            "/v1/build": self.build,
            "/v1/marts": self.marts,
            "/v1/marts/{mart}": self.mart,
            "/v1/marts/{mart}/rows": self.rows,
            "/v1/marts/{mart}/file.{kind}": self.file,
        }
        return [self._make(path, endpoint) for path, endpoint in pages.items()]

    async def document(self, request: Request) -> Response:
        """Describe the API for programs (OpenAPI)."""
        async with self._session(request) as session:
            return JSONResponse(describe_api(await read_shapes(session)))

    async def build(self, request: Request) -> Response:
        """Tell which build is published."""
        async with self._session(request) as session:
            stamp = await self._read_stamp(session)
        return answer_if_known(request, stamp) or JSONResponse(stamp.describe(), headers=stamp.headers)

    async def marts(self, request: Request) -> Response:
        """List the marts."""
        async with self._session(request) as session:
            stamp = await self._read_stamp(session)
            told = {"build": stamp.describe(), "marts": [describe_mart(item) for item in await read_shapes(session)]}
        return answer_if_known(request, stamp) or JSONResponse(told, headers=stamp.headers)

    async def mart(self, request: Request) -> Response:
        """Describe one mart."""
        async with self._session(request) as session:
            shape, stamp = await read_shape(session, request.path_params["mart"]), await read_stamp(session)
        return answer_if_known(request, stamp) or JSONResponse(describe_mart(shape), headers=stamp.headers)

    async def rows(self, request: Request) -> Response:
        """Answer with one page of rows."""
        async with self._session(request) as session:
            wanted = read_wanted(await read_shape(session, request.path_params["mart"]), request.query_params)
            stamp = await read_stamp(session)
            wanted.require_build(stamp)
            if known := answer_if_known(request, stamp):
                return known
            stamp, rows, cursor = await read_page(session, wanted)
            wanted.require_build(stamp)  # once more: another one may have been published in between
        await self._note(request, wanted, len(rows))
        return _answer_page(request, wanted, stamp, rows, cursor)

    async def file(self, request: Request) -> Response:
        """Answer with all rows as a file."""
        i18n.set_locale("en")  # a program reads points, not commas
        async with self._session(request) as session:
            shape = await read_shape(session, request.path_params["mart"])
            filters = read_filters(shape, request.query_params)
            stamp = await read_stamp(session)  # before the rows: what is said to be known is never older than they are
            if known := answer_if_known(request, stamp):
                return known
            source = await describe_file(session, shape.mart, filters, is_headed_by_name=True)
        return await answer_file(self.site, request, source, stamp.headers)

    def _make(self, path: str, endpoint: Endpoint) -> Route:
        async def answer(request: Request) -> Response:
            if request.headers.get("accept-language", "").lower().startswith(("en", "id")):
                i18n.set_locale(request.headers["accept-language"][:2].lower())
            async with self.site.gate.session_maker.begin() as session:
                bearer, rights = await identify(session, request, self.pace)
            request.state.user, request.state.rights = bearer, rights
            return await endpoint(request)

        return Route(path, answer, methods=["GET"])

    @asynccontextmanager
    async def _session(self, request: Request) -> AsyncIterator[AsyncSession]:
        """Open a session that reads as the token's user may, and not for long."""
        async with self.site.session(request) as session:
            for statement in LIMITS:
                await session.execute(statement)
            yield session

    async def _read_stamp(self, session: AsyncSession) -> Stamp:
        """Return the present state of the marts.

        Raises:
            ProblemError: nothing was ever published.
        """
        if not await session.scalar(text("SELECT to_regclass('marts.build_info') IS NOT NULL")):
            raise ProblemError(404, NOTHING)
        return await read_stamp(session)

    async def _note(self, request: Request, wanted: Wanted, count: int) -> None:
        """Write down who took which rows."""
        narrowed = "&".join(f"{name}={value}" for name, value in wanted.filters.multi_items())
        mart, kind = wanted.shape.mart, FileKind.JSON.value
        async with self.site.session(request) as session:
            key = await session.scalar(select(func.stewardship.note_export(mart, kind, narrowed)))
            await session.execute(select(func.stewardship.finish_export(key, count)))
            await session.commit()


def _answer_page(request: Request, wanted: Wanted, stamp: Stamp, rows: list[str], cursor: str | None) -> Response:
    """Put the page together around rows that are JSON already."""
    address = request.url.include_query_params(**{CURSOR: cursor}) if cursor else None
    following = f"{address.path}?{address.query}" if address else None
    head = json.dumps({"mart": wanted.shape.mart, "build": stamp.describe()})[:-1]
    tail = json.dumps({"cursor": cursor, "next": following})[1:]
    return Response(f'{head}, "rows": [{",".join(rows)}], {tail}', 200, stamp.headers, "application/json")


async def _answer_problem(request: Request, error: Exception) -> Response:
    problem = cast(ProblemError, error)
    log.info("api answered %s at %s", problem.status, request.url.path)
    return answer_problem(request, problem)


async def _answer_status(request: Request, error: Exception) -> Response:
    return answer_status(request, cast(HTTPException, error).status_code)


async def _answer_busy(request: Request, error: Exception) -> Response:
    return answer_problem(request, ProblemError(503, str(error), {"retry-after": "10"}))


async def _answer_value(request: Request, _error: Exception) -> Response:
    return answer_problem(request, ProblemError(400, NO_VALUE))


async def _answer_stopped(request: Request, error: Exception) -> Response:
    """Answer what took too long; any other trouble with the database is told as on pages."""
    if getattr(cast(OperationalError, error).orig, "sqlstate", None) != STOPPED:
        raise error
    return answer_problem(request, ProblemError(503, TOO_LONG, {"retry-after": "60"}))
