"""Training partners, agreements, courses, what they teach, and the sessions held in the last years."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.partners import Agreement, sign_agreements
from admin.warehouse.city.pools import Record, read_pool
from admin.warehouse.city.world import World

SESSION_YEARS = 3
NONCLASSICAL = frozenset({"E_LEARNING", "WEBINAR", "KOMUNITAS_BELAJAR", "COACHING", "MENTORING", "BELAJAR_MANDIRI"})
HOURS_PER_DAY = 8
PLACES = ("Aula BKPSDM", "Hotel di Kota Contoh", "Balai pelatihan")
ONLINE_QUOTA: Final = 200
UNREPORTED_SHARE: Final = 0.08  # of budgets whose use nobody wrote down
OVERSPENT_SHARE: Final = 0.04
PLANNED_SHARE: Final = 0.6  # of the courses that somebody asked for
PLANNED_MONTHS: Final = 7


@dataclass(slots=True, eq=False)
class Course:
    """A course of the catalogue."""

    number: int
    record: Record
    hours: int
    partner: int | None
    organiser: str

    @property
    def days(self) -> int:
        """Working days the course takes, one at least."""
        return max(1, -(-self.hours // HOURS_PER_DAY))

    def is_held(self, year: int) -> bool:
        """Tell whether the course is on offer in a year."""
        first, last = self.record["first_year"] or 0, self.record["last_year"] or 9999
        return int(first) <= year <= int(last)

    def end_of(self, start: date) -> date:
        """Return the last day of a course that starts on `start`, five days a week."""
        weeks, rest = divmod(self.days - 1, 5)
        return start + timedelta(days=weeks * 7 + rest)


@dataclass(slots=True, eq=False)
class Session:
    """One holding of a course, with its participants so far."""

    number: int
    starts_on: date
    ends_on: date
    quota: int
    joined: set[int] = field(default_factory=set)


@dataclass(slots=True, eq=False)
class Catalogue:
    """All courses by code and by area of work, the agreements by partner, the sessions by course and year.

    `wanted` are the employees who asked for a course next year, by its number.
    """

    random: Random
    courses: dict[str, Course]
    choices: dict[str, list[Course]]
    agreements: dict[int, list[Agreement]]
    sessions: dict[tuple[int, int], list[Session]] = field(default_factory=dict)
    offers: dict[tuple[str, int], tuple[list[Course], list[float]]] = field(default_factory=dict)
    wanted: dict[int, list[int]] = field(default_factory=dict)

    def offer(self, area: str, year: int) -> tuple[list[Course], list[float]]:
        """Return the courses held in a year for an area of work, and how often each is taken."""
        key = (area, year)
        if key not in self.offers:
            held = [course for course in self.choices.get(area, self.choices["UMUM"]) if course.is_held(year)]
            self.offers[key] = (held, [float(course.record["weight"]) for course in held])
        return self.offers[key]


def publish_catalogue(world: World) -> Catalogue:
    """Create partners, agreements, courses and sessions."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    partners = [world.rows.add("partner", **row) for row in read_pool("partner")]
    courses = {row["code"]: _add_course(world, row, partners) for row in read_pool("course")}
    choices: dict[str, list[Course]] = {}
    for area in ("SEKOLAH", "KESEHATAN", "UMUM", "KETERTIBAN", "KEBAKARAN", "INSPEKTORAT"):
        own = [course for course in courses.values() if course.record["audience"] in (area, "SEMUA")]
        if area in ("KETERTIBAN", "KEBAKARAN", "INSPEKTORAT"):
            own += [course for course in courses.values() if course.record["audience"] == "UMUM"]
        choices[area] = own
    return Catalogue(random, courses, choices, sign_agreements(world, random, partners))


def _add_course(world: World, record: Record, partners: list[int]) -> Course:
    place = int(record["partner"]) - 1 if record["partner"] else None
    number = world.rows.add(
        "course",
        code=record["code"],
        title=record["title"],
        training_kind_id=world.codes("training_kind", record["training_kind"]),
        hours=record["hours"],
        partner_id=None if place is None else partners[place],
        valid_years=record["valid_years"] or None,
    )
    for item in record["competencies"].split():
        competency, level = item.split(":")
        competency_id = world.codes("competency", competency)
        world.rows.add("course_competency", course_id=number, competency_id=competency_id, level=int(level))
    organiser = "BKPSDM Kota Contoh" if place is None else read_pool("partner")[place]["name"]
    return Course(number, record, int(record["hours"]), None if place is None else partners[place], organiser)


def find_session(world: World, catalogue: Catalogue, course: Course, year: int, employee: int) -> Session | None:
    """Return a session of the course in the year with a free place, held when there is none; None before as-of."""
    sessions = catalogue.sessions.setdefault((course.number, year), [])
    for session in reversed(sessions):
        if len(session.joined) < session.quota and employee not in session.joined:
            session.joined.add(employee)
            return session
    start = date(year, world.random.randint(1, 11), world.random.randint(8, 27))
    start -= timedelta(days=start.weekday())
    ends_on = course.end_of(start)
    if ends_on >= world.as_of or start.year != year or ends_on.year != year:
        return None
    session = _hold(world, catalogue, course, len(sessions) + 1, start, ends_on)
    session.joined.add(employee)
    sessions.append(session)
    return session


def _hold(world: World, catalogue: Catalogue, course: Course, batch: int, start: date, ends_on: date) -> Session:
    random = catalogue.random
    is_online = course.record["training_kind"] in NONCLASSICAL
    quota = ONLINE_QUOTA if is_online else random.choice((30, 30, 40))
    budget = None if is_online else course.hours * quota * random.randint(18, 32) * 1000
    signed = catalogue.agreements.get(course.partner or 0, ())
    number = world.rows.add(
        "session",
        agency_id=world.agency,
        course_id=course.number,
        name=f"{course.record['title']} Angkatan {batch} Tahun {start.year}",
        starts_on=start,
        ends_on=ends_on,
        place="Daring" if is_online else random.choice(PLACES),
        quota=quota,
        budget=budget,
        partner_id=course.partner,
        partner_agreement_id=next((each.number for each in signed if each.covers(start, ends_on)), None),
        spent=_spend(random, budget) if ends_on < world.as_of else None,
    )
    return Session(number, start, ends_on, quota)


def _spend(random: Random, budget: int | None) -> int | None:
    """Return what was used of a budget: mostly a little less, rarely more, sometimes nobody knows."""
    if budget is None or random.random() < UNREPORTED_SHARE:
        return None
    share = random.uniform(1.03, 1.2) if random.random() < OVERSPENT_SHARE else random.uniform(0.8, 1.0)
    return round(budget * share / 1000) * 1000


def plan_sessions(world: World, catalogue: Catalogue) -> None:
    """Keep the sessions of the coming months, for most courses asked for, with a place for who asked first."""
    random = catalogue.random
    by_number = {course.number: course for course in catalogue.courses.values()}
    for number, wanting in sorted(catalogue.wanted.items()):
        if random.random() >= PLANNED_SHARE:
            continue
        start = add_months(world.as_of, random.randint(0, PLANNED_MONTHS)) + timedelta(days=random.randint(8, 28))
        start -= timedelta(days=start.weekday())
        course = by_number[number]
        session = _hold(world, catalogue, course, 1, start, course.end_of(start))
        accepted = min(session.quota, round(len(wanting) * random.uniform(0.3, 1)))
        for place, employee in enumerate(wanting[: accepted + 5]):
            status = "DITERIMA" if place < accepted else "DIUSULKAN"
            world.rows.add("enrolment", session_id=session.number, employee_id=employee, status=status)
