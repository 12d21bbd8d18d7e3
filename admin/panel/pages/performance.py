"""Performance cycles, goals, appraisals and assessments."""

from admin.panel.page import Area, Group, Page
from models import development, performance

OF_APPRAISAL = ("appraisal.employee.nip", "appraisal.employee.person.name")

PERFORMANCE = Area(
    "performance",
    "Kinerja | Performance",
    "chart",
    (
        Page(
            performance.PerformanceCycle,
            ("name", "year", "kind", "starts_on", "ends_on", "agency"),
            order=("-starts_on",),
        ),
        Page(
            performance.Appraisal,
            ("employee", "performance_cycle", "work_rating", "behaviour_rating", "predicate", "appraiser"),
            order=("-performance_cycle.starts_on", "employee.person.name"),
            named_by=("employee.person.name", "performance_cycle", "predicate"),
            groups=(
                Group(
                    "Hasil | Outcome",
                    ("work_rating", "behaviour_rating", "predicate", "predicate_written", "score"),
                ),
                Group("Umpan balik | Feedback", ("appraised_on", "note")),
            ),
        ),
        Page(
            performance.BehaviourRating,
            ("appraisal", "core_value", "rating", "note"),
            search=(*OF_APPRAISAL, "note"),
        ),
        Page(
            performance.AppraisalObjection,
            ("appraisal", "submitted_on", "status", "decided_on"),
            search=(*OF_APPRAISAL, "reason"),
            order=("-submitted_on",),
            groups=(Group("Keputusan | Decision", ("status", "decided_on", "decision")),),
        ),
        Page(
            development.DevelopmentAction,
            ("employee", "kind", "title", "competency", "due_on", "status", "done_on"),
            order=("-due_on",),
            groups=(
                Group("Dasar | Ground", ("appraisal_id", "competency_id")),
                Group("Hasil | Outcome", ("status", "done_on", "outcome")),
            ),
            matched_by=("employee_id", "title", "agreed_on"),
        ),
        Page(
            performance.Goal,
            ("employee", "performance_cycle", "title", "parent_goal", "unit_goal", "target", "realisation"),
            order=("-performance_cycle.starts_on", "employee.person.name"),
            named_by=("title", "employee.person.name"),
            groups=(
                Group("Mendukung | Serves", ("parent_goal_id", "unit_goal_id")),
                Group("Ukuran | Measure", ("indicator", "target", "realisation", "weight")),
            ),
            matched_by=("employee_id", "performance_cycle_id", "title"),
        ),
        Page(
            performance.UnitGoal,
            ("unit", "performance_cycle", "title", "target", "realisation"),
            order=("-performance_cycle.starts_on", "unit.name"),
            named_by=("title", "unit.name"),
            groups=(Group("Ukuran | Measure", ("indicator", "target", "realisation")),),
        ),
        Page(
            performance.UnitPerformance,
            ("unit", "performance_cycle", "predicate", "score"),
            order=("-performance_cycle.starts_on", "unit.name"),
        ),
        Page(
            performance.AssessmentResult,
            ("employee", "assessed_on", "competency", "level", "score", "valid_to"),
            order=("-assessed_on",),
        ),
    ),
)
