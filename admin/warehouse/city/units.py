"""The city's offices, subdistricts, schools and health centres, with the posts that lead them (PP 18/2016)."""

from dataclasses import dataclass

from admin.warehouse.city.pools import Record, read_places, read_pool
from admin.warehouse.city.seats import add_head, add_seat, add_title
from admin.warehouse.city.world import FOUNDED_ON, Seat, Unit, World

ASSISTANTS = (
    "Asisten Pemerintahan dan Kesejahteraan Rakyat",
    "Asisten Perekonomian dan Pembangunan",
    "Asisten Administrasi Umum",
)
ADVISERS = (
    "Staf Ahli Bidang Pemerintahan, Hukum, dan Politik",
    "Staf Ahli Bidang Ekonomi, Keuangan, dan Pembangunan",
    "Staf Ahli Bidang Kemasyarakatan dan Sumber Daya Manusia",
)
HEAD_TITLES = {"SETDA": "Sekretaris Daerah", "SETWAN": "Sekretaris DPRD", "INSPEKTORAT": "Inspektur"}
SECTIONS = ("Subbagian Umum dan Kepegawaian", "Subbagian Perencanaan dan Keuangan")


@dataclass(frozen=True)
class Sizes:
    """How many of each there are in a city with so many employees."""

    offices: int
    divisions: int
    sections: int
    subdistricts: int
    villages: int
    health_centres: int
    hospitals: int
    primary_schools: int
    junior_schools: int


def choose_sizes(employees: int) -> Sizes:
    """Scale the tree to the number of employees; 5,000 give 30 offices, 6 subdistricts and about 150 schools."""
    return Sizes(
        offices=min(len(read_pool("office")), 7 + employees // 180),
        divisions=min(4, 1 + employees // 900),
        sections=min(2, 1 + employees // 6000),
        subdistricts=min(len(read_places("KECAMATAN")), max(2, employees // 800)),
        villages=min(len(read_places("KELURAHAN")) * 3, max(3, employees // 200)),
        health_centres=max(1, employees // 260),
        hospitals=1 + employees // 15000 if employees >= 800 else 0,
        primary_schools=max(2, round(employees * 0.0235)),
        junior_schools=max(1, round(employees * 0.0062)),
    )


def found_units(world: World, name: str) -> None:
    """Create the whole tree under one root, with its structural seats."""
    sizes = choose_sizes(world.size)
    root = add_unit(world, "00", name, "PEMERINTAH", None, "UMUM")
    offices = [_found_office(world, root, record, sizes) for record in read_pool("office")[: sizes.offices]]
    by_code = dict(zip((record["code"] for record in read_pool("office")), offices, strict=False))
    _found_subdistricts(world, root, sizes)
    _found_schools(world, by_code["DISDIK"], sizes)
    _found_health(world, by_code["DINKES"], sizes)


def add_unit(world: World, code: str, name: str, kind: str, parent: Unit | None, area: str) -> Unit:
    """Create a unit below `parent`."""
    number = world.rows.add(
        "unit",
        agency_id=world.agency,
        code=code,
        name=name,
        kind=kind,
        parent_id=parent.number if parent else None,
        valid_from=FOUNDED_ON,
    )
    unit = Unit(number, code, name, kind, parent, area)
    unit.office = unit if parent is None or parent.parent is None else parent.office
    world.units.append(unit)
    return unit


def _found_office(world: World, root: Unit, record: Record, sizes: Sizes) -> Unit:
    code = f"{len(world.units):02d}.{record['code']}"
    office = add_unit(world, code, record["name"], record["kind"], root, record["area"])
    is_secretariat = record["code"] == "SETDA"
    add_head(
        world, office, HEAD_TITLES.get(record["code"], f"Kepala {office.name}"), "II.a" if is_secretariat else "II.b"
    )
    if is_secretariat:
        _seat_assistants(world, office)
    else:
        _found_office_secretariat(world, office, record["code"], sizes)
    high = is_secretariat or record["code"] in ("SETWAN", "INSPEKTORAT")
    divisions = record["divisions"].split(";")
    for place, name in enumerate(divisions[: sizes.divisions * 2 + 1 if is_secretariat else sizes.divisions], start=1):
        division = add_unit(world, f"{code}.{place}", name, "BIDANG", office, record["area"])
        title = name if name.startswith("Inspektur") else f"Kepala {name}"
        add_head(world, division, title, "III.a" if high else "III.b")
        if is_secretariat and world.size >= 3000:
            section = add_unit(
                world, f"{division.code}.1", f"Subbagian Tata Usaha {name}", "SUBBAGIAN", division, "UMUM"
            )
            add_head(world, section, f"Kepala {section.name}", "IV.a")
    return office


def _seat_assistants(world: World, office: Unit) -> None:
    for name in ASSISTANTS + (ADVISERS if world.size >= 2000 else ()):
        title = add_title(world, name, "II.b", job_class=13 if name.startswith("Staf") else 14)
        add_seat(world, office, title, office.head)


def _found_office_secretariat(world: World, office: Unit, code: str, sizes: Sizes) -> None:
    secretariat = add_unit(world, f"{office.code}.0", f"Sekretariat {office.name}", "BIDANG", office, "UMUM")
    if code != "SETWAN":
        add_head(world, secretariat, f"Sekretaris {office.name}", "III.a")
    for place, name in enumerate(SECTIONS[: sizes.sections], start=1):
        section = add_unit(
            world, f"{secretariat.code}.{place}", f"{name} {office.name}", "SUBBAGIAN", secretariat, "UMUM"
        )
        add_head(world, section, f"Kepala {section.name}", "IV.a")


def _found_subdistricts(world: World, root: Unit, sizes: Sizes) -> None:
    subdistricts = []
    for place, name in enumerate(read_places("KECAMATAN")[: sizes.subdistricts], start=1):
        unit = add_unit(world, f"70.{place:02d}", f"Kecamatan {name}", "KECAMATAN", root, "WILAYAH")
        camat = add_head(world, unit, f"Camat {name}", "III.a")
        secretary = _add_post(world, unit, f"Sekretaris Kecamatan {name}", "III.b", camat)
        _add_post(world, unit, f"Kepala Subbagian Umum Kecamatan {name}", "IV.b", secretary)
        for section in ("Pemerintahan", "Ketenteraman dan Ketertiban"):
            _add_post(world, unit, f"Kepala Seksi {section} Kecamatan {name}", "IV.a", camat)
        subdistricts.append(unit)
    names = read_places("KELURAHAN")
    for place in range(sizes.villages):
        above = subdistricts[place % len(subdistricts)]
        name = names[place % len(names)] + ("", " Barat", " Timur")[place // len(names)]
        unit = add_unit(world, f"{above.code}.{place + 1:03d}", f"Kelurahan {name}", "KELURAHAN", above, "WILAYAH")
        lurah = add_head(world, unit, f"Lurah {name}", "IV.a")
        _add_post(world, unit, f"Sekretaris Kelurahan {name}", "IV.b", lurah)
        if world.size >= 1000:
            _add_post(world, unit, f"Kepala Seksi Pemerintahan Kelurahan {name}", "IV.b", lurah)


def _add_post(world: World, unit: Unit, name: str, level: str, superior: Seat) -> Seat:
    return add_seat(world, unit, add_title(world, name, level), superior)


def _found_schools(world: World, office: Unit, sizes: Sizes) -> None:
    for area, word, count, group in (
        ("SD", "SD Negeri", sizes.primary_schools, 80),
        ("SMP", "SMP Negeri", sizes.junior_schools, 81),
    ):
        for place in range(1, count + 1):
            school = add_unit(world, f"{group}.{place:03d}", f"{word} {place} Contoh", "SEKOLAH", office, area)
            name, skill = f"Kepala {area} Negeri", "PEMBELAJARAN"
            title = add_title(world, name, "JF_AHLI_MADYA", is_teacher=True, education="S1", skill=skill)
            school.head = add_seat(world, school, title, office.head)


def _found_health(world: World, office: Unit, sizes: Sizes) -> None:
    places = read_places("KECAMATAN") + read_places("KELURAHAN")
    for place in range(sizes.health_centres):
        name = places[place % len(places)] + ("" if place < len(places) else " II")
        unit = add_unit(world, f"90.{place + 1:03d}", f"UPT Puskesmas {name}", "PUSKESMAS", office, "KESEHATAN")
        head = add_head(world, unit, f"Kepala UPT Puskesmas {name}", "IV.a")
        _add_post(world, unit, f"Kepala Tata Usaha UPT Puskesmas {name}", "IV.b", head)
    for place in range(1, sizes.hospitals + 1):
        name = "RSUD Contoh Sehat" + ("" if place == 1 else f" {place}")
        hospital = add_unit(world, f"95.{place}", name, "RUMAH_SAKIT", office, "KESEHATAN")
        director = add_head(world, hospital, f"Direktur {name}", "III.a")
        administration = _add_post(world, hospital, f"Kepala Bagian Tata Usaha {name}", "III.b", director)
        _add_post(world, hospital, f"Kepala Bidang Pelayanan {name}", "III.b", director)
        _add_post(world, hospital, f"Kepala Subbagian Umum {name}", "IV.a", administration)
