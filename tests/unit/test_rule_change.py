"""A file of rule rows is read as a whole or refused with a sentence for each bad cell."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from admin.rule_change.problems import BadFileError
from admin.rule_change.reading import LARGEST, read_draft, write_cell
from admin.rule_change.tables import RuleTable, find_rule_table, list_rule_tables
from admin.settings import PROJECT

RULES = PROJECT / "seeds" / "rules"
HEADER = (
    "rule_code,path_code,requirement_code,ordinal,check_kind,subject_code,threshold,from_grade_code,"
    "education_level_code,situation_code,min_service_months,valid_from,valid_to,regulation,article,confidence"
)
ROW = "REGULER_MASA_PANGKAT,REGULER,MASA_PANGKAT,20,MIN_MONTHS,PANGKAT,36,,,,,2000-11-10,,PP-99-2000,pasal 7,V"


def refuse(text: str | bytes, **options: str) -> list[str]:
    """Return the English sentences with which a file is refused."""
    with pytest.raises(BadFileError) as refused:
        read_draft(text if isinstance(text, bytes) else text.encode(), **options)
    return refused.value.sentences("en")


def change(**cells: str) -> str:
    """Return a file of one row of promotion_rule, some of its cells changed."""
    values = dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | cells
    return f"{HEADER}\n{','.join(values.values())}\n"


@pytest.mark.parametrize("table", list_rule_tables(), ids=lambda table: table.name)
def test_every_seed_is_read_back_cell_by_cell(table: RuleTable) -> None:
    path = RULES / f"{table.name}.csv"
    rows = read_draft(path.read_bytes(), name=path.name).rows
    written = [",".join(map(write_cell, row.values)) for row in rows]
    assert [line.replace('"', "") for line in path.read_text().splitlines()[1:]] == written
    assert [row.line for row in rows] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("table", list_rule_tables(), ids=lambda table: table.name)
def test_every_table_has_a_key_of_its_own_columns(table: RuleTable) -> None:
    assert set(table.key) <= set(table.header)
    assert table.is_dated == ("valid_from" in table.key)


def test_cells_get_the_types_of_their_columns() -> None:
    [row] = read_draft(ROW_OF_BANDS.encode(), name="jpm_band.csv").rows
    assert row.values[:6] == ("UJI_KOMPETENSI", "SEMUA", 3, "MEMENUHI_SYARAT", Decimal("80.5"), True)
    assert row.values[8:11] == (date(1945, 8, 17), None, "PERMENPANRB-38-2017")


ROW_OF_BANDS = (
    "scheme_code,holder_group,ordinal,band_code,at_least,is_pass,label_id,label_en,valid_from,valid_to,regulation,"
    "article,confidence,note\nUJI_KOMPETENSI,SEMUA,3,MEMENUHI_SYARAT,80.5,TRUE,Ya,Yes,1945-08-17,,PERMENPANRB-38-2017,"
    ",V,\n"
)


def test_table_is_told_by_name_else_by_header_in_any_order() -> None:
    text = change()
    assert read_draft(text.encode(), name="usulan.csv").table.name == "promotion_rule"
    columns = HEADER.split(",")
    cells = ROW.split(",")
    turned = f"{','.join(reversed(columns))}\n{','.join(reversed(cells))}\n"
    assert read_draft(turned.encode()).rows == read_draft(text.encode()).rows


def test_spreadsheets_may_part_by_semicolons_and_mark_the_encoding() -> None:
    plain = read_draft(change().encode())
    assert read_draft(b"\xef\xbb\xbf" + change().replace(",", ";").replace("\n", "\r\n").encode()) == plain
    assert read_draft(f"{change()},,,,,,,,,,,,,,,\n\n".encode()) == plain


def test_header_of_several_tables_needs_a_name() -> None:
    text = (RULES / "due_label.csv").read_bytes()
    [sentence] = refuse(text, name="label.csv")
    assert sentence.startswith("Several tables have this header (attendance_label, competence_label, due_label")
    assert read_draft(text, table="due_label").table.name == "due_label"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"threshold": "abc"}, "Line 2, column threshold: “abc” is not a whole number."),
        ({"threshold": "36.5"}, "Line 2, column threshold: “36.5” is not a whole number."),
        ({"threshold": "٣٦"}, "Line 2, column threshold: “٣٦” is not a whole number."),
        ({"threshold": "9999999999"}, "Line 2, column threshold: “9999999999” is not a whole number."),
        ({"valid_from": "2026-02-31"}, "Line 2, column valid_from: “2026-02-31” is not a day; write it as 2026-12-31."),
        ({"valid_to": "31/12/2026"}, "Line 2, column valid_to: “31/12/2026” is not a day; write it as 2026-12-31."),
        ({"confidence": "X"}, "Line 2, column confidence: “X” is none of V, K, U."),
        ({"rule_code": ""}, "Line 2, column rule_code: must be filled in."),
        ({"rule_code": " A"}, "Line 2, column rule_code: there are blanks around “ A”."),
        ({"article": "pasal\x007"}, "Line 2, column article: it holds a sign that cannot be stored."),
        ({"article": "x" * 2001}, "Line 2, column article: it has more than 2000 letters."),
    ],
)
def test_bad_cell_is_told_by_line_and_column(cells: dict[str, str], sentence: str) -> None:
    assert refuse(change(**cells)) == [sentence]


def test_every_bad_cell_is_told_and_in_the_language_of_the_reader() -> None:
    with pytest.raises(BadFileError) as refused:
        read_draft(change(threshold="a", valid_from="b").encode())
    assert refused.value.sentences("id") == [
        "Baris 2, kolom threshold: “a” bukan bilangan bulat.",
        "Baris 2, kolom valid_from: “b” bukan tanggal; tulis seperti 2026-12-31.",
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file holds no row of rules."),
        (HEADER, "The file holds no row of rules."),
        ("a,b\n1,2\n", "The first line is not the header of a rule table of seeds/rules: a,b."),
        (b"\xff\xfe\x00", "The file is not CSV in UTF-8; save it again as “CSV UTF-8”."),
        (f'{HEADER}\n"open', "The file is not CSV: line 2 cannot be read."),
        (f"{HEADER}\n{ROW},more", "Line 2: it has 17 cells, the header 16."),
        (f"{HEADER}\n{ROW}\n{ROW}", "Line 3: the same key stands on line 2 already."),
        (HEADER + "\n" + f"{ROW}\n" * 5001, "The file holds more than 5,000 rows."),
        (b"a" * (LARGEST + 1), "The file is larger than 1 MB; give only the rows that change."),
    ],
)
def test_file_that_is_none_is_told(text: str | bytes, sentence: str) -> None:
    assert refuse(text) == [sentence]


def test_header_is_compared_with_the_table_that_is_meant() -> None:
    wrong = change().replace("threshold", "ambang")
    assert refuse(wrong, name="promotion_rule.csv") == [
        "Column threshold of table promotion_rule is not in the file.",
        "Table promotion_rule has no column ambang.",
    ]
    assert refuse(change().replace("article", "regulation"), table="promotion_rule") == [
        "Column article of table promotion_rule is not in the file.",
        "Column regulation is written twice.",
    ]
    assert refuse(change(), table="aturan") == ["There is no rule table named aturan."]


def test_line_is_where_the_row_begins() -> None:
    text = f"{HEADER}\n{ROW.replace('pasal 7', chr(34) + 'pasal' + chr(10) + '7' + chr(34))}\n{ROW}x\n"
    assert [sentence.split(",")[0] for sentence in refuse(text)] == ["Line 2", "Line 4"]


def test_long_lists_of_problems_are_cut_with_their_number() -> None:
    rows = "\n".join(ROW.replace("REGULER_", f"R{n}_").replace(",36,", ",x,") for n in range(60))
    sentences = refuse(f"{HEADER}\n{rows}")
    assert (len(sentences), sentences[-1]) == (51, "There are 10 more problems.")


def test_what_the_file_says_is_never_a_format_or_markup_of_ours() -> None:
    assert refuse(change(threshold="{line}")) == ["Line 2, column threshold: “{line}” is not a whole number."]
    assert refuse(change(threshold="1 | 2")) == ["Line 2, column threshold: “1 | 2” is not a whole number."]


def test_range_and_switch_are_checked(tmp_path: Path) -> None:
    head = "month,valid_from,valid_to,regulation,article,confidence\n"
    assert refuse(f"{head}13,2026-01-01,,PP-99-2000,,V") == [
        "Line 2, column month: 13 must be between 1 and 12.",
    ]
    assert refuse(ROW_OF_BANDS.replace("TRUE", "ya")) == ["Line 2, column is_pass: “ya” is neither true nor false."]


def test_tests_of_the_seeds_are_the_conditions_of_the_table() -> None:
    table: Any = find_rule_table("promotion_rule")
    assert table.key == ("rule_code", "valid_from")
    assert len(table.conditions) == 2
    assert {column.name for column in table.columns if column.reference} >= {"path_code", "from_grade_code"}
