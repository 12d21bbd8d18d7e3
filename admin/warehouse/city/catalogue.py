"""Training partners, agreements, courses, what they teach, and the sessions held in the last years."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from admin.warehouse.city.dates import add_years
from admin.warehouse.city.pools import Record, read_phrases, read_pool
from admin.warehouse.city.world import World

SESSION_YEARS = 3
NONCLASSICAL = frozenset({"E_LEARNING", "WEBINAR", "KOMUNITAS_BELAJAR", "COACHING", "MENTORING", "BELAJAR_MANDIRI"})
HOURS_PER_DAY = 8
PLACES = ("Aula BKPSDM", "Hotel di Kota Contoh", "Balai pelatihan")


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
    """All courses by code and by area of work, the sessions by course and year, and the partners' agreements."""

    courses: dict[str, Course]
    choices: dict[str, list[Course]]
    sessions: dict[tuple[int, int], list[Session]]
    agreements: list[tuple[int, int]]
    offers: dict[tuple[str, int], tuple[list[Course], list[float]]] = field(default_factory=dict)

    def offer(self, area: str, year: int) -> tuple[list[Course], list[float]]:
        """Return the courses held in a year for an area of work, and how often each is taken."""
        key = (area, year)
        if key not in self.offers:
            held = [course for course in self.choices.get(area, self.choices["UMUM"]) if course.is_held(year)]
            self.offers[key] = (held, [float(course.record["weight"]) for course in held])
        return self.offers[key]


def publish_catalogue(world: World) -> Catalogue:
    """Create partners, agreements, courses and sessions."""
    partners = [world.rows.add("partner", **row) for row in read_pool("partner")]
    agreements = [_agree(world, partner, place) for place, partner in enumerate(partners, start=1)]
    courses = {row["code"]: _add_course(world, row, partners) for row in read_pool("course")}
    choices: dict[str, list[Course]] = {}
    for area in ("SEKOLAH", "KESEHATAN", "UMUM", "KETERTIBAN", "KEBAKARAN", "INSPEKTORAT"):
        own = [course for course in courses.values() if course.record["audience"] in (area, "SEMUA")]
        if area in ("KETERTIBAN", "KEBAKARAN", "INSPEKTORAT"):
            own += [course for course in courses.values() if course.record["audience"] == "UMUM"]
        choices[area] = own
    return Catalogue(courses, choices, {}, list(zip(partners, agreements, strict=True)))


def _agree(world: World, partner: int, place: int) -> int:
    start = date(world.as_of.year - world.random.randint(0, 4), world.random.randint(1, 10), 1)
    return world.rows.add(
        "partner_agreement",
        agency_id=world.agency,
        partner_id=partner,
        number=f"800/{place}/PKS/{start.year}",
        subject=world.random.choice(read_phrases("AGREEMENT")),
        valid_from=start,
        valid_to=add_years(start, 5),
    )


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
    quota = 200 if course.record["training_kind"] in NONCLASSICAL else world.random.choice((30, 30, 40))
    number = world.rows.add(
        "session",
        agency_id=world.agency,
        course_id=course.number,
        name=f"{course.record['title']} Angkatan {len(sessions) + 1} Tahun {year}",
        starts_on=start,
        ends_on=ends_on,
        place="Daring"
        if quota == 200
        else world.random.choice(("Aula BKPSDM", "Hotel di Kota Contoh", "Balai pelatihan")),
        quota=quota,
        budget=course.hours * quota * world.random.randint(18, 32) * 1000 if quota < 200 else None,
        partner_id=course.partner,
    )
    session = Session(number, start, ends_on, quota, {employee})
    sessions.append(session)
    return session
