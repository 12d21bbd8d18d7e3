"""The page of a user's API tokens: administrators make and revoke them, users see their own."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import URL, FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.api_token import LONGEST_NAME, PERIODS, USUAL_DAYS, find_problem, make_api_token
from admin.panel.language import pick, this_day
from admin.panel.parsers import clean
from admin.panel.received import parse_key, read_form, read_key
from admin.panel.rendering import link
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes
from admin.secret import hash_token
from models.sign_in import ApiToken
from models.stewardship import User

if TYPE_CHECKING:
    from admin.panel.site import Site

MOST_SHOWN: Final = 200
INACTIVE: Final = "Pengguna ini tidak aktif. | This user is not active."


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of this page."""
    return [*make_routes(site, {"tokens": answer}, "GET", "POST"), *make_routes(site, {"revoke": revoke}, "POST")]


async def answer(site: "Site", request: Request) -> Response:
    """Show the tokens of oneself or of the user that the address names; make a new one, which is shown this once."""
    may_change = read_rights(request).may_touch(ApiToken, "create")
    wanted = request.query_params.get("user")
    user_id = parse_key(wanted) if wanted is not None else request.state.user.id
    sent = await read_form(request) if request.method == "POST" else None
    if not may_change and (user_id != request.state.user.id or sent is not None):
        raise HTTPException(403)
    error = token = ""
    async with site.session(request) as session:
        user = await session.get(User, user_id)
        if user is None:
            raise HTTPException(404)
        if sent is not None:
            error, token = await _make(session, user, sent)
        shown = select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc()).limit(MOST_SHOWN)
        rows = (await session.scalars(shown)).all()
    told: dict[str, Any] = {"rows": rows, "user": user, "may_change": may_change, "today": this_day()}
    told |= {"error": error, "token": token, "typed": sent or {}, "longest": LONGEST_NAME}
    told |= {"is_own": user_id == request.state.user.id, "periods": PERIODS, "usual": USUAL_DAYS}
    return await site.render(request, "tokens.html", told, 400 if error else 200)


async def revoke(site: "Site", request: Request) -> Response:
    """Revoke a token for good."""
    if not read_rights(request).may_touch(ApiToken, "change"):
        raise HTTPException(403)
    key = parse_key(request.path_params["pk"])
    await read_form(request)
    async with site.session(request) as session:
        ended = update(ApiToken).where(ApiToken.id == key, ApiToken.revoked_at.is_(None)).values(revoked_at=func.now())
        owner = await session.scalar(ended.returning(ApiToken.user_id))
        await session.commit()
    if owner is None:
        raise HTTPException(404)
    address = URL(link(request, "tokens")).include_query_params(user=owner, notice="saved")
    return RedirectResponse(str(address), 303)


async def _make(session: AsyncSession, user: User, sent: FormData) -> tuple[str, str]:
    """Store a new token; return why it cannot be, or the token."""
    name, days = clean(str(sent.get("name", ""))), read_key(str(sent.get("days", ""))) or 0
    expires_on = this_day() + timedelta(days=min(days, 10 * max(PERIODS)) - 1)
    problem = find_problem(name, expires_on, this_day())
    if problem is None and not user.is_active:
        problem = INACTIVE
    if problem is not None:
        return pick(problem), ""
    token = make_api_token()
    session.add(ApiToken(user_id=user.id, name=name, token_hash=hash_token(token), expires_on=expires_on))
    await session.commit()
    return "", token
