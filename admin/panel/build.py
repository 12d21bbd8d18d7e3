"""The only place that turns a model and a page into a ModelView."""

import types
from collections.abc import Callable, Iterable
from typing import cast

from admin.panel.attributes import SYSTEM_COLUMNS, Attribute, read_attributes, read_title
from admin.panel.filters import FILTERABLE
from admin.panel.forms import build_form
from admin.panel.lists import ListOptions
from admin.panel.page import Area, Group, Page
from admin.panel.pages import list_columns
from admin.panel.queries import follow, is_searchable
from admin.panel.view import RecordView

MAIN = "Data | Data"
SYSTEM = Group("Catatan sistem | System record", ("id", "created_at", "updated_at"))


class PageError(Exception):
    """A page says something its model does not have; the text names the page, the option and the value."""


def build_view(area: Area, page: Page, hash_secret: Callable[[str], str]) -> type[RecordView]:
    """Return the ModelView of one page, complete with what its model tells.

    Its `masked` is the view for those who may not see sensitive columns, made as if the model had none; None when the
    page shows none.

    Raises:
        PageError: an option of the page names something that the model does not have.
    """
    attributes = _read(page)
    _check(page, attributes)
    paths = {*list_columns(page), *(page.search or page.model.__search__), *attributes}
    masked = _make_view(area, page, hash_secret, True) if any(_is_sensitive(page, path) for path in paths) else None
    made = _make_view(area, page, hash_secret, False)
    made.masked = masked
    return made


def _make_view(area: Area, page: Page, hash_secret: Callable[[str], str], is_masked: bool) -> type[RecordView]:
    def keep(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in paths if not (is_masked and _is_sensitive(page, path)))

    attributes = {name: item for name, item in _read(page).items() if not (is_masked and item.is_sensitive)}
    filtered = [follow(page.model, path) for path in keep(_filter_names(page, attributes))]
    options = ListOptions(
        model=page.model,
        columns=keep(list_columns(page)),
        search=keep(page.search or page.model.__search__),
        order=page.order or page.model.__search__[:1],
        filters=tuple(item for _relations, item in filtered),
        through={item.name: relations for relations, item in filtered if relations},
    )
    editable = [item for item in attributes.values() if item.may_be_edited and item.name not in page.hidden]
    body = {
        "page": page,
        "area": area,
        "attributes": attributes,
        "options": options,
        "record_form": build_form(page.model.__name__, editable, page.secrets),
        "sections": (*_sections(page, _read(page)), SYSTEM),
        "hash_secret": staticmethod(hash_secret),
        "name": read_title(page.model).label_id,
        "name_plural": read_title(page.model).label_id,
        "category": area.title,
        "can_create": page.offers("create"),
        "can_edit": page.offers("change"),
        "can_delete": page.offers("delete"),
        "can_export": False,  # SQLAdmin's export ignores filters and reads everything into memory
    }
    made = types.new_class(
        f"{page.model.__name__}View", (RecordView,), {"model": page.model}, lambda ns: ns.update(body)
    )
    return cast(type[RecordView], made)


def form_sections(view: type[RecordView]) -> list[tuple[str, list[str]]]:
    """Return the headings of a view's form, each with the fields below it."""
    fields = {name for name, field in vars(view.record_form).items() if hasattr(field, "field_class")}
    sections = [(group.title, [name for name in group.columns if name in fields]) for group in view.sections]
    return [(title, names) for title, names in sections if names]


def _is_sensitive(page: Page, path: str) -> bool:
    return follow(page.model, path)[1].is_sensitive


def _read(page: Page) -> dict[str, Attribute]:
    try:
        return read_attributes(page.model)
    except ValueError as error:
        raise PageError(f"Page of {page.model.__name__}: {error}.") from error


def _check(page: Page, attributes: dict[str, Attribute]) -> None:
    """Refuse a page that names what its model lacks, so that a slip is seen at start and not by a reader."""
    dotted = {"columns": page.columns, "search": page.search or page.model.__search__, "order": page.order}
    dotted["filters"] = page.filters or ()
    for option, paths in dotted.items():
        for path in paths:
            try:
                _relations, attribute = follow(page.model, path.lstrip("-"))
            except ValueError as error:
                raise PageError(f"Page of {page.model.__name__}, {option}: {error}.") from error
            if option == "search" and not is_searchable(attribute):
                raise PageError(f"Page of {page.model.__name__}, search: {path!r} holds no text.")
    grouped = [name for group in page.groups for name in group.columns]
    plain = {"groups": grouped, "hidden": page.hidden, "secrets": page.secrets}
    plain |= {"matched_by": page.matched_by, "also_matched_by": page.also_matched_by}
    for option, names in plain.items():
        _check_names(page, option, names, attributes)
    if len(set(grouped)) != len(grouped):
        raise PageError(f"Page of {page.model.__name__}, groups: a column stands in two groups.")


def _check_names(page: Page, option: str, names: Iterable[str], attributes: dict[str, Attribute]) -> None:
    for name in names:
        if name not in attributes:
            known = ", ".join(attributes)
            raise PageError(f"Page of {page.model.__name__}, {option}: no column {name!r}; there is {known}.")


def _filter_names(page: Page, attributes: dict[str, Attribute]) -> tuple[str, ...]:
    if page.filters is not None:
        return page.filters
    unwanted = SYSTEM_COLUMNS | page.hidden | page.secrets
    return tuple(item.name for item in attributes.values() if item.kind in FILTERABLE and item.name not in unwanted)


def _sections(page: Page, attributes: dict[str, Attribute]) -> tuple[Group, ...]:
    """Return the groups of the form: what no group names comes first."""
    grouped = {name for group in page.groups for name in group.columns}
    rest = tuple(name for name in attributes if name not in grouped | SYSTEM_COLUMNS)
    return (Group(MAIN, rest), *page.groups) if rest else page.groups
