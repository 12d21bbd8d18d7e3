"""One person: who it is, every section about them, and from which build it was read."""

from collections.abc import Iterator

from sqlalchemy import Connection

from admin.explanation.absence import find_absence
from admin.explanation.content import Explanation, Fact, Remedy, Section
from admin.explanation.due import tell_due
from admin.explanation.leave import tell_leave
from admin.explanation.problems import NOTHING_PUBLISHED, UnexplainedError, clean_nip, refuse_unknown
from admin.explanation.promotion import READINESS, tell_promotion
from admin.explanation.records import load_records
from admin.explanation.remedies import Desk
from admin.explanation.seniority import tell_seniority
from admin.explanation.source import Source
from admin.explanation.talent import tell_talent
from admin.explanation.training import tell_training
from admin.explanation.wording import name_grade, tell_facts
from admin.teller import Row, Teller
from models.wording import Language

IS_THERE = "SELECT to_regclass('{marts}.promotion_readiness') IS NOT NULL AS is_there"
BUILD = "SELECT as_of_date, build_id FROM {marts}.build_info"


def read_explanation(connection: Connection, nip: str, language: Language, suffix: str = "") -> Explanation:
    """Return all that the marts say of one person.

    `suffix` is of the schemas that were only derived, for another day; empty for the published set.

    Raises:
        UnexplainedError: the NIP is none or nobody's, the person is in no mart, or nothing is published.
    """
    nip, teller = clean_nip(nip), Teller(language)
    source = Source(connection, suffix)
    if not source.one(IS_THERE)["is_there"]:
        raise UnexplainedError(NOTHING_PUBLISHED)
    paths = source.all(READINESS, nip=nip)
    if not paths:
        raise find_absence(connection, nip, source.one(BUILD)["as_of_date"]) or refuse_unknown(nip)
    person = paths[0]
    desk = Desk(teller, load_records(connection, [person["employee_id"]]))
    return Explanation(
        employee_id=person["employee_id"],
        nip=nip,
        name=person["full_name"],
        facts=_introduce(teller, person),
        remedies=_complete(desk, person),
        sections=tuple(_tell(source, desk, paths)),
        basis=_found(teller, person, source.is_published),
    )


def _tell(source: Source, desk: Desk, paths: list[Row]) -> Iterator[Section]:
    person = paths[0]
    yield from tell_promotion(source, desk, paths)
    yield from tell_seniority(source, desk, person)
    yield from tell_leave(source, desk, person["nip"])
    yield from tell_due(source, desk, person["nip"])
    yield from tell_talent(source, desk, person["nip"])
    yield from tell_training(source, desk, person["nip"])


def _introduce(teller: Teller, person: Row) -> tuple[Fact, ...]:
    grade = name_grade(person["grade_name"], person["grade_code"])
    return tell_facts(
        teller,
        ("NIP | NIP", person["nip"]),
        ("Golongan | Grade", grade or teller.say("belum tercatat | not on record")),
        ("TMT golongan | Grade since", person["grade_from"]),
        (
            "Jabatan | Post",
            person["position_name"] or teller.say("tanpa jabatan definitif | without a definitive post"),
        ),
        ("Unit kerja | Unit", person["unit_name"]),
    )


def _complete(desk: Desk, person: Row) -> tuple[Remedy, ...]:
    """Return how the grade and the post are entered when they are not on record: most verdicts rest on them."""
    absent = [code for code, name in (("GOLONGAN", "grade_code"), ("JABATAN", "position_name")) if person[name] is None]
    return tuple(remedy for code in absent for remedy in desk.find(code, person))


def _found(teller: Teller, person: Row, is_published: bool) -> tuple[Fact, ...]:
    unpublished = teller.say("tidak diterbitkan, hanya untuk penjelasan ini | not published, for this answer only")
    return tell_facts(
        teller,
        ("Keadaan data per | State of the data on", person["as_of_date"]),
        ("Pembangunan | Build", f"#{person['build_id']}" if is_published else unpublished),
        ("Sidik aturan | Rule-set hash", person["rule_set_hash"]),
    )
