"""The demo city of 5,000 feeds every mart of the law: each state occurs, in shares an HR officer would believe.

Bounds are wide: they hold what the city is meant to show, not what one seed gives. Why a share is what it is stands in
docs/demo-city.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from empty_marts import EmptyMarts
from town import AS_OF, open_town

from admin.warehouse.city import CityReport

Bounds = Mapping[str, tuple[float, float]]
EMPLOYEES, SEED = 5000, 1  # those of `merit demo`

# Path: the least and the greatest share (%) of each readiness class. A class that is not named cannot occur: PUNCAK
# where no ceiling applies, TIDAK_BERLAKU where a path has rows only for whom it is open.
READINESS: dict[str, Bounds] = {
    "REGULER": {
        "SIAP": (0.5, 3),
        "SIAP_6BLN": (0.8, 4),
        "TERHALANG": (6, 15),
        "PUNCAK": (2, 8),
        "DATA_TIDAK_LENGKAP": (0.02, 1),
        "TIDAK_BERLAKU": (75, 88),
    },
    "STRUKTURAL": {
        "SIAP": (2, 12),
        "SIAP_6BLN": (2, 15),
        "TERHALANG": (25, 60),
        "PUNCAK": (25, 60),
        "DATA_TIDAK_LENGKAP": (0.2, 4),
    },
    "FUNGSIONAL": {
        "SIAP": (5, 18),
        "SIAP_6BLN": (0.1, 4),
        "TERHALANG": (65, 88),
        "PUNCAK": (3, 15),
        "DATA_TIDAK_LENGKAP": (0.5, 5),
    },
    "KENAIKAN_JENJANG": {
        "SIAP": (1.5, 10),
        "SIAP_6BLN": (0.02, 1),
        "TERHALANG": (88, 98),
        "DATA_TIDAK_LENGKAP": (0.02, 2),
    },
    "PENYESUAIAN_IJAZAH": {
        "SIAP": (3, 35),
        "SIAP_6BLN": (1, 20),
        "TERHALANG": (55, 95),
        "DATA_TIDAK_LENGKAP": (1, 15),
    },
    "PRESTASI": {"SIAP": (8, 45), "SIAP_6BLN": (3, 25), "TERHALANG": (25, 75), "DATA_TIDAK_LENGKAP": (5, 35)},
    "PENGABDIAN": {"SIAP": (1, 12), "SIAP_6BLN": (20, 50), "TERHALANG": (40, 75), "DATA_TIDAK_LENGKAP": (0.5, 5)},
    "JABATAN_PENGAWAS": {
        "SIAP": (40, 70),
        "SIAP_6BLN": (0.5, 6),
        "TERHALANG": (25, 55),
        "DATA_TIDAK_LENGKAP": (0.3, 4),
    },
    "JABATAN_ADMINISTRATOR": {
        "SIAP": (45, 75),
        "SIAP_6BLN": (0.5, 10),
        "TERHALANG": (20, 50),
        "DATA_TIDAK_LENGKAP": (0.2, 4),
    },
    "JABATAN_JPT_PRATAMA": {
        "SIAP": (45, 75),
        "SIAP_6BLN": (0.5, 10),
        "TERHALANG": (20, 50),
        "DATA_TIDAK_LENGKAP": (0.05, 2),
    },
}
BLOCKERS = {  # that must be seen somewhere on the path
    "REGULER": "MASA_PANGKAT SKP_KURANG SKP_TIDAK_ADA UJIAN_DINAS PLAFON_PENDIDIKAN HUKDIS CLTN BUP",
    "STRUKTURAL": "MASA_PANGKAT MASA_JABATAN SKP_KURANG SKP_TIDAK_ADA UJIAN_DINAS JENJANG_MAKS BUP",
    "FUNGSIONAL": "AK_KURANG MASA_PANGKAT UJIKOM KEBUTUHAN SKP_KURANG SKP_TIDAK_ADA JENJANG_MAKS HUKDIS BUP",
    "KENAIKAN_JENJANG": "AK_KURANG UJIKOM KEBUTUHAN SKP_KURANG HUKDIS",
    "PENYESUAIAN_IJAZAH": "UPKP JABATAN_IJAZAH MASA_PANGKAT SKP_TIDAK_ADA",
    "PRESTASI": "MASA_PANGKAT SKP_KURANG PENETAPAN_PPK",
    "PENGABDIAN": "BELUM_BUP MASA_KERJA MASA_PANGKAT SKP_TIDAK_ADA",
    "JABATAN_PENGAWAS": "PENDIDIKAN PENGALAMAN SKP_KURANG HUKDIS",
    "JABATAN_ADMINISTRATOR": "PENGALAMAN SKP_KURANG PENDIDIKAN",
    "JABATAN_JPT_PRATAMA": "USIA PENGALAMAN PENDIDIKAN",
}
STATES: dict[str, Bounds] = {  # mart and column: the least and the greatest share (%) of each state
    "kgb_due.status_code": {
        "DIJADWALKAN": (70, 90),
        "PEMBERITAHUAN": (6, 18),  # 2 months' notice of a step every 24 months, and lumps of the intakes
        "SUDAH_WAKTUNYA": (1, 6),
        "DITUNDA": (0.05, 2),
        "PENSIUN": (0.5, 5),
        "PUNCAK": (0.1, 2),
        "TERHALANG": (0.02, 0.5),
        "DATA_TIDAK_LENGKAP": (0.02, 1),
        "TIDAK_BERLAKU": (1, 6),  # part-time PPPK
    },
    "satyalancana_due.status_code": {
        "TIDAK_BERLAKU": (30, 42),
        "BELUM": (30, 50),
        "DIUSULKAN": (4, 20),
        "PENSIUN": (5, 15),
        "LENGKAP": (0.3, 4),
        "TERHALANG": (0.02, 1),
    },
    "contract_due.status_code": {
        "BERJALAN": (55, 85),
        "JATUH_TEMPO": (5, 30),
        "SUDAH_DIPERPANJANG": (4, 25),
        "BERAKHIR_BUP": (0.05, 2),
        "MELEBIHI_BUP": (0.03, 1),
        "DATA_TIDAK_LENGKAP": (0.1, 1),
    },
    "retirement_forecast.horizon_code": {
        "SUDAH_LEWAT": (0.01, 0.2),
        "DALAM_12_BULAN": (1.5, 5),
        "DALAM_24_BULAN": (1.5, 5),
        "DALAM_60_BULAN": (6, 15),
        "LEBIH_LAMA": (75, 90),
    },
    "competency_gap.state_code": {"BELUM_DINILAI": (60, 85), "SESUAI": (8, 22), "KURANG": (4, 14), "LEBIH": (1, 6)},
    "competency_gap.required_source": {"JABATAN": (5, 20), "BAWAAN": (80, 95)},
    "training_effect.effect_state_code": {"CUKUP_DATA": (40, 90), "TERLALU_SEDIKIT": (10, 60)},
    "mandatory_training.state_code": {
        "SUDAH": (55, 85),
        "BELUM_DALAM_TENGGANG": (2, 12),
        "BELUM_LEWAT_TENGGANG": (12, 35),
        "TIDAK_BERLAKU": (12, 22),
    },
    "training_employee.status_code": {
        "TERPENUHI": (25, 50),
        "BELUM": (35, 60),
        "MELEBIHI_BATAS": (5, 20),
        "TERPENUHI_LATSAR": (1, 5),
        "DIKECUALIKAN": (0.1, 3),
    },
    "performance_ranking.status_code": {"DINILAI": (94, 99.5), "DATA_TIDAK_LENGKAP": (0.5, 6)},
    "performance_ranking.check_code": {"SESUAI": (90, 99.8), "BERBEDA": (0.02, 1), "TIDAK_DIPERIKSA": (0.02, 6)},
    "rater_severity.severity_code": {
        "WAJAR": (30, 65),
        "LONGGAR": (0.5, 8),
        "KETAT": (0.3, 6),
        "TERLALU_SEDIKIT": (30, 65),
    },
    "rater_severity.is_uniform": {"true": (1, 20), "false": (80, 99)},
    "appraisal_distribution.guide_state": {
        "SESUAI": (4, 25),
        "MENYIMPANG": (15, 50),
        "TERLALU_SEDIKIT": (2, 20),
        "TANPA_PREDIKAT_ORGANISASI": (30, 65),
    },
    "goal_cascade.state_code": {
        "TERHUBUNG": (60, 90),
        "TERPUTUS": (0.5, 12),
        "TANPA_ARAH": (2, 10),
        "DITERUSKAN": (8, 30),
        "BELUM_DITERUSKAN": (1, 12),
    },
    "appraisal_followup.followup_code": {
        "TANPA_TINDAK_LANJUT": (20, 50),
        "TERLAMBAT": (4, 25),
        "BERJALAN": (1, 20),
        "SELESAI": (20, 55),
        "BERHENTI": (0.2, 5),
        "TIDAK_PERLU": (0, 0),
        "TIDAK_DIKETAHUI": (0, 3),
    },
    "appraisal_followup.objection_code": {
        "TIDAK_ADA": (75, 95),
        "DITERIMA": (1, 9),
        "DITOLAK": (2, 14),
        "LEWAT_BATAS": (0.3, 5),
    },
    "development_followup.state_code": {
        "SELESAI": (35, 65),
        "SELESAI_TERLAMBAT": (8, 28),
        "TERLAMBAT": (8, 25),
        "BERJALAN": (1, 20),
        "DIBATALKAN": (1, 8),
    },
    "ip_asn.category_code": {
        "SANGAT_TINGGI": (0.05, 3),
        "TINGGI": (4, 18),
        "SEDANG": (7, 22),
        "RENDAH": (15, 35),
        "SANGAT_RENDAH": (35, 65),
    },
    "ip_asn.status_code": {"LENGKAP": (92, 99.5), "DATA_TIDAK_LENGKAP": (0.5, 8)},
    "talent_box.status_code": {"LENGKAP": (18, 45), "DATA_TIDAK_LENGKAP": (55, 82)},
    "succession_plan.state_code": {
        "SIAP": (12, 40),
        "BELUM_SIAP": (1.5, 12),
        "DI_LUAR_KELOMPOK": (30, 60),
        "SYARAT_KURANG": (5, 25),
        "PENSIUN_LEBIH_DAHULU": (3, 18),
        "TIDAK_BEKERJA": (0.5, 8),
    },
    "succession_seat.vacancy_code": {"LOWONG": (3, 20), "SEGERA_LOWONG": (5, 40), "TERISI": (40, 90)},
    "succession_seat.cover_code": {
        "TANPA_SUKSESOR": (35, 70),
        "TANPA_YANG_SIAP": (15, 45),
        "CUKUP": (8, 30),
    },
    "headcount_month.is_moving": {"true": (0.5, 30), "false": (70, 99.5)},
}
BOXES: Bounds = {
    "1": (0.2, 3),
    "2": (3, 12),
    "3": (2, 10),
    "4": (0.3, 4),
    "5": (35, 60),
    "6": (0.3, 4),
    "7": (6, 18),
    "8": (12, 30),
    "9": (4, 12),
}
POOL: Bounds = {"ANGGOTA": (5, 12), "DIKECUALIKAN": (0.5, 4), "TIDAK_BEKERJA": (0.05, 2), "BUKAN": (82, 94)}
CANNOT = {  # states that no city of today shows, and why
    "ip_asn.status_code": {"SKEMA_BELUM_LENGKAP"},  # only when a city chooses the scheme of 2024
    "talent_box.status_code": {"TIDAK_BERLAKU"},  # only for years before 2020
    "succession_plan.state_code": {"SUDAH_MENJABAT", "DATA_TIDAK_LENGKAP"},  # names are ended in time
    "succession_seat.cover_code": {"KURANG"},  # only when a city wants more than one
    "performance_ranking.check_code": {"PERLU_BUKTI_INOVASI"},  # only under PP 30/2019, for 2021
}


@dataclass(frozen=True)
class Marts:
    """The marts of the demo city, built and not yet published, and what was reported when it was made."""

    url: str
    report: CityReport

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url) as connection:
            connection.execute("SET search_path TO marts__next")
            return list(connection.execute(query.encode()).fetchall())

    def shares(self, column: str, source: str) -> dict[object, float]:
        """Return the share (%) of the rows by what a column holds."""
        query = f"SELECT {column}, (100.0 * count(*) / sum(count(*)) OVER ())::float FROM {source} GROUP BY 1"
        return {key: float(str(share)) for key, share in self.ask(query)}


@pytest.fixture(scope="module")
def marts(server: Any, nobody: EmptyMarts) -> Iterator[Marts]:
    with open_town(server, nobody.template, EMPLOYEES, SEED) as town:
        nobody.derive(town.url, AS_OF)
        yield Marts(town.url, town.report)


def compare(found: Mapping[object, float], expected: Bounds) -> list[str]:
    """Return what is missing, unforeseen or out of its bounds, as lines to read."""
    lines = [f"{state}: {found[state]:.2f} %, not foreseen" for state in found if state not in expected]
    for state, (least, most) in expected.items():
        share = found.get(state, 0.0)
        if not least <= share <= most:
            lines.append(f"{state}: {share:.2f} %, expected {least} to {most}")
    return lines


@pytest.mark.parametrize("path", READINESS)
def test_every_class_of_readiness_occurs_in_believable_shares(marts: Marts, path: str) -> None:
    found = marts.shares("readiness_class", f"promotion_readiness WHERE path_code = '{path}'")
    assert compare(found, READINESS[path]) == []


def test_no_path_is_left_out(marts: Marts) -> None:
    assert set(marts.shares("path_code", "promotion_readiness")) == set(READINESS)


@pytest.mark.parametrize("path", BLOCKERS)
def test_the_blockers_of_a_path_are_seen(marts: Marts, path: str) -> None:
    query = f"SELECT DISTINCT unnest(blockers) FROM promotion_readiness WHERE path_code = '{path}'"
    assert set(BLOCKERS[path].split()) - {str(blocker) for (blocker,) in marts.ask(query)} == set()


def test_each_verdict_occurs(marts: Marts) -> None:
    assert set(marts.shares("status", "promotion_readiness")) == {
        "MEMENUHI",
        "TIDAK_MEMENUHI",
        "DATA_TIDAK_LENGKAP",
        "TIDAK_BERLAKU",
    }


@pytest.mark.parametrize("place", STATES)
def test_every_state_occurs_in_believable_shares(marts: Marts, place: str) -> None:
    mart, column = place.split(".")
    value = {"is_moving": "(moved_in + moved_out > 0)::text", "is_uniform": "is_uniform::text"}.get(column, column)
    found = marts.shares(value, f"{mart} WHERE {value} IS NOT NULL")
    assert compare(found, STATES[place]) == []
    assert set(found) & CANNOT.get(place, set()) == set()


def test_every_talent_box_has_people(marts: Marts) -> None:
    """Most are in the middle; the corner boxes are rare, as performance and potential go together."""
    assert compare(marts.shares("box::text", "talent_box WHERE year = 2025 AND box IS NOT NULL"), BOXES) == []


def test_the_succession_pool_has_members_and_exclusions(marts: Marts) -> None:
    assert compare(marts.shares("pool_state", "talent_box WHERE year = 2025"), POOL) == []


def test_assessments_cover_leaders_and_thin_out_below(marts: Marts) -> None:
    query = """
        SELECT (100 * avg((jpm_state_code = 'LENGKAP')::int))::float, (100 * avg((jpm_state_code = 'LENGKAP')::int)
            FILTER (WHERE position_category IN ('JPT', 'ADMINISTRATOR', 'PENGAWAS')))::float
        FROM (SELECT DISTINCT employee_id, jpm_state_code, position_category FROM competency_gap) people
    """
    ((everybody, leaders),) = marts.ask(query)
    assert 18 < float(str(everybody)) < 45
    assert 60 < float(str(leaders)) < 95


def test_who_leads_the_city_leads_the_list_of_ranks(marts: Marts) -> None:
    """A city's Sekda stands first, in IV/d; heads of offices in IV/c are about half of the twenty that follow."""
    (first, *others) = marts.ask("SELECT position_level_code, grade_code FROM duk ORDER BY rank_agency LIMIT 21")
    assert first == ("II.a", "IV/d")
    assert {grade for _, grade in others} == {"IV/c"}
    assert sum(level == "II.b" for level, _ in others) >= 8


def test_the_heads_of_offices_are_pembina_tingkat_one_or_higher(marts: Marts) -> None:
    found = marts.shares("grade_code", "duk WHERE position_level_code = 'II.b'")
    assert set(found) <= {"IV/a", "IV/b", "IV/c"}  # rules.md 2.3; one step below the lowest is lawful
    assert found["IV/c"] > 25


def test_some_posts_are_vacant_some_crowded_and_some_acted_for(marts: Marts) -> None:
    query = """
        SELECT sum(needed), sum(filled), sum(acting), sum(vacant), sum(surplus), sum(retiring_12_months) FROM bezetting
    """
    needed, filled, acting, vacant, surplus, retiring = (int(str(number)) for number in marts.ask(query)[0])
    assert 0.05 < vacant / needed < 0.2
    assert 0 < surplus < 0.02 * filled
    assert acting > 5
    assert 0.015 < retiring / filled < 0.05


def test_credit_is_complete_for_nearly_all(marts: Marts) -> None:
    query = "SELECT avg((credit_total > 0)::int)::float FROM promotion_readiness WHERE path_code = 'FUNGSIONAL'"
    ((share,),) = marts.ask(query)
    assert float(str(share)) > 0.85


def test_the_index_of_professionality_is_as_low_as_elsewhere(marts: Marts) -> None:
    """Regional governments report means of about 50 to 70 [U]."""
    ((mean,),) = marts.ask("SELECT avg(total)::float FROM ip_asn WHERE year = 2025")
    assert 50 < float(str(mean)) < 68


def test_the_audit_finds_exactly_the_planted_violations(marts: Marts) -> None:
    """20 of 200 decisions break the law in six ways, 20 only look so in six ways; the rest are in order."""
    found = {
        number: (verdict, findings)
        for number, verdict, findings in marts.ask(
            "SELECT appointment_decision_id, verdict_code, findings FROM merit_audit"
        )
    }
    planted, exceptions = marts.report.violations, marts.report.exceptions
    assert (len(found), len(planted), len(exceptions)) == (200, 20, 20)
    assert len(set(planted.values())) == len(set(exceptions.values())) == 6
    assert {number: [kind] for number, kind in planted.items()} == {
        number: findings for number, (verdict, findings) in found.items() if verdict == "PELANGGARAN"
    }
    judged = {(kind, found[number][0]) for number, kind in exceptions.items()}
    assert judged == {(kind, "SESUAI") for kind in exceptions.values() if kind != "DENGAN_ALASAN"} | {
        ("DENGAN_ALASAN", "PENGECUALIAN")
    }
