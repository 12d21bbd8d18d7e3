"""Punishments, awards, and the papers of a personal file: family members and documents."""

from datetime import date, timedelta
from itertools import pairwise

from admin.warehouse.city.dates import add_years, next_period
from admin.warehouse.city.ladder import CEILING
from admin.warehouse.city.people import Numbers, draw_origin, invent_name
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.records import Decrees
from admin.warehouse.city.world import GRADES, ORDINAL, Employee, World

SERVICE_AWARDS = ((30, "SATYALANCANA_XXX"), (20, "SATYALANCANA_XX"), (10, "SATYALANCANA_X"))
RECEIVED_SHARE = 0.86
FIRST_AWARDS = date(1995, 8, 17)  # PP 25/1994
DOCUMENT_SHARE = 0.3


def write_cases(world: World, decrees: Decrees, employee: Employee) -> None:
    """Keep the disciplinary cases chosen for an employee."""
    for case in employee.cases:
        text = world.random.choice(read_phrases("VIOLATION")).format(n=world.random.randint(4, 20))
        is_decided = case.status in ("FINAL", "UPAYA_ADMINISTRATIF")
        world.rows.add(
            "discipline_case",
            employee_id=employee.number,
            discipline_kind_id=world.codes("discipline_kind", case.kind),
            status=case.status,
            valid_from=case.start,
            valid_to=case.end,
            violation=text,
            decree_id=decrees.add("DISIPLIN", case.start, "Penjatuhan hukuman disiplin") if is_decided else None,
        )


def write_awards(world: World, decrees: Decrees, employee: Employee) -> None:
    """Keep the Satyalancana (17 August, years since CPNS) and the honours of an employee."""
    last = employee.leaves_on or world.as_of
    if employee.is_pns and not employee.cases:
        for years, kind in SERVICE_AWARDS:
            due = add_years(employee.appointed_on, years)
            given = date(due.year + (due > date(due.year, 8, 17)) + world.random.randint(0, 2), 8, 17)
            if FIRST_AWARDS <= given < last and world.chance(RECEIVED_SHARE):
                _award(world, decrees, employee, kind, given, None)
    for honour in employee.honours:
        _award(
            world, decrees if honour.is_decreed else None, employee, honour.kind, honour.day, f"Tahun {honour.day.year}"
        )


def _award(world: World, decrees: Decrees | None, employee: Employee, kind: str, day: date, title: str | None) -> None:
    world.rows.add(
        "award",
        employee_id=employee.number,
        award_kind_id=world.codes("award_kind", kind),
        awarded_on=day,
        title=title,
        decree_id=decrees.add("PENGHARGAAN", day, "Pemberian penghargaan") if decrees else None,
    )


def write_family(world: World, numbers: Numbers, employee: Employee) -> None:
    """Keep the spouse and up to three children of a married person."""
    person = employee.person
    if not person.is_married:
        return
    origin = draw_origin(world)
    other = "P" if person.sex == "L" else "L"
    born_on = person.born_on + timedelta(days=world.random.randint(-1500, 1500))
    _add_member(world, numbers, person.number, "PASANGAN", invent_name(world, other, origin), other, born_on, True)
    for place in range(world.random.choice((0, 1, 2, 2, 3))):
        sex = world.random.choice("LP")
        child = add_years(person.born_on, 26 + place * 3) + timedelta(days=world.random.randint(0, 900))
        if child < world.as_of:
            depends = (world.as_of - child).days < 21 * 365
            _add_member(world, numbers, person.number, "ANAK", invent_name(world, sex, origin), sex, child, depends)


def _add_member(
    world: World, numbers: Numbers, person: int, kinship: str, name: str, sex: str, born_on: date, depends: bool
) -> None:
    world.rows.add(
        "family_member",
        person_id=person,
        kinship=kinship,
        name=name,
        nik=numbers.make_nik(world, sex, born_on),
        sex=sex,
        born_on=born_on,
        is_dependent=depends,
    )


def write_documents(world: World, employee: Employee) -> None:
    """Keep a paper or two in the files of some people."""
    if not world.chance(DOCUMENT_SHARE):
        return
    papers: list[tuple[str, str, date | None]] = [
        ("IDENTITAS", "Kartu Tanda Penduduk", None),
        ("KELUARGA", "Kartu Keluarga", None),
    ]
    papers += [("IJAZAH", f"Ijazah {diploma.level}", diploma.graduated_on) for diploma in employee.diplomas[-1:]]
    for kind, title, day in world.random.sample(papers, world.random.randint(1, 2)):
        world.rows.add(
            "document",
            person_id=employee.person.number,
            kind=kind,
            title=title,
            issued_on=day,
        )


def write_proposals(world: World, employee: Employee) -> None:
    """Keep the proposals behind the promotions of the last two years, and those for the next period."""
    if not employee.is_pns or employee.leaves_on is not None or not employee.grades:
        return
    for before, step in pairwise(employee.grades):
        if (
            (world.as_of - step.start).days < 730
            and ORDINAL[step.grade] > ORDINAL[before.grade]
            and before.start < step.start
        ):
            _propose(world, employee, step.grade, step.reason, step.start, "DISETUJUI")
    last = max(employee.grades, key=lambda step: ORDINAL.get(step.grade, 0))
    target = ORDINAL[last.grade] + 1
    ceiling = max(CEILING[diploma.level] for diploma in employee.diplomas)
    due = next_period(max(add_years(last.start, 4), world.as_of + timedelta(days=1)))
    is_due = (due - world.as_of).days < 120 and employee.post.kind == "STAF" and target <= ceiling
    if is_due and world.chance(0.7):
        status = world.random.choice(("DRAF", "DIAJUKAN", "DIAJUKAN", "DITOLAK"))
        _propose(world, employee, GRADES[target - 1], "REGULER", due, status)


def _propose(world: World, employee: Employee, grade: str, reason: str, tmt: date, status: str) -> None:
    submitted_on = min(tmt - timedelta(days=world.random.randint(50, 110)), world.as_of)
    decided_on = min(submitted_on + timedelta(days=world.random.randint(15, 45)), world.as_of)
    world.rows.add(
        "promotion_proposal",
        employee_id=employee.number,
        reason=reason,
        target_grade_id=world.codes("grade", grade),
        target_tmt=tmt,
        status=status,
        submitted_on=None if status == "DRAF" else submitted_on,
        decided_on=decided_on if status in ("DISETUJUI", "DITOLAK") else None,
        note="Berkas SKP belum lengkap" if status == "DITOLAK" else None,
    )
