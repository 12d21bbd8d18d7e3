"""Invented persons: names of several regions, birth dates, NIK, households. Nobody here ever lived.

NIKs begin with the province code 99 and NIPs end in a serial from 901, which no real number has in practice.
"""

from collections import Counter
from datetime import date, timedelta
from functools import cache

from admin.warehouse.city.pools import Record, draw, read_places, read_pool
from admin.warehouse.city.world import Diploma, Person, World

NIK_REGION = "9971"
FIRST_SERIAL = 901
LAST_SERIAL = 999


@cache
def _read_given_names(origin: str, sex: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in read_pool("given_name") if row["origin"] == origin and row["sex"] == sex)


@cache
def _read_family_names(origin: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in read_pool("family_name") if row["origin"] == origin)


def invent_name(world: World, sex: str, origin: Record) -> str:
    """Return a name without titles as people of one region bear: one to three words."""
    given = _read_given_names(origin["code"], sex)
    if world.chance(float(origin["single_name_share"])):
        return world.random.choice(given)
    words = [world.random.choice(given)]
    if world.chance(0.35):
        second = world.random.choice(_read_given_names("UMUM", sex) if world.chance(0.5) else given)
        words += [second] if second != words[0] else []
    if world.chance(float(origin["has_family_name"])) or len(words) == 1:
        words.append(world.random.choice(_read_family_names(origin["code"])))
    return " ".join(words)


def draw_origin(world: World) -> Record:
    """Return the region a person's name comes from."""
    return draw(world.random, [(row, float(row["weight"])) for row in read_pool("origin")])


def invent_birth_date(world: World, first: date, last: date) -> date:
    """Return any day from `first` to `last`."""
    return first + timedelta(days=int(world.random.random() * ((last - first).days + 1)))


class Numbers:
    """Hands out NIKs, NIPs and old NIPs, each only once."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def make_nik(self, world: World, sex: str, born_on: date, region: str = NIK_REGION) -> str:
        """Return a NIK: region, subdistrict, birth date (day + 40 for women), serial (rules.md 1.3)."""
        day = born_on.day + (40 if sex == "P" else 0)
        stem = f"{region}{world.random.randint(1, 21):02d}{day:02d}{born_on:%m%y}"
        self.used[stem] += 1
        return f"{stem}{self.used[stem]:04d}"

    def make_nip(self, sex: str, born_on: date, appointed_on: date, kind: str) -> str:
        """Return a NIP or NI PPPK (rules.md 1.1, 1.2).

        Raises:
            ValueError: all serials of one birth date, month and sex are used up.
        """
        middle = f"{appointed_on:%Y%m}" if kind == "PNS" else f"{appointed_on:%Y}{'21' if kind == 'PPPK' else '24'}"
        stem = f"{born_on:%Y%m%d}{middle}{1 if sex == 'L' else 2}"
        serial = FIRST_SERIAL + self.used[stem]
        if serial > LAST_SERIAL:
            raise ValueError(f"no serial left for {stem}")
        self.used[stem] += 1
        return f"{stem}{serial:03d}"


def add_person(world: World, numbers: Numbers, sex: str, born_on: date, diplomas: list[Diploma]) -> Person:
    """Create a person whose titles match the recognised diplomas."""
    origin = draw_origin(world)
    name = invent_name(world, sex, origin)
    age = world.as_of.year - born_on.year
    married = world.chance(min(0.92, max(0.15, (age - 20) / 18)))
    front, rear = write_titles(world, sex, age, origin["code"], diplomas)
    status = "KAWIN" if married else "BELUM_KAWIN"
    if married and world.chance(0.06):
        status = "CERAI_MATI" if age > 48 else "CERAI_HIDUP"
    street, village = world.random.choice(read_places("JALAN")), world.random.choice(read_places("KELURAHAN"))
    mailbox = f"{name.split()[0].lower()}{len(world.employees) + 1}@kotacontoh.example"
    nik = numbers.make_nik(world, sex, born_on)
    number = world.rows.add(
        "person",
        nik=nik,
        name=name,
        front_title=front or None,
        rear_title=rear or None,
        sex=sex,
        birth_place=_choose_birth_place(world, origin),
        born_on=born_on,
        marital_status=status,
        phone=f"081200{world.random.randrange(10**6):06d}",
        email=mailbox if world.chance(0.6) else None,
        address=f"Jalan {street} No. {world.random.randint(1, 240)}, Kelurahan {village}",
        region_id=world.region,
    )
    return Person(number, name, nik, sex, born_on, origin["code"], status == "KAWIN")


def _choose_birth_place(world: World, origin: Record) -> str:
    """Return a city or district, mostly of the provinces a name comes from."""
    home = [place for province in origin["provinces"].split() for place in world.birth_places.get(province, ())]
    if home and world.chance(0.8):
        return world.random.choice(home)
    return world.random.choice([place for places in world.birth_places.values() for place in places])


def write_titles(world: World, sex: str, age: int, origin: str, diplomas: list[Diploma]) -> tuple[str, str]:
    """Return front and rear titles of the diplomas, lowest first: `Dr. Ir.`, `S.T., M.T.` (rules.md 16.4)."""
    front: list[str] = []
    rear: list[str] = []
    for diploma in diplomas:
        programme = diploma.programme
        front_title, rear_title = programme["front_title"], programme["rear_title"]
        if diploma.level == "S1" and diploma.graduated_on.year < 1994:
            front_title, rear_title = _write_old_title(sex, rear_title)
        if front_title and front_title not in front:
            front.insert(0, front_title)
        rear += [rear_title] if rear_title and rear_title not in rear else []
    if rear[:1] and rear[0].startswith("A.M") and len(rear) > 1:
        rear = rear[1:]
    if age > 40 and origin not in ("BATAK", "UMUM") and world.chance(0.12):
        front.append("H." if sex == "L" else "Hj.")
    return " ".join(front), ", ".join(rear)


def _write_old_title(sex: str, rear_title: str) -> tuple[str, str]:
    """Return the front title that bachelors received until 1993 instead of the rear title."""
    if rear_title in ("S.T.", "S.P.", "S.Pt.", "S.Pi.", "S.Ars."):
        return "Ir.", ""
    if rear_title in ("S.Pd.", "S.Pd.I.", "S.Sos.", "S.AP.", "S.IP.", "S.E."):
        return ("Drs." if sex == "L" else "Dra."), ""
    return "", rear_title
