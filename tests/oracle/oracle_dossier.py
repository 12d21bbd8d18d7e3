"""What the marts of the whole law share: a city's settings, and tables of rules.md 2.3 and 7."""

from datetime import date
from decimal import Decimal, InvalidOperation

from oracle_calendar import FOREVER, add_years
from oracle_facts import Agency, Assessment, AssignmentRow, Employee
from oracle_state import find_own, find_post

# What a city may set for itself, with the defaults that docs/definitions and rules.md print.
SETTINGS = {
    "performance_innovation_assumed": "false",
    "talent_points_sangat_baik": "100",
    "talent_points_baik": "80",
    "talent_points_butuh_perbaikan": "60",
    "talent_points_kurang": "40",
    "talent_points_sangat_kurang": "20",
    "appraisal_guide_minimum": "10",
    "rater_minimum": "10",
    "rater_deviation": "0.5",
    "objection_days": "14",
    "objection_decision_days": "14",
    "talent_assessment_years": "3",
    "talent_weight_main": "60",
    "talent_weight_reinforcing": "40",
    "talent_weight_competence": "40",
    "talent_weight_potential_part": "25",
    "talent_weight_qualification": "20",
    "talent_weight_integrity": "15",
    "talent_weight_performance": "50",
    "talent_weight_potential": "50",
    "talent_performance_upper": "80",
    "talent_performance_lower": "60",
    "talent_potential_upper": "80",
    "talent_potential_lower": "60",
    "talent_integrity_serving": "0",
    "talent_integrity_berat": "25",
    "talent_integrity_sedang": "50",
    "talent_integrity_ringan": "75",
    "talent_integrity_none": "100",
    "talent_min_remaining_months": "24",
    "talent_pool_include_pppk": "false",
    "ip_asn_scheme": "2019",
    "ip_asn_higher_course_counts": "true",
    "ip_asn_technical_hours": "20",
    "ip_asn_technical_single": "false",
    "kgb_include_part_time": "false",
    "kgb_pppk_v_first_year": "true",
    "kgb_notice_months": "2",
    "satyalancana_restart": "MULAI",
    "contract_min_months": "12",
    "contract_notice_months": "6",
    "mandatory_functional": "true",
    "jpm_scheme": "UJI_KOMPETENSI",
    "training_effect_minimum": "10",
    "agreement_notice_months": "6",
    "leave_carried_first": "true",
    "attendance_minutes_per_day": "450",
    "absence_run_spans_years": "true",
    "readiness_weight_grade": "10",
    "readiness_weight_education": "10",
    "readiness_weight_study_field": "15",
    "readiness_weight_training": "10",
    "readiness_weight_competency": "25",
    "readiness_weight_performance": "20",
    "readiness_weight_experience": "10",
    "readiness_points_partial": "50",
    "readiness_list_length": "20",
    "correction_days": "14",
    "decree_file_from": "2100",
    "placement_months_in_post": "24",
    "behaviour_minimum": "10",
    "succession_horizon_months": "24",
    "succession_wanted": "1",
    **dict.fromkeys(
        ("achievement_exemplary", "achievement_outstanding", "achievement_teacher", "achievement_health",
         "achievement_innovation", "adjustment_vocational", "adjustment_sarjana_muda", "adjustment_specialist",
         "kgb_blocked_suspended", "kgb_blocked_missing", "transfer_asks_discipline", "transfer_asks_status",
         "transfer_asks_retirement", "performance_bands_late_2021", "talent_category_by_predicate"),
        "true",
    ),
}  # fmt: skip


def find_setting(office: Agency, code: str, day: date) -> str:
    """Return the city's own value in force on the day, else the default."""
    return find_own(office.parameters, code, "", day) or SETTINGS[code]


def is_set(office: Agency, code: str, day: date) -> bool:
    """Return whether a yes-or-no setting says yes."""
    return find_setting(office, code, day) == "true"


def find_amount(office: Agency, code: str, day: date) -> Decimal:
    """Return a numeric setting: the city's own value if it can be read, else the default."""
    try:
        return Decimal(find_setting(office, code, day))
    except InvalidOperation:
        return Decimal(SETTINGS[code])


# rules.md 2.3: the kind of each level of posts.
CATEGORY = {
    "I.a": "JPT", "I.b": "JPT", "II.a": "JPT", "II.b": "JPT",
    "III.a": "ADMINISTRATOR", "III.b": "ADMINISTRATOR",
    "IV.a": "PENGAWAS", "IV.b": "PENGAWAS",
    "JF_AHLI_UTAMA": "JF_KEAHLIAN", "JF_AHLI_MADYA": "JF_KEAHLIAN", "JF_AHLI_MUDA": "JF_KEAHLIAN",
    "JF_AHLI_PERTAMA": "JF_KEAHLIAN",
    "JF_PENYELIA": "JF_KETERAMPILAN", "JF_MAHIR": "JF_KETERAMPILAN", "JF_TERAMPIL": "JF_KETERAMPILAN",
    "JF_PEMULA": "JF_KETERAMPILAN",
    "V.a": "PELAKSANA", "PELAKSANA": "PELAKSANA",
}  # fmt: skip

# rules.md 7.2: what each form of training is for, as far as a rule asks.
TECHNICAL = frozenset({"TEKNIS", "KURSUS", "PENATARAN", "BIMTEK", "E_LEARNING", "PELATIHAN_JARAK_JAUH"})
SEMINAR = frozenset({"SEMINAR", "KONFERENSI", "SARASEHAN", "WORKSHOP", "SOSIALISASI", "WEBINAR"})
FUNCTIONAL = frozenset({"FUNGSIONAL"})

# rules.md 7.4: the eight managerial competencies and the socio-cultural one.
CORE_COMPETENCIES = (
    "INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "ORIENTASI_HASIL", "PELAYANAN_PUBLIK", "PENGEMBANGAN_DIRI",
    "MENGELOLA_PERUBAHAN", "PENGAMBILAN_KEPUTUSAN", "PEREKAT_BANGSA",
)  # fmt: skip

# rules.md 7.4: the default level that a post asks; "Penyelia 2-3" is taken as 2, the lower.
REQUIRED_LEVEL = {
    "PELAKSANA": 1, "V.a": 1, "IV.b": 2, "IV.a": 2, "III.b": 3, "III.a": 3, "II.b": 4, "II.a": 4, "I.b": 5, "I.a": 5,
    "JF_PEMULA": 1, "JF_TERAMPIL": 1, "JF_MAHIR": 2, "JF_PENYELIA": 2,
    "JF_AHLI_PERTAMA": 2, "JF_AHLI_MUDA": 3, "JF_AHLI_MADYA": 4, "JF_AHLI_UTAMA": 5,
}  # fmt: skip

# rules.md 7.3: the leadership level that a structural post asks, and the course of that level.
ASKED_LEADERSHIP = {"IV.b": 2, "IV.a": 2, "III.b": 3, "III.a": 3, "II.b": 4, "II.a": 4, "I.b": 5, "I.a": 5}
COURSE_OF_LEVEL = {2: "PKP", 3: "PKA", 4: "PKN_II", 5: "PKN_I"}


def find_level_code(office: Agency, employee: Employee, day: date) -> str:
    """Return the level of the definitive post; without one, executing staff."""
    place = find_post(office, employee, day)
    return place.title.level if place else "PELAKSANA"


def definitive(employee: Employee) -> list[AssignmentRow]:
    """Return the definitive assignments, the earliest first."""
    return sorted((row for row in employee.assignments if row.kind == "DEFINITIF"), key=lambda row: row.valid_from)


def is_valid(office: Agency, row: Assessment, day: date, as_of: date) -> bool:
    """Return whether an assessment counts on the day; without an end it does for some years."""
    years = int(find_amount(office, "talent_assessment_years", as_of))
    return row.assessed_on <= day < (row.valid_to or add_years(row.assessed_on, years))


def end_of(day: date | None) -> date:
    """Return the end of a period, or the end of time while it is open."""
    return day or FOREVER
