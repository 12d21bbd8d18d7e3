"""Who needs which course by when, and where there is a place, by docs/definitions/training.md: person by person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle_calendar import add_months
from oracle_competence import competency_gap
from oracle_facts import Agency, Course, Employee
from oracle_names import Name, names_of
from oracle_partner_facts import Planned
from oracle_rows import training_rows
from oracle_sentences import MONTHS
from oracle_state import find_unit, is_employed
from oracle_training_law import mandatory_training

TAKING = ("DITERIMA", "HADIR", "TIDAK_HADIR")
NOTICE = 12  # months
OF_CATEGORY = "FUNGSIONAL"  # asked by the kind of course, whichever the profession's agency holds

# By need and whether it is overdue; a gap is due in the year to come.
REASONS = {
    ("WAJIB", False): Name(
        "{subject} wajib bagi pegawai ini, paling lambat {due}.", "{subject} is mandatory for this employee, by {due}."
    ),
    ("WAJIB", True): Name(
        "{subject} wajib bagi pegawai ini; tenggat {due} sudah lewat.",
        "{subject} is mandatory for this employee; it was due on {due}.",
    ),
    ("KESENJANGAN", False): Name(
        "{subject} tingkat {actual}, jabatan meminta tingkat {needed}.",
        "{subject} at level {actual}, the post asks for level {needed}.",
    ),
    ("SERTIFIKAT", False): Name(
        "Sertifikat {subject} berlaku sampai {due}.", "The certificate of {subject} holds until {due}."
    ),
    ("SERTIFIKAT", True): Name("Sertifikat {subject} berakhir {due}.", "The certificate of {subject} ended on {due}."),
}


@dataclass(frozen=True)
class Need:
    """A course or competency that somebody needs by a day."""

    code: str
    subject: str
    due_on: date
    level: int | None = None
    actual: int | None = None


def training_plan(office: Agency, as_of: date) -> dict[tuple[int, str, str], dict[str, Any]]:
    """Return a row per employee employed on the day and need."""
    mandatory, gaps = mandatory_training(office, as_of), competency_gap(office, as_of)
    hours = training_rows(office, as_of)
    rows = {}
    for who in office.employees:
        if not is_employed(who, as_of):
            continue
        for need in _find_needs(office, who, mandatory, gaps, as_of):
            rows[who.id, need.code, need.subject] = {
                "need_code": need.code,
                "unit_id": find_unit(office, who, as_of),
                "due_on": need.due_on,
                "is_overdue": need.due_on <= as_of,
                "required_level": need.level,
                "actual_level": need.actual,
                **(place := _place(office, who, need, hours[who.id, as_of.year], as_of)),
                "urgency": _find_urgency(place["state_code"], need.due_on <= as_of),
                **_tell(office, need, as_of),
            }
    return rows


def _find_needs(office: Agency, who: Employee, mandatory: Any, gaps: Any, as_of: date) -> Iterator[Need]:
    for (key, course), row in mandatory.items():
        if key == who.id and row["state_code"].startswith("BELUM"):
            yield Need("WAJIB", course, row["due_on"])
    for (key, competency), row in gaps.items():
        if key == who.id and row["state_code"] == "KURANG":
            end = date(as_of.year + 1, 12, 31)
            yield Need("KESENJANGAN", competency, end, row["required_level"], row["actual_level"])
    for course in office.courses:
        taken = [row for row in who.completions if row.course_id == course.id and row.ended_on <= as_of]
        last = max(taken, key=lambda row: (row.ended_on, row.id), default=None)
        if last and last.expires_on and add_months(as_of, -NOTICE) <= last.expires_on <= add_months(as_of, NOTICE):
            yield Need("SERTIFIKAT", course.code, last.expires_on)


def _answers(course: Course, need: Need) -> bool:
    if need.code == "WAJIB":
        return course.kind == need.subject != OF_CATEGORY
    if need.code == "KESENJANGAN":
        return any(code == need.subject and level >= (need.level or 0) for code, level in course.brings)
    return course.code == need.subject


def _place(office: Agency, who: Employee, need: Need, hours: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    courses = {course.id: course for course in office.courses if _answers(course, need)}
    coming = [row for row in office.sessions if row.course_id in courses and row.starts_on > as_of]
    coming.sort(key=lambda row: (row.starts_on, row.id))
    joined = {
        status: next((row for row in coming if (who.id, status) in row.enrolled), None)
        for status in ("DITERIMA", "DIUSULKAN")
    }
    open_ = next((row for row in coming if _places(row) is None or (_places(row) or 0) > 0), None)
    session = joined["DITERIMA"] or joined["DIUSULKAN"] or open_
    shortest = min(courses.values(), key=lambda row: (row.hours, row.title, row.id), default=None)
    course = courses[session.course_id] if session else shortest
    cap = hours["cap_hours"]
    left = None if cap is None else max(cap - hours["hours_recognised"], 0)
    allowed = left if session and session.ends_on.year == as_of.year else cap
    return {
        "state_code": "TERDAFTAR" if joined["DITERIMA"]
        else "DIUSULKAN" if joined["DIUSULKAN"]
        else "ADA_TEMPAT" if open_
        else "PENUH" if coming
        else "BELUM_DIJADWALKAN" if courses
        else "TANPA_PELATIHAN",
        "courses": len(courses),
        "course_id": course.id if course else None,
        "session_id": session.id if session else None,
        "places_left": _places(session) if session else None,
        "is_in_time": session.ends_on <= need.due_on if session else None,
        "hours_missing": max(hours["target_hours"] - hours["hours_counted"], 0),
        "hours_left": left,
        "exceeds_cap": bool(session and course and allowed is not None and course.hours > allowed),
    }  # fmt: skip


def _tell(office: Agency, need: Need, as_of: date) -> dict[str, str]:
    """Return what the need is about and its reason, in both languages."""
    titles = {course.code: Name(course.title, course.title) for course in office.courses}
    lists = {"WAJIB": names_of("training_kind"), "KESENJANGAN": names_of("competency"), "SERTIFIKAT": titles}
    subject, is_late = lists[need.code][need.subject], need.due_on <= as_of
    told = {}
    for place, language in enumerate(("id", "en")):
        due = f"{need.due_on.day} {MONTHS[need.due_on.month - 1][place]} {need.due_on.year}"
        sentence = REASONS[need.code, is_late][place]
        told[f"subject_label_{language}"] = subject[place]
        told[f"reason_{language}"] = sentence.format(
            subject=subject[place], due=due, actual=need.actual, needed=need.level
        )
    return told


def _find_urgency(state: str, is_overdue: bool) -> int:
    """Return the place of a need in the order of the list."""
    settled = {"TERDAFTAR": 6, "DIUSULKAN": 6, "TANPA_PELATIHAN": 5}
    if state in settled:
        return settled[state]
    return (1 if is_overdue else 3) + (state != "ADA_TEMPAT")


def _places(session: Planned) -> int | None:
    if session.quota is None:
        return None
    return session.quota - sum(status in TAKING for _, status in session.enrolled)
