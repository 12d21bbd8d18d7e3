"""What a column, table or constraint is called, in Indonesian and in English, written once as a database comment."""

from typing import Literal, NamedTuple

Language = Literal["id", "en"]


class Wording(NamedTuple):
    """The four parts of a comment `Label: bantuan | Label: help`."""

    label_id: str
    help_id: str
    label_en: str
    help_en: str

    def label(self, language: str) -> str:
        """Return the short name shown as heading or field label."""
        return self.label_en if language == "en" else self.label_id

    def help(self, language: str) -> str:
        """Return the sentence shown beside the field."""
        return self.help_en if language == "en" else self.help_id


def parse_wording(comment: str) -> Wording:
    """Split `Label: bantuan | Label: help` into its parts.

    Raises:
        ValueError: the comment lacks one of its four parts.
    """
    parts = [part.strip() for half in split_languages(comment) for part in half.split(": ", 1)]
    if len(parts) != 4 or not all(parts):
        raise ValueError(f"comment {comment!r} is not of the form 'Label: bantuan | Label: help'")
    return Wording(*parts)


def split_languages(text: str) -> tuple[str, str]:
    """Split `kalimat | sentence` into its Indonesian and English halves.

    Raises:
        ValueError: the text does not hold exactly two halves.
    """
    halves = [half.strip() for half in text.split(" | ")]
    if len(halves) != 2 or not all(halves):
        raise ValueError(f"text {text!r} is not of the form 'kalimat | sentence'")
    return halves[0], halves[1]
