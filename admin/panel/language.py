"""The two languages of the pages: which one a request wants, and texts, dates and numbers in it."""

from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from sqladmin import i18n
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from models.wording import Language, split_languages

LANGUAGES: Final[dict[Language, str]] = {"id": "Bahasa Indonesia", "en": "English"}
COOKIE: Final = "language"
CATALOGUE: Final = Path(__file__).parent / "translations" / "id" / "LC_MESSAGES" / "panel.po"
JAKARTA: Final = ZoneInfo("Asia/Jakarta")
CLOCKS: Final = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_clock: ContextVar[ZoneInfo] = ContextVar("clock", default=JAKARTA)


@cache
def load_catalogue() -> Translations:
    """Read the Indonesian catalogue, which also holds every text of SQLAdmin itself."""
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="id")
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def install_languages() -> None:
    """Teach SQLAdmin Indonesian; it ships without. English needs no catalogue: the source is English."""
    i18n.translations["id"] = load_catalogue()
    i18n.translations["en"] = NullTranslations()
    if "id" not in i18n.SUPPORTED_LOCALES:
        i18n.SUPPORTED_LOCALES.append("id")


def translate(message: str, **values: object) -> str:
    """Return `message` in the language of this request, with `%(name)s` replaced by `values`."""
    found: str = i18n.gettext(message)
    return found % values if values else found


def language() -> Language:
    """Return the language of this request."""
    return "en" if i18n.get_locale() == "en" else "id"


def pick(text: str) -> str:
    """Return the half of `kalimat | sentence` that this request wants; a text in one language stays as it is."""
    if " | " not in text:
        return text
    indonesian, english = split_languages(text)
    return english if language() == "en" else indonesian


def show_date(day: date) -> str:
    """Write a day as people do: 12 Apr 1987."""
    return str(format_date(day, "d MMM y", locale=language()))


def show_month(day: date) -> str:
    """Write the month of a day as people do: Apr 1987."""
    return str(format_date(day, "MMM y", locale=language()))


def clock() -> ZoneInfo:
    """Return the time zone of the pages."""
    return _clock.get()


def this_day() -> date:
    """Return the day that it is in the time zone of the pages."""
    return datetime.now(clock()).date()


def show_instant(instant: datetime) -> str:
    """Write an instant in the city's time: 12 Apr 1987 14.05 WIB."""
    pattern = "d MMM y HH.mm" if language() == "id" else "d MMM y HH:mm"
    local = instant.astimezone(clock())
    return f"{format_datetime(local, pattern, locale=language())} {CLOCKS.get(clock().key, local.tzname())}"


def show_number(number: int | Decimal | float) -> str:
    """Write a number with its thousands separated: 1.234.567,50 in Indonesian."""
    if isinstance(number, int) and -1000 < number < 1000:
        return str(number)
    decimals = max(-int(number.as_tuple().exponent), 0) if isinstance(number, Decimal) else 0
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0.###"
    return str(format_decimal(number, pattern, locale=language()))


class LanguageMiddleware:
    """Choose the language of each request: the reader's own choice if there is one, else the default."""

    def __init__(self, app: ASGIApp, default: Language = "id", timezone: str = "Asia/Jakarta") -> None:
        self.app = app
        self.default = default
        self.clock = ZoneInfo(timezone)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request in its language."""
        if scope["type"] == "http":
            chosen = HTTPConnection(scope).cookies.get(COOKIE)
            _clock.set(self.clock)
            i18n.set_locale(chosen if chosen in LANGUAGES else self.default)
        await self.app(scope, receive, send)
