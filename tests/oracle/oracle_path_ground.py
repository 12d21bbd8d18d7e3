"""Where each rule of the promotion paths stands, how sure that is, and while it is in force: typed by hand.

Regulations and the marks V (verified), K (known) and U (uncertain) are those of rules.md 4, 5, 9.4, 13 and 14.2.
"""

from dataclasses import dataclass
from datetime import date

from oracle_path_law import LAW_2023, PATHS
from oracle_state import in_force


@dataclass(frozen=True)
class Ground:
    """A row of the law: where a rule stands, how sure that is, and while the rule is in force."""

    regulation: str
    article: str
    confidence: str
    valid_from: date
    valid_to: date | None = None


OPEN = "pasal belum dipastikan"
PP_99, PP_11, BKN_3, PANRB_1 = "PP-99-2000", "PP-11-2017", "PERBKN-3-2023", "PERMENPANRB-1-2023"
SENIOR = "pasal 107 ayat (1) huruf c"

# Of each path the rules of its own, by what follows the path in their code.
OWN: dict[str, dict[str, tuple[str, str, str]]] = {
    "REGULER": {
        "GOLONGAN": (PP_99, "pasal 3", "K"),
        "MASA_PANGKAT": (PP_99, "pasal 7", "V"),
        "MASA_PANGKAT_SPESIALIS": (PP_99, "pasal 7", "V"),
        "SKP": (PP_99, "pasal 7", "V"),
        "SKP_SPESIALIS": (PP_99, "pasal 7", "V"),
        "PLAFON_PENDIDIKAN": (PP_99, "pasal 8", "V"),
        "UJIAN_DINAS": (PP_99, OPEN, "V"),
        "PANGKAT_ATASAN": (PP_99, "pasal 6", "V"),
    },
    "STRUKTURAL": {
        "GOLONGAN": (PP_99, OPEN, "K"),
        "RENTANG": ("PP-13-2002", "lampiran", "V"),
        "MASA_PANGKAT_A": (PP_99, OPEN, "V"),
        "MASA_PANGKAT_B": (PP_99, OPEN, "K"),
        "MASA_JABATAN_A": (PP_99, OPEN, "V"),
        "SKP": (PP_99, OPEN, "V"),
        "UJIAN_DINAS": (PP_99, OPEN, "V"),
    },
    "FUNGSIONAL": {
        "GOLONGAN": (BKN_3, OPEN, "K"),
        "RENTANG": (BKN_3, OPEN, "V"),
        "MASA_PANGKAT": (BKN_3, OPEN, "V"),
        "AK": (BKN_3, OPEN, "V"),
        "SKP": (BKN_3, OPEN, "K"),
        "UJIKOM_NAIK": (BKN_3, OPEN, "V"),
        "UJIKOM_ATAS": (BKN_3, OPEN, "V"),
        "KEBUTUHAN": (BKN_3, OPEN, "V"),
    },
    "KENAIKAN_JENJANG": {
        "AK": (PANRB_1, OPEN, "V"),
        "SKP": (PANRB_1, OPEN, "V"),
        "UJIKOM": (PANRB_1, OPEN, "V"),
        "KEBUTUHAN": (PANRB_1, OPEN, "V"),
    },
    "PENYESUAIAN_IJAZAH": {
        "GOLONGAN": (PP_99, "pasal 18", "K"),
        "MASA_PANGKAT": (PP_99, "pasal 18", "V"),
        "AK": (BKN_3, OPEN, "K"),
        "SKP": (PP_99, "pasal 18", "V"),
        "UPKP": (PP_99, "pasal 18", "K"),
        "JABATAN_IJAZAH": (PP_99, "pasal 18", "K"),
    },
    "PRESTASI": {
        "GOLONGAN": (PP_99, OPEN, "K"),
        "MASA_PANGKAT": (PP_99, OPEN, "V"),
        "SKP": (PP_99, OPEN, "V"),
        "PENETAPAN_PPK": (PP_99, OPEN, "V"),
    },
    "PENGABDIAN": {
        "GOLONGAN": (PP_99, OPEN, "K"),
        "BELUM_BUP": (PP_99, OPEN, "K"),
        "MASA_PANGKAT": (PP_99, OPEN, "K"),
        "MASA_PANGKAT_20": (PP_99, OPEN, "K"),
        "MASA_PANGKAT_30": (PP_99, OPEN, "K"),
        "MASA_KERJA": (PP_99, OPEN, "K"),
        "SKP": (PP_99, OPEN, "K"),
        "HUKUMAN_SETAHUN": (PP_99, OPEN, "V"),
    },
    "JABATAN_PENGAWAS": {
        "PENGALAMAN": (PP_11, "pasal 54", "V"),
        "SKP": (PP_11, "pasal 54", "V"),
        "PENDIDIKAN": (PP_11, "pasal 54", "V"),
    },
    "JABATAN_ADMINISTRATOR": {
        "PENGALAMAN": (PP_11, "pasal 54", "V"),
        "SKP": (PP_11, "pasal 54", "V"),
        "PENDIDIKAN": (PP_11, "pasal 54", "V"),
    },
    "JABATAN_JPT_PRATAMA": {
        "PENGALAMAN": (PP_11, SENIOR, "V"),
        "PENGALAMAN_MANAJERIAL": (PP_11, SENIOR, "V"),
        "PENDIDIKAN": (PP_11, SENIOR, "V"),
        "USIA": (PP_11, SENIOR, "V"),
    },
}
# Rules that are not as old as their path, or no longer in force.
BEGINS = {"PENYESUAIAN_IJAZAH_AK": LAW_2023}
ENDS = {"REGULER_PANGKAT_ATASAN": date(2025, 5, 20)}  # Peraturan BKN 2/2025
DISCIPLINE_SINCE = date(2021, 8, 31)  # PP 94/2021, before it PP 53/2010


def grounds_of(path: str, name: str) -> list[Ground]:
    """Return every version of a rule: the bars of discipline, status and pension are the same for all paths."""
    since = PATHS[path].since
    if name in OWN[path]:
        rule = f"{path}_{name}"
        return [Ground(*OWN[path][name], BEGINS.get(rule, since), ENDS.get(rule))]
    if name in {"HUKUMAN_SEDANG", "HUKUMAN_BERAT"}:
        new = Ground("PP-94-2021", OPEN, "V", max(since, DISCIPLINE_SINCE))
        old = [Ground("PP-53-2010", OPEN, "K", since, DISCIPLINE_SINCE)] if since < DISCIPLINE_SINCE else []
        return [*old, new]
    if name == "BUP":
        return [Ground(PP_11, "pasal 239", "K", since)]
    assert name in {"STATUS", "CLTN"}, name
    return [Ground(PP_11 if path.startswith("JABATAN_") else PP_99, OPEN, "K", since)]


def cite(path: str, rule: str, tmt: date) -> Ground | None:
    """Return where the rule of the path stands on the TMT; None when it is not in force then."""
    return in_force(grounds_of(path, rule.removeprefix(f"{path}_")), tmt)
