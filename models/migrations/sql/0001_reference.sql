CREATE TABLE reference.award_kind (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    years_required INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_award_kind PRIMARY KEY (id),
    CONSTRAINT uq_award_kind_code UNIQUE (code)
);
COMMENT ON TABLE reference.award_kind IS 'Jenis penghargaan: tanda jasa dan penghargaan | Award kinds: decorations and awards';
COMMENT ON COLUMN reference.award_kind.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.award_kind.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.award_kind.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.award_kind.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.award_kind.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.award_kind.years_required IS 'Syarat masa kerja (tahun): kosong bila tidak ada | Years required: empty when none';
COMMENT ON COLUMN reference.award_kind.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.award_kind.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.award_kind.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.competency (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    kind VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_competency PRIMARY KEY (id),
    CONSTRAINT uq_competency_code UNIQUE (code),
    CONSTRAINT ck_competency_kind CHECK (kind IN ('MANAJERIAL', 'SOSIAL_KULTURAL', 'TEKNIS'))
);
COMMENT ON TABLE reference.competency IS 'Kompetensi: kompetensi manajerial, sosial kultural, dan teknis | Competencies: managerial, socio-cultural and technical';
COMMENT ON COLUMN reference.competency.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.competency.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.competency.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.competency.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.competency.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.competency.kind IS 'Jenis: rumpun kompetensi | Kind: family of the competency';
COMMENT ON COLUMN reference.competency.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.competency.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.competency.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.education_level (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_education_level PRIMARY KEY (id),
    CONSTRAINT uq_education_level_code UNIQUE (code)
);
COMMENT ON TABLE reference.education_level IS 'Tingkat pendidikan: jenjang ijazah | Education levels: levels of formal education';
COMMENT ON COLUMN reference.education_level.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.education_level.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.education_level.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.education_level.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.education_level.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.education_level.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.education_level.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.education_level.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.employment_type (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    scheme VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_employment_type PRIMARY KEY (id),
    CONSTRAINT uq_employment_type_code UNIQUE (code),
    CONSTRAINT ck_employment_type_scheme CHECK (scheme IN ('PNS', 'PPPK'))
);
COMMENT ON TABLE reference.employment_type IS 'Jenis kepegawaian: PNS, PPPK, PPPK paruh waktu | Employment types: PNS, PPPK, part-time PPPK';
COMMENT ON COLUMN reference.employment_type.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.employment_type.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.employment_type.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.employment_type.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.employment_type.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.employment_type.scheme IS 'Skema: PNS atau PPPK | Scheme: PNS or PPPK';
COMMENT ON COLUMN reference.employment_type.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.employment_type.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.employment_type.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.grade (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    scheme VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_grade PRIMARY KEY (id),
    CONSTRAINT uq_grade_code UNIQUE (code),
    CONSTRAINT uq_grade_scheme_ordinal UNIQUE (scheme, ordinal),
    CONSTRAINT ck_grade_scheme CHECK (scheme IN ('PNS', 'PPPK'))
);
COMMENT ON TABLE reference.grade IS 'Golongan: tingkat golongan PNS dan PPPK | Grades: grade ladder of PNS and PPPK';
COMMENT ON COLUMN reference.grade.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.grade.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.grade.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.grade.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.grade.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.grade.scheme IS 'Skema: PNS atau PPPK | Scheme: PNS or PPPK';
COMMENT ON COLUMN reference.grade.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.grade.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.grade.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.holiday (
    id BIGSERIAL NOT NULL,
    held_on DATE NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_holiday PRIMARY KEY (id),
    CONSTRAINT uq_holiday_held_on_name UNIQUE (held_on, name),
    CONSTRAINT ck_holiday_kind CHECK (kind IN ('LIBUR_NASIONAL', 'CUTI_BERSAMA', 'LIBUR_DAERAH'))
);
COMMENT ON TABLE reference.holiday IS 'Hari libur: libur nasional dan cuti bersama | Holidays: national holidays and collective leave';
COMMENT ON COLUMN reference.holiday.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.holiday.held_on IS 'Tanggal: hari libur | Date: the day';
COMMENT ON COLUMN reference.holiday.name IS 'Nama: nama hari libur | Name: name of the holiday';
COMMENT ON COLUMN reference.holiday.kind IS 'Jenis: libur atau cuti bersama | Kind: holiday or collective leave';
COMMENT ON COLUMN reference.holiday.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.holiday.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.holiday.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.leave_kind (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    is_for_pns BOOLEAN DEFAULT true NOT NULL,
    is_for_pppk BOOLEAN DEFAULT false NOT NULL,
    counts_working_days BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_leave_kind PRIMARY KEY (id),
    CONSTRAINT uq_leave_kind_code UNIQUE (code)
);
COMMENT ON TABLE reference.leave_kind IS 'Jenis cuti: menurut PP 11/2017 dan PP 49/2018 | Leave kinds: of PP 11/2017 and PP 49/2018';
COMMENT ON COLUMN reference.leave_kind.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.leave_kind.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.leave_kind.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.leave_kind.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.leave_kind.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.leave_kind.is_for_pns IS 'Untuk PNS: hak PNS | For PNS: a right of PNS';
COMMENT ON COLUMN reference.leave_kind.is_for_pppk IS 'Untuk PPPK: hak PPPK | For PPPK: a right of PPPK';
COMMENT ON COLUMN reference.leave_kind.counts_working_days IS 'Hitung hari kerja: bila tidak, hari kalender | Working days: otherwise calendar days';
COMMENT ON COLUMN reference.leave_kind.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.leave_kind.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.leave_kind.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.legal_status (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    counts_as_service BOOLEAN DEFAULT true NOT NULL,
    blocks_promotion BOOLEAN DEFAULT false NOT NULL,
    is_suspension BOOLEAN DEFAULT false NOT NULL,
    is_excluded_from_coverage BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_legal_status PRIMARY KEY (id),
    CONSTRAINT uq_legal_status_code UNIQUE (code)
);
COMMENT ON TABLE reference.legal_status IS 'Kedudukan hukum: keadaan hukum pegawai, misalnya aktif atau CLTN | Legal statuses: state of an employee in law, such as active or unpaid leave';
COMMENT ON COLUMN reference.legal_status.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.legal_status.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.legal_status.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.legal_status.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.legal_status.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.legal_status.counts_as_service IS 'Dihitung masa kerja: apakah masa ini menambah masa kerja | Counts as service: adds to service time';
COMMENT ON COLUMN reference.legal_status.blocks_promotion IS 'Menghalangi kenaikan pangkat: apakah kenaikan pangkat terhalang | Blocks promotion: whether promotion is barred';
COMMENT ON COLUMN reference.legal_status.is_suspension IS 'Pemberhentian sementara: apakah pegawai diberhentikan sementara | Suspension: whether the employee is suspended';
COMMENT ON COLUMN reference.legal_status.is_excluded_from_coverage IS 'Di luar cakupan diklat: tidak masuk penyebut cakupan pelatihan | Outside training coverage: left out of the coverage denominator';
COMMENT ON COLUMN reference.legal_status.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.legal_status.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.legal_status.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.region (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    kind VARCHAR(40) NOT NULL,
    parent_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_region PRIMARY KEY (id),
    CONSTRAINT uq_region_code UNIQUE (code),
    CONSTRAINT ck_region_kind CHECK (kind IN ('PROVINSI', 'KOTA', 'KABUPATEN')),
    CONSTRAINT fk_region_parent_id FOREIGN KEY(parent_id) REFERENCES reference.region (id) ON DELETE RESTRICT
);
CREATE INDEX ix_region_parent_id ON reference.region (parent_id);
COMMENT ON TABLE reference.region IS 'Wilayah: provinsi, kota, dan kabupaten dengan kode Kemendagri | Regions: provinces, cities and districts by Kemendagri code';
COMMENT ON COLUMN reference.region.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.region.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.region.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.region.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.region.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.region.kind IS 'Jenis: provinsi, kota, atau kabupaten | Kind: province, city or district';
COMMENT ON COLUMN reference.region.parent_id IS 'Induk: provinsinya | Parent: its province';
COMMENT ON COLUMN reference.region.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.region.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.region.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.regulation (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    title TEXT NOT NULL,
    valid_from DATE,
    valid_to DATE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_regulation PRIMARY KEY (id),
    CONSTRAINT uq_regulation_code UNIQUE (code),
    CONSTRAINT ck_regulation_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from)
);
COMMENT ON TABLE reference.regulation IS 'Peraturan: dasar hukum yang dirujuk keputusan dan aturan | Regulations: the law that decrees and rules cite';
COMMENT ON COLUMN reference.regulation.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.regulation.code IS 'Kode: misalnya PP-11-2017 | Code: for example PP-11-2017';
COMMENT ON COLUMN reference.regulation.title IS 'Judul: judul resmi peraturan | Title: official title';
COMMENT ON COLUMN reference.regulation.valid_from IS 'Mulai berlaku: tanggal peraturan mulai berlaku | In force from: first day in force';
COMMENT ON COLUMN reference.regulation.valid_to IS 'Tidak berlaku sejak: tanggal dicabut, kosong bila masih berlaku | Not in force from: day of repeal, empty while in force';
COMMENT ON COLUMN reference.regulation.note IS 'Catatan: keterangan dan tingkat keyakinan sumber | Note: remarks and confidence of the source';
COMMENT ON COLUMN reference.regulation.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.regulation.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.regulation.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.study_field (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_study_field PRIMARY KEY (id),
    CONSTRAINT uq_study_field_code UNIQUE (code)
);
COMMENT ON TABLE reference.study_field IS 'Bidang studi: jurusan atau program studi | Study fields: majors and programmes';
COMMENT ON COLUMN reference.study_field.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.study_field.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.study_field.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.study_field.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.study_field.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.study_field.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.study_field.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.study_field.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.training_kind (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    category VARCHAR(40) NOT NULL,
    mode VARCHAR(40) NOT NULL,
    leadership_level INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_training_kind PRIMARY KEY (id),
    CONSTRAINT uq_training_kind_code UNIQUE (code),
    CONSTRAINT ck_training_kind_leadership_level_range CHECK (leadership_level IS NULL OR leadership_level BETWEEN 1 AND 5),
    CONSTRAINT ck_training_kind_category CHECK (category IN ('DASAR', 'KEPEMIMPINAN', 'MANAJERIAL', 'TEKNIS', 'FUNGSIONAL', 'SOSIAL_KULTURAL', 'SEMINAR', 'BIMBINGAN')),
    CONSTRAINT ck_training_kind_mode CHECK (mode IN ('KLASIKAL', 'NONKLASIKAL'))
);
COMMENT ON TABLE reference.training_kind IS 'Jenis pelatihan: bentuk pengembangan kompetensi | Training kinds: forms of competence development';
COMMENT ON COLUMN reference.training_kind.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.training_kind.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.training_kind.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.training_kind.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.training_kind.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.training_kind.category IS 'Golongan pelatihan: tujuannya | Category: what it is for';
COMMENT ON COLUMN reference.training_kind.mode IS 'Cara: klasikal atau nonklasikal | Mode: in the classroom or not';
COMMENT ON COLUMN reference.training_kind.leadership_level IS 'Tingkat latihan jabatan: 1 sampai 5 untuk DUK, kosong bila bukan latihan jabatan | Leadership level: 1 to 5 for the DUK, empty for other training';
COMMENT ON COLUMN reference.training_kind.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.training_kind.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.training_kind.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.discipline_kind (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    severity VARCHAR(40) NOT NULL,
    duration_months INTEGER,
    is_termination BOOLEAN DEFAULT false NOT NULL,
    regulation_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_discipline_kind PRIMARY KEY (id),
    CONSTRAINT uq_discipline_kind_code UNIQUE (code),
    CONSTRAINT ck_discipline_kind_duration_positive CHECK (duration_months IS NULL OR duration_months > 0),
    CONSTRAINT ck_discipline_kind_severity CHECK (severity IN ('RINGAN', 'SEDANG', 'BERAT')),
    CONSTRAINT fk_discipline_kind_regulation_id FOREIGN KEY(regulation_id) REFERENCES reference.regulation (id) ON DELETE RESTRICT
);
CREATE INDEX ix_discipline_kind_regulation_id ON reference.discipline_kind (regulation_id);
COMMENT ON TABLE reference.discipline_kind IS 'Jenis hukuman disiplin: menurut PP 94/2021 dan PP 53/2010 | Discipline kinds: punishments of PP 94/2021 and PP 53/2010';
COMMENT ON COLUMN reference.discipline_kind.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.discipline_kind.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.discipline_kind.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.discipline_kind.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.discipline_kind.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.discipline_kind.severity IS 'Tingkat: ringan, sedang, atau berat | Severity: light, medium or heavy';
COMMENT ON COLUMN reference.discipline_kind.duration_months IS 'Lama (bulan): kosong bila tidak berjangka | Duration (months): empty when it has none';
COMMENT ON COLUMN reference.discipline_kind.is_termination IS 'Pemberhentian: apakah hubungan kerja berakhir | Termination: whether employment ends';
COMMENT ON COLUMN reference.discipline_kind.regulation_id IS 'Dasar hukum: peraturannya | Legal basis: the regulation';
COMMENT ON COLUMN reference.discipline_kind.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.discipline_kind.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.discipline_kind.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE reference.position_level (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT '0' NOT NULL,
    category VARCHAR(40) NOT NULL,
    lowest_grade_id BIGINT,
    highest_grade_id BIGINT,
    retirement_age INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_position_level PRIMARY KEY (id),
    CONSTRAINT uq_position_level_code UNIQUE (code),
    CONSTRAINT ck_position_level_category CHECK (category IN ('JPT', 'ADMINISTRATOR', 'PENGAWAS', 'JF_KEAHLIAN', 'JF_KETERAMPILAN', 'PELAKSANA')),
    CONSTRAINT fk_position_level_lowest_grade_id FOREIGN KEY(lowest_grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT fk_position_level_highest_grade_id FOREIGN KEY(highest_grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT
);
CREATE INDEX ix_position_level_highest_grade_id ON reference.position_level (highest_grade_id);
CREATE INDEX ix_position_level_lowest_grade_id ON reference.position_level (lowest_grade_id);
COMMENT ON TABLE reference.position_level IS 'Tingkat jabatan: eselon dan jenjang jabatan fungsional | Position levels: eselon and levels of functional posts';
COMMENT ON COLUMN reference.position_level.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.position_level.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.position_level.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.position_level.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.position_level.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.position_level.category IS 'Jenis jabatan: menurut UU 20/2023 | Category: kind of position under UU 20/2023';
COMMENT ON COLUMN reference.position_level.lowest_grade_id IS 'Golongan terendah: batas bawah golongan jabatan ini | Lowest grade: lower bound for this level';
COMMENT ON COLUMN reference.position_level.highest_grade_id IS 'Golongan tertinggi: batas atas golongan jabatan ini | Highest grade: upper bound for this level';
COMMENT ON COLUMN reference.position_level.retirement_age IS 'BUP: batas usia pensiun dalam tahun | Retirement age: in years';
COMMENT ON COLUMN reference.position_level.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.position_level.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.position_level.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
