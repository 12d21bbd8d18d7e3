"""What the codes of the promotion marts and the DUK are called, in both languages: typed by hand.

Only the names of what a city keeps lists of (`seeds/codes`: diplomas, levels, punishments) are read, by their code.
"""

import csv
from functools import cache
from typing import NamedTuple

from admin.settings import PROJECT


class Name(NamedTuple):
    """What something is called in Indonesian and in English."""

    id: str
    en: str


@cache
def names_of(code_list: str) -> dict[str, Name]:
    """Return the names of a code list, by code; without an English one the Indonesian serves for both."""
    with (PROJECT / "seeds" / "codes" / f"{code_list}.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: Name(row["name"], row["name_en"] or row["name"]) for row in csv.DictReader(rows)}


PATH_NAMES = {
    "REGULER": Name("Kenaikan pangkat reguler", "Regular promotion"),
    "STRUKTURAL": Name("Kenaikan pangkat pilihan, jabatan struktural", "Promotion by structural post"),
    "FUNGSIONAL": Name("Kenaikan pangkat pilihan, jabatan fungsional", "Promotion by functional post"),
    "KENAIKAN_JENJANG": Name("Kenaikan jenjang jabatan fungsional", "Next level of a functional post"),
    "PENYESUAIAN_IJAZAH": Name("Kenaikan pangkat penyesuaian ijazah", "Promotion by diploma"),
    "PRESTASI": Name("Kenaikan pangkat prestasi luar biasa", "Promotion for outstanding achievement"),
    "PENGABDIAN": Name("Kenaikan pangkat pengabdian", "Promotion for long service"),
    "JABATAN_PENGAWAS": Name("Syarat jabatan pengawas", "Requirements of a supervisor's post"),
    "JABATAN_ADMINISTRATOR": Name("Syarat jabatan administrator", "Requirements of an administrator's post"),
    "JABATAN_JPT_PRATAMA": Name(
        "Syarat jabatan pimpinan tinggi pratama", "Requirements of a senior leadership post (pratama)"
    ),
}
STATUS_NAMES = {
    "MEMENUHI": Name("Memenuhi syarat", "Eligible"),
    "TIDAK_MEMENUHI": Name("Tidak memenuhi syarat", "Not eligible"),
    "DATA_TIDAK_LENGKAP": Name("Data tidak lengkap", "Data incomplete"),
    "TIDAK_BERLAKU": Name("Tidak berlaku", "Not applicable"),
}
CLASS_NAMES = {
    "SIAP": Name("Siap", "Ready"),
    "SIAP_6BLN": Name("Siap dalam 6 bulan", "Ready within 6 months"),
    "TERHALANG": Name("Terhalang", "Blocked"),
    "PUNCAK": Name("Sudah di puncak", "At the ceiling"),
    "DATA_TIDAK_LENGKAP": Name("Data tidak lengkap", "Data incomplete"),
    "TIDAK_BERLAKU": Name("Tidak berlaku", "Not applicable"),
}
STATE_NAMES = {
    "GAGAL": Name("Tidak terpenuhi", "Not met"),
    "BELUM_WAKTUNYA": Name("Belum waktunya", "Not yet"),
    "DATA_TIDAK_ADA": Name("Data tidak ada", "No data"),
}
# In the fixed order of docs/definitions/promotion.md.
BLOCKER_NAMES = {
    "JENJANG_MAKS": Name("Golongan tertinggi", "Highest grade"),
    "MASA_PANGKAT": Name("Masa dalam pangkat", "Time in grade"),
    "MASA_JABATAN": Name("Masa dalam jabatan", "Time in the post"),
    "MASA_KERJA": Name("Masa kerja", "Length of service"),
    "PENGALAMAN": Name("Pengalaman jabatan", "Experience in posts"),
    "AK_KURANG": Name("Angka kredit kurang", "Credit too low"),
    "SKP_KURANG": Name("SKP kurang", "SKP too low"),
    "SKP_TIDAK_ADA": Name("SKP belum ada", "SKP not there"),
    "PENDIDIKAN": Name("Pendidikan", "Education"),
    "PLAFON_PENDIDIKAN": Name("Plafon pendidikan", "Education ceiling"),
    "UJIAN_DINAS": Name("Ujian dinas", "Service exam"),
    "UPKP": Name("Ujian penyesuaian kenaikan pangkat", "Exam for promotion by diploma"),
    "UJIKOM": Name("Uji kompetensi", "Competency test"),
    "KEBUTUHAN": Name("Tidak ada lowongan", "No vacancy"),
    "JABATAN_IJAZAH": Name("Jabatan tidak mensyaratkan ijazah", "Post does not need the diploma"),
    "PENETAPAN_PPK": Name("Keputusan PPK", "Decree of the authority"),
    "HUKDIS": Name("Hukuman disiplin atau pemberhentian sementara", "Discipline or suspension"),
    "CLTN": Name("Cuti di luar tanggungan negara", "Unpaid leave"),
    "USIA": Name("Batas usia pengangkatan", "Age limit at appointment"),
    "BELUM_BUP": Name("Belum mencapai BUP", "Retirement age not reached"),
    "BUP": Name("Batas usia pensiun", "Retirement age"),
    "PANGKAT_ATASAN": Name("Pangkat atasan langsung", "Rank of the direct superior"),
    "DATA_TIDAK_LENGKAP": Name("Data tidak lengkap", "Data incomplete"),
}
BLOCKER_ORDER = tuple(BLOCKER_NAMES)
DECIDED_BY_NAMES = {
    "GOLONGAN": Name("Golongan lebih tinggi", "Higher grade"),
    "TMT_GOLONGAN": Name("TMT golongan lebih dahulu", "Earlier TMT in the grade"),
    "JABATAN": Name("Jabatan lebih tinggi", "Higher position"),
    "TMT_JABATAN": Name("TMT jabatan setingkat lebih dahulu", "Earlier TMT at that position level"),
    "MASA_KERJA": Name("Masa kerja lebih lama", "Longer service"),
    "LATIHAN_JABATAN": Name("Latihan jabatan lebih tinggi", "Higher leadership training"),
    "TGL_LATIHAN": Name("Lulus latihan jabatan lebih dahulu", "Earlier leadership training"),
    "PENDIDIKAN": Name("Pendidikan lebih tinggi", "Higher education"),
    "TGL_LULUS": Name("Lulus pendidikan lebih dahulu", "Earlier graduation"),
    "USIA": Name("Usia lebih tua", "Older"),
    "NIP": Name("NIP lebih kecil", "Lower NIP"),
}
PREDICATE_NAMES = {
    5: Name("Sangat Baik", "Very good"),
    4: Name("Baik", "Good"),
    3: Name("Butuh Perbaikan", "Needs improvement"),
    2: Name("Kurang", "Poor"),
    1: Name("Sangat Kurang", "Very poor"),
}
SERVICE_EXAM_NAMES = {
    "UJIAN_DINAS_I": Name("Ujian Dinas Tingkat I", "Service exam level I"),
    "UJIAN_DINAS_II": Name("Ujian Dinas Tingkat II", "Service exam level II"),
}
# rules.md 2.3: what tells the levels of a functional post apart.
LEVEL_NAMES = {
    "JF_PEMULA": Name("Pemula", "Skilled, beginner"),
    "JF_TERAMPIL": Name("Terampil", "Skilled, intermediate"),
    "JF_MAHIR": Name("Mahir", "Skilled, advanced"),
    "JF_PENYELIA": Name("Penyelia", "Skilled, overseer"),
    "JF_AHLI_PERTAMA": Name("Ahli Pertama", "Expert, first"),
    "JF_AHLI_MUDA": Name("Ahli Muda", "Expert, intermediate"),
    "JF_AHLI_MADYA": Name("Ahli Madya", "Expert, senior"),
    "JF_AHLI_UTAMA": Name("Ahli Utama", "Expert, principal"),
}
# rules.md 2.1.
PANGKAT = {
    "I/a": "Juru Muda", "I/b": "Juru Muda Tingkat I", "I/c": "Juru", "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda", "II/b": "Pengatur Muda Tingkat I", "II/c": "Pengatur", "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda", "III/b": "Penata Muda Tingkat I", "III/c": "Penata", "III/d": "Penata Tingkat I",
    "IV/a": "Pembina", "IV/b": "Pembina Tingkat I", "IV/c": "Pembina Utama Muda", "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}  # fmt: skip
