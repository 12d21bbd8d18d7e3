"""How the ground of a rule is cited, and that what is not established is never cited as law."""

import pytest

from admin.explanation.law import cite
from admin.teller import Teller


@pytest.mark.parametrize(
    ("rule", "indonesian", "english"),
    [
        (
            {"regulation": "PP-99-2000", "article": "pasal 7", "confidence": "V"},
            "PP 99/2000, pasal 7",
            "PP 99/2000, article 7",
        ),
        (
            {"regulation": "PP-11-2017", "article": "pasal 107 ayat (1) huruf c", "confidence": "V"},
            "PP 11/2017, pasal 107 ayat (1) huruf c",
            "PP 11/2017, article 107 paragraph (1) letter c",
        ),
        (
            {"regulation": "PERBKN-3-2023", "article": "pasal belum dipastikan", "confidence": "K"},
            "Peraturan BKN 3/2023, pasal belum dipastikan",
            "Peraturan BKN 3/2023, article not established",
        ),
        (
            {"regulation": "PP-35-2010", "article": None},
            "PP 35/2010, pasal belum dipastikan",
            "PP 35/2010, article not established",
        ),
        (
            {"regulation": "PERMENPANRB-3-2020", "article": "lampiran", "confidence": "U"},
            "pilihan, bukan ketentuan yang dipastikan (acuan: PermenPANRB 3/2020, lampiran)",
            "a choice, not established law (compare PermenPANRB 3/2020, annex)",
        ),
        ({"regulation": None, "confidence": "U"}, "pilihan Merit, bukan ketentuan hukum", "a choice of Merit, not law"),
        ({"regulation": None, "article": None, "confidence": None}, "", ""),
    ],
)
def test_ground_is_cited_in_both_languages(rule: dict[str, str], indonesian: str, english: str) -> None:
    assert cite(Teller("id"), rule) == indonesian
    assert cite(Teller("en"), rule) == english
