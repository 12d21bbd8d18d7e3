"""Which posts the employees of the city hold: shares of rules.md 16.1 to 16.3."""

from collections.abc import Sequence
from datetime import timedelta

from admin.warehouse.city.pools import Record, draw, read_pool
from admin.warehouse.city.world import Post, Unit, World

EDUCATION_SHARE = 0.47
HEALTH_SHARE = 0.20
TERRITORY_SHARE = 0.08  # subdistricts and villages; offices have the rest
FILLED_SHARE = 0.93  # of the structural seats

# PPPK among the holders, before scaling to the city's share
PPPK_CHANCE = {"SEKOLAH": 0.46, "KESEHATAN": 0.32, "UMUM": 0.12, "SLTA": 0.50, "D3": 0.30, "S1": 0.24}
PPPK_SHARE_OF_YEAR = {2020: 0.0, 2021: 0.08, 2022: 0.17, 2023: 0.26, 2024: 0.31}
PPPK_SHARE = 0.36

DAYS_IN_POST = (70, 1600)  # of those who lead today
STAFF_IN_SCHOOLS = 0.12
STAFF_IN_HEALTH = 0.10
FUNCTIONAL_IN_OFFICES = 0.30


def plan_posts(world: World) -> list[Post]:
    """Return one post for every employee of the as-of date, structural posts first."""
    structural = [seat for seats in world.heads.values() for seat in seats]
    world.random.shuffle(structural)
    structural = [seat for seat in structural if seat.title.level == "II.a" or world.chance(FILLED_SHARE)]
    structural = structural[: world.size // 3]
    posts = [Post(seat.unit, "STRUKTURAL", {}, seat) for seat in structural]
    for seat in structural:
        seat.promised_from = world.as_of - timedelta(days=world.random.randint(*DAYS_IN_POST))
    in_health = sum(post.unit.area == "KESEHATAN" for post in posts)
    in_territory = sum(post.unit.area == "WILAYAH" for post in posts)
    schools = round(world.size * EDUCATION_SHARE)
    health = max(0, round(world.size * HEALTH_SHARE) - in_health)
    territory = max(0, round(world.size * TERRITORY_SHARE) - in_territory)
    offices = max(0, world.size - len(posts) - schools - health - territory)
    posts += _plan_schools(world, schools) + _plan_health(world, health)
    posts += _plan_offices(world, offices) + _plan_territory(world, territory)
    return posts[: world.size]


def choose_type(world: World, post: Post) -> str:
    """Return the employment type of a post's holder: PNS, PPPK or PPPK_PARUH_WAKTU (from October 2025)."""
    if post.kind == "STRUKTURAL":
        return "PNS"
    if post.kind == "STAF":
        level = post.record["education_level"]
        chance = PPPK_CHANCE.get(level, PPPK_CHANCE["SLTA"])
    else:
        area = "SEKOLAH" if post.is_teacher else post.unit.area
        chance = PPPK_CHANCE.get(area, PPPK_CHANCE["UMUM"])
    share = 0.0 if world.as_of.year < 2020 else PPPK_SHARE_OF_YEAR.get(world.as_of.year, PPPK_SHARE)
    if not world.chance(chance * share / PPPK_SHARE):
        return "PNS"
    part_time = world.as_of.year >= 2026 and post.kind == "STAF" and world.chance(0.25)
    return "PPPK_PARUH_WAKTU" if part_time else "PPPK"


def _plan_schools(world: World, count: int) -> list[Post]:
    primary = [unit for unit in world.units if unit.area == "SD"]
    junior = [unit for unit in world.units if unit.area == "SMP"]
    posts = []
    for place in range(count):
        schools = primary if place % 100 < 63 else junior
        unit = _pick_evenly(world, schools, place)
        if world.chance(STAFF_IN_SCHOOLS):
            posts.append(Post(unit, "STAF", _draw_record(world, "staff_post", "SEKOLAH")))
        else:
            posts.append(Post(unit, "FUNGSIONAL", _draw_record(world, "functional_post", unit.area)))
    return posts


def _plan_health(world: World, count: int) -> list[Post]:
    centres = [unit for unit in world.units if unit.kind == "PUSKESMAS"]
    hospitals = [unit for unit in world.units if unit.kind == "RUMAH_SAKIT"]
    posts = []
    for place in range(count):
        units = hospitals if hospitals and place % 10 < 4 else centres
        unit = _pick_evenly(world, units, place)
        kind, pool = ("STAF", "staff_post") if world.chance(STAFF_IN_HEALTH) else ("FUNGSIONAL", "functional_post")
        posts.append(Post(unit, kind, _draw_record(world, pool, "KESEHATAN")))
    return posts


def _plan_offices(world: World, count: int) -> list[Post]:
    weights = {row["name"]: float(row["weight"]) for row in read_pool("office")}
    divisions = [
        unit
        for unit in world.units
        if unit.kind in ("BIDANG", "SUBBAGIAN") and unit.office is not None and unit.office.name in weights
    ]
    shares = [weights[unit.office.name] if unit.office else 1.0 for unit in divisions]
    posts = []
    for unit in world.random.choices(divisions, shares, k=count):
        if world.chance(FUNCTIONAL_IN_OFFICES):
            area = unit.area if unit.area != "UMUM" and world.chance(0.7) else "UMUM"
            posts.append(Post(unit, "FUNGSIONAL", _draw_record(world, "functional_post", area)))
        else:
            posts.append(Post(unit, "STAF", _draw_record(world, "staff_post", "UMUM")))
    return posts


def _plan_territory(world: World, count: int) -> list[Post]:
    units = [unit for unit in world.units if unit.area == "WILAYAH"]
    return [
        Post(unit, "STAF", _draw_record(world, "staff_post", "UMUM")) for unit in world.random.choices(units, k=count)
    ]


def _pick_evenly(world: World, units: Sequence[Unit], place: int) -> Unit:
    """Return the next unit in turn, or now and then any, so that units of a kind differ in size."""
    return world.random.choice(units) if world.chance(0.3) else units[place % len(units)]


def _draw_record(world: World, pool: str, area: str) -> Record:
    rows = [(row, float(row["weight"])) for row in read_pool(pool) if row["area"] == area]
    return draw(world.random, rows)
