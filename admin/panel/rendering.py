"""Templates and static files: what every page can call, and files that browsers keep until they change."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from jinja2 import FileSystemLoader
from sqladmin import i18n
from sqladmin.templating import Jinja2Templates
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from admin.panel.attributes import Kind
from admin.panel.build import form_sections
from admin.panel.display import name_row, read_path, show_plain, show_value
from admin.panel.import_job import may_import
from admin.panel.language import LANGUAGES, language, pick, show_date, show_instant, show_number
from admin.panel.lists import PAGE_SIZES
from admin.panel.marts import may_read
from admin.panel.queries import follow
from admin.panel.rights import read_rights
from admin.panel.rule_preview_job import may_preview
from admin.panel.sign_in.csrf import csrf_field, csrf_token
from admin.panel.worklist_query import may_see as may_see_worklist
from models.people import Employee, Person

log = logging.getLogger(__name__)

BASE = "/admin"
PATTERNS = {
    "index": f"{BASE}/",
    "login": f"{BASE}/login",
    "logout": f"{BASE}/logout",
    "provider": f"{BASE}/sign-in",
    "provider_return": f"{BASE}/sign-in/return",
    "start": f"{BASE}/start",
    "password": f"{BASE}/account/password",
    "sessions": f"{BASE}/account/sessions",
    "end_sessions": f"{BASE}/account/sessions/end",
    "tokens": f"{BASE}/account/tokens",
    "revoke": f"{BASE}/account/tokens/{{pk}}/revoke",
    "language": f"{BASE}/language",
    "dashboards": f"{BASE}/dashboards",
    "dashboard": f"{BASE}/dashboards/{{dashboard}}",
    "documentation": f"{BASE}/documentation",
    "documented": f"{BASE}/documentation/{{model}}",
    "metrics": f"{BASE}/metrics",
    "marts": f"{BASE}/marts",
    "mart": f"{BASE}/marts/{{mart}}",
    "mart_export": f"{BASE}/marts/{{mart}}/export/{{kind}}",
    "official": f"{BASE}/official",
    "official_file": f"{BASE}/official/{{list}}/{{kind}}",
    "explain": f"{BASE}/explain/{{pk}}",
    "person": f"{BASE}/people/{{pk}}",
    "session_results": f"{BASE}/sessions/{{pk}}/results",
    "act": f"{BASE}/people/{{pk}}/decree/{{identity}}",
    "correction": f"{BASE}/correction-request/details/{{pk}}",
    "correction_ask": f"{BASE}/correction-request/ask/{{identity}}/{{pk}}",
    "find": f"{BASE}/find",
    "find_soon": f"{BASE}/find/soon",
    "rule_preview": f"{BASE}/rules/preview",
    "rule_template": f"{BASE}/rules/preview/tables/{{table}}",
    "rule_outcome": f"{BASE}/rules/preview/outcomes/{{job}}",
    "rule_differences": f"{BASE}/rules/preview/outcomes/{{job}}/csv",
    "rules": f"{BASE}/rules",
    "rule_table": f"{BASE}/rules/national/{{table}}",
    "rule_choose": f"{BASE}/rules/set",
    "rule_parameter": f"{BASE}/rules/parameters/{{code}}",
    "rule_set": f"{BASE}/rules/parameters/{{code}}/set",
    "rule_end": f"{BASE}/rules/values/{{pk}}/end",
    "worklist": f"{BASE}/worklist",
    "worklist_excuse": f"{BASE}/worklist/{{pk}}/excuse",
    "worklist_check": f"{BASE}/worklist/{{pk}}/check",
    "build_order": f"{BASE}/builds/order",
    "history": f"{BASE}/history",
    "feed": f"{BASE}/changes",
    "feed_export": f"{BASE}/changes/export/{{kind}}",
    "restore": f"{BASE}/history/{{change}}/restore",
    "bulk_edit": f"{BASE}/{{identity}}/bulk/edit",
    "bulk_delete": f"{BASE}/{{identity}}/bulk/delete",
    "list": f"{BASE}/{{identity}}/list",
    "export": f"{BASE}/{{identity}}/export/{{kind}}",
    "import": f"{BASE}/{{identity}}/import",
    "import_template": f"{BASE}/{{identity}}/import/template",
    "import_batch": f"{BASE}/{{identity}}/import/{{batch}}",
    "import_columns": f"{BASE}/{{identity}}/import/{{batch}}/columns",
    "import_learn": f"{BASE}/{{identity}}/import/{{batch}}/learn",
    "import_store": f"{BASE}/{{identity}}/import/{{batch}}/store",
    "import_wrong": f"{BASE}/{{identity}}/import/{{batch}}/wrong",
    "import_changes": f"{BASE}/{{identity}}/import/{{batch}}/changes",
    "create": f"{BASE}/{{identity}}/create",
    "details": f"{BASE}/{{identity}}/details/{{pk}}",
    "edit": f"{BASE}/{{identity}}/edit/{{pk}}",
    "delete": f"{BASE}/{{identity}}/delete/{{pk}}",
    "file": f"{BASE}/{{identity}}/file/{{pk}}",
    "file_change": f"{BASE}/{{identity}}/file/{{pk}}/upload",
    "ajax_lookup": f"{BASE}/{{identity}}/ajax/lookup",
    "statics": f"{BASE}/statics/{{path}}",
}
HERE = Path(__file__).parent


class Assets:
    """The panel's own files, addressed with a digest of their content so that browsers may keep them for a year."""

    def __init__(self) -> None:
        self.app = KeptFiles(directory=HERE / "static")
        files = [path for path in (HERE / "static").iterdir() if path.is_file()]
        self.digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in files}

    def url(self, request: Request, name: str) -> str:
        """Return the address of a file."""
        return f"{link(request, 'statics', path=name)}?v={self.digests[name]}"


class KeptFiles(StaticFiles):
    """Static files that browsers may keep."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def create_templates(site: Any) -> Jinja2Templates:
    """Make the template engine with all that the pages call."""
    templates = Jinja2Templates(str(HERE / "templates"))
    environment = templates.env
    environment.loader = FileSystemLoader(HERE / "templates")
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        capitalize_first=capitalize_first, number=show_number, day=show_date, instant=show_instant
    )
    environment.globals.update(
        site=site,
        Kind=Kind,
        LANGUAGES=LANGUAGES,
        PAGE_SIZES=PAGE_SIZES,
        language=language,
        pick=pick,
        follow=follow,
        read_path=read_path,
        show_value=show_value,
        show_plain=show_plain,
        name_row=name_row,
        form_sections=form_sections,
        link=link,
        with_params=with_params,
        without=without,
        export_address=export_address,
        may_import=may_import,
        here=here,
        own_path=own_path,
        may_read_marts=may_read,
        may_read_history=may_read_history,
        history_url=history_url,
        may_preview_rules=may_preview,
        may_see_worklist=may_see_worklist,
        csrf_field=csrf_field,
        csrf_token=csrf_token,
    )
    return templates


def link(request: Request, name: str, view: Any = None, **values: Any) -> str:
    """Return the path of one of the panel's pages.

    Written from the route's own pattern: Starlette tries every route for every link, and a page has 150 links.
    """
    if view is not None:
        values["identity"] = view.identity
    return str(request.scope.get("app_root_path", "") + PATTERNS[name].format(**values))


def may_read_history(request: Request) -> bool:
    """Whether the signed-in person may read changes at all; of which rows, the database decides."""
    rights = read_rights(request)
    return rights.may("audit", "see") or rights.may("people", "change")


def history_url(request: Request, view: Any, row: Any) -> str:
    """Return the address of the changes of a row; of a person or an employee, those of all their tables."""
    asked: dict[str, Any] = {"table": view.identity, "row": row.id}
    if isinstance(row, Person | Employee):
        asked = {"person": row.id if isinstance(row, Person) else row.person_id}
    return f"{link(request, 'history')}?{urlencode(asked)}"


def here(request: Request) -> str:
    """Return the path and query of this page, without what is said only once."""
    url = URL(str(request.url)).remove_query_params("notice")
    return url.path + (f"?{url.query}" if url.query else "")


def own_path(wanted: str) -> str:
    """Return an address to go back to if it is one of the panel's own, else nothing."""
    is_straight = ".." not in unquote(wanted.partition("?")[0]).split("/")  # browsers resolve %2e%2e too
    is_ours = wanted.startswith(f"{BASE}/") and "\\" not in wanted and wanted.isprintable() and is_straight
    if wanted and not is_ours:
        log.warning("refused to lead to an address that is not the panel's own")
    return wanted if is_ours else ""


def with_params(request: Request, **changes: Any) -> str:
    """Return this page's address with some parameters changed; None drops one; the page number starts over."""
    params = {name: value for name, value in request.query_params.items() if value and name != "notice"}
    for name in ("page", "after", "before"):
        params.pop(name, None)
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = str(value)
    return request.url.path + (f"?{urlencode(params)}" if params else "")


def without(request: Request, names: tuple[str, ...]) -> str:
    """Return this page's address without some parameters."""
    return with_params(request, **dict.fromkeys(names))


def export_address(request: Request, name: str, **values: Any) -> Callable[[str], str]:
    """Return what tells the address of a download of what this page shows, by the kind of file."""
    paging = ("page", "pageSize", "notice")
    kept = {name: value for name, value in request.query_params.items() if value and name not in paging}
    query = f"?{urlencode(kept)}" if kept else ""
    return lambda kind: link(request, name, kind=kind, **values) + query


def capitalize_first(text: str) -> str:
    """Return a sentence with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]
