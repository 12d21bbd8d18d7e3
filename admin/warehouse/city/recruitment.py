"""Two recruitments: of CPNS, finished, whose best are the city's newest PNS; and one under way. Who came how far."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from admin.warehouse.city.people import Numbers, draw_origin, invent_birth_date, invent_name
from admin.warehouse.city.pools import draw
from admin.warehouse.city.world import Employee, Seat, World

FORMATIONS: Final = 60  # of a round in a city of 5,000
OF_CITY: Final = 5000
FEWEST: Final = 6
FIRST_PPPK: Final = 2019  # PP 49/2018
ENTRY: Final = ("PELAKSANA", "JF_AHLI_PERTAMA", "JF_TERAMPIL")
EDUCATION: Final = {"PELAKSANA": "D3", "JF_AHLI_PERTAMA": "S1", "JF_TERAMPIL": "D3"}
CROWDS: Final = ((0, 4), (2, 6), (9, 20), (22, 40), (45, 25), (80, 5))  # applicants for a post, and how often
LATE: Final = 9  # days that the longest test of the finished round took beyond its plan
AGO_FINISHED, AGO_RUNNING = timedelta(days=560), timedelta(days=70)  # since the announcements


@dataclass(frozen=True)
class Step:
    """A stage as planned: days after the announcement, its scale, and how it ends for those who do not pass."""

    stage: str
    starts: int
    ends: int
    scale: int | None
    failing: float
    absent: float = 0.0
    withdrawing: float = 0.0
    has_objections: bool = False


FINISHED: Final = (
    Step("ADMINISTRASI", 16, 40, None, 0.24, has_objections=True),
    Step("SKD", 60, 96, 550, 0.55, 0.12),
    Step("SKB", 120, 150, 500, 0.04, 0.03, 0.01),
    Step("OPTIMALISASI", 158, 162, None, 0.0),
    Step("KELULUSAN_AKHIR", 165, 172, None, 0.0, has_objections=True),
)
RUNNING: Final = (
    Step("ADMINISTRASI", 16, 34, None, 0.2, has_objections=True),
    Step("KOMPETENSI", 50, 80, 670, 0.3, 0.08),
    Step("KELULUSAN_AKHIR", 95, 102, None, 0.0, has_objections=True),
)


@dataclass(slots=True)
class Post:
    """A formation, the applicants still in the race for it with their last score, and who was accepted in the end."""

    number: int
    needed: int
    seat: Seat
    standing: list[tuple[int, float]] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Round:
    """A recruitment, what it costs in days, and its formations."""

    number: int
    announced_on: date
    code: str
    posts: list[Post] = field(default_factory=list)


def write_recruitment(world: World, numbers: Numbers) -> None:
    """Keep a finished and a running recruitment."""
    own = replace(world, random=Random(world.random.getrandbits(64)))  # noqa: S311  # so that no other part depends on it
    announced_on = world.as_of - AGO_FINISHED
    recruits = _list_recruits(world, announced_on + timedelta(days=FINISHED[-1].ends))
    finished = _announce(own, "PNS", announced_on, FINISHED, [employee.stints[0].seat for employee in recruits])
    _apply(own, numbers, finished)
    _finish(own, finished)
    _appoint(own, finished, recruits)
    announced_on = world.as_of - AGO_RUNNING
    running = _announce(own, "PPPK" if announced_on.year >= FIRST_PPPK else "PNS", announced_on, RUNNING)
    _apply(own, numbers, running)
    _run(own, running)


# --- what is announced -----------------------------------------------------------------------------------------------


def _list_recruits(world: World, since: date) -> list[Employee]:
    """Return who was appointed as CPNS after a day, in a post at which people enter."""
    return [
        employee
        for employee in world.employees
        if employee.is_pns and employee.appointed_on > since
        if employee.stints and employee.stints[0].seat.title.level in ENTRY
    ]


def _announce(
    world: World, scheme: str, announced_on: date, steps: Sequence[Step], wanted: Sequence[Seat] = ()
) -> Round:
    """Announce a round; `wanted` are the seats of people that it is to bring, one of them after the other."""
    name, year = "CPNS" if scheme == "PNS" else "PPPK", announced_on.year
    number = world.rows.add(
        "recruitment_round", agency_id=world.agency, code=f"{name}-{year}", name=f"{name} {year}", year=year,
        scheme=scheme, announced_on=announced_on, registration_ends_on=announced_on + timedelta(days=15),
        announcement=f"800/{year % 100 + 11}/BKPSDM/{year}",
    )  # fmt: skip
    opened = Round(number, announced_on, f"{name}{year}")
    for place, step in enumerate(steps, start=1):
        results_on = _results_of(opened, step)
        is_known = results_on <= world.as_of
        is_open = is_known and step.has_objections
        world.rows.add(
            "recruitment_stage", recruitment_round_id=number, stage=step.stage, sequence=place,
            starts_on=_day(opened, step.starts), ends_on=_day(opened, step.ends), highest_score=step.scale,
            results_on=results_on if is_known else None,
            objection_from=results_on + timedelta(days=1) if is_open else None,
            objection_to=results_on + timedelta(days=3) if is_open else None,
        )  # fmt: skip
    opened.posts = list(_open_posts(world, opened, wanted))
    return opened


def _day(opened: Round, days: int) -> date:
    return opened.announced_on + timedelta(days=days)


def _results_of(opened: Round, step: Step) -> date:
    """Return when the results come: as planned, but for the test that took longer."""
    return _day(opened, step.ends + (LATE if step.stage == "SKD" else 0))


def _open_posts(world: World, opened: Round, wanted: Sequence[Seat]) -> Iterator[Post]:
    """Choose seats of the levels at which people enter, each once: the first at random, then those wanted."""
    people = Counter(wanted)
    seats: list[Seat] = [seat for seat in world.seats if seat.title.level in ENTRY and seat not in people]
    count = min(max(FEWEST, round(FORMATIONS * world.size / OF_CITY) - len(people)), len(seats))
    first, *others = world.random.sample(seats, count)
    for place, seat in enumerate((first, *people, *others), start=1):
        needed = max(people[seat], draw(world.random, ((1, 60), (2, 25), (3, 15))))
        number = world.rows.add(
            "formation", recruitment_round_id=opened.number, code=f"F{place:03d}",
            position_title_id=seat.title.number, unit_id=seat.unit.number, needed=needed,
            kind="KHUSUS" if world.chance(0.1) else "UMUM",
            education_level_id=world.codes("education_level", seat.title.education or EDUCATION[seat.title.level]),
        )  # fmt: skip
        yield Post(number, needed, seat)


def _apply(world: World, numbers: Numbers, opened: Round) -> None:
    """Register the applicants: the first formation has none, others from a few to a crowd."""
    serial = 0
    for place, post in enumerate(opened.posts):
        for _ in range(post.needed * draw(world.random, CROWDS) if place else 0):
            serial += 1
            sex = world.random.choice("LP")
            born_on = invent_birth_date(world, date(world.as_of.year - 34, 1, 1), date(world.as_of.year - 22, 1, 1))
            number = world.rows.add(
                "applicant", formation_id=post.number, registration_number=f"{opened.code}-{serial:06d}",
                name=invent_name(world, sex, draw_origin(world)), nik=numbers.make_nik(world, sex, born_on),
                registered_on=_day(opened, world.random.randint(1, 15)),
            )  # fmt: skip
            post.standing.append((number, 0.0))


# --- how it went -----------------------------------------------------------------------------------------------------


def _finish(world: World, opened: Round) -> None:
    papers, basic, special, optimization, final = FINISHED
    for post in opened.posts:
        _go_through(world, opened, papers, post)
        _go_through(world, opened, basic, post)
        post.standing = sorted(post.standing, key=lambda item: (-item[1], item[0]))[: 3 * post.needed]
        _go_through(world, opened, special, post)
        post.standing.sort(key=lambda item: (-item[1], item[0]))
    unplaced = [(number, post) for post in opened.posts for number, _ in post.standing[post.needed :]]
    for post in opened.posts:
        post.standing = post.standing[: post.needed]
        for number, _ in post.standing:
            is_willing = not world.chance(0.04)
            _conclude(world, opened, final, number, "LULUS" if is_willing else "MENGUNDURKAN_DIRI")
            post.accepted += [number] if is_willing else []
    for number, post in unplaced:
        _place(world, opened, optimization, final, number, post)


def _place(world: World, opened: Round, optimization: Step, final: Step, number: int, own: Post) -> None:
    """Place somebody who did not rank in an empty formation of the same title, if there is one."""
    free = [
        post
        for post in opened.posts
        if post is not own and post.seat.title is own.seat.title and len(post.standing) < post.needed
    ]
    _conclude(world, opened, optimization, number, "LULUS" if free else "TIDAK_LULUS")
    if free:
        free[0].standing.append((number, 0.0))
        free[0].accepted.append(number)
        _correct(world, number, placed_formation_id=free[0].number)
        _conclude(world, opened, final, number, "LULUS")


def _appoint(world: World, opened: Round, recruits: Sequence[Employee]) -> None:
    """Let the accepted be the people who were appointed to the seats, as far as both go."""
    accepted = {post.seat: list(post.accepted) for post in opened.posts}
    for employee in recruits:
        if numbers := accepted[employee.stints[0].seat]:
            _correct(world, numbers.pop(0), name=employee.person.name, nik=employee.person.nik)


def _correct(world: World, applicant: int, **values: object) -> None:
    """Change what is kept of an applicant; no applicant is copied before all are here."""
    world.rows.waiting("applicant")[applicant - world.rows.tables["applicant"].written - 1].update(values)


def _run(world: World, opened: Round) -> None:
    """Bring the running round as far as it is: papers checked, about half of the tests taken."""
    papers, test, _ = RUNNING
    for post in opened.posts:
        _go_through(world, opened, papers, post)
        for number, _ in post.standing:
            day = _day(opened, world.random.randint(test.starts, test.ends))
            is_over = day <= world.as_of
            _add(world, number, test.stage, _day(opened, test.starts), day if is_over else None,
                 draw(world.random, (("LULUS", 62), ("TIDAK_LULUS", 30), ("TIDAK_HADIR", 8))) if is_over else None,
                 world.random.randrange(200, 600), )  # fmt: skip


def _go_through(world: World, opened: Round, step: Step, post: Post) -> None:
    """Let everybody who stands go through a stage, and keep those who passed."""
    kept = []
    entered_on, results_on = _day(opened, step.starts), _results_of(opened, step)
    for number, _ in post.standing:
        quality = world.random.random()
        result = "LULUS" if quality > step.failing else "TIDAK_LULUS"
        if world.chance(step.absent):
            result = "TIDAK_HADIR"
        elif world.chance(step.withdrawing):
            result = "MENGUNDURKAN_DIRI"
        score = round(step.scale * (0.35 + 0.55 * quality)) if step.scale else 0
        decided_on = results_on - timedelta(days=world.random.randint(0, min(14, (results_on - entered_on).days)))
        _add(world, number, step.stage, entered_on, decided_on, result, score, step.scale)
        if result == "LULUS":
            kept.append((number, float(score)))
    post.standing = kept


def _conclude(world: World, opened: Round, step: Step, number: int, result: str) -> None:
    _add(world, number, step.stage, _day(opened, step.starts), _results_of(opened, step), result, 0, None)


def _add(
    world: World,
    applicant: int,
    stage: str,
    entered_on: date,
    decided_on: date | None,
    result: str | None,
    score: int,
    scale: int | None = 1,
) -> None:
    is_scored = scale is not None and result in ("LULUS", "TIDAK_LULUS")
    world.rows.add(
        "applicant_stage", applicant_id=applicant, stage=stage, entered_on=entered_on, decided_on=decided_on,
        result=result, score=score if is_scored else None,
    )  # fmt: skip
