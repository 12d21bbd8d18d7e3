-- Recruitment: rounds, their stages, formations, applicants, and how far each applicant came.

ALTER TABLE stewardship.role_right
    DROP CONSTRAINT ck_role_right_area,
    ADD CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'organization', 'career', 'performance', 'training', 'conduct', 'attendance', 'service', 'engagement', 'recruitment', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive'));

CREATE TABLE personnel.recruitment_round (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    year INTEGER NOT NULL,
    scheme VARCHAR(40) NOT NULL,
    announced_on DATE NOT NULL,
    registration_ends_on DATE NOT NULL,
    announcement VARCHAR(100),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_recruitment_round PRIMARY KEY (id),
    CONSTRAINT uq_recruitment_round_code UNIQUE (code),
    CONSTRAINT ck_recruitment_round_year_range CHECK (year BETWEEN 2000 AND 2100),
    CONSTRAINT ck_recruitment_round_registration_ends_after_announced CHECK (registration_ends_on >= announced_on),
    CONSTRAINT fk_recruitment_round_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT ck_recruitment_round_scheme CHECK (scheme IN ('PNS', 'PPPK'))
);
CREATE INDEX ix_recruitment_round_agency_id ON personnel.recruitment_round (agency_id);
COMMENT ON TABLE personnel.recruitment_round IS 'Pengadaan ASN: satu seleksi CPNS atau PPPK | Recruitment rounds: one selection of CPNS or PPPK';
COMMENT ON COLUMN personnel.recruitment_round.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.recruitment_round.agency_id IS 'Instansi: yang mengadakan | Agency: that recruits';
COMMENT ON COLUMN personnel.recruitment_round.code IS 'Kode: untuk menyebut pengadaan dalam berkas | Code: names it in files';
COMMENT ON COLUMN personnel.recruitment_round.name IS 'Nama: misalnya CPNS 2025 | Name: such as CPNS 2025';
COMMENT ON COLUMN personnel.recruitment_round.year IS 'Tahun: tahun pengadaan CASN | Year: of the recruitment';
COMMENT ON COLUMN personnel.recruitment_round.scheme IS 'Skema: CPNS atau PPPK | Scheme: CPNS or PPPK';
COMMENT ON COLUMN personnel.recruitment_round.announced_on IS 'Diumumkan: tanggal pengumuman | Announced on: day';
COMMENT ON COLUMN personnel.recruitment_round.registration_ends_on IS 'Pendaftaran ditutup: hari terakhir | Registration ends on: last day';
COMMENT ON COLUMN personnel.recruitment_round.announcement IS 'Nomor pengumuman: bila ada | Announcement: its number, if any';
COMMENT ON COLUMN personnel.recruitment_round.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.recruitment_round.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.recruitment_round.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.recruitment_round FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.recruitment_stage (
    id BIGSERIAL NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    sequence INTEGER NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    highest_score NUMERIC(6, 2),
    results_on DATE,
    objection_from DATE,
    objection_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_recruitment_stage PRIMARY KEY (id),
    CONSTRAINT uq_recruitment_stage_recruitment_round_id_stage UNIQUE (recruitment_round_id, stage),
    CONSTRAINT uq_recruitment_stage_recruitment_round_id_sequence UNIQUE (recruitment_round_id, sequence),
    CONSTRAINT ck_recruitment_stage_sequence_positive CHECK (sequence > 0),
    CONSTRAINT ck_recruitment_stage_ends_on_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ck_recruitment_stage_highest_score_positive CHECK (highest_score > 0),
    CONSTRAINT ck_recruitment_stage_results_after_start CHECK (results_on >= starts_on),
    CONSTRAINT ck_recruitment_stage_objection_whole CHECK ((objection_from IS NULL) = (objection_to IS NULL)),
    CONSTRAINT ck_recruitment_stage_objection_after_results CHECK (objection_from IS NULL OR coalesce(objection_from >= results_on, false)),
    CONSTRAINT ck_recruitment_stage_objection_order CHECK (objection_to >= objection_from),
    CONSTRAINT fk_recruitment_stage_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT ck_recruitment_stage_stage CHECK (stage IN ('ADMINISTRASI', 'SKD', 'KOMPETENSI', 'SKB', 'OPTIMALISASI', 'KELULUSAN_AKHIR'))
);
COMMENT ON TABLE personnel.recruitment_stage IS 'Tahap pengadaan: jadwal, hasil, dan masa sanggah | Stages of rounds: schedule, results and objections';
COMMENT ON COLUMN personnel.recruitment_stage.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.recruitment_stage.recruitment_round_id IS 'Pengadaan: yang mempunyai tahap | Round: it belongs to';
COMMENT ON COLUMN personnel.recruitment_stage.stage IS 'Tahap: yang ditempuh | Stage: that is passed through';
COMMENT ON COLUMN personnel.recruitment_stage.sequence IS 'Urutan: ke berapa, dari 1 | Order: its place, from 1';
COMMENT ON COLUMN personnel.recruitment_stage.starts_on IS 'Mulai: hari pertama menurut jadwal | Starts on: first day planned';
COMMENT ON COLUMN personnel.recruitment_stage.ends_on IS 'Selesai: hari terakhir menurut jadwal | Ends on: last day planned';
COMMENT ON COLUMN personnel.recruitment_stage.highest_score IS 'Nilai tertinggi: kosong bila tahap ini tidak bernilai | Highest score: empty when nothing is scored';
COMMENT ON COLUMN personnel.recruitment_stage.results_on IS 'Hasil diumumkan: kosong selama belum | Results on: empty until they are announced';
COMMENT ON COLUMN personnel.recruitment_stage.objection_from IS 'Masa sanggah mulai: hari pertama | Objections from: first day';
COMMENT ON COLUMN personnel.recruitment_stage.objection_to IS 'Masa sanggah sampai: hari terakhir | Objections to: last day';
COMMENT ON COLUMN personnel.recruitment_stage.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.recruitment_stage.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.recruitment_stage.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.recruitment_stage FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.formation (
    id BIGSERIAL NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    position_title_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    needed INTEGER NOT NULL,
    education_level_id BIGINT NOT NULL,
    study_field_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_formation PRIMARY KEY (id),
    CONSTRAINT uq_formation_recruitment_round_id_code UNIQUE (recruitment_round_id, code),
    CONSTRAINT ck_formation_needed_positive CHECK (needed > 0),
    CONSTRAINT fk_formation_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_position_title_id FOREIGN KEY(position_title_id) REFERENCES personnel.position_title (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT ck_formation_kind CHECK (kind IN ('UMUM', 'KHUSUS')),
    CONSTRAINT fk_formation_education_level_id FOREIGN KEY(education_level_id) REFERENCES reference.education_level (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_study_field_id FOREIGN KEY(study_field_id) REFERENCES reference.study_field (id) ON DELETE RESTRICT
);
CREATE INDEX ix_formation_education_level_id ON personnel.formation (education_level_id);
CREATE INDEX ix_formation_position_title_id ON personnel.formation (position_title_id);
CREATE INDEX ix_formation_study_field_id ON personnel.formation (study_field_id);
CREATE INDEX ix_formation_unit_id ON personnel.formation (unit_id);
COMMENT ON TABLE personnel.formation IS 'Formasi: jabatan yang diisi lewat pengadaan | Formations: posts that a round is to fill';
COMMENT ON COLUMN personnel.formation.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.formation.recruitment_round_id IS 'Pengadaan: yang membuka formasi | Round: that opens it';
COMMENT ON COLUMN personnel.formation.code IS 'Kode: kode formasi dalam pengadaan | Code: of the formation';
COMMENT ON COLUMN personnel.formation.position_title_id IS 'Jabatan: yang diisi | Position: to be filled';
COMMENT ON COLUMN personnel.formation.unit_id IS 'Unit kerja: penempatan | Unit: of the posts';
COMMENT ON COLUMN personnel.formation.kind IS 'Jenis: umum atau khusus | Kind: general or special';
COMMENT ON COLUMN personnel.formation.needed IS 'Kebutuhan: berapa orang | Needed: how many people';
COMMENT ON COLUMN personnel.formation.education_level_id IS 'Pendidikan: yang disyaratkan | Education: that is required';
COMMENT ON COLUMN personnel.formation.study_field_id IS 'Bidang studi: bila disyaratkan | Study field: if one is required';
COMMENT ON COLUMN personnel.formation.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.formation.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.formation.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.formation FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.applicant (
    id BIGSERIAL NOT NULL,
    formation_id BIGINT NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    registration_number VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    nik VARCHAR(16),
    registered_on DATE NOT NULL,
    placed_formation_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_applicant PRIMARY KEY (id),
    CONSTRAINT uq_applicant_registration_number UNIQUE (registration_number),
    CONSTRAINT uq_applicant_recruitment_round_id_nik UNIQUE (recruitment_round_id, nik),
    CONSTRAINT ck_applicant_registration_number_shape CHECK (registration_number ~ '^[A-Z0-9-]{4,40}$'),
    CONSTRAINT ck_applicant_name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT ck_applicant_nik_shape CHECK (nik ~ '^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$' AND right(nik, 4) <> '0000'),
    CONSTRAINT ck_applicant_placed_elsewhere CHECK (placed_formation_id <> formation_id),
    CONSTRAINT fk_applicant_formation_id FOREIGN KEY(formation_id) REFERENCES personnel.formation (id) ON DELETE RESTRICT,
    CONSTRAINT fk_applicant_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT fk_applicant_placed_formation_id FOREIGN KEY(placed_formation_id) REFERENCES personnel.formation (id) ON DELETE RESTRICT
);
CREATE INDEX ix_applicant_formation_id ON personnel.applicant (formation_id);
CREATE INDEX ix_applicant_placed_formation_id ON personnel.applicant (placed_formation_id);
CREATE INDEX ix_applicant_registered_on_id ON personnel.applicant (registered_on, id);
COMMENT ON TABLE personnel.applicant IS 'Pelamar: peserta pengadaan ASN | Applicants: who takes part in a round';
COMMENT ON COLUMN personnel.applicant.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.applicant.formation_id IS 'Formasi: yang dilamar | Formation: applied for';
COMMENT ON COLUMN personnel.applicant.recruitment_round_id IS 'Pengadaan: dari formasinya | Round: that of the formation';
COMMENT ON COLUMN personnel.applicant.registration_number IS 'Nomor pendaftaran: yang diumumkan | Registration number: the one made public';
COMMENT ON COLUMN personnel.applicant.name IS 'Nama: tanpa gelar | Name: without titles';
COMMENT ON COLUMN personnel.applicant.nik IS 'NIK: untuk mengenali lamaran ganda | NIK: tells whoever applies twice';
COMMENT ON COLUMN personnel.applicant.registered_on IS 'Mendaftar: tanggal pendaftaran | Registered on: day';
COMMENT ON COLUMN personnel.applicant.placed_formation_id IS 'Ditempatkan pada: formasi lain hasil optimalisasi | Placed in: another formation, by optimization';
COMMENT ON COLUMN personnel.applicant.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.applicant.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.applicant.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.applicant FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.applicant_stage (
    id BIGSERIAL NOT NULL,
    applicant_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    entered_on DATE NOT NULL,
    decided_on DATE,
    result VARCHAR(40),
    score NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_applicant_stage PRIMARY KEY (id),
    CONSTRAINT uq_applicant_stage_applicant_id_stage UNIQUE (applicant_id, stage),
    CONSTRAINT ck_applicant_stage_decided_after_entered CHECK (decided_on >= entered_on),
    CONSTRAINT ck_applicant_stage_result_with_day CHECK ((result IS NULL) = (decided_on IS NULL)),
    CONSTRAINT ck_applicant_stage_absent_without_score CHECK (result <> 'TIDAK_HADIR' OR score IS NULL),
    CONSTRAINT fk_applicant_stage_applicant_id FOREIGN KEY(applicant_id) REFERENCES personnel.applicant (id) ON DELETE RESTRICT,
    CONSTRAINT ck_applicant_stage_stage CHECK (stage IN ('ADMINISTRASI', 'SKD', 'KOMPETENSI', 'SKB', 'OPTIMALISASI', 'KELULUSAN_AKHIR')),
    CONSTRAINT ck_applicant_stage_result CHECK (result IN ('LULUS', 'TIDAK_LULUS', 'TIDAK_HADIR', 'MENGUNDURKAN_DIRI'))
);
CREATE INDEX ix_applicant_stage_entered_on_id ON personnel.applicant_stage (entered_on, id);
COMMENT ON TABLE personnel.applicant_stage IS 'Tahap pelamar: hasil pelamar pada tiap tahap | Stages of applicants: result in each stage';
COMMENT ON COLUMN personnel.applicant_stage.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.applicant_stage.applicant_id IS 'Pelamar: yang menempuh | Applicant: who goes through it';
COMMENT ON COLUMN personnel.applicant_stage.stage IS 'Tahap: yang ditempuh | Stage: that is gone through';
COMMENT ON COLUMN personnel.applicant_stage.entered_on IS 'Masuk: hari tahap dimulai baginya | Entered on: first day';
COMMENT ON COLUMN personnel.applicant_stage.decided_on IS 'Diputus: hari hasilnya ditetapkan | Decided on: day of the result';
COMMENT ON COLUMN personnel.applicant_stage.result IS 'Hasil: kosong selama diproses | Result: empty while under way';
COMMENT ON COLUMN personnel.applicant_stage.score IS 'Nilai: bila tahap ini bernilai | Score: where the stage has one';
COMMENT ON COLUMN personnel.applicant_stage.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.applicant_stage.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.applicant_stage.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.applicant_stage FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();
