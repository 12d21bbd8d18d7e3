"""The exact definition of a mart, from the pages below `docs/` that the independent oracle was written from."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

import models

FOLDER: Final = Path(models.__file__).parents[1] / "docs"
HEADING: Final = "h3"  # below the headings of the page that shows it


@cache
def read_definition(name: str, mart: str) -> Markup:
    """Return a page as HTML: the part under the heading that begins with the mart's name, else all of it.

    Markup in the page itself is shown as it is written, and links, which lead to other files, are only their words.
    An installation without `docs/` has none: the answer is then empty.
    """
    path = FOLDER / name
    if not path.is_file():
        return Markup()
    written = path.read_text(encoding="utf-8")
    part = re.search(rf"^## {re.escape(mart)}\b.*?(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = [_lower(token) for token in parser.parse(part[0] if part else written)]
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704 - our own page, without markup


def _lower(token: Token) -> Token:
    if token.type in ("heading_open", "heading_close"):
        token.tag = HEADING
    token.children = [child for child in token.children or () if child.type not in ("link_open", "link_close")]
    return token
