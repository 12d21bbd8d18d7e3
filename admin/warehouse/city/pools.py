"""The word lists of `seeds/demo` and the code lists of the database, looked up by code."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import TypeVar

import psycopg

import models

FOLDER = Path(models.__file__).parents[1] / "seeds" / "demo"

WEIGHT = itemgetter(1)

Item = TypeVar("Item")
Record = dict[str, str]


@cache
def read_pool(name: str) -> tuple[Record, ...]:
    """Return the rows of `seeds/demo/<name>.csv`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def read_phrases(kind: str) -> tuple[str, ...]:
    """Return the sentences of one kind in `seeds/demo/phrase.csv`."""
    return tuple(row["text"] for row in read_pool("phrase") if row["kind"] == kind)


@cache
def read_places(kind: str) -> tuple[str, ...]:
    """Return the invented place names of one kind: KECAMATAN, KELURAHAN or JALAN."""
    return tuple(row["name"] for row in read_pool("place") if row["kind"] == kind)


def draw(random: Random, weighted: Sequence[tuple[Item, float]]) -> Item:
    """Return one item, each as likely as its weight."""
    threshold = random.random() * sum(map(WEIGHT, weighted))
    for item, weight in weighted:
        threshold -= weight
        if threshold < 0:
            return item
    return weighted[-1][0]


@dataclass(frozen=True)
class Codes:
    """Row numbers of the code lists, by table and code."""

    numbers: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def __call__(self, table: str, code: str) -> int:
        """Return the number of a code.

        Raises:
            KeyError: the code list has no such code.
        """
        return self.numbers[table][code]


def read_codes(connection: psycopg.Connection) -> Codes:
    """Read the numbers of all code lists in schema `reference`."""
    codes = Codes()
    tables = [
        table.name
        for table in models.Base.metadata.sorted_tables
        if table.schema == "reference" and "code" in table.columns
    ]
    for table in tables:
        codes.numbers[table] = dict(connection.execute(f"SELECT code, id FROM reference.{table}").fetchall())
    return codes


def read_birth_places(connection: psycopg.Connection) -> dict[str, list[str]]:
    """Return the names of cities and districts by the code of their province, without the word for their kind."""
    places: dict[str, list[str]] = defaultdict(list)
    query = "SELECT left(code, 2), name FROM reference.region WHERE kind <> 'PROVINSI' ORDER BY code"
    for province, name in connection.execute(query):
        places[province].append(name.removeprefix("Kota ").removeprefix("Kabupaten "))
    return dict(places)
