"""Performance cycles, goals, appraisals and assessments."""

from admin.panel.page import Area, Group, Page
from models import performance

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
            matched_by=("appraisal_id", "submitted_on"),
        ),
        Page(
            performance.Goal,
            ("employee", "performance_cycle", "title", "target", "realisation", "weight"),
            order=("-performance_cycle.starts_on", "employee.person.name"),
            matched_by=("employee_id", "performance_cycle_id", "title"),
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
