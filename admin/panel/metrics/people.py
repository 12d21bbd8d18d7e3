"""The numbers about people: rank, presence, leave, and what falls due."""

from admin.panel.metrics.shape import CASES, DAYS, OF_A_UNIT, YEAR, Metric

READINESS = ("SIAP", "SIAP_6BLN", "TERHALANG", "DATA_TIDAK_LENGKAP", "PUNCAK")
INCREMENTS = "SUDAH_WAKTUNYA|PEMBERITAHUAN|DIJADWALKAN|DITUNDA|DATA_TIDAK_LENGKAP"  # not: retired by then
AWARDS = "DIUSULKAN|BELUM"
PROMOTIONS = "REGULER|STRUKTURAL|FUNGSIONAL"  # the paths of which only one is open to each PNS
PROPOSALS = ("BELUM_DIUSULKAN", "DRAF", "MENUNGGU", "LEWAT_TMT", "DITOLAK")
LEAVE = (*YEAR, "leave_kind_code")
COMING = (
    "Menurut keadaan pada tanggal data; keputusan yang datang dapat mengubah harinya | "
    "As things stand on the as-of date; decisions to come can change the day"
)
ON_SHEETS = (
    "Hanya hari yang sudah dicatat pada lembar kehadiran | Only days that are recorded on the sheets of attendance"
)

CAREER = (
    Metric(
        "duk_people",
        "PNS dalam daftar urut kepangkatan | PNS in the seniority list",
        "duk",
        by="grade_code",
        meaning="Banyaknya PNS yang mempunyai tempat dalam DUK | How many PNS have a place in the DUK",
        regulation="PP-15-1979",
        caveat="CPNS hanya bila instansi memilihnya; tanpa golongan tidak ada tempat | "
        "CPNS only where the agency says so; without a grade there is no place",
    ),
    Metric(
        "promotion_readiness_people",
        "PNS menurut kesiapan naik pangkat | PNS by readiness for promotion",
        "promotion_readiness",
        where={"readiness_class": "|".join(READINESS)},
        fixed=("path_code",),
        by="readiness_class",
        meaning="Banyaknya PNS yang jalur ini berlaku baginya, menurut kesiapannya | "
        "How many PNS the path applies to, by how ready they are",
        regulation="PP-99-2000",
        caveat="Seorang PNS dapat dihitung pada beberapa jalur; jangan dijumlahkan antarjalur | "
        "One PNS can be counted on several paths; never add paths up",
    ),
    Metric(
        "promotion_not_applicable",
        "PNS dan PPPK di luar jalur kenaikan pangkat | People outside a promotion path",
        "promotion_readiness",
        where={"readiness_class": "TIDAK_BERLAKU"},
        fixed=("path_code",),
        meaning="Banyaknya pegawai yang jalur ini tidak berlaku baginya | How many people the path does not apply to",
        regulation="PP-99-2000",
    ),
    Metric(
        "proposals_open",
        "Urusan usulan kenaikan pangkat | Promotion proposals to see to",
        "proposal_followup",
        where={"state_code": "|".join(PROPOSALS)},
        by="state_code",
        unit=CASES,
        meaning="Banyaknya PNS siap yang belum diusulkan, dan usulan yang belum berakhir dengan persetujuan | "
        "How many PNS are ready and not proposed, and how many proposals have not ended in approval",
    ),
    Metric(
        "proposals_approved",
        "Usulan kenaikan pangkat yang disetujui | Promotion proposals approved",
        "proposal_followup",
        where={"state_code": "DISETUJUI"},
        unit=CASES,
        meaning="Banyaknya usulan yang disetujui | How many proposals were approved",
    ),
)
DUE = (
    Metric(
        "kgb_coming",
        "Kenaikan gaji berkala yang akan datang | Salary increments to come",
        "kgb_due",
        where={"status_code": INCREMENTS},
        by="next_on",
        unit=CASES,
        meaning="Banyaknya pegawai menurut hari KGB berikutnya | How many people by the day of their next increment",
        regulation="PP-7-1977",
        caveat=COMING,
    ),
    Metric(
        "promotions_coming",
        "Kenaikan pangkat yang akan datang | Promotions to come",
        "promotion_readiness",
        where={"path_code": PROMOTIONS},
        by="earliest_tmt",
        unit=CASES,
        meaning="Banyaknya PNS menurut TMT paling awal pada jalur yang terbuka baginya | "
        "How many PNS by the earliest effective date on the path that is open to them",
        regulation="PP-99-2000",
        caveat=COMING,
    ),
    Metric(
        "pensions_coming",
        "Pensiun yang akan datang | Pensions to come",
        "retirement_forecast",
        by="leaves_on",
        unit=CASES,
        meaning="Banyaknya pegawai menurut hari mereka berhenti karena usia | "
        "How many people by the day on which age ends their service",
        regulation="PP-11-2017",
        caveat=COMING,
    ),
    Metric(
        "contracts_ending",
        "Kontrak PPPK yang berakhir | PPPK contracts that end",
        "contract_due",
        by="final_to",
        unit=CASES,
        meaning="Banyaknya PPPK menurut akhir kontrak terakhirnya | How many PPPK by the end of their last contract",
        regulation="PP-49-2018",
    ),
    Metric(
        "satyalancana_coming",
        "Satyalancana yang akan datang | Long service awards to come",
        "satyalancana_due",
        where={"status_code": AWARDS},
        by="next_batch_on",
        unit=CASES,
        meaning="Banyaknya pegawai menurut angkatan satyalancana berikutnya | "
        "How many people by the batch of their next long service award",
        regulation="PP-35-2010",
        caveat=COMING,
    ),
    Metric(
        "certificates_ending",
        "Sertifikat yang berakhir | Certificates that end",
        "certificate_due",
        by="expires_on",
        unit=CASES,
        meaning="Banyaknya sertifikat menurut hari berakhirnya | How many certificates by the day on which they end",
    ),
    Metric(
        "agreements_ending",
        "Perjanjian mitra yang berakhir | Agreements with partners that end",
        "partner_programme",
        where={"state_code": "BERLAKU|SEGERA_BERAKHIR"},
        by="valid_to",
        unit=CASES,
        meaning="Banyaknya perjanjian yang berlaku, menurut hari berakhirnya | "
        "How many agreements in force, by the day on which they end",
    ),
)
PRESENCE = (
    Metric(
        "absent_days",
        "Hari tidak masuk tanpa alasan sah | Days absent without reason",
        "attendance_month",
        "absent_days",
        by="month",
        unit=DAYS,
        regulation="PP-94-2021",
        caveat=ON_SHEETS,
    ),
    Metric(
        "leave_days",
        "Hari cuti | Days of leave",
        "attendance_month",
        "leave_days",
        by="month",
        unit=DAYS,
        caveat=ON_SHEETS,
    ),
    Metric(
        "present_days",
        "Hari hadir | Days present",
        "attendance_month",
        "present_days",
        by="month",
        unit=DAYS,
        caveat=ON_SHEETS,
    ),
    Metric(
        "duty_days",
        "Hari dinas luar | Days away on duty",
        "attendance_month",
        "duty_days",
        by="month",
        unit=DAYS,
        caveat=ON_SHEETS,
    ),
    Metric(
        "late_minutes",
        "Menit terlambat | Minutes late",
        "attendance_month",
        "late_minutes",
        by="month",
        unit="menit | minutes",
        caveat=ON_SHEETS,
    ),
    Metric(
        "leave_people",
        "Pegawai menurut sisa cuti | People by the leave they have left",
        "leave_balance",
        fixed=LEAVE,
        by="status_code",
        meaning="Banyaknya pegawai menurut keadaan cutinya | How many people by the state of their leave",
        regulation="PERBKN-24-2017",
    ),
    Metric(
        "leave_used_days",
        "Hari cuti terpakai | Days of leave used",
        "leave_balance",
        "used_days",
        fixed=LEAVE,
        by="status_code",
        unit=DAYS,
        regulation="PERBKN-24-2017",
    ),
    Metric(
        "leave_pending_days",
        "Hari cuti menunggu putusan | Days of leave not decided",
        "leave_balance",
        "pending_days",
        fixed=LEAVE,
        by="status_code",
        unit=DAYS,
        regulation="PERBKN-24-2017",
    ),
    Metric(
        "leave_left_days",
        "Hari cuti tersisa | Days of leave left",
        "leave_balance",
        "left_days",
        fixed=LEAVE,
        by="status_code",
        unit=DAYS,
        regulation="PERBKN-24-2017",
        caveat="Hari yang menunggu putusan sudah dikurangkan | Days that wait for a decision are taken off already",
    ),
)
HEADS = (
    Metric(
        "workforce_employees",
        "Pegawai menurut kelompok | People by group",
        "workforce_profile",
        "employees",
        fixed=("dimension_code", *OF_A_UNIT),
        by="group_code",
        caveat="Setiap unit memuat semua unit di bawahnya; jangan dijumlahkan antarunit atau antardimensi | "
        "Each unit holds all units below it; never add units or dimensions up",
    ),
    Metric(
        "headcount_pns",
        "PNS pada akhir bulan | PNS at the end of a month",
        "headcount_month",
        "closing_pns",
        fixed=("month_from",),
        caveat="Jumlah pada satu hari; jangan dijumlahkan antarbulan | A number on one day; never add months up",
    ),
    Metric(
        "headcount_pppk",
        "PPPK pada akhir bulan | PPPK at the end of a month",
        "headcount_month",
        "closing_pppk",
        fixed=("month_from",),
        caveat="Jumlah pada satu hari; jangan dijumlahkan antarbulan | A number on one day; never add months up",
    ),
)
PEOPLES = (*CAREER, *DUE, *PRESENCE, *HEADS)
