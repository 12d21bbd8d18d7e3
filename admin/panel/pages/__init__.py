"""The pages of every area, as data. Adding a table is one entry in its area's file."""

from functools import cache

from admin.panel.attributes import SYSTEM_COLUMNS, Kind, read_attributes
from admin.panel.page import Area, Page
from admin.panel.pages.attendance import ATTENDANCE
from admin.panel.pages.career import CAREER
from admin.panel.pages.conduct import CONDUCT
from admin.panel.pages.engagement import ENGAGEMENT
from admin.panel.pages.exchange import EXCHANGE
from admin.panel.pages.merit import MERIT
from admin.panel.pages.organization import ORGANIZATION
from admin.panel.pages.people import PEOPLE
from admin.panel.pages.performance import PERFORMANCE
from admin.panel.pages.recruitment import RECRUITMENT
from admin.panel.pages.reference import REFERENCE
from admin.panel.pages.service import SERVICE
from admin.panel.pages.stewardship import STEWARDSHIP
from admin.panel.pages.training import TRAINING
from admin.panel.pages.worklist import WORKLIST
from models.base import Record

AREAS: tuple[Area, ...] = (
    PEOPLE,
    ORGANIZATION,
    CAREER,
    MERIT,
    RECRUITMENT,
    PERFORMANCE,
    TRAINING,
    CONDUCT,
    ATTENDANCE,
    SERVICE,
    ENGAGEMENT,
    REFERENCE,
    EXCHANGE,
    WORKLIST,
    STEWARDSHIP,
)
LISTED = 6
TOO_LONG_TO_LIST = frozenset({Kind.LONG_TEXT, Kind.OTHER})


def natural_order(model: type[Record]) -> tuple[str, ...]:
    """Return the columns by which the rows of a model are put in order, where they are listed and where referred to."""
    page = page_of(model)
    return (page.order if page is not None else ()) or model.__search__[:1]


@cache
def page_of(model: type[Record]) -> Page | None:
    """Return the page of a model, if it has one."""
    return next((page for area in AREAS for page in area.pages if page.model is model), None)


def is_short(model: type[Record]) -> bool:
    """Whether the whole table fits a select box."""
    page = page_of(model)
    return page is not None and page.is_short


def list_columns(page: Page) -> tuple[str, ...]:
    """Return what the list shows: the page's choice, else the first columns that are worth a place in a table."""
    if page.columns:
        return page.columns
    attributes = read_attributes(page.model).values()
    unwanted = SYSTEM_COLUMNS | page.hidden | page.secrets
    fitting = [item for item in attributes if item.name not in unwanted and item.kind not in TOO_LONG_TO_LIST]
    return tuple(item.name for item in fitting)[:LISTED]
