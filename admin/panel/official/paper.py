"""An official list on paper: a PDF on folio sheets, with its heading on every page and the signature at the end."""

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from admin.panel.official.sheet import Sheet, group_nip, write_value

PAGE: Final = (330 * mm, 215 * mm)  # folio, on which Indonesian offices print
MARGIN: Final = 12 * mm
PLAIN: Final = "Vera"  # Bitstream Vera, which comes with ReportLab and is put into the file
BOLD: Final = "VeraBd"
SIZE: Final = 6.5
LEADING: Final = 8.0
PADDING: Final = 1.6
NUMBER_WIDTH: Final = 8  # of the column NO., as a share like the others
SIGNATURE_HEIGHT: Final = 58 * mm  # with a row of totals above it

FIGURES: Final = str.maketrans("", "", ".,-")

Lines = list[str]


def write_pdf(sheet: Sheet, path: Path) -> int:
    """Write a list to `path` and return how many pages it has."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    canvas = Canvas(str(path), pagesize=PAGE, pageCompression=1)
    canvas.setTitle(" ".join(sheet.title))
    canvas.setAuthor("Merit")
    pages = _Pages(canvas, sheet)
    pages.write()
    canvas.save()
    return pages.number


class _Pages:
    """Draws a list page by page; every row is as high as its fullest cell."""

    def __init__(self, canvas: Canvas, sheet: Sheet) -> None:
        self.canvas = canvas
        self.sheet = sheet
        self.number = 0
        shares = [NUMBER_WIDTH, *(item.width for item in sheet.columns)]
        unit = (PAGE[0] - 2 * MARGIN) / sum(shares)
        self.widths = [share * unit for share in shares]
        self.lefts = [MARGIN + sum(self.widths[:place]) for place in range(len(shares))]
        self.top = 0.0

    def write(self) -> None:
        self._begin_page()
        for number, row in enumerate(self.sheet.rows, 1):
            cells = [[str(number)], *(self._wrap(place, values) for place, values in enumerate(row, 1))]
            self._write_row(cells, is_last=number == len(self.sheet.rows))
        if not self.sheet.rows:
            self._write_row([[""], ["NIHIL"], *([""] for _ in self.sheet.columns[1:])])
        if (totals := self.sheet.totals) is not None:
            self._write_row([["JUMLAH"], *([write_value(total)] for total in totals)], BOLD)
        self._write_signature()
        self._end_page()

    def _begin_page(self) -> None:
        if self.number:
            self._end_page()
        self.number += 1
        self.top = PAGE[1] - MARGIN
        if self.number == 1:
            for line in self.sheet.title:
                self.top -= 13
                self.canvas.setFont(BOLD, 10)
                self.canvas.drawCentredString(PAGE[0] / 2, self.top, _printable(line))
            self.top -= 10
        self._write_headings()

    def _end_page(self) -> None:
        self.canvas.setFont(PLAIN, 6)
        self.canvas.drawString(MARGIN, MARGIN - 10, _printable(self.sheet.origin))
        self.canvas.drawRightString(PAGE[0] - MARGIN, MARGIN - 10, f"Halaman {self.number}")
        self.canvas.showPage()

    def _write_headings(self) -> None:
        """Write groups above their columns, and a row of column numbers beneath, as the customary forms have it."""
        height = 3 * LEADING + 2 * PADDING
        headings = [("", "NO."), *((item.group, item.heading) for item in self.sheet.columns)]
        for group, places in _runs([group for group, _heading in headings]):
            left, width = self.lefts[places[0]], sum(self.widths[place] for place in places)
            if group:
                self._box(left, width, LEADING + PADDING, self.top, [group], BOLD)
            for place in places:
                top = self.top - (LEADING + PADDING if group else 0)
                lines = self._split(headings[place][1], self.widths[place], BOLD)
                self._box(self.lefts[place], self.widths[place], height - (self.top - top), top, lines, BOLD)
        self.top -= height
        for place, left in enumerate(self.lefts):
            self._box(left, self.widths[place], LEADING + PADDING, self.top, [str(place + 1)], PLAIN)
        self.top -= LEADING + PADDING

    def _write_row(self, cells: Sequence[Lines], font: str = PLAIN, is_last: bool = False) -> None:
        """Write one row; the last one goes to the page of the signature, which never stands alone."""
        height = max(len(lines) for lines in cells) * LEADING + 2 * PADDING
        if self.top - height - (SIGNATURE_HEIGHT if is_last else 0) < MARGIN:
            self._begin_page()
        for place, lines in enumerate(cells):
            is_centred = place == 0 or (bool(lines) and all(map(_is_figure, lines)))
            self._box(self.lefts[place], self.widths[place], height, self.top, lines, font, is_centred)
        self.top -= height

    def _box(
        self, left: float, width: float, height: float, top: float, lines: Lines, font: str, is_centred: bool = True
    ) -> None:
        self.canvas.setLineWidth(0.4)
        self.canvas.setStrokeColor(colors.black)
        self.canvas.rect(left, top - height, width, height)
        self.canvas.setFont(font, SIZE)
        base = top - PADDING - SIZE
        if is_centred and font == BOLD:
            base -= max(0, (height - 2 * PADDING - len(lines) * LEADING) / 2)
        for number, line in enumerate(lines):
            if is_centred:
                self.canvas.drawCentredString(left + width / 2, base - number * LEADING, line)
            else:
                self.canvas.drawString(left + PADDING, base - number * LEADING, line)

    def _wrap(self, place: int, values: Sequence[Any]) -> Lines:
        written = [group_nip(write_value(value)) for value in values]
        return [line for text in written if text for line in self._split(text, self.widths[place], PLAIN)]

    def _split(self, text: str, width: float, font: str) -> Lines:
        room = width - 2 * PADDING
        return [piece for line in simpleSplit(_printable(text), font, SIZE, room) for piece in _cut(line, font, room)]

    def _write_signature(self) -> None:
        signature = self.sheet.signature
        centre = PAGE[0] - MARGIN - 45 * mm
        self.top -= 8 * mm
        self.canvas.setFont(PLAIN, 8)
        for line in signature.above:
            self.canvas.drawCentredString(centre, self.top, _printable(line))
            self.top -= 10
        self.top -= 16 * mm
        self.canvas.setFont(BOLD, 8)
        self.canvas.drawCentredString(centre, self.top, _printable(signature.name))
        self.canvas.setFont(PLAIN, 8)
        for line in signature.below:
            self.top -= 10
            self.canvas.drawCentredString(centre, self.top, _printable(line))


def _is_figure(line: str) -> bool:
    """Whether a line is a number or a day, which stand in the middle of their column."""
    return len(line) <= 14 and line.translate(FIGURES).isdigit()


def _runs(groups: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Yield neighbours of one group together, and columns without one together."""
    places: list[int] = []
    for place, group in enumerate(groups):
        if places and group != groups[places[0]]:
            yield groups[places[0]], places
            places = []
        places.append(place)
    yield groups[places[0]], places


def _cut(line: str, font: str, room: float) -> Iterator[str]:
    """Yield the pieces of a word that is wider than its column."""
    while line and pdfmetrics.stringWidth(line, font, SIZE) > room:
        length = max(1, int(len(line) * room / pdfmetrics.stringWidth(line, font, SIZE)))
        yield line[:length]
        line = line[length:]
    if line:
        yield line


def _printable(text: str) -> str:
    """Replace letters that the font lacks by those without their marks, or by a question mark."""
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    letters = []
    for letter in text:
        plain = [letter] if ord(letter) in known else list(unicodedata.normalize("NFKD", letter))
        letters += [piece for piece in plain if ord(piece) in known] or ["?"]
    return "".join(letters)
