CREATE TABLE personnel.performance_cycle (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    year INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    name VARCHAR(100) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_performance_cycle PRIMARY KEY (id),
    CONSTRAINT uq_performance_cycle_agency_id_kind_starts_on UNIQUE (agency_id, kind, starts_on),
    CONSTRAINT ck_performance_cycle_ends_on_after_starts_on CHECK (ends_on IS NULL OR ends_on > starts_on),
    CONSTRAINT ck_performance_cycle_year_of_cycle CHECK (year = extract(year FROM starts_on)),
    CONSTRAINT fk_performance_cycle_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT ck_performance_cycle_kind CHECK (kind IN ('TAHUNAN', 'TRIWULAN', 'BULANAN', 'SEBAGIAN'))
);
CREATE INDEX ix_performance_cycle_agency_id ON personnel.performance_cycle (agency_id);
COMMENT ON TABLE personnel.performance_cycle IS 'Siklus kinerja: masa penilaian kinerja | Performance cycles: periods of appraisal';
COMMENT ON COLUMN personnel.performance_cycle.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.performance_cycle.agency_id IS 'Instansi: pemilik siklus | Agency: its owner';
COMMENT ON COLUMN personnel.performance_cycle.year IS 'Tahun: tahun kinerja | Year: year of performance';
COMMENT ON COLUMN personnel.performance_cycle.kind IS 'Jenis: tahunan atau berkala | Kind: annual or periodic';
COMMENT ON COLUMN personnel.performance_cycle.name IS 'Nama: misalnya SKP 2025 | Name: such as SKP 2025';
COMMENT ON COLUMN personnel.performance_cycle.starts_on IS 'Mulai: hari pertama | Starts on: first day';
COMMENT ON COLUMN personnel.performance_cycle.ends_on IS 'Berakhir: hari terakhir masa penilaian | Ends on: last day';
COMMENT ON COLUMN personnel.performance_cycle.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.performance_cycle.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.performance_cycle.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.appraisal (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    performance_cycle_id BIGINT NOT NULL,
    appraiser_id BIGINT,
    work_rating VARCHAR(40),
    behaviour_rating VARCHAR(40),
    predicate VARCHAR(40),
    predicate_written VARCHAR(40),
    score NUMERIC(6, 2),
    appraised_on DATE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_appraisal PRIMARY KEY (id),
    CONSTRAINT uq_appraisal_employee_id_performance_cycle_id UNIQUE (employee_id, performance_cycle_id),
    CONSTRAINT ck_appraisal_has_predicate CHECK (predicate IS NOT NULL OR predicate_written IS NOT NULL),
    CONSTRAINT ck_appraisal_score_range CHECK (score BETWEEN 0 AND 120),
    CONSTRAINT ck_appraisal_not_own_appraiser CHECK (appraiser_id <> employee_id),
    CONSTRAINT fk_appraisal_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_appraisal_performance_cycle_id FOREIGN KEY(performance_cycle_id) REFERENCES personnel.performance_cycle (id) ON DELETE RESTRICT,
    CONSTRAINT fk_appraisal_appraiser_id FOREIGN KEY(appraiser_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_appraisal_work_rating CHECK (work_rating IN ('DI_ATAS', 'SESUAI', 'DI_BAWAH')),
    CONSTRAINT ck_appraisal_behaviour_rating CHECK (behaviour_rating IN ('DI_ATAS', 'SESUAI', 'DI_BAWAH')),
    CONSTRAINT ck_appraisal_predicate CHECK (predicate IN ('SANGAT_BAIK', 'BAIK', 'BUTUH_PERBAIKAN', 'KURANG', 'SANGAT_KURANG'))
);
CREATE INDEX ix_appraisal_appraiser_id ON personnel.appraisal (appraiser_id);
CREATE INDEX ix_appraisal_employee_id ON personnel.appraisal (employee_id);
CREATE INDEX ix_appraisal_performance_cycle_id ON personnel.appraisal (performance_cycle_id);
COMMENT ON TABLE personnel.appraisal IS 'Penilaian kinerja: hasil evaluasi berkala dan tahunan | Appraisals: results of periodic and annual evaluation';
COMMENT ON COLUMN personnel.appraisal.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.appraisal.employee_id IS 'Pegawai: yang dinilai | Employee: appraised';
COMMENT ON COLUMN personnel.appraisal.performance_cycle_id IS 'Siklus: masa penilaian | Cycle: period of appraisal';
COMMENT ON COLUMN personnel.appraisal.appraiser_id IS 'Penilai: pejabat penilai kinerja | Appraiser: the rating official';
COMMENT ON COLUMN personnel.appraisal.work_rating IS 'Hasil kerja: terhadap ekspektasi | Results: against expectation';
COMMENT ON COLUMN personnel.appraisal.behaviour_rating IS 'Perilaku: terhadap ekspektasi | Behaviour: against expectation';
COMMENT ON COLUMN personnel.appraisal.predicate IS 'Predikat: hasil akhir | Predicate: the outcome';
COMMENT ON COLUMN personnel.appraisal.predicate_written IS 'Predikat tertulis: ejaan asli bila belum dikenali | Predicate as written: original spelling when not recognised';
COMMENT ON COLUMN personnel.appraisal.score IS 'Nilai angka: skema sebelum 2022 | Numeric score: schemes before 2022';
COMMENT ON COLUMN personnel.appraisal.appraised_on IS 'Tanggal dinilai: bila diketahui | Appraised on: when known';
COMMENT ON COLUMN personnel.appraisal.note IS 'Umpan balik: catatan penilai | Feedback: appraiser''s note';
COMMENT ON COLUMN personnel.appraisal.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.appraisal.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.appraisal.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.assessment_result (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    assessed_on DATE NOT NULL,
    competency_id BIGINT,
    level INTEGER,
    score NUMERIC(6, 2),
    organiser VARCHAR(200),
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_assessment_result PRIMARY KEY (id),
    CONSTRAINT uq_assessment_result_employee_id_assessed_on_competency_id UNIQUE NULLS NOT DISTINCT (employee_id, assessed_on, competency_id),
    CONSTRAINT ck_assessment_result_score_range CHECK (score BETWEEN 0 AND 100),
    CONSTRAINT ck_assessment_result_level_range CHECK (level BETWEEN 0 AND 5),
    CONSTRAINT fk_assessment_result_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_assessment_result_competency_id FOREIGN KEY(competency_id) REFERENCES reference.competency (id) ON DELETE RESTRICT
);
CREATE INDEX ix_assessment_result_competency_id ON personnel.assessment_result (competency_id);
CREATE INDEX ix_assessment_result_employee_id ON personnel.assessment_result (employee_id);
COMMENT ON TABLE personnel.assessment_result IS 'Hasil asesmen: potensi dan kompetensi | Assessment results: potential and competencies';
COMMENT ON COLUMN personnel.assessment_result.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.assessment_result.employee_id IS 'Pegawai: yang dinilai | Employee: assessed';
COMMENT ON COLUMN personnel.assessment_result.assessed_on IS 'Tanggal asesmen: pelaksanaan | Assessed on: date';
COMMENT ON COLUMN personnel.assessment_result.competency_id IS 'Kompetensi: kosong berarti potensi | Competency: empty means potential';
COMMENT ON COLUMN personnel.assessment_result.level IS 'Tingkat: 0 sampai 5 | Level: 0 to 5';
COMMENT ON COLUMN personnel.assessment_result.score IS 'Nilai: 0 sampai 100 | Score: 0 to 100';
COMMENT ON COLUMN personnel.assessment_result.organiser IS 'Penyelenggara: lembaga asesmen | Organiser: assessor';
COMMENT ON COLUMN personnel.assessment_result.valid_to IS 'Berlaku sampai: masa berlaku hasil | Valid to: expiry';
COMMENT ON COLUMN personnel.assessment_result.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.assessment_result.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.assessment_result.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.goal (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    performance_cycle_id BIGINT NOT NULL,
    parent_goal_id BIGINT,
    title TEXT NOT NULL,
    indicator TEXT,
    target VARCHAR(100),
    realisation VARCHAR(100),
    weight NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_goal PRIMARY KEY (id),
    CONSTRAINT ck_goal_weight_range CHECK (weight BETWEEN 0 AND 100),
    CONSTRAINT ck_goal_not_own_parent CHECK (parent_goal_id <> id),
    CONSTRAINT fk_goal_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_goal_performance_cycle_id FOREIGN KEY(performance_cycle_id) REFERENCES personnel.performance_cycle (id) ON DELETE RESTRICT,
    CONSTRAINT fk_goal_parent_goal_id FOREIGN KEY(parent_goal_id) REFERENCES personnel.goal (id) ON DELETE RESTRICT
);
CREATE INDEX ix_goal_employee_id ON personnel.goal (employee_id);
CREATE INDEX ix_goal_parent_goal_id ON personnel.goal (parent_goal_id);
CREATE INDEX ix_goal_performance_cycle_id ON personnel.goal (performance_cycle_id);
COMMENT ON TABLE personnel.goal IS 'Sasaran kinerja: butir SKP pegawai | Goals: items of an employee''s SKP';
COMMENT ON COLUMN personnel.goal.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.goal.employee_id IS 'Pegawai: pemilik SKP | Employee: whose SKP';
COMMENT ON COLUMN personnel.goal.performance_cycle_id IS 'Siklus: masa penilaian | Cycle: period of appraisal';
COMMENT ON COLUMN personnel.goal.parent_goal_id IS 'Sasaran atasan: yang diturunkan | Superior''s goal: it is cascaded from';
COMMENT ON COLUMN personnel.goal.title IS 'Rencana hasil kerja: uraian | Goal: the planned result';
COMMENT ON COLUMN personnel.goal.indicator IS 'Indikator: ukuran hasil | Indicator: how it is measured';
COMMENT ON COLUMN personnel.goal.target IS 'Target: yang ingin dicapai | Target: to be reached';
COMMENT ON COLUMN personnel.goal.realisation IS 'Realisasi: yang dicapai | Realisation: reached';
COMMENT ON COLUMN personnel.goal.weight IS 'Bobot (%): bila dipakai | Weight (%): when used';
COMMENT ON COLUMN personnel.goal.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.goal.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.goal.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.unit_performance (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    performance_cycle_id BIGINT NOT NULL,
    predicate VARCHAR(40) NOT NULL,
    score NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_unit_performance PRIMARY KEY (id),
    CONSTRAINT uq_unit_performance_unit_id_performance_cycle_id UNIQUE (unit_id, performance_cycle_id),
    CONSTRAINT fk_unit_performance_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_performance_performance_cycle_id FOREIGN KEY(performance_cycle_id) REFERENCES personnel.performance_cycle (id) ON DELETE RESTRICT,
    CONSTRAINT ck_unit_performance_predicate CHECK (predicate IN ('ISTIMEWA', 'BAIK', 'BUTUH_PERBAIKAN', 'KURANG', 'SANGAT_KURANG'))
);
CREATE INDEX ix_unit_performance_performance_cycle_id ON personnel.unit_performance (performance_cycle_id);
CREATE INDEX ix_unit_performance_unit_id ON personnel.unit_performance (unit_id);
COMMENT ON TABLE personnel.unit_performance IS 'Kinerja unit: predikat kinerja organisasi | Unit performance: predicate of an organisation';
COMMENT ON COLUMN personnel.unit_performance.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.unit_performance.unit_id IS 'Unit kerja: yang dinilai | Unit: that is judged';
COMMENT ON COLUMN personnel.unit_performance.performance_cycle_id IS 'Siklus: masa penilaian | Cycle: period of appraisal';
COMMENT ON COLUMN personnel.unit_performance.predicate IS 'Predikat: predikat organisasi | Predicate: of the organisation';
COMMENT ON COLUMN personnel.unit_performance.score IS 'Nilai: bila ada | Score: when there is one';
COMMENT ON COLUMN personnel.unit_performance.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.unit_performance.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.unit_performance.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.appraisal_objection (
    id BIGSERIAL NOT NULL,
    appraisal_id BIGINT NOT NULL,
    submitted_on DATE NOT NULL,
    reason TEXT NOT NULL,
    status VARCHAR(40) DEFAULT 'DIAJUKAN' NOT NULL,
    decided_on DATE,
    decision TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_appraisal_objection PRIMARY KEY (id),
    CONSTRAINT ck_appraisal_objection_decided_after_submitted CHECK (decided_on >= submitted_on),
    CONSTRAINT fk_appraisal_objection_appraisal_id FOREIGN KEY(appraisal_id) REFERENCES personnel.appraisal (id) ON DELETE RESTRICT,
    CONSTRAINT ck_appraisal_objection_status CHECK (status IN ('DIAJUKAN', 'DITERIMA', 'DITOLAK'))
);
CREATE INDEX ix_appraisal_objection_appraisal_id ON personnel.appraisal_objection (appraisal_id);
COMMENT ON TABLE personnel.appraisal_objection IS 'Keberatan: keberatan atas penilaian kinerja | Objections: objections to an appraisal';
COMMENT ON COLUMN personnel.appraisal_objection.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.appraisal_objection.appraisal_id IS 'Penilaian: yang ditolak pegawai | Appraisal: objected to';
COMMENT ON COLUMN personnel.appraisal_objection.submitted_on IS 'Diajukan: tanggal keberatan | Submitted on: date';
COMMENT ON COLUMN personnel.appraisal_objection.reason IS 'Alasan: isi keberatan | Reason: the objection';
COMMENT ON COLUMN personnel.appraisal_objection.status IS 'Keadaan: hasil keberatan | Status: what became of it';
COMMENT ON COLUMN personnel.appraisal_objection.decided_on IS 'Diputus: tanggal keputusan | Decided on: date';
COMMENT ON COLUMN personnel.appraisal_objection.decision IS 'Keputusan: isi keputusan | Decision: what was decided';
COMMENT ON COLUMN personnel.appraisal_objection.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.appraisal_objection.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.appraisal_objection.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.behaviour_rating (
    id BIGSERIAL NOT NULL,
    appraisal_id BIGINT NOT NULL,
    core_value VARCHAR(40) NOT NULL,
    rating VARCHAR(40) NOT NULL,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_behaviour_rating PRIMARY KEY (id),
    CONSTRAINT uq_behaviour_rating_appraisal_id_core_value UNIQUE (appraisal_id, core_value),
    CONSTRAINT fk_behaviour_rating_appraisal_id FOREIGN KEY(appraisal_id) REFERENCES personnel.appraisal (id) ON DELETE RESTRICT,
    CONSTRAINT ck_behaviour_rating_core_value CHECK (core_value IN ('BERORIENTASI_PELAYANAN', 'AKUNTABEL', 'KOMPETEN', 'HARMONIS', 'LOYAL', 'ADAPTIF', 'KOLABORATIF')),
    CONSTRAINT ck_behaviour_rating_rating CHECK (rating IN ('DI_ATAS', 'SESUAI', 'DI_BAWAH'))
);
COMMENT ON TABLE personnel.behaviour_rating IS 'Penilaian perilaku: nilai dasar BerAKHLAK | Behaviour ratings: core values BerAKHLAK';
COMMENT ON COLUMN personnel.behaviour_rating.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.behaviour_rating.appraisal_id IS 'Penilaian: induknya | Appraisal: it belongs to';
COMMENT ON COLUMN personnel.behaviour_rating.core_value IS 'Nilai dasar: BerAKHLAK | Core value: BerAKHLAK';
COMMENT ON COLUMN personnel.behaviour_rating.rating IS 'Penilaian: terhadap ekspektasi | Rating: against expectation';
COMMENT ON COLUMN personnel.behaviour_rating.note IS 'Catatan: contoh perilaku | Note: examples';
COMMENT ON COLUMN personnel.behaviour_rating.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.behaviour_rating.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.behaviour_rating.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
