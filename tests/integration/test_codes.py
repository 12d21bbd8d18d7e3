"""The code lists load, are complete, and refuse what is wrong with file, line, value and cure."""

import shutil
from pathlib import Path

import psycopg
import pytest

from admin.errors import MeritError
from admin.warehouse.codes import FOLDER, load_codes

EXPECTED = {
    "grade": {"I/a", "II/d", "III/a", "III/d", "IV/e", "I", "V", "VII", "IX", "X", "XVII"},
    "position_level": {
        *("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "V.a", "PELAKSANA"),
        *("JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA"),
        *("JF_AHLI_PERTAMA", "JF_AHLI_MUDA", "JF_AHLI_MADYA", "JF_AHLI_UTAMA"),
    },
    "education_level": {
        *("SD", "SLTP", "SLTP_KEJURUAN", "SLTA", "SLTA_KEJURUAN", "D1", "D2", "SGPLB", "D3", "SARJANA_MUDA"),
        *("D4", "S1", "PROFESI", "SPESIALIS", "S2", "S3"),
    },
    "training_kind": {"LATSAR", "PRAJABATAN", "PKP", "PKA", "PKN_I", "PKN_II", "TEKNIS", "SEMINAR", "E_LEARNING"},
    "legal_status": {"AKTIF", "TUGAS_BELAJAR", "CLTN", "PEMBERHENTIAN_SEMENTARA", "DIPERBANTUKAN", "MPP"},
    "employment_type": {"PNS", "PPPK", "PPPK_PARUH_WAKTU"},
    "award_kind": {"SATYALANCANA_X", "SATYALANCANA_XX", "SATYALANCANA_XXX"},
    "leave_kind": {"TAHUNAN", "BESAR", "SAKIT", "MELAHIRKAN", "ALASAN_PENTING", "BERSAMA", "CLTN"},
}

# rules.md 2.3: lowest and highest golongan, and 14.2: BUP
LEVELS = {
    "II.a": ("IV/c", "IV/d", 60),
    "II.b": ("IV/b", "IV/c", 60),
    "III.a": ("IV/a", "IV/b", 58),
    "III.b": ("III/d", "IV/a", 58),
    "IV.a": ("III/c", "III/d", 58),
    "IV.b": ("III/b", "III/c", 58),
    "JF_AHLI_UTAMA": ("IV/d", "IV/e", 65),
    "JF_AHLI_MADYA": ("IV/a", "IV/c", 60),
    "JF_TERAMPIL": ("II/b", "II/d", 58),
    "PELAKSANA": ("I/a", None, 58),
}

# rules.md 3.1: modern courses and their legacy equals
LEADERSHIP = {
    5: {"LEMHANNAS", "PKN_I", "DIKLATPIM_I"},
    4: {"PKN_II", "DIKLATPIM_II", "SPAMEN", "SESPA"},
    3: {"PKA", "DIKLATPIM_III", "SPAMA", "SEPADYA"},
    2: {"PKP", "DIKLATPIM_IV", "ADUM", "ADUMLA", "SEPALA", "SEPADA"},
}


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "codes"))


@pytest.mark.parametrize("table", EXPECTED)
def test_codes_are_complete(database_url: str, table: str) -> None:
    with psycopg.connect(database_url) as connection:
        present = {code for (code,) in connection.execute(f"SELECT code FROM reference.{table}")}
    assert present >= EXPECTED[table]


def test_every_list_has_rows_in_both_languages(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'reference' AND column_name = 'name_en'"
        ).fetchall()
        for (table,) in tables:
            query = f"SELECT count(*), count(name_en) FROM reference.{table}"
            rows, translated = connection.execute(query).fetchone() or (0, 0)
            assert rows == translated > 0, table


def test_both_grade_ladders_have_seventeen_steps(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        query = "SELECT scheme, array_agg(ordinal ORDER BY ordinal) FROM reference.grade GROUP BY scheme"
        ladders: dict[str, list[int]] = dict(connection.execute(query).fetchall())
    assert ladders == {"PNS": list(range(1, 18)), "PPPK": list(range(1, 18))}


def test_position_levels_have_range_and_retirement_age(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        query = (
            "SELECT l.code, low.code, high.code, retirement_age FROM reference.position_level l"
            " LEFT JOIN reference.grade low ON low.id = lowest_grade_id"
            " LEFT JOIN reference.grade high ON high.id = highest_grade_id"
        )
        levels = {code: (low, high, age) for code, low, high, age in connection.execute(query)}
    assert {code: levels[code] for code in LEVELS} == LEVELS


def test_leadership_courses_have_their_level(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        query = "SELECT leadership_level, array_agg(code) FROM reference.training_kind GROUP BY 1"
        levels = {level: set(codes) for level, codes in connection.execute(query) if level}
    assert levels == LEADERSHIP


def test_holidays_of_four_years(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        query = (
            "SELECT extract(year FROM held_on)::int, count(*) FILTER (WHERE kind = 'LIBUR_NASIONAL')"
            " FROM reference.holiday GROUP BY 1"
        )
        national: dict[int, int] = dict(connection.execute(query).fetchall())
    assert all(national[year] >= 16 for year in range(2023, 2027))
    assert national[2027] >= 8  # those that need no decree on the moon


def test_loading_again_touches_no_row(database_url: str) -> None:
    assert set(load_codes(database_url).values()) == {0}
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT max(row_version) FROM reference.region").fetchone() == (1,)


def test_a_changed_name_updates_only_its_row(database_url: str, codes: Path) -> None:
    replace(codes / "leave_kind.csv", "Cuti besar", "Cuti panjang")
    assert load_codes(database_url, codes)["leave_kind"] == 1
    with psycopg.connect(database_url) as connection:
        query = "SELECT code, name FROM reference.leave_kind WHERE row_version = 2"
        assert connection.execute(query).fetchall() == [("BESAR", "Cuti panjang")]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("grade.csv", "scheme\n", "skema\n", ["grade.csv", "line 1", "'skema'"]),
        ("grade.csv", ",17,PNS", ",17,ASN", ["grade.csv", "line 18", "scheme", "'ASN'", "PNS, PPPK"]),
        ("grade.csv", ",17,PNS", ",tujuh,PNS", ["line 18", "ordinal", "'tujuh'"]),
        ("grade.csv", ",17,PNS", ",16,PNS", ["grade.csv", "ordinal"]),
        ("position_level.csv", "IV/c,IV/d,60", "IV/c,IV/f,60", ["position_level.csv", "line 4", "'IV/f'"]),
        ("holiday.csv", "2023-02-18", "2023-02-31", ["holiday.csv", "held_on", "'2023-02-31'", "2025-12-31"]),
        ("holiday.csv", "2023-02-18", "", ["holiday.csv", "held_on", "empty"]),
        ("legal_status.csv", "Unpaid leave", "Unpaid, leave", ["legal_status.csv", "9 values for 8 columns"]),
        ("legal_status.csv", "true,false,false,false", "ya,false,false,false", ["counts_as_service", "'ya'"]),
        ("region.csv", "KOTA,12\n", "KOTA,10\n", ["region.csv", "'10'"]),
        ("award_kind.csv", "PIAGAM,", "INOVASI,", ["award_kind.csv", "twice"]),
        ("award_kind.csv", "PIAGAM", "P" * 41, ["line 10", "longer than 40"]),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(
    database_url: str, codes: Path, file: str, old: str, new: str, words: list[str]
) -> None:
    before = count_regulations(database_url)
    replace(codes / file, old, new)
    replace(codes / "regulation.csv", "UU-14-2005", "UU-14-05")  # must not be stored either
    with pytest.raises(MeritError) as refusal:
        load_codes(database_url, codes)
    assert [word for word in words if word not in str(refusal.value)] == []
    assert count_regulations(database_url) == before


def test_a_missing_file_is_refused(database_url: str, codes: Path) -> None:
    (codes / "grade.csv").unlink()
    with pytest.raises(MeritError, match=r"grade\.csv is missing"):
        load_codes(database_url, codes)


def test_bytes_that_are_not_utf8_are_refused(database_url: str, codes: Path) -> None:
    (codes / "grade.csv").write_bytes(b"code,name\n\xff\xfe,x\n")
    with pytest.raises(MeritError, match="UTF-8"):
        load_codes(database_url, codes)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def count_regulations(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM reference.regulation").fetchone()
    assert row is not None
    return int(row[0])
