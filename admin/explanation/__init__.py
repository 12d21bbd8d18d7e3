"""Why one person stands where they stand, in words: read from the marts of one build, told in either language.

The command `merit explain` and the panel's page tell the same sections; only here is decided what they say. Nothing is
judged here again: every verdict, its article and its dates come from the marts, and each module tells one area of them.
"""

from admin.explanation.content import Explanation, Fact, Reason, Remedy, Section
from admin.explanation.person import read_explanation
from admin.explanation.problems import AbsentError, UnexplainedError, clean_nip, refuse_unknown

__all__ = [
    "AbsentError",
    "Explanation",
    "Fact",
    "Reason",
    "Remedy",
    "Section",
    "UnexplainedError",
    "clean_nip",
    "read_explanation",
    "refuse_unknown",
]
