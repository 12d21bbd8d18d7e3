"""The codes that random histories use, with what the law says of each (rules.md 4.10, 7.1, 7.2, 11, 13)."""

from oracle_facts import LegalStatus
from oracle_law import CONVERSION, LEADERSHIP_LEVEL

CLTN = LegalStatus("CLTN", counts_as_service=False, blocks_promotion=True, is_excluded_from_coverage=True)
STATUSES = (
    CLTN,
    *(LegalStatus(code, True, False, False) for code in ("AKTIF", "DIPERBANTUKAN", "DIPEKERJAKAN")),
    *(LegalStatus(code, True, False, True) for code in ("TUGAS_BELAJAR", "PEJABAT_NEGARA", "MPP")),
    *(LegalStatus(code, True, True, False) for code in ("PEMBERHENTIAN_SEMENTARA", "UANG_TUNGGU")),
    LegalStatus("HILANG", counts_as_service=True, blocks_promotion=True, is_excluded_from_coverage=True),
)
SEVERITY = {
    "RINGAN": ("TEGURAN_LISAN", "TEGURAN_TERTULIS", "PERNYATAAN_TIDAK_PUAS", "PP53_TEGURAN_TERTULIS"),
    "SEDANG": ("POTONG_TPP_6", "POTONG_TPP_9", "POTONG_TPP_12", "PP53_TUNDA_KP_12", "PP53_TURUN_PANGKAT_12"),
    "BERAT": ("TURUN_JABATAN_12", "PEMBEBASAN_JABATAN_12", "PDHTAPS", "PP53_TURUN_PANGKAT_36", "PP53_PTDH"),
}
PUNISHMENTS = {code: severity for severity, codes in SEVERITY.items() for code in codes}
KINDS = (
    *CONVERSION,
    *LEADERSHIP_LEVEL,
    *("LATSAR", "PRAJABATAN", "ORIENTASI_PPPK", "MANAJERIAL", "TEKNIS", "FUNGSIONAL", "SOSIAL_KULTURAL", "KURSUS"),
    *("PENATARAN", "BIMTEK", "SOSIALISASI", "E_LEARNING", "PELATIHAN_JARAK_JAUH", "OUTBOUND", "BIMBINGAN_TEMPAT_KERJA"),
)
