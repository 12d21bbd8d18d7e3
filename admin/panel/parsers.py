"""From what a person typed to what a column holds.

Every parser takes the cleaned text and the column, and raises ValueError whose message is the sentence shown beside the
field, in the language of the request.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from admin.panel.attributes import LONGEST_TEXT, Attribute, Kind
from admin.panel.days import FIRST_YEAR, LAST_YEAR, parse_day
from admin.panel.language import clock, show_number
from admin.panel.language import translate as _

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
# Marks that turn the direction of writing, so that a name is shown as another one, and signs that no XML can hold.
UNSTORABLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
ALLOWED_CONTROLS = {Kind.LONG_TEXT: "\n\t"}


def clean(text: str) -> str:
    """Return `text` without invisible characters and surrounding space, in the composed Unicode form."""
    return unicodedata.normalize("NFC", text.translate(INVISIBLE).replace("\r\n", "\n")).strip()


def holds_unstorable(text: str, allowed: str = "") -> bool:
    """Whether a sign of `text` is not to be stored: a control but for those `allowed`, half a sign, or `UNSTORABLE`."""
    if not UNSTORABLE.isdisjoint(text):
        return True
    return any(unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed for sign in text)


def parse(text: str, attribute: Attribute) -> Any:
    """Return the value of `attribute` that cleaned `text` stands for; an empty text is None.

    Raises:
        ValueError: with the sentence for the person who typed it.
    """
    if holds_unstorable(text[:LONGEST_TEXT], ALLOWED_CONTROLS.get(attribute.kind, "")):
        raise ValueError(_("This text contains characters that cannot be stored."))
    return PARSERS[attribute.kind](text, attribute) if text else None


def parse_text(text: str, attribute: Attribute) -> str:
    """Accept text that fits the column; numbers such as a NIP may be typed in groups, as they are printed."""
    if attribute.is_number_of_digits:
        text = re.sub(r"[\s.-]", "", text)
        if text.isascii() and text.isdigit() and len(text) != attribute.longest:
            counts = {"wanted": show_number(attribute.longest), "typed": show_number(len(text))}
            raise ValueError(_("Exactly %(wanted)s digits are needed; you typed %(typed)s.", **counts))
    if len(text) > attribute.longest:
        counts = {"most": show_number(attribute.longest), "typed": show_number(len(text))}
        raise ValueError(_("At most %(most)s characters fit here; you typed %(typed)s.", **counts))
    return text


def parse_integer(text: str, attribute: Attribute) -> int:
    """Accept a whole number, with or without the dots people put between thousands."""
    if not re.fullmatch(r"[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)", text):
        raise ValueError(_("Write a whole number, for example 12."))
    digits = text.replace(".", "")
    if len(digits) > 20 or not -attribute.limit <= int(digits) < attribute.limit:
        raise ValueError(_("This number is too large."))
    return int(digits)


def parse_decimal(text: str, attribute: Attribute) -> Decimal:
    """Accept a decimal number with a comma or a point; more decimals than fit are refused, never rounded."""
    if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?|[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", text):
        raise ValueError(_("Write a number without thousands separators, for example 12.5."))
    plain = text.replace(".", "").replace(",", ".") if "," in text else text
    whole, _point, decimals = plain.lstrip("+-").partition(".")
    if len(decimals) > attribute.scale:
        raise ValueError(
            _("At most %(most)s digits fit after the decimal mark; do not separate thousands.", most=attribute.scale)
        )
    if len(whole.lstrip("0")) > attribute.whole_digits:
        raise ValueError(_("This number is too large."))
    return Decimal(plain)


def parse_date(text: str, _attribute: Attribute) -> date:
    """Accept a day of the calendar, as people write it."""
    return parse_day(text)


def parse_instant(text: str, _attribute: Attribute) -> datetime:
    """Accept a day and a time of day, taken as western Indonesian time unless it says otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Write a date and a time, for example 1987-04-12 14:30.")) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(_("The year must lie between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    return (found if found.tzinfo else found.replace(tzinfo=clock())).astimezone(UTC)


def parse_boolean(text: str, _attribute: Attribute) -> bool:
    """Accept yes or no as a form or an address writes them."""
    if text.lower() in ("1", "true", "on", "yes", "y", "ya"):
        return True
    if text.lower() in ("0", "false", "off", "no", "n", "tidak"):
        return False
    raise ValueError(_("Answer yes or no."))


def parse_choice(text: str, attribute: Attribute) -> Any:
    """Accept a code of the column's closed list."""
    try:
        return attribute.choices(text)  # type: ignore[call-arg]  # the wording belongs to the definition
    except ValueError:
        raise ValueError(_("This is not in the list; choose one of the answers offered.")) from None


def parse_reference(text: str, _attribute: Attribute) -> int:
    """Accept the number of a row; whether that row exists is asked of the database later."""
    if not re.fullmatch(r"[0-9]{1,19}", text) or not 0 < int(text) < 2**63:
        raise ValueError(_("Choose a row from the list."))
    return int(text)


PARSERS: dict[Kind, Callable[[str, Attribute], Any]] = {
    Kind.TEXT: parse_text,
    Kind.LONG_TEXT: parse_text,
    Kind.INTEGER: parse_integer,
    Kind.DECIMAL: parse_decimal,
    Kind.DATE: parse_date,
    Kind.INSTANT: parse_instant,
    Kind.BOOLEAN: parse_boolean,
    Kind.CHOICE: parse_choice,
    Kind.REFERENCE: parse_reference,
}
