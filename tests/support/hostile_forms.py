"""What is typed to break a panel, and the forms of its pages filled in with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

MARKUP = "<script>alert(1)</script>'\"><img src=x onerror=alert(2)>"
HOSTILE = (
    MARKUP,
    "\x00",
    "'; DROP TABLE personnel.person; --",
    "\u202ednammoc\u2066\u200f",
    "99999999999999999999999",
    "-1e9",
    "2024-02-30",
    "\U0001f600" * 50,
    "../../etc/passwd%00",
    "=cmd|' /C calc'!A0",
    "x" * 6_000 + "{{ 7 * 7 }}%s%(x)s",
)
# Words of the database, of Python or of what was typed as markup, which no page may hold.
LEAKS = ("Traceback", "psycopg", "sqlalchemy", "violates", "DETAIL:", "INSERT INTO", "<script>alert", "<img src=x")


@dataclass
class SentForm:
    """A form as a browser would send it: the method, the path, what its address holds, and the fields with values."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    has_file: bool = False

    @property
    def kind(self) -> tuple[str, str, frozenset[str]]:
        """By what forms of the same page are known, whatever record it is about."""
        parts = ("#" if part.isdigit() else part for part in urlsplit(self.action).path.split("/"))
        return self.method, "/".join(parts), frozenset(self.fields)

    def fill(self, start: int, is_whole: bool) -> dict[str, str]:
        """Return what to send, each field with another hostile value; `is_whole`: what a page gives is altered too."""
        values = dict(parse_qsl(urlsplit(self.action).query)) if self.method == "get" else {}
        values |= self.fields
        names = sorted(name for name in self.fields if name != "csrf_token" and (is_whole or name in self.typed))
        return values | {name: HOSTILE[(start + place) % len(HOSTILE)] for place, name in enumerate(names)}


class FormReader(HTMLParser):
    """Reads the forms of a page's own content; those around it are the same on every page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[SentForm] = []
        self._by_id: dict[str, SentForm] = {}
        self._is_inside = False
        self._open: SentForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._is_inside = True
        if not self._is_inside:
            return
        if tag == "form":
            self._open = SentForm(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._open)
            self._by_id[given.get("id", "")] = self._open
        owner = self._by_id.get(given["form"]) if given.get("form") else self._open
        if owner is not None and given.get("name") and tag in ("input", "select", "textarea", "button"):
            self._take(owner, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        if tag == "main":
            self._is_inside = False

    def _take(self, owner: SentForm, tag: str, given: dict[str, Any]) -> None:
        if given.get("type") == "file":
            owner.has_file = True
            return
        owner.fields.setdefault(given["name"], given.get("value", ""))
        if tag != "button" and given.get("type") != "hidden":
            owner.typed.add(given["name"])


def read_forms(page: str) -> Iterator[SentForm]:
    """Return the forms of a page that are sent without a file."""
    reader = FormReader()
    reader.feed(page)
    return (form for form in reader.forms if form.fields and not form.has_file)
