"""The panel as an application: everything is made here, nothing at import."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import async_sessionmaker
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from admin.document_store import DocumentStore
from admin.errors import MeritError
from admin.panel.acting import ActingSession
from admin.panel.api.endpoints import BASE as API
from admin.panel.api.endpoints import create_api
from admin.panel.api.problem import answer_status
from admin.panel.authentication import Gate
from admin.panel.build import build_view
from admin.panel.build_order import Orderer
from admin.panel.import_job import ImportDesk
from admin.panel.language import LanguageMiddleware, install_languages
from admin.panel.middleware import LARGEST_BODY, LARGEST_IMPORT, SafetyMiddleware
from admin.panel.pages import AREAS
from admin.panel.rendering import BASE
from admin.panel.rule_preview_job import PreviewDesk, Previewer
from admin.panel.sign_in.flow import ProviderSettings
from admin.panel.sign_in.sessions import Lifetime
from admin.panel.site import Site
from admin.panel.worklist_check import Rechecker
from admin.passwords import hash_password
from admin.settings import Settings
from models.database import create_web_engine
from models.wording import Language

if TYPE_CHECKING:
    from admin.panel.sign_in.provider import Provider


def create_app(
    settings: Settings,
    url: str,
    previewer: Previewer | None = None,
    rechecker: Rechecker | None = None,
    orderer: Orderer | None = None,
) -> Starlette:
    """Return the panel for the database at `url` (a libpq address), mounted at /admin.

    `previewer` works out what a changed rule would change, `rechecker` checks the record of an issue again, `orderer`
    orders a build; what is not given the panel does not offer.

    Raises:
        PageError: a page names something that its model does not have.
    """
    install_languages()
    engine = create_web_engine(url)
    session_maker = async_sessionmaker(
        engine, sync_session_class=ActingSession, expire_on_commit=False, autoflush=False
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        if site.previews is not None:
            site.previews.close()
        site.imports.close()
        await engine.dispose()

    async def answer_error(request: Request, status_code: int, number: str) -> Response:
        if request.url.path.startswith(f"{API}/"):
            return answer_status(request, status_code)
        return await site.answer_error(request, status_code, number)

    async def answer_http_error(request: Request, error: Exception) -> Response:
        return await site.answer_http_error(request, error)

    app = Starlette(
        routes=[Route("/", _go_to_panel)],
        lifespan=lifespan,
        exception_handlers={HTTPException: answer_http_error},
        middleware=[
            Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies)),
            Middleware(GZipMiddleware, minimum_size=1000),
            Middleware(LanguageMiddleware, default=cast(Language, settings.language), timezone=settings.timezone),
            Middleware(
                SafetyMiddleware,
                allowed_hosts=allowed_hosts(settings),
                answer=answer_error,
                uploads={"import": LARGEST_IMPORT, "upload": settings.largest_document + LARGEST_BODY},
            ),
        ],
    )
    gate = Gate(session_maker, Lifetime(settings.session_longest, settings.session_idle))
    gate.provider, gate.public_address = find_provider(settings), settings.public_address
    site = Site(app, session_maker, gate)
    site.imports = ImportDesk(url)
    site.documents = DocumentStore(settings.home / "documents", settings.largest_document // 2**20)
    site.url, site.previews = url, PreviewDesk(previewer) if previewer else None
    site.rechecker, site.orderer = rechecker, orderer
    app.mount(API, create_api(site))
    for area in AREAS:
        for page in area.pages:
            site.add_model_view(build_view(area, page, hash_password))
    return app


def find_provider(settings: Settings) -> "Provider | None":
    """Return the identity provider that the settings name, if they name one.

    Raises:
        MeritError: they name it by halves.
    """
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_client_id is None:
        raise MeritError("MERIT_OIDC_ISSUER is set without MERIT_OIDC_CLIENT_ID.", "Set both, or neither.")
    from admin.panel.sign_in.provider import Provider

    secret = settings.oidc_client_secret or settings.oidc_client_secret_file
    agreed = (settings.oidc_client_id, secret, settings.oidc_label, settings.oidc_claim)
    return Provider(ProviderSettings(settings.oidc_issuer, *agreed))


async def _go_to_panel(_request: Request) -> Response:
    return RedirectResponse(f"{BASE}/")


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Return the host names a request may ask for; the one listened on is always among them."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    public = urlsplit(settings.public_address or "").hostname or host
    return frozenset(name.lower() for name in (*settings.allowed_hosts, host, public))
