"""What some of the stored agencies decide where the sources are uncertain."""

from random import Random

import psycopg
from oracle_dossier import REQUIRED_LEVEL
from oracle_path_law import ACHIEVEMENT_SETTINGS, DOUBTED_DIPLOMAS
from population_rows import copy_rows

FOUNDED = "1950-01-01"
# Codes that a city may set to false, each under its name.
UPHELD = (
    *sorted({*ACHIEVEMENT_SETTINGS.values(), *DOUBTED_DIPLOMAS.values()}),
    *("kgb_blocked_suspended", "kgb_blocked_missing", "performance_bands_late_2021"),
    "talent_category_by_predicate",
    *("transfer_asks_discipline", "transfer_asks_status", "transfer_asks_retirement"),
)
UNNAMED = ("SPESIALIS", "PROFESI", "SARJANA_MUDA", "SGPLB")  # by Peraturan BKN 8/2019


def decide_doubts(url: str, number: int) -> None:
    """Let every third agency set each uncertain fact otherwise, the same ones for the same seed `number`."""
    rng = Random(f"{number}/doubts")
    with psycopg.connect(url) as connection:
        rows = []
        for (agency,) in connection.execute("SELECT id FROM personnel.agency ORDER BY id"):
            own = [(code, "", "false") for code in UPHELD]
            own += [("competency_level", level, str(rng.randint(1, 5))) for level in sorted(REQUIRED_LEVEL)]
            own += [("ip_asn_education_score", level, str(rng.randint(1, 25))) for level in UNNAMED]
            own += [
                (code, "", str(rng.randint(1, 24))) for code in ("mandatory_pppk_months", "mandatory_functional_months")
            ]
            own += [(code, "", str(rng.randint(0, 12))) for code in ("leave_carry_opening", "leave_carry_pppk")]
            rows += [(agency, *row, FOUNDED, "uji acak") for row in own if rng.random() < 0.3]
        columns = ("agency_id", "code", "subject", "value", "valid_from", "reason")
        copy_rows(connection, "stewardship.local_parameter", columns, rows)
