"""What a page file says: a model and its exceptions from the defaults."""

from dataclasses import dataclass

from models.base import Record


@dataclass(frozen=True)
class Group:
    """Fields shown under one heading, `Judul | Heading`, in a form and on the details page."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """One table's pages. Everything but the model has a complete default taken from the model.

    Attributes:
        model: the mapped class.
        columns: what the list shows; a dotted name follows many-to-one relationships (`employee.person.name`).
        search: what the search box looks through; default the model's `__search__`.
        order: the columns the list is sorted by, `-` before a name means descending.
        filters: the columns, also dotted ones, that can be filtered by; default every choice, yes-or-no, reference and
            date of the table itself.
        groups: how the form and the details page are divided; columns not named come first.
        named_by: the columns that name a row; default the model's own `__str__`, else the first columns of the list.
        matched_by: the columns by which an import finds a row again; default the shortest unique constraint.
        also_matched_by: the columns by which it is found when those are empty in the file or in the row; text in any
            case, and columns that may be empty count only where both have them.
        hidden: columns that are never shown.
        secrets: columns typed as a password and stored as its hash.
        is_short: whether the whole table fits a select box, instead of being searched.
        is_read_only: whether rows may only be looked at.
        is_append_only: whether rows are added and then never changed.
        is_removable: whether rows that may only be looked at may be deleted all the same.
    """

    model: type[Record]
    columns: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    filters: tuple[str, ...] | None = None
    groups: tuple[Group, ...] = ()
    named_by: tuple[str, ...] = ()
    matched_by: tuple[str, ...] = ()
    also_matched_by: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    is_short: bool = False
    is_read_only: bool = False
    is_append_only: bool = False
    is_removable: bool = False

    def offers(self, verb: str) -> bool:
        """Whether the pages offer to `see`, `create`, `change` or `delete` rows at all."""
        if self.is_read_only:
            return verb == "see" or (verb == "delete" and self.is_removable)
        return verb in ("see", "create") or not self.is_append_only


@dataclass(frozen=True)
class Area:
    """Pages that belong together in the navigation.

    Attributes:
        name: the area's name in the code.
        title: `Judul | Title`.
        icon: the name of a symbol in `static/icons.svg`.
        needs_reason: whether changing or deleting a row asks for the reason.
    """

    name: str
    title: str
    icon: str
    pages: tuple[Page, ...]
    needs_reason: bool = False
