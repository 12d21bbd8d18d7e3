"""What no log holds: search words, and the numbers by which people are known."""

import re
import traceback
from typing import Final

LONGEST: Final = 200
# A NIP, a NIK or a telephone number, in groups or not; the key of a row is shorter.
NUMBER: Final = re.compile(r"\d(?:(?:%20|[ ._-])?\d){9,}")
# What PostgreSQL tells of the data: whole lines, and the value that it could not read at the end of its sentence.
DATA: Final = re.compile(r'(?m)^(?:DETAIL|CONTEXT): .*\n?|(?<=: )"[^"\n]*"$')


def strip_address(address: str) -> str:
    """Return the path of an address, as far as it is worth a line, without its query and numbers of people."""
    path = NUMBER.sub("…", address.partition("?")[0])
    return path if len(path) <= LONGEST else f"{path[:LONGEST]}…"


def tell_error(error: BaseException) -> str:
    """Return an error with its traceback, without what it tells of people's data."""
    return NUMBER.sub("…", DATA.sub("", "".join(traceback.format_exception(error))))
