"""What a mart's page says of itself, and themes of marts."""

from dataclasses import dataclass

from models.base import Record

PERSON = ("full_name", "nip")


@dataclass(frozen=True)
class Why:
    """Which cells of a mart lead to the reasons for them.

    Attributes:
        section: of the explanation of the person, with the columns that tell which: `cuti_{leave_kind_code}`.
        columns: the cells; a bilingual column without its language.
    """

    section: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class MartPage:
    """One mart's page.

    Attributes:
        name: the table in schema `marts`.
        title: `Judul | Title`.
        help: what it answers, in one sentence of each language.
        leading: the columns that come first; a bilingual one without its language.
        order: the columns its rows are sorted by, `-` before a name means descending.
        why: the cells that lead to the reasons for them.
        record: the table of which each row tells a record, whose page the first cell opens for those who may see it.
    """

    name: str
    title: str
    help: str
    leading: tuple[str, ...]
    order: tuple[str, ...]
    record: type[Record] | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Theme:
    """Marts that belong together; `icon` is the name of a symbol in `static/icons.svg`."""

    title: str
    icon: str
    marts: tuple[MartPage, ...]
