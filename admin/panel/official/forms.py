"""The customary forms of the official lists, as data. Lists are in Indonesian whatever the reader's language."""

from dataclasses import dataclass
from typing import Final

from models.base import Record
from models.people import FamilyMember


@dataclass(frozen=True)
class Column:
    """One column of a list.

    Attributes:
        heading: what stands above it.
        fields: columns of the mart, or SQL of them, each on a line of its own; none for a column to write in by hand.
        width: share of the page's width.
        group: the heading that it shares with its neighbours, if it does.
        is_summed: whether the last row tells its total.
    """

    heading: str
    fields: tuple[str, ...]
    width: int
    group: str = ""
    is_summed: bool = False


@dataclass(frozen=True)
class ListForm:
    """One official list.

    Attributes:
        name: its address.
        label: `Judul | Title` on the page.
        help: `Kalimat | Sentence`: whom or what it lists.
        title: its heading, a line each.
        source: the mart or the table that it is read from, as exports are noted.
        columns: after the row number.
        order: SQL of the order.
        condition: SQL of the rows, where not all are wanted.
        is_yearly: whether the mart has a row for each year.
        records: SQL of the rows, with agency, unit and employee, where they are records that no mart holds.
        of: the table of these records: the list is for those who may see it, and may be of one employee.
    """

    name: str
    label: str
    help: str
    title: tuple[str, ...]
    source: str
    columns: tuple[Column, ...]
    order: str
    condition: str = "true"
    is_yearly: bool = False
    records: str = ""
    of: type[Record] | None = None


STATUS: Final = "case when legal_status_code <> 'AKTIF' then legal_status_label_id end"
PERSON: Final = Column("NAMA / NIP", ("full_name", "nip"), 28)
UNIT: Final = Column("UNIT KERJA", ("unit_name",), 24)
SERVICE: Final = (
    Column("THN", ("service_years",), 6, "MASA KERJA"),
    Column("BLN", ("service_months",), 6, "MASA KERJA"),
)

DUK: Final = ListForm(
    "duk",
    "Daftar urut kepangkatan (DUK) | Seniority list (DUK)",
    "Semua PNS menurut urutan kepangkatan | Every PNS in the order of seniority",
    ("DAFTAR URUT KEPANGKATAN PEGAWAI NEGERI SIPIL",),
    "duk",
    (
        PERSON,
        Column("GOL.", ("grade_code",), 8, "PANGKAT"),
        Column("TMT", ("grade_tmt",), 14, "PANGKAT"),
        Column("NAMA", ("position_name",), 28, "JABATAN"),
        Column("TMT", ("position_tmt",), 14, "JABATAN"),
        *SERVICE,
        Column("NAMA", ("leadership_course_label_id",), 18, "LATIHAN JABATAN"),
        Column("TANGGAL", ("leadership_on",), 14, "LATIHAN JABATAN"),
        Column("NAMA", ("institution", "study_field_name"), 26, "PENDIDIKAN"),
        Column("LULUS", ("graduated_year",), 9, "PENDIDIKAN"),
        Column("IJAZAH", ("education_level_label_id",), 12, "PENDIDIKAN"),
        Column("USIA", ("age_years",), 8),
        Column("CATATAN MUTASI", (), 16),
        Column("KET.", (STATUS,), 14),
    ),
    "rank_agency",
)
ROLL: Final = ListForm(
    "nominatif",
    "Daftar nominatif | Nominal roll",
    "Semua PNS dan PPPK menurut unit | Every PNS and PPPK by unit",
    ("DAFTAR NOMINATIF APARATUR SIPIL NEGARA",),
    "employee_current",
    (
        PERSON,
        Column("L/P", ("sex",), 6),
        Column("TEMPAT, TANGGAL LAHIR", ("birth_place", "born_on"), 17),
        Column("JENIS", ("employment_type_code",), 11),
        Column("GOL.", ("grade_code",), 8, "PANGKAT"),
        Column("TMT", ("grade_tmt",), 14, "PANGKAT"),
        Column("NAMA", ("position_name", "position_level_label_id"), 30, "JABATAN"),
        Column("TMT", ("position_tmt",), 14, "JABATAN"),
        UNIT,
        *SERVICE,
        Column("TINGKAT", ("education_level_label_id",), 12, "PENDIDIKAN"),
        Column("JURUSAN", ("study_field_name",), 20, "PENDIDIKAN"),
        Column("LULUS", ("graduated_year",), 9, "PENDIDIKAN"),
        Column("KET.", (STATUS,), 14),
    ),
    "unit_code, position_rank desc, grade_ordinal desc nulls last, full_name, employee_id",
)
POSTS: Final = ListForm(
    "bezetting",
    "Bezetting jabatan | Posts filled and vacant",
    "Kebutuhan setiap jabatan, yang terisi, dan yang lowong | What every post needs, has and lacks",
    ("DAFTAR BEZETTING JABATAN",),
    "bezetting",
    (
        Column("UNIT KERJA", ("unit_name",), 40),
        Column("JABATAN", ("position_name",), 50),
        Column("TINGKAT", ("position_level_label_id",), 24),
        Column("KELAS", ("job_class",), 9),
        Column("KEBUTUHAN", ("needed",), 14, is_summed=True),
        Column("TERISI", ("filled",), 11, is_summed=True),
        Column("PLT/PLH", ("acting",), 11, is_summed=True),
        Column("LOWONG", ("vacant",), 11, is_summed=True),
        Column("LEBIH", ("surplus",), 10, is_summed=True),
        Column("PENSIUN", ("retiring_12_months",), 12, "DALAM 12 BULAN", is_summed=True),
        Column("LOWONG", ("vacant_in_12_months",), 12, "DALAM 12 BULAN", is_summed=True),
        Column("KET.", (), 18),
    ),
    "unit_code, job_class desc nulls last, position_name, position_title_id",
)
PROMOTIONS: Final = ListForm(
    "penjagaan-kenaikan-pangkat",
    "Penjagaan kenaikan pangkat | Promotions coming up",
    "Yang memenuhi syarat kini atau dalam enam bulan, menurut jalurnya | "
    "Who is eligible now or within six months, by path",
    ("DAFTAR PENJAGAAN KENAIKAN PANGKAT",),
    "promotion_readiness",
    (
        PERSON,
        Column("JABATAN", ("position_name",), 30),
        UNIT,
        Column("GOL.", ("grade_code",), 8, "PANGKAT KINI"),
        Column("TMT", ("grade_from",), 14, "PANGKAT KINI"),
        Column("GOL.", ("target_grade_code",), 8, "YANG DIUSULKAN"),
        Column("TMT", ("earliest_tmt",), 14, "YANG DIUSULKAN"),
        Column("JENIS KENAIKAN", ("path_label_id",), 22),
        Column("KESIAPAN", ("readiness_label_id",), 18),
        Column("KET.", (), 20),
    ),
    "earliest_tmt, full_name, employee_id, path_code",
    "readiness_class in ('SIAP', 'SIAP_6BLN')",
)
INCREMENTS: Final = ListForm(
    "penjagaan-kgb",
    "Penjagaan kenaikan gaji berkala | Salary increments coming up",
    "Kenaikan gaji berkala sampai dua belas bulan ke depan | Increments within the next twelve months",
    ("DAFTAR PENJAGAAN KENAIKAN GAJI BERKALA",),
    "kgb_due",
    (
        PERSON,
        Column("GOL.", ("grade_code",), 8),
        Column("JABATAN", ("position_name",), 30),
        UNIT,
        *SERVICE,
        Column("GAJI POKOK", ("base_salary",), 16),
        Column("JADWAL", ("scheduled_on",), 14, "KGB BERIKUTNYA"),
        Column("TMT", ("next_on",), 14, "KGB BERIKUTNYA"),
        Column("PEMBERITAHUAN", ("notice_on",), 16, "KGB BERIKUTNYA"),
        Column("KEADAAN", ("status_label_id",), 20),
        Column("KET.", ("blockers_id",), 22),
    ),
    "next_on, full_name, employee_id",
    "next_on < as_of_date + interval '12 months'",
)
PENSIONS: Final = ListForm(
    "penjagaan-pensiun",
    "Penjagaan pensiun | Pensions coming up",
    "Yang mencapai batas usia pensiun sampai dua puluh empat bulan ke depan | "
    "Who reaches the retirement age within the next twenty-four months",
    ("DAFTAR PENJAGAAN PENSIUN",),
    "retirement_forecast",
    (
        PERSON,
        Column("TANGGAL LAHIR", ("born_on",), 14),
        Column("JENIS", ("employment_type_code",), 11),
        Column("GOL.", ("grade_code",), 8),
        Column("JABATAN", ("position_name",), 32),
        UNIT,
        Column("BUP", ("retirement_age",), 8),
        Column("MENCAPAI BUP", ("reached_on",), 15),
        Column("TMT PENSIUN", ("pension_on",), 15),
        Column("JABATAN YANG LOWONG", ("seat_name",), 30),
        Column("KET.", (), 18),
    ),
    "leaves_on, full_name, employee_id",
    "horizon_code in ('SUDAH_LEWAT', 'DALAM_12_BULAN', 'DALAM_24_BULAN')",
)
CERTIFICATES: Final = ListForm(
    "penjagaan-sertifikat",
    "Penjagaan sertifikat | Certificates coming to an end",
    "Sertifikat yang berakhir sampai dua belas bulan ke depan, atau baru berakhir | "
    "Certificates that end within the next twelve months, or have just ended",
    ("DAFTAR PENJAGAAN MASA BERLAKU SERTIFIKAT",),
    "certificate_due",
    (
        PERSON,
        Column("JABATAN", ("position_name",), 28),
        UNIT,
        Column("PELATIHAN", ("title",), 32, "SERTIFIKAT"),
        Column("NOMOR", ("certificate_number",), 22, "SERTIFIKAT"),
        Column("BERAKHIR", ("expires_on",), 14, "SERTIFIKAT"),
        Column("KEADAAN", ("status_label_id",), 16),
        Column("KEADAAN", ("renewal_label_id",), 24, "PEMBARUAN"),
        Column("ANGKATAN", ("session_name", "starts_on"), 24, "PEMBARUAN"),
        Column("KET.", (), 16),
    ),
    "expires_on, full_name, employee_id, completion_id",
    "expires_on < as_of_date + interval '12 months'",
)
AGREEMENTS: Final = ListForm(
    "penjagaan-perjanjian",
    "Penjagaan perjanjian kerja sama | Agreements coming to an end",
    "Perjanjian dengan mitra pelatihan yang berakhir sampai dua belas bulan ke depan | "
    "Agreements with training partners that end within the next twelve months",
    ("DAFTAR PENJAGAAN PERJANJIAN KERJA SAMA PELATIHAN",),
    "partner_programme",
    (
        Column("MITRA", ("partner_name", "partner_kind_label_id"), 36),
        Column("NOMOR", ("number",), 24, "PERJANJIAN"),
        Column("PERIHAL", ("subject",), 40, "PERJANJIAN"),
        Column("MULAI", ("valid_from",), 14, "PERJANJIAN"),
        Column("BERAKHIR", ("valid_to",), 14, "PERJANJIAN"),
        Column("SISA HARI", ("days_to_expiry",), 10),
        Column("DIPERPANJANG DENGAN", ("renewed_by_number",), 24),
        Column("PESERTA", ("participants",), 11, is_summed=True),
        Column("JP", ("hours_delivered",), 11),
        Column("KET.", (), 20),
    ),
    "valid_to, partner_name, partner_agreement_id",
    "state_code in ('BERLAKU', 'SEGERA_BERAKHIR') and valid_to < as_of_date + interval '12 months'",
    records="""
        select
            programme.*, null::bigint as employee_id,
            (
                select min(unit.id) from personnel.unit
                where unit.agency_id = programme.agency_id and unit.parent_id is null
            ) as unit_id
        from marts.partner_programme as programme
    """,
)
TRAINING: Final = ListForm(
    "rekap-diklat",
    "Rekapitulasi diklat | Training in summary",
    "Capaian jam pelajaran setiap unit dalam setahun | The training hours of every unit in a year",
    ("REKAPITULASI PENGEMBANGAN KOMPETENSI",),
    "training_coverage",
    (
        Column("UNIT KERJA", ("unit_name",), 60),
        Column("WAJIB", ("employees",), 14, "PEGAWAI"),
        Column("MENCAPAI", ("met",), 14, "PEGAWAI"),
        Column("BELUM", ("not_met",), 14, "PEGAWAI"),
        Column("DIKECUALIKAN", ("excluded",), 16, "PEGAWAI"),
        Column("CAKUPAN (%)", ("coverage_pct",), 14),
        Column("RATA-RATA", ("mean_hours",), 14, "JAM PELAJARAN"),
        Column("MEDIAN", ("median_hours",), 14, "JAM PELAJARAN"),
        Column("TANPA PELATIHAN 3 TAHUN", ("never_trained_3y",), 20),
        Column("KET.", (), 20),
    ),
    "unit_code, unit_id",
    is_yearly=True,
)
LEAVE: Final = ListForm(
    "rekap-cuti",
    "Rekapitulasi cuti tahunan | Annual leave in summary",
    "Hak, pemakaian, dan sisa cuti tahunan setiap pegawai | "
    "The right, use and balance of every employee's annual leave",
    ("REKAPITULASI CUTI TAHUNAN",),
    "leave_balance",
    (
        PERSON,
        UNIT,
        Column("TAHUN INI", ("own_days",), 12, "HAK (HARI)"),
        Column("BAWAAN", ("carried_days",), 12, "HAK (HARI)"),
        Column("JUMLAH", ("right_days",), 12, "HAK (HARI)"),
        Column("DIAMBIL", ("used_days",), 12),
        Column("DIPROSES", ("pending_days",), 12),
        Column("SISA", ("left_days",), 12),
        Column("DITANGGUHKAN", ("deferred_days",), 15),
        Column("KEADAAN", ("status_label_id",), 20),
        Column("KET.", (), 20),
    ),
    "unit_name, full_name, employee_id",
    "leave_kind_code = 'TAHUNAN'",
    is_yearly=True,
)
FAMILY: Final = ListForm(
    "kp4",
    "Daftar keluarga untuk tunjangan (KP4) | Families for the allowance (KP4)",
    "Keluarga setiap pegawai seperti tercatat, dan siapa yang masuk tunjangan | "
    "The family of every employee as recorded, and who counts for the allowance",
    ("DAFTAR KELUARGA UNTUK PEMBAYARAN TUNJANGAN KELUARGA (KP4)",),
    "personnel.family_member",
    (
        PERSON,
        Column("GOL.", ("grade_code",), 8),
        UNIT,
        Column("NAMA", ("member_name",), 28, "KELUARGA"),
        Column("HUBUNGAN", ("relation",), 14, "KELUARGA"),
        Column("L/P", ("member_sex",), 6, "KELUARGA"),
        Column("TANGGAL LAHIR", ("member_born_on",), 15, "KELUARGA"),
        Column("USIA", ("member_age",), 8, "KELUARGA"),
        Column("TUNJANGAN", ("allowance",), 13, "KELUARGA"),
        Column("KET.", (), 24),
    ),
    "full_name, employee_id, position(kinship in 'PASANGAN ANAK ORANG_TUA'), member_born_on, member_id",
    records="""
        select
            roster.agency_id, roster.unit_id, roster.unit_name, roster.employee_id, roster.full_name, roster.nip,
            roster.grade_code, member.id as member_id, member.name as member_name, member.kinship,
            case
                when member.kinship = 'ANAK' then 'Anak'
                when member.kinship = 'ORANG_TUA' then 'Orang tua'
                when member.sex = 'P' then 'Istri'
                when member.sex = 'L' then 'Suami'
                else 'Suami/istri'
            end as relation,
            member.sex as member_sex, member.born_on as member_born_on,
            extract(year from age(roster.as_of_date, member.born_on))::integer as member_age,
            case when member.is_dependent then 'Ya' else 'Tidak' end as allowance
        from marts.employee_current as roster
        join personnel.employee on employee.id = roster.employee_id
        join personnel.family_member as member on member.person_id = employee.person_id
    """,
    of=FamilyMember,
)
FORMS: Final = {
    form.name: form
    for form in (
        *(DUK, ROLL, POSTS, PROMOTIONS, INCREMENTS, PENSIONS, CERTIFICATES, AGREEMENTS, TRAINING, LEAVE, FAMILY),
    )
}
