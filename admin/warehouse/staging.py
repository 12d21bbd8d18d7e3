"""Generate dbt's sources and staging models from the tables' metadata, so that names and meanings are written once.

`python -m admin.warehouse.staging` writes the files; a test fails while they are out of date.
"""

from pathlib import Path

from sqlalchemy import Table

from admin.settings import PROJECT
from models import Base

STAGING = PROJECT / "dbt_project" / "models" / "staging"

# The tables that intermediate models read. A table is copied at each build, so only what is needed stands here.
STAGED = (
    "personnel.action_item",
    "personnel.agency",
    "personnel.applicant",
    "personnel.applicant_stage",
    "personnel.appointment_decision",
    "personnel.appraisal",
    "personnel.appraisal_objection",
    "personnel.assessment_result",
    "personnel.assignment",
    "personnel.attendance_at_meeting",
    "personnel.attendance_sheet",
    "personnel.award",
    "personnel.behaviour_rating",
    "personnel.candidate",
    "personnel.completion",
    "personnel.correction_request",
    "personnel.course",
    "personnel.course_competency",
    "personnel.credit_record",
    "personnel.decree",
    "personnel.development_action",
    "personnel.discipline_case",
    "personnel.education_record",
    "personnel.employee",
    "personnel.employee_status",
    "personnel.employee_work_pattern",
    "personnel.enrolment",
    "personnel.formation",
    "personnel.forum",
    "personnel.goal",
    "personnel.grade_record",
    "personnel.internship",
    "personnel.leave_ledger",
    "personnel.leave_request",
    "personnel.meeting",
    "personnel.outreach_service",
    "personnel.outreach_visit",
    "personnel.partner",
    "personnel.partner_agreement",
    "personnel.performance_cycle",
    "personnel.person",
    "personnel.position_title",
    "personnel.pppk_contract",
    "personnel.prior_service",
    "personnel.promotion_proposal",
    "personnel.recruitment_round",
    "personnel.recruitment_stage",
    "personnel.salary_increment",
    "personnel.seat",
    "personnel.seat_requirement",
    "personnel.selection_stage",
    "personnel.service_exam",
    "personnel.service_point",
    "personnel.session",
    "personnel.session_feedback",
    "personnel.stage_score",
    "personnel.succession_slot",
    "personnel.survey",
    "personnel.survey_response",
    "personnel.termination",
    "personnel.unit",
    "personnel.unit_goal",
    "personnel.unit_performance",
    "personnel.unit_work_pattern",
    "personnel.vacancy",
    "personnel.work_pattern",
    "personnel.work_pattern_day",
    "reference.award_kind",
    "reference.competency",
    "reference.discipline_kind",
    "reference.education_level",
    "reference.employment_type",
    "reference.grade",
    "reference.holiday",
    "reference.leave_kind",
    "reference.leave_limit",
    "reference.legal_status",
    "reference.parameter",
    "reference.position_level",
    "reference.quality_rule",
    "reference.region",
    "reference.regulation",
    "reference.study_field",
    "reference.training_kind",
    "stewardship.local_parameter",
    "stewardship.quality_issue",
    "stewardship.warehouse_build",
)

# When and how often a row was saved is nothing a mart says.
BOOKKEEPING = frozenset({"created_at", "updated_at", "row_version"})
# Why somebody is on leave, and what was said of it: health is copied nowhere; nor is who applied, nor what employees
# say of their records.
WITHHELD = frozenset(
    {
        *("leave_request.reason", "leave_request.medical_note", "applicant.name", "applicant.nik"),
        *("correction_request.stored_value", "correction_request.claimed_value"),
        *("correction_request.reason", "correction_request.note"),
    }
)
SQL_WIDTH = 88  # of sqlfmt, so that the files need no formatting
GENERATED = "by admin/warehouse/staging.py from the comments in models/; do not edit"


def staged_tables() -> list[Table]:
    """Return the tables that have a staging model, in order of name."""
    return [Base.metadata.tables[name] for name in STAGED]


def compose_staging() -> dict[Path, str]:
    """Return every generated file of dbt_project/models/staging: its path and its text."""
    tables = staged_tables()
    files = {}
    for schema in sorted({str(table.schema) for table in tables}):
        of_schema = [table for table in tables if table.schema == schema]
        files[STAGING / schema / f"_{schema}.yml"] = _compose_sources(schema, of_schema)
    for table in tables:
        path = STAGING / str(table.schema) / model_name(table)
        files[path.with_suffix(".sql")] = _compose_model(table)
        files[path.with_suffix(".yml")] = _compose_description(table)
    return files


def write_staging() -> int:
    """Write the generated files, remove those no longer generated, and return how many there are."""
    files = compose_staging()
    for stale in {*STAGING.rglob("*.sql"), *STAGING.rglob("*.yml")} - files.keys():
        stale.unlink()
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(files)


def model_name(table: Table) -> str:
    """Return the name of a table's staging model: `stg_<schema>__<table>`."""
    return f"stg_{table.schema}__{table.name}"


def _columns(table: Table) -> list[tuple[str, str, str]]:
    """Return source name, staging name and meaning of the columns a staging model keeps."""
    withheld = {name.removeprefix(f"{table.name}.") for name in WITHHELD}
    kept = [column for column in table.columns if column.name not in BOOKKEEPING | withheld]
    names = [f"{table.name}_id" if column.name == "id" else column.name for column in kept]
    return [(column.name, name, column.comment or "") for column, name in zip(kept, names, strict=True)]


def _compose_model(table: Table) -> str:
    return (
        f"-- Generated {GENERATED}.\n"
        "with\n"
        f'    source as (select * from {{{{ source("{table.schema}", "{table.name}") }}}}),\n\n'
        f"{_compose_renamed(table)}\n\nselect *\nfrom renamed\n"
    )


def _compose_renamed(table: Table) -> str:
    """Return the second CTE laid out as sqlfmt does: on as few lines as its width allows."""
    columns = [source if source == name else f"{source} as {name}" for source, name, _ in _columns(table)]
    listed = ", ".join(columns)
    stacked = ",\n            ".join(columns)
    layouts = (
        f"    renamed as (select {listed} from source)",
        f"    renamed as (\n        select {listed} from source\n    )",
        f"    renamed as (\n        select {listed}\n        from source\n    )",
        f"    renamed as (\n        select\n            {listed}\n        from source\n    )",
    )
    for layout in layouts:
        if max(map(len, layout.splitlines())) <= SQL_WIDTH:
            return layout
    return f"    renamed as (\n        select\n            {stacked}\n        from source\n    )"


def _compose_description(table: Table) -> str:
    lines = [
        f"# Generated {GENERATED}.",
        "version: 2",
        "",
        "models:",
        f"  - name: {model_name(table)}",
        f"    description: {_quote(_grain(table))}",
        "    columns:",
    ]
    for _, name, comment in _columns(table):
        lines += [f"      - name: {name}", f"        description: {_quote(comment)}"]
    return "\n".join(lines) + "\n"


def _compose_sources(schema: str, tables: list[Table]) -> str:
    lines = [f"# Generated {GENERATED}.", "version: 2", "", "sources:", f"  - name: {schema}", "    tables:"]
    for table in tables:
        lines += [f"      - name: {table.name}", f"        description: {_quote(table.comment or '')}"]
        lines.append("        columns:")
        for source, _, comment in _columns(table):
            lines += [f"          - name: {source}", f"            description: {_quote(comment)}"]
    return "\n".join(lines) + "\n"


def _grain(table: Table) -> str:
    indonesian, english = (table.comment or "").split(" | ")
    where = f"{table.schema}.{table.name}"
    return f"Satu baris per baris {where}. {indonesian} | One row per row of {where}. {english}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    print(f"{write_staging()} files written to {STAGING}")  # the file is also a program, see its docstring
