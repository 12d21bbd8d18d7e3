"""Where in the panel a remedy is carried out: the form with what is known already, or the row itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.requests import Request

from admin.explanation import Remedy
from admin.panel.language import translate as _
from admin.panel.rendering import link

if TYPE_CHECKING:
    from admin.panel.site import Site


@dataclass(frozen=True)
class Offer:
    """A remedy as the page shows it: the sentence, what the link says, and its address; no address for who may not."""

    sentence: str
    label: str
    url: str
    is_entry: bool


def make_offer(site: "Site", request: Request, remedy: Remedy) -> Offer:
    """Return the offer of a remedy to the signed-in person.

    A form is only filled in by its address; nothing is stored before it is sent.
    """
    view = next((item for item in site.record_views if str(item.model.__table__) == remedy.table), None)
    is_entry = remedy.row is None
    if view is None:
        return Offer(remedy.sentence, remedy.table, "", is_entry)
    may_change, url = view.may_change(request), ""
    if is_entry:
        label = _("Enter: %(table)s", table=view.title)
        if may_change:
            url = f"{link(request, 'create', view)}?{urlencode(remedy.values)}"
    else:
        label = _("Open: %(table)s", table=view.title)
        if view.is_accessible(request):
            url = link(request, "edit" if may_change else "details", view, pk=remedy.row)
    return Offer(remedy.sentence, label, url, is_entry)
