"""`merit explain`: the whole reasoning for one person."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from admin.cli.build import Day

if TYPE_CHECKING:
    from admin.explanation import Explanation, Fact, Reason, Remedy

WIDTH = 100


@click.command()
@click.argument("nip")
@click.option("--as-of", type=Day(), metavar="DATE", help="State of the data on a day; default: the published one.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the text.")
def command(nip: str, as_of: date | None, language: str) -> None:
    """Tell where one person stands and why: promotion by every path, the DUK, leave, what falls due, talent,
    training.

    Each condition is told with what it asks, what was found, from when it will be met, and its article; what is missing
    with the table and what is known of the row. For a day that is not published the marts needed are derived apart;
    readers go on seeing the published.
    """
    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.explanation import clean_nip
    from admin.settings import load_settings
    from admin.warehouse.derivation import explain_person
    from admin.warehouse.preparation import prepare_warehouse

    nip = clean_nip(nip)
    settings, progress = load_settings(), Progress()
    database = prepare_warehouse(settings, progress)
    with terminating_politely():
        explanation = explain_person(settings, database, nip, "en" if language == "en" else "id", as_of, progress)
    click.echo("\n".join(write_lines(explanation)))


def write_lines(explanation: "Explanation") -> Iterator[str]:
    """Write the explanation as lines of plain text."""
    yield explanation.name
    yield from _write_facts(explanation.facts, "  ")
    yield from _write_remedies(explanation.remedies, "  ")
    for section in explanation.sections:
        yield from ("", f"{section.title}: {section.verdict}")
        for sentence in section.sentences:
            yield from _wrap(sentence, "  ")
        yield from _write_facts(section.facts, "  ")
        yield from _write_remedies(section.remedies, "  ")
        for reason in section.reasons:
            yield from _write_reason(reason)
        for reason in section.met:
            yield from _wrap(" ".join((reason.sentence, *(f"({fact.value})" for fact in reason.facts))), "  + ")
    yield ""
    yield from _write_facts(explanation.basis, "")


def _write_reason(reason: "Reason") -> Iterator[str]:
    yield from _wrap(f"{reason.title} ({reason.state}): {reason.sentence}", "  - ")
    yield from _write_facts(reason.facts, "    ")
    yield from _write_remedies(reason.remedies, "    ")


def _write_facts(facts: "tuple[Fact, ...]", indent: str) -> Iterator[str]:
    longest = max((len(fact.label) for fact in facts), default=0)
    for fact in facts:
        yield from _wrap(fact.value, f"{indent}{fact.label:<{longest}}  ")


def _write_remedies(remedies: "tuple[Remedy, ...]", indent: str) -> Iterator[str]:
    """Write what can be done, each with the table and the key of the row, or what is known of a new one."""
    for remedy in remedies:
        known = {"id": remedy.row} if remedy.row is not None else remedy.values
        place = " ".join((remedy.table, *(f"{name}={value}" for name, value in known.items())))
        yield from _wrap(f"{remedy.sentence} [{place}]", f"{indent}> ")


def _wrap(sentence: str, indent: str) -> list[str]:
    return wrap(sentence, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent), break_long_words=False)
