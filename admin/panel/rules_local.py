"""What agencies set for themselves: the catalogue they choose from, each value with its period, and its builds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import column, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.language import language, pick, show_date, show_number
from admin.panel.language import translate as _
from admin.panel.rules_national import NationalRule, find_default
from admin.panel.rules_values import is_accepted, show_value
from models.build import BuildStatus, WarehouseBuild
from models.organization import Agency
from models.stewardship import LocalParameter, Parameter, ParameterKind

BUILT = (BuildStatus.PUBLISHED, BuildStatus.SUPERSEDED)

# What must fit together; the data test `local_parameters_contradict` asks the same of every build.
SUM_TO_HUNDRED = (
    ("talent_weight_main", "talent_weight_reinforcing"),
    (
        "talent_weight_competence",
        "talent_weight_potential_part",
        "talent_weight_qualification",
        "talent_weight_integrity",
    ),
    ("talent_weight_performance", "talent_weight_potential"),
)
ORDERED = (
    ("talent_performance_lower", "talent_performance_upper"),
    ("talent_potential_lower", "talent_potential_upper"),
)


@dataclass(frozen=True)
class Subject:
    """One code of a list that a parameter has a value for, and whether an agency may set it."""

    code: str
    name: str
    is_fixed: bool = False


@dataclass(frozen=True)
class OwnValue:
    """A value that an agency set, with the finished builds that do not reckon with it as it stands."""

    row: LocalParameter
    subject: Subject | None
    builds: list[WarehouseBuild] = field(default_factory=list)

    def holds(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.row.valid_from <= day and (self.row.valid_to is None or day < self.row.valid_to)


@dataclass(frozen=True)
class Setting:
    """A parameter, or one code of it, on a day: the national default and what the agency has instead.

    `unused` is a value that no build uses, because it does not fit the catalogue.
    """

    parameter: Parameter
    subject: Subject | None
    default: NationalRule | None
    own: OwnValue | None = None
    unused: OwnValue | None = None

    @property
    def may_be_set(self) -> bool:
        """Whether the law leaves it to the agency."""
        return not (self.subject and self.subject.is_fixed)

    @property
    def number(self) -> Decimal | None:
        """The number in force; None before there was a default."""
        if self.own:
            return Decimal(self.own.row.value)
        return Decimal(self.default.values[self.parameter.rule_column]) if self.default else None

    @property
    def default_text(self) -> str:
        """The national default as written, empty where there is none."""
        return show_value(self.parameter, self.default.values[self.parameter.rule_column]) if self.default else ""


def name_parameter(parameter: Parameter) -> str:
    """Return what a parameter is called in the language of this request."""
    return (parameter.name_en or parameter.name) if language() == "en" else parameter.name


def explain_parameter(parameter: Parameter) -> str:
    """Return what a parameter means in the language of this request."""
    return parameter.meaning_en if language() == "en" else parameter.meaning


def show_period(row: LocalParameter) -> str:
    """Write since when, and until when, a value holds."""
    start = show_date(row.valid_from)
    if row.is_withdrawn:
        return pick("dari {start}, ditarik: tidak pernah berlaku | from {start}, withdrawn: it never held").format(
            start=start
        )
    if row.valid_to is None:
        return _("since %(start)s", start=start)
    return _("%(start)s until before %(end)s", start=start, end=show_date(row.valid_to))


async def load_agencies(session: AsyncSession) -> list[Agency]:
    """Return every agency, the oldest first."""
    return list(await session.scalars(select(Agency).order_by(Agency.id)))


async def load_parameters(session: AsyncSession) -> list[Parameter]:
    """Return the catalogue in its order."""
    return list(await session.scalars(select(Parameter).order_by(Parameter.ordinal, Parameter.code)))


async def find_parameter(session: AsyncSession, code: str) -> Parameter | None:
    """Return a parameter of the catalogue, or None."""
    found: Parameter | None = await session.scalar(select(Parameter).where(Parameter.code == code))
    return found


async def load_subjects(session: AsyncSession, parameter: Parameter) -> list[Subject]:
    """Return the codes that a parameter has values for, by their order; none for a parameter of one value."""
    if parameter.subject_kind is None:
        return []
    source = table(parameter.subject_kind.value, column("code"), column("name"), column("name_en"), column("ordinal"),
                   schema="reference")  # fmt: skip
    rows: Any = await session.execute(select(*list(source.c)[:3]).order_by(source.c.ordinal, source.c.code))
    fixed = set((parameter.fixed_subjects or "").split())
    is_english = language() == "en"
    return [Subject(code, (name_en or name) if is_english else name, code in fixed) for code, name, name_en in rows]


async def load_own_values(session: AsyncSession, agency: int, parameter: Parameter | None = None) -> list[OwnValue]:
    """Return what an agency ever set, the latest first, for one parameter or all."""
    stmt = select(LocalParameter).where(LocalParameter.agency_id == agency)
    if parameter is not None:
        stmt = stmt.where(LocalParameter.code == parameter.code)
    order = (LocalParameter.code, LocalParameter.subject, LocalParameter.valid_from.desc())
    rows = list(await session.scalars(stmt.order_by(*order)))
    names = {item.code: item for item in await load_subjects(session, parameter)} if parameter else {}
    builds = await _load_builds(session) if rows else []
    return [OwnValue(row, _name_subject(row, names), find_outdated(row, builds)) for row in rows]


async def find_overlap(session: AsyncSession, wanted: LocalParameter) -> LocalParameter | None:
    """Return the first value that already holds in part of the period of `wanted`."""
    stmt = select(LocalParameter).where(
        LocalParameter.agency_id == wanted.agency_id,
        LocalParameter.code == wanted.code,
        LocalParameter.subject == wanted.subject,
        LocalParameter.valid_to.is_distinct_from(LocalParameter.valid_from),
        or_(LocalParameter.valid_to.is_(None), LocalParameter.valid_to > wanted.valid_from),
    )
    if wanted.valid_to is not None:
        stmt = stmt.where(LocalParameter.valid_from < wanted.valid_to)
    found: LocalParameter | None = await session.scalar(stmt.order_by(LocalParameter.valid_from).limit(1))
    return found


def find_outdated(row: LocalParameter, builds: Sequence[WarehouseBuild]) -> list[WarehouseBuild]:
    """Return the finished builds that would come out otherwise now: they read the data before this was set or ended.

    A number of one code counts on the day of the event, so builds after its period reckon with it too. One that was
    withdrawn matters only to builds made between its entry and its withdrawal.
    """
    found = []
    for build in builds:
        if build.data_read_at is None or build.data_read_at >= row.updated_at or build.as_of_date < row.valid_from:
            continue
        if row.is_withdrawn and build.data_read_at < row.created_at:
            continue
        is_over = row.valid_to is not None and build.as_of_date >= row.valid_to
        if not is_over and build.data_read_at >= row.created_at:
            continue  # it reckoned with the value, and the end that was set later is after its date
        if not is_over or row.subject or build.data_read_at >= row.created_at:
            found.append(build)
    return found


def settle(parameter: Parameter, subjects: Sequence[Subject], own: Sequence[OwnValue], day: date) -> list[Setting]:
    """Return a parameter as it stands on a day: one setting, or one for each code of its list."""
    mine = {item.row.subject: item for item in own if item.row.code == parameter.code and item.holds(day)}
    settings = []
    for subject in subjects if parameter.subject_kind else (None,):
        code = subject.code if subject else ""
        default, present = find_default(parameter, code, day), mine.get(code)
        is_fixed = subject is not None and subject.is_fixed
        if present is None or (is_accepted(parameter, present.row.value) and not is_fixed):
            settings.append(Setting(parameter, subject, default, own=present))
        else:
            settings.append(Setting(parameter, subject, default, unused=present))
    return settings


async def _load_builds(session: AsyncSession) -> list[WarehouseBuild]:
    stmt = select(WarehouseBuild).where(WarehouseBuild.status.in_(BUILT))
    return list(await session.scalars(stmt.order_by(WarehouseBuild.id.desc())))


def _name_subject(row: LocalParameter, names: dict[str, Subject]) -> Subject | None:
    return names.get(row.subject, Subject(row.subject, row.subject)) if row.subject else None


def name_build(build: WarehouseBuild) -> str:
    """Return what a build is called: its number and its date."""
    return _("#%(id)s as of %(day)s", id=build.id, day=show_date(build.as_of_date))


def name_topic(parameter: Parameter) -> str:
    """Return what a parameter is about."""
    return parameter.topic.label(language())


async def find_contradictions(session: AsyncSession, agency: int, day: date) -> list[str]:
    """Return in sentences where the values in force for an agency do not fit together."""
    own = await load_own_values(session, agency)
    plain = [item for item in await load_parameters(session) if item.subject_kind is None]
    settings = {item.code: settle(item, (), own, day)[0] for item in plain}
    held = {code: item.number for code, item in settings.items() if item.parameter.kind is ParameterKind.NUMBER}
    numbers = {code: number for code, number in held.items() if number is not None}
    names = {item.code: name_parameter(item) for item in plain}
    told = []
    for codes in SUM_TO_HUNDRED:
        total = sum((numbers[code] for code in codes if code in numbers), Decimal(0))
        if total != 100 and all(code in numbers for code in codes):
            listed = ", ".join(names[code] for code in codes)
            told.append(_("%(names)s add up to %(total)s, not to 100.", names=listed, total=show_number(total)))
    for lower, upper in ORDERED:
        if lower in numbers and upper in numbers and numbers[lower] >= numbers[upper]:
            told.append(_("%(lower)s is not below %(upper)s.", lower=names[lower], upper=names[upper]))
    return told
