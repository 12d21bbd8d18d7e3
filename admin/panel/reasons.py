"""Why somebody changes a row: typed beside the change, told to PostgreSQL, kept in the audit."""

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData

from admin.panel.language import pick
from admin.panel.parsers import clean, holds_unstorable

FIELD: Final = "audit_reason"
LONGEST: Final = 500

MISSING: Final = "Alasan perubahan wajib diisi. | The reason for the change must be filled in."
TOO_LONG: Final = "Alasan perubahan paling banyak 500 huruf. | The reason for the change has at most 500 characters."
UNFIT: Final = (
    "Alasan perubahan memuat huruf yang tidak dapat disimpan. | The reason holds characters that cannot be stored."
)


@dataclass(frozen=True)
class Reason:
    """What was typed, whether it had to be, and what is wrong with it, if anything."""

    text: str = ""
    is_required: bool = False
    error: str = ""


def read_reason(sent: FormData | None, is_required: bool) -> Reason:
    """Return the reason of a posted form; of none, an empty one that nothing is wrong with."""
    if sent is None:
        return Reason(is_required=is_required)
    typed = sent.get(FIELD, "")
    text = clean(typed) if isinstance(typed, str) else "\0"
    if holds_unstorable(text, allowed="\n"):
        return Reason("", is_required, pick(UNFIT))
    if len(text) > LONGEST:
        return Reason(text[:LONGEST], is_required, pick(TOO_LONG))
    return Reason(text, is_required, pick(MISSING) if is_required and not text else "")
