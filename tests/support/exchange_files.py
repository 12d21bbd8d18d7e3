"""Files as a spreadsheet would write and read them, and an import as a person goes through it."""

import csv
import html
import io
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx2 as httpx
import xlsxwriter
from panel_site import Visitor
from python_calamine import CalamineWorkbook

COUNTS = re.compile(r"<dt>(Baru|Berubah|Tetap sama|Salah)</dt><dd>([\d.]+)</dd>")


def identity(name: str) -> str:
    """Return how addresses call a model."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def read_csv(content: bytes, delimiter: str = ";") -> list[list[str]]:
    """Return the rows of a CSV file; it must begin with the mark that Excel needs."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def read_xlsx(content: bytes, sheet: str = "Data") -> list[list[Any]]:
    """Return the cells of a sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def write_csv(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return rows as a CSV file."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue().encode(encoding)


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as an XLSX file with the cells as Excel would type them."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Sheet1")
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return path.read_bytes()


class Importer:
    """Somebody who imports files into one table."""

    def __init__(self, visitor: Visitor, table: str) -> None:
        self.visitor, self.table = visitor, table
        self.batch = ""

    def upload(self, content: bytes, name: str = "berkas.csv") -> httpx.Response:
        """Send a file and remember its batch."""
        answer = self.visitor.client.post(f"/admin/{self.table}/import", files={"file": (name, content)})
        if answer.status_code == 303:
            found = re.search(r"/import/(\d+)/columns", answer.headers["location"])
            assert found is not None
            self.batch = found[1]
        return answer

    def read_columns(self) -> dict[str, str]:
        """Return which heading was guessed for each field; fields without one are left out."""
        page = self.visitor.get(f"{self.table}/import/{self.batch}/columns").text
        found = re.findall(r'<select[^>]*name="field\.([\w.]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
        chosen = {name: re.search(r'<option value="(\d+)" selected>(.*?)<', body) for name, body in found}
        return {name: html.unescape(match[2]) for name, match in chosen.items() if match}

    def check(self, **changes: str) -> str:
        """Accept the guessed columns, but for `changes`, and return the page of the outcome."""
        page = self.visitor.get(f"{self.table}/import/{self.batch}/columns").text
        found = re.findall(r'<select[^>]*name="(field\.[\w.]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
        chosen = {name: re.search(r'<option value="(\d*)" selected', body) for name, body in found}
        data = {name: match[1] if match else "" for name, match in chosen.items()} | changes
        answer = self.visitor.post(f"{self.table}/import/{self.batch}/columns", data)
        assert answer.status_code == 303, answer.text
        return self.wait()

    def wait(self) -> str:
        """Return the page of the outcome once the work is done."""
        for _ in range(600):
            answer = self.visitor.get(f"{self.table}/import/{self.batch}")
            assert answer.status_code == 200, answer.text
            if "refresh" not in answer.headers:
                return answer.text
            time.sleep(0.1)
        raise AssertionError("the import does not end")

    def store(self) -> str:
        """Store the file and return the page of the outcome."""
        answer = self.visitor.post(f"{self.table}/import/{self.batch}/store", {})
        assert answer.status_code == 303, answer.text
        return self.wait()


def read_counts(page: str) -> dict[str, int]:
    """Return how many rows are new, changed, unchanged and wrong."""
    names = {"Baru": "new", "Berubah": "changed", "Tetap sama": "unchanged", "Salah": "wrong"}
    return {names[label]: int(count.replace(".", "")) for label, count in COUNTS.findall(page)}


def read_problems(page: str) -> list[tuple[int, str, str, str]]:
    """Return line, heading, text and sentence of each wrong cell that the page shows."""
    return [(int(line), *rest) for line, *rest in _read_rows(page, "wrong-rows")]  # type: ignore[misc]


def read_changes(page: str) -> list[tuple[int, str, str, str, str]]:
    """Return line, row, heading, stored and new text of each changed cell that the page shows."""
    return [(int(line), *rest) for line, *rest in _read_rows(page, "changed-rows")]  # type: ignore[misc]


def _read_rows(page: str, kind: str) -> list[list[str]]:
    table = re.search(rf'<div class="card table {kind}">.*?</table>', page, re.DOTALL)
    rows = re.findall(r"<tr><td.*?</tr>", table[0], re.DOTALL) if table else []
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        for row in rows
    ]
