"""What is told of conditions that are met, of somebody ready on each path: each sentence, value and ground by hand."""

from collections.abc import Iterator

import psycopg
import pytest
from empty_marts import EmptyMarts
from mutation_rings import RINGS
from oracle_compare import tell
from oracle_met import REQUIREMENTS, TOLD, Met
from oracle_path_ground import OPEN, cite
from population_ready import NEXT_PERIOD, READY_ON

from admin.explanation import Explanation, Reason, read_explanation
from models.database import create_engine
from models.wording import Language

REGULATIONS = {
    "PP-99-2000": "PP 99/2000",
    "PP-13-2002": "PP 13/2002",
    "PP-11-2017": "PP 11/2017",
    "PP-94-2021": "PP 94/2021",
    "PERBKN-3-2023": "Peraturan BKN 3/2023",
    "PERMENPANRB-1-2023": "PermenPANRB 1/2023",
}
ARTICLES = {OPEN: "article not established", "lampiran": "annex"}
WORDS = {"pasal": "article", "ayat": "paragraph", "huruf": "letter"}
[READY] = [ring for ring in RINGS if ring.told]


@pytest.fixture(scope="module")
def ready(nobody: EmptyMarts) -> Iterator[str]:
    """The address of a database in which the marts of those who are ready were derived, as the oracle expects them."""
    with nobody.clone() as database:
        READY.populate(database.url)
        nobody.derive(database.url, READY_ON, READY.judged)
        differences, _ = READY.compare(database.url, READY_ON)
        assert not differences, tell(differences)
        yield database.url


@pytest.fixture(scope="module")
def nips(ready: str) -> dict[tuple[str, str], str]:
    """The NIP by name and path of everybody who is ready on a path, or will be within six months."""
    query = """
        SELECT substring(person.name FROM '^\\d+ (.+) \\d+$') AS name, path_code, nip
        FROM marts__next.promotion_readiness JOIN personnel.employee AS employee USING (nip)
        JOIN personnel.person AS person ON person.id = person_id WHERE readiness_class IN ('SIAP', 'SIAP_6BLN')
    """
    with psycopg.connect(ready) as connection:
        return {(name, path): nip for name, path, nip in connection.execute(query)}


def test_everybody_who_is_ready_is_told_of(nips: dict[tuple[str, str], str]) -> None:
    assert set(nips) == set(TOLD)


def test_each_requirement_is_met_by_somebody() -> None:
    assert {met.requirement for path in TOLD.values() for met in path} == set(REQUIREMENTS)


@pytest.mark.parametrize(("name", "path"), TOLD, ids=" ".join)
@pytest.mark.parametrize("language", ["id", "en"])
def test_conditions_that_are_met_are_told_with_their_values_and_ground(
    ready: str, nips: dict[tuple[str, str], str], name: str, path: str, language: Language
) -> None:
    told = explain(ready, nips[name, path], language)
    [section] = [section for section in told.sections if section.code == path.lower()]
    expected = [write(met, path, language) for met in TOLD[name, path]]
    assert [(reason.title, reason.sentence, find_ground(reason)) for reason in section.met] == expected


def explain(url: str, nip: str, language: Language) -> Explanation:
    """Read what is told of somebody from marts that were only derived."""
    engine = create_engine(url)
    with engine.connect() as connection:
        explanation = read_explanation(connection, nip, language, "__next")
    engine.dispose()
    return explanation


def find_ground(reason: Reason) -> str:
    """Return the regulation and article of a condition."""
    [ground] = [fact.value for fact in reason.facts if fact.label.startswith(("Dasar", "Legal"))]
    return ground


def write(met: Met, path: str, language: Language) -> tuple[str, str, str]:
    """Return title, sentence and ground as somebody reads them."""
    ground = cite(path, f"{path}_{met.rule}", NEXT_PERIOD)
    assert ground is not None
    article = ground.article
    if language == "en":
        article = ARTICLES.get(article) or " ".join(WORDS.get(word, word) for word in article.split())
    title, sentence = REQUIREMENTS[met.requirement][0], met.tell()
    return getattr(title, language), getattr(sentence, language), f"{REGULATIONS[ground.regulation]}, {article}"
