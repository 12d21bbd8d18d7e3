"""Who may open what: every address of the panel that is no table's own, for every role.

The tables' own pages (list, row, create, edit, delete) are asked in test_rights_matrix.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from exchange_files import Importer, write_csv
from panel_site import Visitor, read_inputs, serve_panel
from rights_people import Agency, found_agency

from admin.panel.rendering import PATTERNS
from models import conduct, correction, exchange, people, training, worklist
from models.database import create_engine

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
OF_TABLES = {"list", "details", "create", "edit", "delete"}
FOR_EVERYBODY = {"login", "logout", "provider", "provider_return", "start", "language", "statics"}

# `+` may, `-` may not; of a page about somebody: of Ana of section A1 and Budi of office B, `both` or `ana` alone.
EXPECTED = """
                     administrator  steward  officer  officer_of_a  head_of_a  inspector  ana   nobody
index                +              +        +        +             +          +          +     +
sessions             +              +        +        +             +          +          +     +
sessions of others   +              -        -        -             -          -          -     -
end_sessions         +              +        +        +             +          +          +     +
tokens               +              +        +        +             +          +          +     +
tokens of others     +              -        -        -             -          -          -     -
revoke               +              -        -        -             -          -          -     -
build_order          +              +        -        -             -          -          -     -
password             +              +        +        +             +          +          +     +
dashboards           +              +        +        +             +          +          +     -
dashboard            +              +        +        +             +          +          +     -
documentation        +              +        +        +             +          +          +     -
documented           +              +        +        +             +          +          +     -
metrics              +              +        +        +             +          +          +     -
marts                +              +        +        +             +          +          +     -
mart                 +              +        +        +             +          +          +     -
mart_export          +              +        +        +             +          +          +     -
official             +              +        +        +             +          +          +     -
official_file        +              +        +        +             +          +          +     -
explain              +              +        +        +             +          +          +     -
person               both           both     both     ana           ana        both       ana   -
find                 +              +        +        +             +          +          +     +
find_soon            +              +        +        +             +          +          +     +
session_results      +              +        +        +             -          -          -     -
act                  both           both     both     -             -          -          -     -
correction           both           both     both     ana           -          both       ana   -
correction_ask       both           both     both     ana           -          -          ana   -
rules                +              +        +        +             +          +          +     -
rule_table           +              +        +        +             +          +          +     -
rule_parameter       +              +        +        +             +          +          +     -
rule_choose          +              -        -        -             -          -          -     -
rule_set             +              -        -        -             -          -          -     -
rule_end             +              -        -        -             -          -          -     -
rule_preview         +              +        -        -             -          -          -     -
rule_template        +              +        -        -             -          -          -     -
rule_outcome         +              +        -        -             -          -          -     -
rule_differences     +              +        -        -             -          -          -     -
worklist             +              +        +        +             +          -          -     -
worklist_excuse      both           both     both     ana           -          -          -     -
worklist_check       both           both     both     ana           ana        -          -     -
history              +              +        +        +             -          +          -     -
feed                 +              +        +        +             +          +          +     -
feed_export          +              +        +        +             +          +          +     -
restore              both           both     both     ana           -          -          -     -
bulk_edit            both           both     both     ana           -          -          -     -
bulk_delete          both           both     both     ana           -          -          -     -
export               +              +        +        +             +          +          +     -
import               +              +        +        +             -          -          -     -
import_template      +              +        +        +             -          -          -     -
import_batch         -              -        +        -             -          -          -     -
import_columns       -              -        +        -             -          -          -     -
import_learn         -              -        +        -             -          -          -     -
import_store         -              -        +        -             -          -          -     -
import_wrong         -              -        +        -             -          -          -     -
import_changes       -              -        +        -             -          -          -     -
file                 both           both     both     ana           ana        both       ana   -
file_change          both           both     both     ana           -          -          -     -
ajax_lookup          +              +        +        +             +          +          +     -
"""
POSTED = {"end_sessions", "revoke", "build_order", "worklist_check", "import_learn", "import_store"}


@dataclass
class Site:
    """A panel over the agency, who is signed in, and the number of a file that the officer of everything sent."""

    agency: Agency
    visitors: dict[str, Visitor]
    batch: str

    def address(self, page: str, name: str) -> str:
        """Return the address of a page, about somebody where it is about one."""
        agency, own = self.agency, self.agency.keys[name]
        award, decree = (agency.row(model, name) for model in (conduct.Award, people.Decree))
        imported = f"award/import/{self.batch}"
        return {
            "index": "",
            "sessions": "account/sessions",
            "sessions of others": f"account/sessions?user={agency.users['officer_until_today']}",
            "end_sessions": "account/sessions/end",
            "tokens": "account/tokens",
            "tokens of others": f"account/tokens?user={agency.users['officer_until_today']}",
            "revoke": "account/tokens/1/revoke",
            "build_order": "builds/order",
            "password": "account/password",
            "dashboard": "dashboards/seniority",
            "documented": "documentation/duk",
            "feed": "changes",
            "feed_export": "changes/export/csv",
            "mart": "marts/duk",
            "mart_export": "marts/duk/export/csv",
            "official_file": "official/duk/pdf",
            "explain": f"explain/{own['employee_id']}",
            "person": f"people/{own['employee_id']}",
            "find_soon": "find/soon?term=an",
            "session_results": f"sessions/{agency.row(training.Session, 'Ana')}/results",
            "act": f"people/{own['employee_id']}/decree/award",
            "correction": f"correction-request/details/{agency.row(correction.CorrectionRequest, name)}",
            "correction_ask": f"correction-request/ask/employee/{own['employee_id']}",
            "rule_table": "rules/national/promotion_rule",
            "rule_parameter": "rules/parameters/training_target_pns",
            "rule_choose": "rules/set",
            "rule_set": "rules/parameters/training_target_pns/set",
            "rule_end": "rules/values/1/end",
            "rule_preview": "rules/preview",
            "rule_template": "rules/preview/tables/promotion_rule",
            "rule_outcome": "rules/preview/outcomes/x",
            "rule_differences": "rules/preview/outcomes/x/csv",
            "worklist_excuse": f"worklist/{agency.row(worklist.QualityIssue, name)}/excuse",
            "worklist_check": f"worklist/{agency.row(worklist.QualityIssue, name)}/check",
            "restore": f"history/{self._find_change(award)}/restore",
            "bulk_edit": f"award/bulk/edit?pk={award}",
            "bulk_delete": f"award/bulk/delete?pk={award}",
            "export": "award/export/csv",
            "import": "award/import",
            "import_template": "award/import/template",
            "import_batch": imported,
            **{f"import_{word}": f"{imported}/{word}" for word in ("columns", "learn", "store", "wrong", "changes")},
            "file": f"decree/file/{decree}",
            "file_change": f"decree/file/{decree}/upload",
            "ajax_lookup": "award/ajax/lookup?name=employee_id&term=an",
        }.get(page, page)

    def _find_change(self, award: int) -> int:
        ((key,),) = self.agency.ask(
            "SELECT max(id) FROM audit.change WHERE table_name = 'personnel.award' AND row_id = %s"
            " AND operation = 'UBAH'",
            award,
        )
        return int(key)


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[Site]:
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        with serve_panel(server.settings, database.url) as address:
            users = EXPECTED.split("\n")[1].split()
            visitors = {user: Visitor(address, user) for user in users}
            for name in ("Ana", "Budi"):
                agency.scramble(conduct.Award, name)
                give_file(visitors["officer"], agency.row(people.Decree, name))
            importer = Importer(visitors["officer"], "award")
            assert importer.upload(write_csv([["employee.nip"], ["1"]])).status_code == 303
            yield Site(agency, visitors, importer.batch)
            for visitor in visitors.values():
                visitor.close()
        engine.dispose()


def give_file(visitor: Visitor, decree: int) -> None:
    form = read_inputs(visitor.get(f"decree/file/{decree}/upload").text)
    sent = {"row_version": form["row_version"], "audit_reason": "Uji", "save": "keep"}
    answer = visitor.post(f"decree/file/{decree}/upload", sent, files={"file": ("sk.pdf", PDF, "application/pdf")})
    assert answer.status_code == 303, answer.text


def read_expected() -> dict[str, dict[str, str]]:
    heading, *lines = EXPECTED.strip("\n").split("\n")
    found = {}
    for line in lines:
        page, *cells = re.split(r"\s{2,}", line.strip())
        found[page] = dict(zip(heading.split(), cells, strict=True))
    return found


GIVEN = read_expected()


def test_every_address_of_the_panel_is_asked_of_every_role() -> None:
    assert {page.partition(" ")[0] for page in GIVEN} | OF_TABLES | FOR_EVERYBODY == set(PATTERNS)


@pytest.mark.parametrize("page", GIVEN)
def test_page_is_opened_by_whom_it_is_for(site: Site, page: str) -> None:
    is_about_somebody = bool({"both", "ana"} & {*GIVEN[page].values()})
    names = ("Ana", "Budi") if is_about_somebody else ("Ana",)
    told = {}
    for user, visitor in site.visitors.items():
        seen = [name for name in names if is_let_in(site, visitor, page, name, is_about_somebody)]
        told[user] = {0: "-", 1: "ana" if is_about_somebody else "+", 2: "both"}[len(seen)]
        assert seen != ["Budi"], user
    assert told == GIVEN[page]


def is_let_in(site: Site, visitor: Visitor, page: str, name: str, is_about_somebody: bool) -> bool:
    """Whether a page answers; what is about somebody out of reach, or a file of others, is not found."""
    path = site.address(page, name)
    answer = visitor.post(path, {}) if page in POSTED else visitor.get(path)
    assert answer.status_code != 500, answer.text
    if is_about_somebody:
        return answer.status_code == 200 or (page in POSTED and answer.status_code == 400)
    is_of_others = page.startswith("import_") and answer.status_code == 404
    return answer.status_code != 403 and not is_of_others


def test_form_offers_to_delete_only_to_those_who_may(site: Site) -> None:
    key = site.agency.row(exchange.ValueAlias, "Ana")
    pages = {user: site.visitors[user].get(f"value-alias/edit/{key}").text for user in ("steward", "officer")}
    assert {user for user, page in pages.items() if f"/admin/value-alias/delete/{key}" in page} == {"steward"}
    assert all('name="row_version"' in page for page in pages.values())
