"""What was typed when the session had ended: the sign-in page carries it on, and it is sent again after signing in.

Without scripts nobody is warned before a form is sent. The form came with the token of its page; or its cookie has gone
or was replaced since, and the browser itself says that it came from a page of ours (`csrf.comes_from_own_page`). The
server keeps nothing of it, and does nothing with it until whoever has signed in sends it once more, from a page that
says so and with the token of the new session. Passwords and files are not carried.
"""

import json
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request

from admin.panel.errors import BadRequestError
from admin.panel.received import read_form
from admin.panel.rendering import own_path
from admin.panel.sign_in.cookies import SESSION, read_cookie
from admin.panel.sign_in.csrf import FIELD

FIELDS: Final = "kept_fields"
PLACE: Final = "kept_for"
SECRETS: Final = frozenset({"password", "password_again", "present", "password_hash"})
LONGEST: Final = 2**19  # letters; a field may have 2**20 bytes
TYPED: Final = "application/x-www-form-urlencoded"
WITH_FILES: Final = "multipart/form-data"


class SessionOverError(Exception):
    """A form was sent after its session had ended."""


@dataclass(frozen=True)
class Kept:
    """A form: the address that it was sent to, and its fields in their order."""

    place: str
    fields: tuple[tuple[str, str], ...]

    @property
    def written(self) -> str:
        """The fields as one text."""
        return json.dumps(self.fields)


def is_form(request: Request) -> bool:
    """Whether a form was sent."""
    return request.method == "POST" and _kind(request) in (TYPED, WITH_FILES)


def is_too_late(request: Request) -> bool:
    """Whether a form was sent by somebody who was signed in before."""
    return is_form(request) and bool(read_cookie(request, SESSION))


async def keep_form(request: Request) -> Kept | None:
    """Return what was sent, but for the token.

    None when it cannot be carried: it holds files or secrets, is too long, or cannot be read.
    """
    if _kind(request) == WITH_FILES:
        return None
    try:
        form = await read_form(request)
    except BadRequestError:
        return None
    fields = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != FIELD)
    query = f"?{request.url.query}" if request.url.query else ""
    kept = Kept(request.url.path + query, fields)
    is_open = not any(value for name, value in fields if name in SECRETS)
    return kept if is_open and len(kept.written) <= LONGEST else None


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0]


def read_kept(form: FormData) -> Kept | None:
    """Return the form that a sign-in page carried, if it carried one."""
    place, written = form.get(PLACE, ""), form.get(FIELDS, "")
    if not (isinstance(place, str) and isinstance(written, str) and own_path(place)):
        return None
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return None
    pairs = found if isinstance(found, list) else []
    fields = tuple((pair[0], pair[1]) for pair in pairs if _is_pair(pair))
    return Kept(place, fields) if fields and len(fields) == len(pairs) else None


def _is_pair(found: object) -> bool:
    return isinstance(found, list) and len(found) == 2 and all(_is_text(each) for each in found)


def _is_text(found: object) -> bool:
    """Whether something is text that a page can hold: no half of a sign."""
    return isinstance(found, str) and not any("\ud800" <= sign <= "\udfff" for sign in found)
