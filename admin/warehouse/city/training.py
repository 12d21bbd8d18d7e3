"""What employees were trained in over ten years: basic and leadership courses, yearly training and needs."""

from datetime import date, timedelta

from admin.warehouse.city.assessments import COMPETENCIES
from admin.warehouse.city.catalogue import SESSION_YEARS, Catalogue, Course, Session, find_session
from admin.warehouse.city.dates import add_years
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.world import Employee, World

LATSAR_FROM = date(2018, 1, 1)
LEADERSHIP = {  # level of the post: courses until 1999, until 2019 and since, with the share that has passed one
    "II": (("SPAMA",), "PIM2", "PKN2", 0.86),
    "III": (("SPAMA",), "PIM3", "PKA", 0.8),
    "IV": (("ADUM",), "PIM4", "PKP", 0.75),
}
MODERN_FROM = 2020
FUNCTIONAL = {  # the course of a profession by area of work
    "SEKOLAH": "JF_GURU",
    "KESEHATAN": "JF_NAKES",
    "KETERTIBAN": "POLPP",
    "KEBAKARAN": "DAMKAR1",
    "INSPEKTORAT": "AUDIT",
}
FUNCTIONAL_SHARE = {True: 0.72, False: 0.45}  # of PNS and of PPPK in functional posts
UNORIENTED_SHARE = 0.07  # of the PPPK
BASE_COUNT = 0.75  # trainings a year of an ordinary employee in the first year of the ten, growing every year
GROWTH = 0.17
REGISTERED_SHARE = 0.6  # of recent trainings that are recorded as a session
DUPLICATE_SHARE = 0.012
ABSENT_SHARE = 0.05
FEEDBACK_SHARE = 0.4
NEED_SHARE = 0.12


def write_training(world: World, catalogue: Catalogue, employee: Employee) -> None:
    """Keep everything an employee was trained in up to the as-of date or to the end of the employment."""
    _write_basic(world, catalogue, employee)
    _write_leadership(world, catalogue, employee)
    _write_functional(world, catalogue, employee)
    area = "SEKOLAH" if employee.post.unit.kind == "SEKOLAH" else employee.post.unit.area
    first = max(world.since.year, employee.appointed_on.year)
    for year in range(first, (employee.leaves_on or world.as_of).year + 1):
        mean = (BASE_COUNT + GROWTH * (year - world.since.year)) * employee.zeal
        courses, weights = catalogue.offer(area, year)
        for course in world.random.choices(courses, weights, k=_draw_count(world, mean)):
            _attend(world, catalogue, employee, course, year)
    if employee.leaves_on is None and world.chance(NEED_SHARE):
        _write_need(world, catalogue, catalogue.offer(area, world.as_of.year)[0], employee)


def _draw_count(world: World, mean: float) -> int:
    """Return how many trainings in a year, zero to about twice the mean."""
    count = mean * (world.random.random() + world.random.random())
    return int(count) + world.chance(count - int(count))


def _write_basic(world: World, catalogue: Catalogue, employee: Employee) -> None:
    if not employee.is_pns:
        if world.chance(UNORIENTED_SHARE):
            return
        code, start = "ORIENTASI", employee.appointed_on + timedelta(days=world.random.randint(20, 200))
    else:
        start = employee.appointed_on + timedelta(days=world.random.randint(60, 260))
        is_second_band = employee.grades[0].grade.startswith(("I/", "II/"))
        code = "PRAJAB" if start < LATSAR_FROM else "LATSAR_II" if is_second_band else "LATSAR_III"
    course = catalogue.courses[code]
    _complete(world, employee, course, start, course.end_of(start), None)


def _write_leadership(world: World, catalogue: Catalogue, employee: Employee) -> None:
    """Keep the leadership courses of the structural levels, taken within two years of the appointment."""
    seen = set()
    for stint in sorted(employee.stints, key=lambda item: item.start):
        band = stint.seat.title.level.split(".")[0]
        if band not in LEADERSHIP or band in seen or stint.kind != "DEFINITIF":
            continue
        seen.add(band)
        oldest, older, modern, share = LEADERSHIP[band]
        start = stint.start + timedelta(days=world.random.randint(40, 700))
        if world.chance(share):
            code = modern if start.year >= MODERN_FROM else older if start.year >= 2000 else oldest[0]
            course = catalogue.courses[code]
            _complete(world, employee, course, start, course.end_of(start), None)


def _write_functional(world: World, catalogue: Catalogue, employee: Employee) -> None:
    """Keep the course of the profession, taken some time after a jenjang was entered (rules.md 7.3)."""
    entered = [stint.start for stint in employee.stints if stint.seat.title.level.startswith("JF")]
    if not entered or not world.chance(FUNCTIONAL_SHARE[employee.is_pns]):
        return
    area = "SEKOLAH" if employee.post.is_teacher else employee.post.unit.area
    is_expert = employee.stints[-1].seat.title.level.startswith("JF_AHLI")
    course = catalogue.courses[FUNCTIONAL.get(area, "PELATIHAN_JF" if is_expert else "JF_TERAMPIL")]
    start = world.random.choice(entered) + timedelta(days=world.random.randint(30, 900))
    _complete(world, employee, course, start, course.end_of(start), None)


def _attend(world: World, catalogue: Catalogue, employee: Employee, course: Course, year: int) -> None:
    session = None
    if year > world.as_of.year - SESSION_YEARS and world.chance(REGISTERED_SHARE):
        session = find_session(world, catalogue, course, year, employee.number)
    if session is not None:
        if not _may_attend(world, employee, session.starts_on, session.ends_on):
            return
        _enrol(world, employee, course, session)
        return
    start = date(year, 1, 4) + timedelta(days=world.random.randint(0, 345))
    _complete(world, employee, course, start, course.end_of(start), None)


def _enrol(world: World, employee: Employee, course: Course, session: Session) -> None:
    is_present = not world.chance(ABSENT_SHARE)
    status = "HADIR" if is_present else world.random.choice(("TIDAK_HADIR", "DIBATALKAN"))
    enrolment = world.rows.add("enrolment", session_id=session.number, employee_id=employee.number, status=status)
    if not is_present:
        return
    _complete(world, employee, course, session.starts_on, session.ends_on, session.number)
    if world.chance(FEEDBACK_SHARE):
        comment = world.random.choice(read_phrases("FEEDBACK")) if world.chance(0.5) else None
        rating = world.random.choice((3, 4, 4, 4, 5, 5))
        world.rows.add("session_feedback", enrolment_id=enrolment, rating=rating, comment=comment)


def _may_attend(world: World, employee: Employee, start: date, end: date) -> bool:
    if end > world.as_of or not employee.is_employed(start) or not employee.is_employed(end):
        return False
    return not employee.is_away(start)


def _complete(world: World, employee: Employee, course: Course, start: date, end: date, session: int | None) -> None:
    if not _may_attend(world, employee, start, end):
        return
    record = course.record
    years = int(record["valid_years"] or 0)
    number = len(world.rows.waiting("completion")) + world.rows.tables["completion"].written + 1
    values: dict[str, object] = {
        "employee_id": employee.number,
        "training_kind_id": world.codes("training_kind", record["training_kind"]),
        "course_id": course.number,
        "session_id": session,
        "title": record["title"],
        "started_on": start,
        "ended_on": end,
        "hours": course.hours,
        "certificate_number": f"{record['code']}/{number}/{end.year}" if course.hours > 2 else None,
        "certificate_on": end if course.hours > 2 else None,
        "expires_on": add_years(end, years) if years else None,
        "organiser": course.organiser,
    }
    world.rows.add("completion", **values)
    if world.chance(DUPLICATE_SHARE) and course.hours > 2:
        _enter_twice(world, values)


def _enter_twice(world: World, values: dict[str, object]) -> None:
    """Keep a completion a second time, as happens when a unit and the employee both report it."""
    again = {**values, "session_id": None}
    if world.chance(0.5):
        again["certificate_number"] = None
        again["title"] = str(values["title"]).upper()
    else:
        again["certificate_number"] = f" {str(values['certificate_number']).lower()}"
    world.rows.add("completion", **again)
    world.dirt["TRAINING_DUPLICATE"] = world.dirt.get("TRAINING_DUPLICATE", 0) + 1


def _write_need(world: World, catalogue: Catalogue, courses: list[Course], employee: Employee) -> None:
    source = world.random.choice(("KESENJANGAN", "WAJIB", "PENILAIAN", "PERMINTAAN"))
    is_gap = source == "KESENJANGAN"
    course = world.random.choice(courses)
    if not is_gap:
        catalogue.wanted.setdefault(course.number, []).append(employee.number)
    world.rows.add(
        "training_need",
        employee_id=employee.number,
        year=world.as_of.year + 1,
        source=source,
        competency_id=world.codes("competency", world.random.choice(COMPETENCIES)) if is_gap else None,
        course_id=None if is_gap else course.number,
    )
