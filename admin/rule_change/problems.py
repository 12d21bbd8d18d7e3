"""What is wrong with a file of rule rows: one plain sentence for each bad cell, in either language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from admin.teller import BilingualError
from models.wording import Language, split_languages

MOST_SHOWN = 50
LONGEST_QUOTE = 60
QUOTED = frozenset({"value", "values", "column", "header", "key", "table"})  # what the file says, however long
CELL = "Baris {line}, kolom {column}: | Line {line}, column {column}:"
ROW = "Baris {line}: | Line {line}:"
MORE = "Masih ada {count} kesalahan lain. | There are {count} more problems."

BUILD = "Jalankan “merit build”. | Run `merit build`."
NOTHING_PUBLISHED = ("Belum ada mart yang terbit. | No marts have been published yet.", BUILD)
OTHER_MERIT = (
    "Mart yang terbit dibangun oleh Merit lain. | The published marts were built by another Merit.",
    BUILD,
)
MART_ABSENT = ("Mart {mart} tidak ada di antara yang terbit. | The mart {mart} is not among the published ones.", BUILD)
EMPTIED = (
    "Tabel-tabel dasar mart kosong, seperti sesudah server basis data mati. | "
    "The tables that marts are derived from are empty, as they are after a crash of the database server.",
    "Jalankan “merit build”, lalu ulangi. | Run `merit build`, then repeat this.",
)
BUSY = (
    "Pratinjau lain sedang berjalan di basis data ini. | Another preview of rules is running in this database.",
    "Tunggu sampai selesai. | Wait until it has finished.",
)
OVERTAKEN = (
    "Mart baru terbit sementara ini dihitung. | New marts were published while this was worked out.",
    "Jalankan sekali lagi. | Run it once more.",
)
STILL_READ = (
    "Hasil pratinjau terdahulu di basis data ini masih dibaca orang. | "
    "Somebody is reading what an earlier preview left in this database.",
    "Coba lagi sesudah mereka selesai. | Try again when they have finished.",
)
UNDERIVABLE = (
    "Model {model} tidak dapat diturunkan dengan aturan dan hari ini. | "
    "The model {model} cannot be derived with these rules on this day.",
    "Pembangunan pun akan gagal; perbaiki barisnya atau pilih hari lain. | "
    "A build with them would fail too; correct the rows, or choose another day.",
)


@dataclass(frozen=True)
class Problem:
    """One sentence `kalimat | sentence` on a file, a row or a cell; values are put in as the file writes them."""

    wording: str
    values: dict[str, Any] = field(default_factory=dict)
    line: int | None = None
    column: str | None = None

    def sentence(self, language: Language) -> str:
        """Return the sentence with its place in the file."""
        if self.line is None:
            return self.remark(language)
        place = split_languages(CELL if self.column else ROW)[language == "en"]
        return f"{place.format(line=self.line, column=self.column)} {self.remark(language)}"

    def remark(self, language: Language) -> str:
        """Return the sentence alone, to stand beside its field."""
        chosen = split_languages(self.wording)[language == "en"]
        shown = {name: _shorten(str(value)) if name in QUOTED else value for name, value in self.values.items()}
        return chosen.format(**shown)


class BadFileError(Exception):
    """The file cannot be previewed; `problems` says why, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems[0].sentence("en"))

    def sentences(self, language: Language) -> list[str]:
        """Return what is wrong, the first `MOST_SHOWN` and how many more there are."""
        shown = [problem.sentence(language) for problem in self.problems[:MOST_SHOWN]]
        if more := len(self.problems) - len(shown):
            shown.append(Problem(MORE, {"count": more}).sentence(language))
        return shown


class UnpreviewedError(BilingualError):
    """There can be no preview now, or none of this change."""


def at_line(line: int, column: str, wording: str, **values: Any) -> Problem:
    """Return the problem of one cell."""
    return Problem(wording, values, line, column)


def at_row(line: int, wording: str, **values: Any) -> Problem:
    """Return the problem of one row."""
    return Problem(wording, values, line)


def _shorten(text: str) -> str:
    printable = "".join(sign if sign.isprintable() else "�" for sign in text)
    return printable if len(printable) <= LONGEST_QUOTE else f"{printable[: LONGEST_QUOTE - 1]}…"
