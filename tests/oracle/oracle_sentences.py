"""What the promotion marts say in sentences, in both languages: typed by hand, never read from the rules' seeds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from oracle_names import Name
from oracle_path_case import Finding, Told

# Why the regular path is not for somebody.
REASONS = {
    "PPPK": Name("PPPK tidak memiliki kenaikan pangkat.", "PPPK have no promotion in grade."),
    "CPNS": Name(
        "CPNS belum dapat naik pangkat; masa CPNS dihitung setelah menjadi PNS.",
        "CPNS cannot be promoted yet; the probation counts once they are PNS.",
    ),
    "JABATAN_STRUKTURAL": Name(
        "Pemegang jabatan struktural naik pangkat melalui jalur struktural, bukan reguler.",
        "Holders of structural posts are promoted by the structural path, not the regular one.",
    ),
    "JABATAN_FUNGSIONAL": Name(
        "Pemegang jabatan fungsional naik pangkat melalui jalur fungsional, bukan reguler.",
        "Holders of functional posts are promoted by the functional path, not the regular one.",
    ),
}
# What is said of a requirement that is not met, in the order in which requirements are told.
SENTENCES: dict[tuple[str, str], Name] = {
    ("GOLONGAN", "GAGAL"): Name(
        "Sudah pada golongan tertinggi, {actual}.",
        "Already in the highest grade, {actual}.",
    ),
    ("GOLONGAN", "DATA_TIDAK_ADA"): Name("Riwayat golongan belum tercatat.", "No grade is on record."),
    ("RENTANG", "GAGAL"): Name(
        "Golongan {actual} sudah yang tertinggi bagi jabatan ini, {needed}.",
        "Grade {actual} is already the highest of this post, {needed}.",
    ),
    ("RENTANG", "DATA_TIDAK_ADA"): Name(
        "Golongan {actual} lebih dari satu tingkat di bawah rentang jabatan, {needed}; "
        "periksa riwayat golongan dan jabatan.",
        "Grade {actual} is more than one step below the range of the post, {needed}; "
        "check the records of grade and post.",
    ),
    ("BELUM_BUP", "BELUM_WAKTUNYA"): Name(
        "Belum mencapai batas usia pensiun; dapat berlaku mulai {date}.",
        "The retirement age is not reached; it can take effect from {date}.",
    ),
    ("MASA_PANGKAT", "BELUM_WAKTUNYA"): Name(
        "Masa dalam pangkat baru {actual} dari {needed} bulan; terpenuhi pada {date}.",
        "Time in grade is {actual} of {needed} months; it is reached on {date}.",
    ),
    ("MASA_JABATAN", "BELUM_WAKTUNYA"): Name(
        "Masa dalam jabatan baru {actual} dari {needed} bulan; terpenuhi pada {date}.",
        "Time in the post is {actual} of {needed} months; it is reached on {date}.",
    ),
    ("MASA_KERJA", "BELUM_WAKTUNYA"): Name(
        "Masa kerja baru {actual} dari {needed} bulan; terpenuhi pada {date}.",
        "Service is {actual} of {needed} months; it is reached on {date}.",
    ),
    ("PENGALAMAN_MANAJERIAL", "BELUM_WAKTUNYA"): Name(
        "Masa sebagai administrator atau ahli madya baru {actual} dari {needed} bulan; terpenuhi pada {date}.",
        "Time as administrator or senior expert is {actual} of {needed} months; it is reached on {date}.",
    ),
    ("PENGALAMAN", "BELUM_WAKTUNYA"): Name(
        "Pengalaman jabatan baru {actual} dari {needed} bulan; terpenuhi pada {date}.",
        "Experience in posts is {actual} of {needed} months; it is reached on {date}.",
    ),
    ("AK", "GAGAL"): Name(
        "Angka kredit {actual} dari {needed} yang disyaratkan.",
        "Credit is {actual} of the {needed} required.",
    ),
    ("AK", "DATA_TIDAK_ADA"): Name(
        "Angka kredit yang tercatat {actual} dari {needed}, tetapi riwayatnya belum lengkap.",
        "Credit on record is {actual} of {needed}, but the record is incomplete.",
    ),
    ("SKP", "GAGAL"): Name(
        "Predikat SKP tahun {item} ialah {actual}; syaratnya paling rendah {needed}. "
        "Paling awal terpenuhi pada {date}, bila SKP tahun-tahun berikutnya memenuhi syarat.",
        "The SKP predicate of {item} is {actual}; at least {needed} is required. "
        "This can be met on {date} at the earliest, if the SKP of the years to come are good enough.",
    ),
    ("SKP", "BELUM_WAKTUNYA"): Name(
        "SKP tahun {item} belum dapat dinilai; paling awal {date}, paling rendah {needed}.",
        "The SKP of {item} cannot be judged yet; from {date} on, at least {needed} is required.",
    ),
    ("SKP", "DATA_TIDAK_ADA"): Name(
        "SKP tahun {item} belum tercatat; syaratnya paling rendah {needed}.",
        "No SKP of {item} is on record; at least {needed} is required.",
    ),
    ("PENDIDIKAN", "GAGAL"): Name(
        "Pendidikan yang diakui {actual}; syaratnya paling rendah {needed}.",
        "The recognised education is {actual}; at least {needed} is required.",
    ),
    ("PENDIDIKAN", "DATA_TIDAK_ADA"): Name("Ijazah yang diakui belum tercatat.", "No recognised diploma is on record."),
    ("PLAFON_PENDIDIKAN", "GAGAL"): Name(
        "Ijazah yang diakui membatasi sampai {actual}, sedangkan tujuannya {needed}.",
        "The recognised diploma allows up to {actual}; the target is {needed}.",
    ),
    ("PLAFON_PENDIDIKAN", "DATA_TIDAK_ADA"): Name(
        "Ijazah yang diakui belum tercatat.", "No recognised diploma is on record."
    ),
    ("UJIAN_DINAS", "GAGAL"): Name(
        "Belum lulus {needed} dan tidak dikecualikan.",
        "{needed} has not been passed and no exemption applies.",
    ),
    ("UPKP", "GAGAL"): Name(
        "Belum lulus ujian penyesuaian kenaikan pangkat (UPKP).",
        "The exam for promotion by diploma (UPKP) has not been passed.",
    ),
    ("UJIKOM", "GAGAL"): Name(
        "Belum lulus uji kompetensi untuk jenjang {needed}.",
        "The competency test for the level {needed} has not been passed.",
    ),
    ("KEBUTUHAN", "GAGAL"): Name(
        "Tidak ada lowongan kebutuhan pada jenjang {needed}.", "There is no vacancy at the level {needed}."
    ),
    ("JABATAN_IJAZAH", "GAGAL"): Name(
        "Jabatan sekarang mensyaratkan {actual}, bukan {needed}.",
        "The present post asks for {actual}, not {needed}.",
    ),
    ("JABATAN_IJAZAH", "DATA_TIDAK_ADA"): Name(
        "Syarat pendidikan jabatan sekarang belum tercatat; ijazahnya {needed}.",
        "The education that the present post asks for is not on record; the diploma is {needed}.",
    ),
    ("PENETAPAN_PPK", "DATA_TIDAK_ADA"): Name(
        "Keputusan PPK tentang prestasi {actual} belum tercatat.",
        "The decree on the achievement {actual} is not on record.",
    ),
    ("HUKUMAN_SEDANG", "BELUM_WAKTUNYA"): Name(
        "Sedang menjalani hukuman disiplin sedang: {actual}, sampai {date}.",
        "Serving a medium disciplinary punishment: {actual}, until {date}.",
    ),
    ("HUKUMAN_SEDANG", "GAGAL"): Name(
        "Sedang menjalani hukuman disiplin sedang: {actual}, tanpa tanggal akhir.",
        "Serving a medium disciplinary punishment: {actual}, with no end date.",
    ),
    ("HUKUMAN_SETAHUN", "BELUM_WAKTUNYA"): Name(
        "Dijatuhi hukuman disiplin dalam setahun terakhir: {actual}, menghalangi sampai {date}.",
        "Punished within the last year: {actual}, a bar until {date}.",
    ),
    ("HUKUMAN_SETAHUN", "GAGAL"): Name(
        "Sedang menjalani hukuman disiplin: {actual}, tanpa tanggal akhir.",
        "Serving a disciplinary punishment: {actual}, with no end date.",
    ),
    ("HUKUMAN_BERAT", "BELUM_WAKTUNYA"): Name(
        "Sedang menjalani hukuman disiplin berat: {actual}, sampai {date}.",
        "Serving a heavy disciplinary punishment: {actual}, until {date}.",
    ),
    ("HUKUMAN_BERAT", "GAGAL"): Name(
        "Sedang menjalani hukuman disiplin berat: {actual}, tanpa tanggal akhir.",
        "Serving a heavy disciplinary punishment: {actual}, with no end date.",
    ),
    ("STATUS", "BELUM_WAKTUNYA"): Name(
        "Kedudukan hukum menghalangi: {actual}, sampai {date}.",
        "Barred by legal status: {actual}, until {date}.",
    ),
    ("STATUS", "GAGAL"): Name(
        "Kedudukan hukum menghalangi: {actual}, tanpa tanggal akhir.",
        "Barred by legal status: {actual}, with no end date.",
    ),
    ("CLTN", "BELUM_WAKTUNYA"): Name(
        "Sedang cuti di luar tanggungan negara sampai {date}.", "On unpaid leave (CLTN) until {date}."
    ),
    ("CLTN", "GAGAL"): Name(
        "Sedang cuti di luar tanggungan negara tanpa tanggal akhir.", "On unpaid leave (CLTN) with no end date."
    ),
    ("USIA", "GAGAL"): Name(
        "Batas usia pengangkatan lewat sesudah {needed}; paling awal diangkat {actual}.",
        "The age limit passes after {needed}; the earliest appointment is on {actual}.",
    ),
    ("BUP", "GAGAL"): Name(
        "Pensiun mulai {needed}, sebelum TMT paling awal {actual}.",
        "Retires from {needed}, before the earliest date {actual}.",
    ),
    ("PANGKAT_ATASAN", "GAGAL"): Name(
        "Golongan tujuan {actual} melampaui golongan atasan langsung, {needed}.",
        "The target grade {actual} exceeds the grade of the direct superior, {needed}.",
    ),
}
REQUIREMENTS = tuple(dict.fromkeys(requirement for requirement, _ in SENTENCES))
MONTHS = (
    Name("Januari", "January"), Name("Februari", "February"), Name("Maret", "March"), Name("April", "April"),
    Name("Mei", "May"), Name("Juni", "June"), Name("Juli", "July"), Name("Agustus", "August"),
    Name("September", "September"), Name("Oktober", "October"), Name("November", "November"),
    Name("Desember", "December"),
)  # fmt: skip


def find_requirement(finding: Finding) -> str:
    """Return what the rule of a finding asks: the longest requirement with which the rule's name begins."""
    name = finding.rule.removeprefix(f"{finding.path}_")
    return max((each for each in REQUIREMENTS if name.startswith(each)), key=len)


def tell(finding: Finding) -> Name:
    """Return the sentence about a finding in both languages."""
    template = SENTENCES[find_requirement(finding), finding.state]
    values = {"needed": finding.needed, "actual": finding.actual, "date": finding.turns_true_on}
    return Name(
        *(
            template[language].format(
                item=finding.item, **{name: _write(value, language) for name, value in values.items()}
            )
            for language in range(2)
        )
    )


def explain(findings: Iterable[Finding]) -> Name | None:
    """Return the sentences about all findings, in the order of requirements, of several years the latest first."""
    latest_first = sorted(findings, key=lambda finding: finding.item, reverse=True)
    told = [tell(each) for each in sorted(latest_first, key=lambda each: REQUIREMENTS.index(find_requirement(each)))]
    return Name(" ".join(each.id for each in told), " ".join(each.en for each in told)) if told else None


def _write(value: Told | date, language: int) -> str:
    """Write a value as people do: 1 April 2027, 12,5 (Indonesian) or 12.5, a name in the language."""
    if value is None:
        return "-"
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1][language]} {value.year}"
    if isinstance(value, Name):
        return value[language]
    if isinstance(value, Decimal):
        text = f"{value.normalize():f}"
        return text.replace(".", ",") if language == 0 else text
    return value
