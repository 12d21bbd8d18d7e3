"""Small parts of sentences that several sections use."""

from admin.explanation.content import Fact
from admin.teller import Teller


def tell_facts(teller: Teller, *pairs: tuple[str, object]) -> tuple[Fact, ...]:
    """Return the facts whose value is known."""
    return tuple(Fact(teller.say(label), teller.write(value)) for label, value in pairs if value not in (None, ""))


def name_grade(name: str | None, code: str | None) -> str:
    """Return a grade as it is written on decrees: `Penata (III/c)`."""
    if name and code and code in name.split():  # of a PPPK the name is the code
        return name
    return " ".join(filter(None, (name, f"({code})" if name and code else code)))


def lower(label: str) -> str:
    """Return a label as part of a sentence."""
    return label[:1].lower() + label[1:]
