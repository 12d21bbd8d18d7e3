"""What a browser sent, read with distrust: forms and keys of rows."""

from typing import Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin.panel.errors import BadRequestError
from admin.panel.language import translate as _
from admin.panel.parsers import clean

MOST_FIELDS: Final = 10_000  # the results of a session have four for each participant
LARGEST_KEY: Final = 2**63 - 1  # a bigint of PostgreSQL


async def read_form(request: Request, files: int = 0, max_fields: int = MOST_FIELDS, max_part: int = 2**20) -> FormData:
    """Return what was posted; files are closed unread unless `files` may come, and then with the request.

    `max_part` bounds a field that is no file, in bytes.

    Raises:
        BadRequestError: the body is not a form, or is larger than asked for.
        HTTPException: it was not posted. Only what is posted has shown the token of its page (`CsrfGuard`), and a HEAD
            may carry a body too.
    """
    if request.method != "POST":
        raise HTTPException(405)
    try:
        form = await request.form(max_files=files or 1_000, max_fields=max_fields, max_part_size=max_part)
    except HTTPException as error:
        raise BadRequestError(_("The form could not be read. Send it again.")) from error
    if not files:
        await request.close()
    return form


def read_file_name(written: str) -> str:
    """Return the last part of what a browser calls a file, made printable; it may be empty."""
    last = written.replace("\\", "/").split("/")[-1]
    return clean("".join(sign for sign in last if sign.isprintable()))


def read_key(written: str) -> int | None:
    """Return the key that somebody wrote, or None when no row can have it."""
    if not (written.isascii() and written.isdigit() and len(written) <= 19):
        return None
    key = int(written)
    return key if 0 < key <= LARGEST_KEY else None


def parse_key(written: str) -> int:
    """Return the key in an address, or answer 404 when no row can have it."""
    if (key := read_key(written)) is None:
        raise HTTPException(404)
    return key
