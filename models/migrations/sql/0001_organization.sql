CREATE TABLE personnel.agency (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    head_title VARCHAR(100) NOT NULL,
    region_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_agency PRIMARY KEY (id),
    CONSTRAINT uq_agency_code UNIQUE (code),
    CONSTRAINT ck_agency_kind CHECK (kind IN ('KOTA', 'KABUPATEN')),
    CONSTRAINT fk_agency_region_id FOREIGN KEY(region_id) REFERENCES reference.region (id) ON DELETE RESTRICT
);
CREATE INDEX ix_agency_region_id ON personnel.agency (region_id);
COMMENT ON TABLE personnel.agency IS 'Instansi: pemerintah kota atau kabupaten | Agencies: city or district governments';
COMMENT ON COLUMN personnel.agency.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.agency.code IS 'Kode: kode instansi | Code: code of the agency';
COMMENT ON COLUMN personnel.agency.name IS 'Nama: nama resmi instansi | Name: official name';
COMMENT ON COLUMN personnel.agency.kind IS 'Jenis: kota atau kabupaten | Kind: city or district';
COMMENT ON COLUMN personnel.agency.head_title IS 'Sebutan kepala daerah: Wali Kota atau Bupati | Title of the head: Wali Kota or Bupati';
COMMENT ON COLUMN personnel.agency.region_id IS 'Wilayah: wilayah instansi | Region: region of the agency';
COMMENT ON COLUMN personnel.agency.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.agency.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.agency.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.position_title (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    position_level_id BIGINT NOT NULL,
    job_class INTEGER,
    is_teacher BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_position_title PRIMARY KEY (id),
    CONSTRAINT uq_position_title_code UNIQUE (code),
    CONSTRAINT ck_position_title_job_class_range CHECK (job_class IS NULL OR job_class BETWEEN 1 AND 17),
    CONSTRAINT fk_position_title_position_level_id FOREIGN KEY(position_level_id) REFERENCES reference.position_level (id) ON DELETE RESTRICT
);
CREATE INDEX ix_position_title_name_trgm ON personnel.position_title USING gin (name gin_trgm_ops);
CREATE INDEX ix_position_title_position_level_id ON personnel.position_title (position_level_id);
COMMENT ON TABLE personnel.position_title IS 'Nama jabatan: nomenklatur jabatan dengan tingkatnya | Position titles: names of posts with their level';
COMMENT ON COLUMN personnel.position_title.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.position_title.code IS 'Kode: kode jabatan | Code: code of the title';
COMMENT ON COLUMN personnel.position_title.name IS 'Nama: nama jabatan | Name: name of the position';
COMMENT ON COLUMN personnel.position_title.position_level_id IS 'Tingkat jabatan: eselon atau jenjang | Level: eselon or jenjang';
COMMENT ON COLUMN personnel.position_title.job_class IS 'Kelas jabatan: 1 sampai 17 | Job class: 1 to 17';
COMMENT ON COLUMN personnel.position_title.is_teacher IS 'Guru: jabatan guru, BUP 60 menurut UU 14/2005 | Teacher: retires at 60 under UU 14/2005';
COMMENT ON COLUMN personnel.position_title.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.position_title.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.position_title.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.unit (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    parent_id BIGINT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT uq_unit_agency_id_code UNIQUE (agency_id, code),
    CONSTRAINT ck_unit_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_unit_not_own_parent CHECK (parent_id <> id),
    CONSTRAINT fk_unit_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT ck_unit_kind CHECK (kind IN ('PEMERINTAH', 'SEKRETARIAT', 'INSPEKTORAT', 'DINAS', 'BADAN', 'KECAMATAN', 'KELURAHAN', 'PUSKESMAS', 'RUMAH_SAKIT', 'SEKOLAH', 'BIDANG', 'SUBBAGIAN', 'UPT')),
    CONSTRAINT fk_unit_parent_id FOREIGN KEY(parent_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT
);
CREATE INDEX ix_unit_agency_id ON personnel.unit (agency_id);
CREATE INDEX ix_unit_name_trgm ON personnel.unit USING gin (name gin_trgm_ops);
CREATE INDEX ix_unit_parent_id ON personnel.unit (parent_id);
COMMENT ON TABLE personnel.unit IS 'Unit kerja: perangkat daerah dan bagiannya | Units: offices and their parts';
COMMENT ON COLUMN personnel.unit.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.unit.agency_id IS 'Instansi: pemilik unit | Agency: owner of the unit';
COMMENT ON COLUMN personnel.unit.code IS 'Kode: kode unit dalam instansi | Code: code within the agency';
COMMENT ON COLUMN personnel.unit.name IS 'Nama: nama unit kerja | Name: name of the unit';
COMMENT ON COLUMN personnel.unit.kind IS 'Jenis: jenis unit kerja | Kind: kind of unit';
COMMENT ON COLUMN personnel.unit.parent_id IS 'Unit induk: unit di atasnya | Parent unit: the unit above it';
COMMENT ON COLUMN personnel.unit.valid_from IS 'Berlaku mulai: tanggal unit dibentuk | Valid from: day the unit was formed';
COMMENT ON COLUMN personnel.unit.valid_to IS 'Berlaku sampai: tanggal unit dihapus, kosong bila masih ada | Valid to: day the unit was dissolved, empty while it exists';
COMMENT ON COLUMN personnel.unit.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.unit.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.unit.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.seat (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    position_title_id BIGINT NOT NULL,
    superior_seat_id BIGINT,
    job_class INTEGER,
    needed_count INTEGER DEFAULT '1' NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_seat PRIMARY KEY (id),
    CONSTRAINT ex_seat_unit_title EXCLUDE USING gist (unit_id WITH =, position_title_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_seat_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_seat_needed_count_not_negative CHECK (needed_count >= 0),
    CONSTRAINT ck_seat_job_class_range CHECK (job_class IS NULL OR job_class BETWEEN 1 AND 17),
    CONSTRAINT fk_seat_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_position_title_id FOREIGN KEY(position_title_id) REFERENCES personnel.position_title (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_superior_seat_id FOREIGN KEY(superior_seat_id) REFERENCES personnel.seat (id) ON DELETE RESTRICT
);
CREATE INDEX ix_seat_position_title_id ON personnel.seat (position_title_id);
CREATE INDEX ix_seat_superior_seat_id ON personnel.seat (superior_seat_id);
CREATE INDEX ix_seat_unit_id ON personnel.seat (unit_id);
COMMENT ON TABLE personnel.seat IS 'Peta jabatan: jabatan pada unit dengan jumlah kebutuhannya | Seats: a title in a unit with the number of people needed';
COMMENT ON COLUMN personnel.seat.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.seat.unit_id IS 'Unit kerja: tempat jabatan | Unit: where the seat is';
COMMENT ON COLUMN personnel.seat.position_title_id IS 'Nama jabatan: jabatannya | Position title: the title';
COMMENT ON COLUMN personnel.seat.superior_seat_id IS 'Jabatan atasan: atasan langsung | Superior seat: the direct superior';
COMMENT ON COLUMN personnel.seat.job_class IS 'Kelas jabatan: bila berbeda dari nama jabatan | Job class: when it differs from the title';
COMMENT ON COLUMN personnel.seat.needed_count IS 'Kebutuhan: jumlah pegawai yang diperlukan | Needed: people needed';
COMMENT ON COLUMN personnel.seat.valid_from IS 'Berlaku mulai: awal berlaku | Valid from: first day';
COMMENT ON COLUMN personnel.seat.valid_to IS 'Berlaku sampai: kosong bila masih berlaku | Valid to: empty while in force';
COMMENT ON COLUMN personnel.seat.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.seat.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.seat.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.seat_requirement (
    id BIGSERIAL NOT NULL,
    seat_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    grade_id BIGINT,
    education_level_id BIGINT,
    study_field_id BIGINT,
    training_kind_id BIGINT,
    competency_id BIGINT,
    minimum NUMERIC(6, 2),
    is_mandatory BOOLEAN DEFAULT false NOT NULL,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_seat_requirement PRIMARY KEY (id),
    CONSTRAINT ck_seat_requirement_names_its_subject CHECK (CASE kind WHEN 'GOLONGAN' THEN grade_id IS NOT NULL WHEN 'PENDIDIKAN' THEN education_level_id IS NOT NULL WHEN 'BIDANG_STUDI' THEN study_field_id IS NOT NULL WHEN 'PELATIHAN' THEN training_kind_id IS NOT NULL WHEN 'KOMPETENSI' THEN competency_id IS NOT NULL AND minimum IS NOT NULL ELSE minimum IS NOT NULL END),
    CONSTRAINT fk_seat_requirement_seat_id FOREIGN KEY(seat_id) REFERENCES personnel.seat (id) ON DELETE RESTRICT,
    CONSTRAINT ck_seat_requirement_kind CHECK (kind IN ('GOLONGAN', 'PENDIDIKAN', 'BIDANG_STUDI', 'PELATIHAN', 'KOMPETENSI', 'PENGALAMAN')),
    CONSTRAINT fk_seat_requirement_grade_id FOREIGN KEY(grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_requirement_education_level_id FOREIGN KEY(education_level_id) REFERENCES reference.education_level (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_requirement_study_field_id FOREIGN KEY(study_field_id) REFERENCES reference.study_field (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_requirement_training_kind_id FOREIGN KEY(training_kind_id) REFERENCES reference.training_kind (id) ON DELETE RESTRICT,
    CONSTRAINT fk_seat_requirement_competency_id FOREIGN KEY(competency_id) REFERENCES reference.competency (id) ON DELETE RESTRICT
);
CREATE INDEX ix_seat_requirement_competency_id ON personnel.seat_requirement (competency_id);
CREATE INDEX ix_seat_requirement_education_level_id ON personnel.seat_requirement (education_level_id);
CREATE INDEX ix_seat_requirement_grade_id ON personnel.seat_requirement (grade_id);
CREATE INDEX ix_seat_requirement_seat_id ON personnel.seat_requirement (seat_id);
CREATE INDEX ix_seat_requirement_study_field_id ON personnel.seat_requirement (study_field_id);
CREATE INDEX ix_seat_requirement_training_kind_id ON personnel.seat_requirement (training_kind_id);
COMMENT ON TABLE personnel.seat_requirement IS 'Syarat jabatan: syarat sebuah jabatan pada peta jabatan | Seat requirements: what a seat asks of its holder';
COMMENT ON COLUMN personnel.seat_requirement.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.seat_requirement.seat_id IS 'Jabatan: yang mensyaratkan | Seat: that asks it';
COMMENT ON COLUMN personnel.seat_requirement.kind IS 'Jenis syarat: apa yang disyaratkan | Kind: what is asked';
COMMENT ON COLUMN personnel.seat_requirement.grade_id IS 'Golongan: paling rendah | Grade: at the least';
COMMENT ON COLUMN personnel.seat_requirement.education_level_id IS 'Pendidikan: paling rendah | Education: at the least';
COMMENT ON COLUMN personnel.seat_requirement.study_field_id IS 'Bidang studi: yang sesuai | Study field: that fits';
COMMENT ON COLUMN personnel.seat_requirement.training_kind_id IS 'Pelatihan: yang harus diikuti | Training: that must be passed';
COMMENT ON COLUMN personnel.seat_requirement.competency_id IS 'Kompetensi: yang diukur | Competency: that is measured';
COMMENT ON COLUMN personnel.seat_requirement.minimum IS 'Nilai paling rendah: tingkat kompetensi atau tahun pengalaman | Minimum: competency level or years of experience';
COMMENT ON COLUMN personnel.seat_requirement.is_mandatory IS 'Wajib: bila tidak, hanya diutamakan | Mandatory: otherwise only preferred';
COMMENT ON COLUMN personnel.seat_requirement.note IS 'Catatan: keterangan syarat | Note: remarks';
COMMENT ON COLUMN personnel.seat_requirement.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.seat_requirement.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.seat_requirement.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
