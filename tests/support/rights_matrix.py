"""What every role may do with every table, written down by hand, and what PostgreSQL itself lets each do."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql
from rights_people import USERS, Agency, Model, act_as
from sqlalchemy import Table

from admin.panel.pages import AREAS
from models import (
    attendance,
    build,
    correction,
    engagement,
    exchange,
    leave,
    merit,
    official,
    organization,
    partner,
    people,
    performance,
    recruitment,
    service,
    sign_in,
    stewardship,
    training,
    worklist,
)

# What a user may do with rows about somebody of section A1 / of office B: see, create, change, delete.
# Of a table that is about nobody, the second half counts; it is seen by whoever may see any row of the area.
EXPECTED = """
                     people     family     organization  career     performance  training   conduct    reference  stewardship  rules      marts  exchange   worklist   service     answers     engagement  items       attendance  correction  recruitment
administrator        scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  scud/scud    scud/scud  s/s    scud/scud  scud/scud  scud/scud   scud/scud   scud/scud   scud/scud   scud/scud   scu/scu     scud/scud
steward              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  -/-          s/s        s/s    scud/scud  scud/scud  scud/scud   scud/scud   scud/scud   scud/scud   scud/scud   scu/scu     scud/scud
officer              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  s/s        -/-          s/s        s/s    scu/scu    scu/scu    scud/scud   scud/scud   scud/scud   scud/scud   scud/scud   scu/scu     scud/scud
officer_of_a         scud/-     scud/-     scud/s        scud/-     scud/-       scud/-     scud/-     s/-        -/-          s/-        s/-    scu/-      scu/-      scud/s      scud/-      scud/s      scud/-      scud/-      scu/-       scud/-
head                 s/s        -/-        s/s           s/s        s/s          s/s        s/s        s/s        -/-          s/s        s/s    -/-        s/s        s/s         s/s         s/s         s/s         s/s         -/-         -/-
head_of_a            s/-        -/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-    -/-        s/-        s/s         s/-         s/s         s/-         s/-         -/-         -/-
inspector            s/s        -/-        s/s           s/s        s/s          s/s        s/s        s/s        -/-          s/s        s/s    -/-        -/-        s/s         s/s         s/s         s/s         s/s         s/s         s/s
ana                  s/-        s/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-    -/-        -/-        s/s         s/-         s/s         s/-         s/-         scu/-       -/-
officer_until_today  -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-    -/-        -/-        -/-         -/-         -/-         -/-         -/-         -/-         -/-
nobody               -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-    -/-        -/-        -/-         -/-         -/-         -/-         -/-         -/-         -/-
"""  # noqa: E501

# Columns above for tables whose rights are those of another area, but that are about others.
HELD_IN = {"answers": "service", "items": "engagement"}
AREA_OF = {
    people.FamilyMember: "family",
    correction.CorrectionRequest: "correction",
    **dict.fromkeys((merit.Vacancy, merit.SelectionStage), "organization"),
    **dict.fromkeys(
        (recruitment.RecruitmentRound, recruitment.RecruitmentStage, recruitment.Formation), "organization"
    ),
    **dict.fromkeys((merit.Candidate, merit.StageScore, merit.AppointmentDecision, merit.SuccessionSlot), "career"),
    stewardship.LocalParameter: "rules",
    **dict.fromkeys((build.WarehouseBuild, build.LiveComparison), "marts"),
    stewardship.Parameter: "reference",
    worklist.QualityRule: "reference",
    leave.LeaveLimit: "reference",
    attendance.UnitWorkPattern: "service",
    service.SurveyResponse: "answers",
    engagement.AttendanceAtMeeting: "items",
    engagement.ActionItem: "items",
    worklist.QualityIssue: "worklist",
    worklist.QualityRound: "worklist",
}
# Rows about nobody: seen by whoever may see the area somewhere, changed by those who may everywhere.
SHARED = {
    *(organization.Agency, organization.PositionTitle, performance.PerformanceCycle),
    *(partner.Partner, partner.PartnerAgreement, training.Course, training.CourseCompetency, training.Session),
    *(stewardship.LocalParameter, build.WarehouseBuild, build.LiveComparison),
    *(exchange.ValueAlias, worklist.QualityRound),
    *(recruitment.RecruitmentRound, recruitment.RecruitmentStage),
    *(official.Signatory, service.SurveyForm, attendance.WorkPattern, attendance.WorkPatternDay),
}
# Whoever is not yet employed is in nobody's unit: made by those who may everywhere.
FOUNDED = {people.Person, people.Employee, people.Decree}
# Rows of a user, and what all may do with their own. In the panel the matrix asks about somebody else's, so the second
# half counts; in SQL the first is the user's own.
OF_USERS: dict[Model, str] = {
    **dict.fromkeys((exchange.ImportBatch, exchange.ImportRow, exchange.ExportRecord, sign_in.SignInIdentity), "s"),
    sign_in.ApiToken: "s",
    sign_in.SignInSession: "su",
}
# The role of an employee reaches a person, no unit.
OF_UNITS = {performance.UnitPerformance, performance.UnitGoal, service.SurveyResponse, worklist.QualityIssue}
# Nobody writes these with the panel's own forms, and PostgreSQL lets nobody but the owner.
WRITTEN_BY_MERIT = {
    *(stewardship.Role, stewardship.RoleRight, build.WarehouseBuild, build.LiveComparison),
    *(worklist.QualityIssue, worklist.QualityRound, exchange.ExportRecord),
}
# What a copy of a row holds otherwise: a request for leave begins as one, or a trigger refuses it before the rights do.
COPIED_AS: dict[Model, dict[str, Any]] = {leave.LeaveRequest: {"status": leave.LeaveStatus.DRAFT}}
# What was said and booked stays.
APPEND_ONLY = {leave.LeaveLedger, leave.LeaveStep}
# What somebody did with a token stays told.
LASTING = {sign_in.ApiToken}
# Only signing in makes these.
REMOVABLE = {sign_in.SignInIdentity}
PAGES = [(area.name, page) for area in AREAS for page in area.pages]
MODELS = [page.model for _area, page in PAGES]


def read_expected() -> dict[tuple[str, str], tuple[str, str]]:
    heading, *lines = EXPECTED.strip().splitlines()
    found = {}
    for user, *cells in (line.split() for line in lines):
        for area, cell in zip(heading.split(), cells, strict=True):
            inside, outside = cell.replace("-", "").split("/")
            found[user, area] = inside, outside
    return found


GIVEN = read_expected()


def area_of(model: Model) -> str:
    """Return the column above that tells of a table."""
    return AREA_OF.get(model) or next(name for name, page in PAGES if page.model is model)


def expect(user: str, model: Model) -> tuple[str, str]:
    """Return the verbs that `user` may use on the row about Ana and on the row about Budi."""
    area = area_of(model)
    inside, outside = GIVEN[user, area]
    if model in OF_USERS:
        inside = outside
    if model in OF_UNITS and user == "ana":
        inside = ""
    if model in SHARED or area in ("reference", "stewardship"):
        inside = outside = "".join(dict.fromkeys(("s" if "s" in inside else "") + outside))
    if model in FOUNDED:
        inside = inside if "c" in outside else inside.replace("c", "")
    return _leave_granted(model, inside), _leave_granted(model, outside)


def expect_in_sql(user: str, model: Model) -> tuple[str, str]:
    """Return the same, but of what belongs to users with the own row first: all see theirs, and write it who may."""
    inside, outside = expect(user, model)
    if model in OF_USERS:
        own = OF_USERS[model] + GIVEN[user, area_of(model)][0]
        inside = _leave_granted(model, "".join(verb for verb in "scud" if verb in own))
    return inside, outside


def _leave_granted(model: Model, verbs: str) -> str:
    """Return those of the verbs that are granted on the table at all."""
    kept = ((APPEND_ONLY, "ud"), (REMOVABLE, "cu"), (WRITTEN_BY_MERIT, "cud"), (LASTING, "d"))
    refused = next((verbs_kept for models, verbs_kept in kept if model in models), "")
    return "".join(verb for verb in verbs if verb not in refused)


def name_rows(user: str, model: Model) -> tuple[str, str]:
    """Return whom the two rows are about that a user is asked about in SQL."""
    return (user if model in OF_USERS else "Ana"), "Budi"


def holds_right(area: str, verb: str) -> bool:
    """Tell whether any user has the right to do that, such as "c", with any row of an area."""
    return any(verb in "".join(GIVEN[user, area]) for user in USERS)


def identity(model: Model) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


def table_of(model: Model) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def find_difference(connection: "psycopg.Connection[Any]", agency: Agency, model: Model) -> str:
    """Return a user whom PostgreSQL lets do something else with a table than is written down, or nobody."""
    for user in USERS:
        if ask_postgresql(connection, agency, user, model) != expect_in_sql(user, model):
            return user
        if writes_unseen(connection, agency, user, model):
            return f"{user}, unseen"
    return ""


def writes_unseen(connection: "psycopg.Connection[Any]", agency: Agency, user: str, model: Model) -> bool:
    """Tell whether a statement that reads no column, held by its own policy alone, writes more than one that does."""
    inside, outside = expect(user, model)
    for verb, statement in {"u": "UPDATE {} SET updated_at = now()", "d": "DELETE FROM {}"}.items():
        if verb in inside and verb in outside:
            continue  # whoever may write all rows needs not see them
        blind = sql.SQL(statement).format(_name_place(model))
        written = count_rows(connection, agency, user, blind)
        if written and written != count_rows(connection, agency, user, blind + sql.SQL(" WHERE id IS NOT NULL")):
            return True
        if written is None and verb not in inside + outside:
            return True
    return False


def ask_postgresql(connection: "psycopg.Connection[Any]", agency: Agency, user: str, model: Model) -> tuple[str, str]:
    """Return the verbs that work on the row about Ana, or of the user, and on the one about Budi; all is taken back."""
    inside, outside = name_rows(user, model)
    return _try_in_sql(connection, agency, user, model, inside), _try_in_sql(connection, agency, user, model, outside)


def _try_in_sql(connection: "psycopg.Connection[Any]", agency: Agency, user: str, model: Model, name: str) -> str:
    table, key, place = table_of(model), agency.row(model, name), _name_place(model)
    columns = [column.name for column in table.columns if column.name != "id" and column.computed is None]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    copied = connection.execute(sql.SQL("SELECT {} FROM {} WHERE id = %s").format(names, place), [key]).fetchone()
    assert copied is not None
    copy = dict(zip(columns, copied, strict=True)) | COPIED_AS.get(model, {})
    values = [psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) else value for value in copy.values()]
    holes = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    statements: dict[str, tuple[sql.Composed, list[Any]]] = {
        "s": (sql.SQL("SELECT id FROM {} WHERE id = %s").format(place), [key]),
        "c": (sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(place, names, holes), values),
        "u": (sql.SQL("UPDATE {} SET updated_at = now() WHERE id = %s").format(place), [key]),
        "d": (sql.SQL("DELETE FROM {} WHERE id = %s").format(place), [key]),
    }
    return "".join(
        verb
        for verb, (statement, given) in statements.items()
        if count_rows(connection, agency, user, statement, given) in (1, None)
    )


def _name_place(model: Model) -> sql.Identifier:
    table = table_of(model)
    return sql.Identifier(table.schema or "", table.name)


def count_rows(
    connection: "psycopg.Connection[Any]",
    agency: Agency,
    user: str,
    statement: sql.SQL | sql.Composed,
    values: Sequence[Any] | Mapping[str, Any] = (),
) -> int | None:
    """Return how many rows a user's statement reaches; 0 when it is refused, None when only the data forbid it."""
    with connection.transaction(force_rollback=True):
        act_as(connection, agency.users[user])
        try:
            return connection.execute(statement, values).rowcount
        except psycopg.errors.InsufficientPrivilege:
            return 0
        except psycopg.IntegrityError:
            return None
