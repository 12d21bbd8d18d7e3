"""A list on paper, whatever stands in its cells."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from admin.panel.official.forms import Column
from admin.panel.official.paper import write_pdf
from admin.panel.official.sheet import Sheet, Signature, group_nip, write_value

COLUMNS = (Column("NAMA", ("name",), 20), Column("JUMLAH", ("count",), 8, is_summed=True), Column("KET.", (), 10))
SIGNATURE = Signature(("Ramai, 1 Januari 2026", "Kepala,"), "SITI", ("NIP 1",))


def make_sheet(rows: list[list[tuple[Any, ...]]], columns: tuple[Column, ...] = COLUMNS) -> Sheet:
    return Sheet(("DAFTAR", "RAMAI"), columns, rows, SIGNATURE, "Merit · bangunan 1")


def read(path: Path) -> list[str]:
    return [page.extract_text() for page in PdfReader(path).pages]


@pytest.mark.parametrize("count", [0, 1, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 400])
def test_the_signature_is_never_alone_and_no_row_is_lost(tmp_path: Path, count: int) -> None:
    pages = write_pdf(make_sheet([[(f"Nama-{number}.",), (1,), ()] for number in range(count)]), tmp_path / "a.pdf")
    texts = read(tmp_path / "a.pdf")
    assert len(texts) == pages
    assert "SITI" in texts[-1]
    assert not any("SITI" in text for text in texts[:-1])
    assert (f"Nama-{count - 1}." if count else "NIHIL") in texts[-1]
    assert sum(text.count("Nama-") for text in texts) == count
    assert f"JUMLAH\n{count}" in texts[-1] or f"JUMLAH {count}" in texts[-1]


def test_letters_the_font_lacks_become_plain_ones_and_long_words_are_cut(tmp_path: Path) -> None:
    rows: list[list[tuple[Any, ...]]] = [[("Ānisa Nguyễn 🙂 " + "W" * 300,), (1,), ()]]
    write_pdf(make_sheet(rows), tmp_path / "a.pdf")
    (text,) = read(tmp_path / "a.pdf")
    assert "Anisa Nguyen ?" in text.replace("Ā", "A").replace("ễ", "e")
    assert text.count("W") == 300


def test_values_are_written_as_offices_write_them() -> None:
    values = (None, date(2026, 4, 1), 3594100, 2026, Decimal("87.50"), Decimal("1234.5"), ["a", "b"])
    assert [write_value(value) for value in values] == [
        "",
        "01-04-2026",
        "3.594.100",
        "2026",
        "87,50",
        "1.234,5",
        "a; b",
    ]
    assert group_nip("196901011990031001") == "19690101 199003 1 001"
    assert group_nip("Siti") == "Siti"
