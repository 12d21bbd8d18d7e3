"""Agreements with training partners, renewed or left to lapse, and the employees who learn at a partner."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from admin.warehouse.city.dates import add_months, add_years
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.world import Employee, World

OLDEST_YEARS: Final = (5, 8)
TERMS: Final = (2, 3, 3, 5)
OPEN_SHARE: Final = 0.08  # of memoranda, which need no last day
MEMORANDUM_SHARE: Final = 0.3
LAPSED_SHARE: Final = 0.18
LATE_SHARE: Final = 0.25  # of renewals, signed some weeks after the end
PER_INTERNSHIP: Final = 150
INTERN_MONTHS: Final = 30
EXCHANGE_SHARE: Final = 0.25
BROKEN_SHARE: Final = 0.06


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with a partner over [start, end); an open end is None."""

    number: int
    partner: int
    start: date
    end: date | None

    def covers(self, start: date, last: date) -> bool:
        """Tell whether the days from `start` to `last` lie within the agreement."""
        return self.start <= start and (self.end is None or last < self.end)


def sign_agreements(world: World, random: Random, partners: list[int]) -> dict[int, list[Agreement]]:
    """Keep what was signed with each partner over the years, each renewal naming the agreement before it."""
    return {partner: _sign(world, random, partner, place) for place, partner in enumerate(partners, start=1)}


def _sign(world: World, random: Random, partner: int, place: int) -> list[Agreement]:
    start = date(world.as_of.year - random.randint(*OLDEST_YEARS), random.randint(1, 10), 1)
    subject, signed = random.choice(read_phrases("AGREEMENT")), list[Agreement]()
    while start <= add_months(world.as_of, 3):
        is_memorandum = random.random() < MEMORANDUM_SHARE
        is_open = is_memorandum and random.random() < OPEN_SHARE
        end = None if is_open else add_years(start, random.choice(TERMS))
        number = world.rows.add(
            "partner_agreement",
            agency_id=world.agency,
            partner_id=partner,
            number=f"800/{place}.{len(signed) + 1}/{'KB' if is_memorandum else 'PKS'}/{start.year}",
            subject=subject,
            valid_from=start,
            valid_to=end,
            kind="KESEPAKATAN_BERSAMA" if is_memorandum else "PERJANJIAN_KERJA_SAMA",
            renews_id=signed[-1].number if signed else None,
        )
        signed.append(Agreement(number, partner, start, end))
        if end is None or random.random() < LAPSED_SHARE:
            break
        start = end + timedelta(days=random.randint(10, 60) if random.random() < LATE_SHARE else 0)
    return signed


def write_internships(world: World, agreements: dict[int, list[Agreement]]) -> None:
    """Keep an internship or exchange for about every hundred and fiftieth employee, under an agreement that holds."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    present = [employee for employee in world.employees if employee.leaves_on is None and employee.stints]
    signed = [agreement for each in agreements.values() for agreement in each]
    for employee in random.sample(present, max(3, len(present) // PER_INTERNSHIP)):
        start = add_months(world.as_of.replace(day=1), -random.randint(0, INTERN_MONTHS))
        end = add_months(start, random.randint(1, 3))
        held = [agreement for agreement in signed if agreement.covers(start, end - timedelta(days=1))]
        if held and employee.appointed_on <= start:
            _send(world, random, employee, random.choice(held), start, end)


def _send(world: World, random: Random, employee: Employee, agreement: Agreement, start: date, end: date) -> None:
    world.rows.add(
        "internship",
        employee_id=employee.number,
        partner_id=agreement.partner,
        partner_agreement_id=agreement.number,
        unit_id=employee.post.unit.number,
        subject=random.choice(read_phrases("INTERNSHIP")),
        valid_from=start,
        valid_to=end,
        is_completed=end <= world.as_of and random.random() >= BROKEN_SHARE,
        kind="PERTUKARAN" if random.random() < EXCHANGE_SHARE else "MAGANG",
    )
