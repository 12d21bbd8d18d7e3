CREATE TABLE personnel.partner (
    id BIGSERIAL NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    contact VARCHAR(200),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_partner PRIMARY KEY (id),
    CONSTRAINT uq_partner_name UNIQUE (name),
    CONSTRAINT ck_partner_kind CHECK (kind IN ('PERGURUAN_TINGGI', 'LEMBAGA_PEMERINTAH', 'ORGANISASI_PROFESI', 'PERUSAHAAN', 'MASYARAKAT'))
);
COMMENT ON TABLE personnel.partner IS 'Mitra: lembaga mitra pelatihan | Partners: training partners';
COMMENT ON COLUMN personnel.partner.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.partner.name IS 'Nama: nama lembaga | Name: name of the organisation';
COMMENT ON COLUMN personnel.partner.kind IS 'Jenis: jenis lembaga | Kind: kind of organisation';
COMMENT ON COLUMN personnel.partner.contact IS 'Narahubung: nama dan telepon | Contact: name and phone';
COMMENT ON COLUMN personnel.partner.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.partner.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.partner.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.course (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    title VARCHAR(200) NOT NULL,
    training_kind_id BIGINT NOT NULL,
    hours NUMERIC(7, 2) NOT NULL,
    partner_id BIGINT,
    valid_years INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_course PRIMARY KEY (id),
    CONSTRAINT uq_course_code UNIQUE (code),
    CONSTRAINT ck_course_hours_range CHECK (hours BETWEEN 0 AND 5000),
    CONSTRAINT fk_course_training_kind_id FOREIGN KEY(training_kind_id) REFERENCES reference.training_kind (id) ON DELETE RESTRICT,
    CONSTRAINT fk_course_partner_id FOREIGN KEY(partner_id) REFERENCES personnel.partner (id) ON DELETE RESTRICT
);
CREATE INDEX ix_course_partner_id ON personnel.course (partner_id);
CREATE INDEX ix_course_title_trgm ON personnel.course USING gin (title gin_trgm_ops);
CREATE INDEX ix_course_training_kind_id ON personnel.course (training_kind_id);
COMMENT ON TABLE personnel.course IS 'Pelatihan: katalog pelatihan | Courses: catalogue of training';
COMMENT ON COLUMN personnel.course.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.course.code IS 'Kode: kode pelatihan | Code: code of the course';
COMMENT ON COLUMN personnel.course.title IS 'Judul: nama pelatihan | Title: name of the course';
COMMENT ON COLUMN personnel.course.training_kind_id IS 'Jenis: bentuk pelatihan | Kind: form of training';
COMMENT ON COLUMN personnel.course.hours IS 'JP: jam pelajaran baku | Hours (JP): standard hours of 45 minutes';
COMMENT ON COLUMN personnel.course.partner_id IS 'Mitra: penyelenggara biasa | Partner: usual organiser';
COMMENT ON COLUMN personnel.course.valid_years IS 'Masa berlaku (tahun): sertifikat, kosong bila tanpa batas | Valid (years): of the certificate, empty when without limit';
COMMENT ON COLUMN personnel.course.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.course.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.course.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.course_competency (
    id BIGSERIAL NOT NULL,
    course_id BIGINT NOT NULL,
    competency_id BIGINT NOT NULL,
    level INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_course_competency PRIMARY KEY (id),
    CONSTRAINT uq_course_competency_course_id_competency_id UNIQUE (course_id, competency_id),
    CONSTRAINT ck_course_competency_level_range CHECK (level BETWEEN 1 AND 5),
    CONSTRAINT fk_course_competency_course_id FOREIGN KEY(course_id) REFERENCES personnel.course (id) ON DELETE RESTRICT,
    CONSTRAINT fk_course_competency_competency_id FOREIGN KEY(competency_id) REFERENCES reference.competency (id) ON DELETE RESTRICT
);
CREATE INDEX ix_course_competency_competency_id ON personnel.course_competency (competency_id);
COMMENT ON TABLE personnel.course_competency IS 'Kompetensi pelatihan: yang ditingkatkan oleh pelatihan | Course competencies: what a course raises';
COMMENT ON COLUMN personnel.course_competency.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.course_competency.course_id IS 'Pelatihan: sumbernya | Course: that brings it';
COMMENT ON COLUMN personnel.course_competency.competency_id IS 'Kompetensi: yang ditingkatkan | Competency: that is raised';
COMMENT ON COLUMN personnel.course_competency.level IS 'Tingkat: sampai tingkat berapa | Level: up to which level';
COMMENT ON COLUMN personnel.course_competency.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.course_competency.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.course_competency.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.partner_agreement (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    partner_id BIGINT NOT NULL,
    number VARCHAR(100) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_partner_agreement PRIMARY KEY (id),
    CONSTRAINT uq_partner_agreement_agency_id_number UNIQUE (agency_id, number),
    CONSTRAINT ck_partner_agreement_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_partner_agreement_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_partner_agreement_partner_id FOREIGN KEY(partner_id) REFERENCES personnel.partner (id) ON DELETE RESTRICT
);
CREATE INDEX ix_partner_agreement_agency_id ON personnel.partner_agreement (agency_id);
CREATE INDEX ix_partner_agreement_partner_id ON personnel.partner_agreement (partner_id);
COMMENT ON TABLE personnel.partner_agreement IS 'Perjanjian kerja sama: dengan mitra | Partner agreements: with training partners';
COMMENT ON COLUMN personnel.partner_agreement.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.partner_agreement.agency_id IS 'Instansi: pihak pertama | Agency: first party';
COMMENT ON COLUMN personnel.partner_agreement.partner_id IS 'Mitra: pihak kedua | Partner: second party';
COMMENT ON COLUMN personnel.partner_agreement.number IS 'Nomor: nomor perjanjian | Number: of the agreement';
COMMENT ON COLUMN personnel.partner_agreement.subject IS 'Perihal: isi kerja sama | Subject: what it is about';
COMMENT ON COLUMN personnel.partner_agreement.valid_from IS 'Mulai: awal berlaku | Valid from: first day';
COMMENT ON COLUMN personnel.partner_agreement.valid_to IS 'Sampai: akhir berlaku | Valid to: first day after it';
COMMENT ON COLUMN personnel.partner_agreement.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.partner_agreement.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.partner_agreement.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.session (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    course_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    place VARCHAR(200),
    quota INTEGER,
    budget NUMERIC(14, 2),
    partner_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_session PRIMARY KEY (id),
    CONSTRAINT ck_session_ends_on_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ck_session_quota_positive CHECK (quota > 0),
    CONSTRAINT fk_session_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_session_course_id FOREIGN KEY(course_id) REFERENCES personnel.course (id) ON DELETE RESTRICT,
    CONSTRAINT fk_session_partner_id FOREIGN KEY(partner_id) REFERENCES personnel.partner (id) ON DELETE RESTRICT
);
CREATE INDEX ix_session_agency_id ON personnel.session (agency_id);
CREATE INDEX ix_session_course_id ON personnel.session (course_id);
CREATE INDEX ix_session_partner_id ON personnel.session (partner_id);
COMMENT ON TABLE personnel.session IS 'Angkatan pelatihan: pelaksanaan pelatihan | Sessions: holdings of a course';
COMMENT ON COLUMN personnel.session.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.session.agency_id IS 'Instansi: pengirim | Agency: that sends people';
COMMENT ON COLUMN personnel.session.course_id IS 'Pelatihan: yang diadakan | Course: that is held';
COMMENT ON COLUMN personnel.session.name IS 'Nama: misalnya Angkatan III 2025 | Name: such as batch III 2025';
COMMENT ON COLUMN personnel.session.starts_on IS 'Mulai: hari pertama | Starts on: first day';
COMMENT ON COLUMN personnel.session.ends_on IS 'Selesai: hari terakhir | Ends on: last day';
COMMENT ON COLUMN personnel.session.place IS 'Tempat: lokasi atau daring | Place: location or online';
COMMENT ON COLUMN personnel.session.quota IS 'Kuota: jumlah peserta | Quota: number of participants';
COMMENT ON COLUMN personnel.session.budget IS 'Anggaran: rupiah | Budget: rupiah';
COMMENT ON COLUMN personnel.session.partner_id IS 'Mitra: penyelenggara | Partner: the organiser';
COMMENT ON COLUMN personnel.session.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.session.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.session.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.completion (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    training_kind_id BIGINT NOT NULL,
    course_id BIGINT,
    session_id BIGINT,
    title VARCHAR(200) NOT NULL,
    started_on DATE NOT NULL,
    ended_on DATE NOT NULL,
    hours NUMERIC(7, 2) NOT NULL,
    certificate_number VARCHAR(100),
    certificate_on DATE,
    expires_on DATE,
    organiser VARCHAR(200),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_completion PRIMARY KEY (id),
    CONSTRAINT ck_completion_ended_on_after_start CHECK (ended_on >= started_on),
    CONSTRAINT ck_completion_hours_range CHECK (hours BETWEEN 0 AND 5000),
    CONSTRAINT ck_completion_title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT fk_completion_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_completion_training_kind_id FOREIGN KEY(training_kind_id) REFERENCES reference.training_kind (id) ON DELETE RESTRICT,
    CONSTRAINT fk_completion_course_id FOREIGN KEY(course_id) REFERENCES personnel.course (id) ON DELETE RESTRICT,
    CONSTRAINT fk_completion_session_id FOREIGN KEY(session_id) REFERENCES personnel.session (id) ON DELETE RESTRICT
);
CREATE INDEX ix_completion_course_id ON personnel.completion (course_id);
CREATE INDEX ix_completion_employee_id ON personnel.completion (employee_id);
CREATE INDEX ix_completion_session_id ON personnel.completion (session_id);
CREATE INDEX ix_completion_training_kind_id ON personnel.completion (training_kind_id);
COMMENT ON TABLE personnel.completion IS 'Riwayat pelatihan: pelatihan yang selesai diikuti | Completions: training that was finished';
COMMENT ON COLUMN personnel.completion.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.completion.employee_id IS 'Pegawai: yang dilatih | Employee: trained';
COMMENT ON COLUMN personnel.completion.training_kind_id IS 'Jenis: bentuk pelatihan | Kind: form of training';
COMMENT ON COLUMN personnel.completion.course_id IS 'Pelatihan: bila ada di katalog | Course: when in the catalogue';
COMMENT ON COLUMN personnel.completion.session_id IS 'Angkatan: bila tercatat | Session: when recorded';
COMMENT ON COLUMN personnel.completion.title IS 'Judul: seperti pada sertifikat | Title: as on the certificate';
COMMENT ON COLUMN personnel.completion.started_on IS 'Mulai: hari pertama | Started on: first day';
COMMENT ON COLUMN personnel.completion.ended_on IS 'Selesai: hari terakhir; menentukan tahun JP | Ended on: last day; decides the year of the hours';
COMMENT ON COLUMN personnel.completion.hours IS 'JP: jam pelajaran pada sertifikat | Hours (JP): on the certificate';
COMMENT ON COLUMN personnel.completion.certificate_number IS 'Nomor sertifikat: bila ada | Certificate number: when there is one';
COMMENT ON COLUMN personnel.completion.certificate_on IS 'Tanggal sertifikat: terbit | Certificate date: issued';
COMMENT ON COLUMN personnel.completion.expires_on IS 'Kedaluwarsa: akhir masa berlaku | Expires on: expiry';
COMMENT ON COLUMN personnel.completion.organiser IS 'Penyelenggara: lembaga | Organiser: institution';
COMMENT ON COLUMN personnel.completion.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.completion.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.completion.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.enrolment (
    id BIGSERIAL NOT NULL,
    session_id BIGINT NOT NULL,
    employee_id BIGINT NOT NULL,
    status VARCHAR(40) DEFAULT 'DIUSULKAN' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_enrolment PRIMARY KEY (id),
    CONSTRAINT uq_enrolment_session_id_employee_id UNIQUE (session_id, employee_id),
    CONSTRAINT fk_enrolment_session_id FOREIGN KEY(session_id) REFERENCES personnel.session (id) ON DELETE RESTRICT,
    CONSTRAINT fk_enrolment_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_enrolment_status CHECK (status IN ('DIUSULKAN', 'DITERIMA', 'HADIR', 'TIDAK_HADIR', 'DIBATALKAN'))
);
CREATE INDEX ix_enrolment_employee_id ON personnel.enrolment (employee_id);
COMMENT ON TABLE personnel.enrolment IS 'Peserta: pendaftaran pada angkatan pelatihan | Enrolments: places in a session';
COMMENT ON COLUMN personnel.enrolment.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.enrolment.session_id IS 'Angkatan: yang diikuti | Session: that is joined';
COMMENT ON COLUMN personnel.enrolment.employee_id IS 'Pegawai: peserta | Employee: participant';
COMMENT ON COLUMN personnel.enrolment.status IS 'Keadaan: status peserta | Status: of the participant';
COMMENT ON COLUMN personnel.enrolment.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.enrolment.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.enrolment.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.internship (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    partner_id BIGINT NOT NULL,
    partner_agreement_id BIGINT,
    unit_id BIGINT,
    subject VARCHAR(200) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    is_completed BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_internship PRIMARY KEY (id),
    CONSTRAINT ck_internship_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_internship_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_internship_partner_id FOREIGN KEY(partner_id) REFERENCES personnel.partner (id) ON DELETE RESTRICT,
    CONSTRAINT fk_internship_partner_agreement_id FOREIGN KEY(partner_agreement_id) REFERENCES personnel.partner_agreement (id) ON DELETE RESTRICT,
    CONSTRAINT fk_internship_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT
);
CREATE INDEX ix_internship_employee_id ON personnel.internship (employee_id);
CREATE INDEX ix_internship_partner_agreement_id ON personnel.internship (partner_agreement_id);
CREATE INDEX ix_internship_partner_id ON personnel.internship (partner_id);
CREATE INDEX ix_internship_unit_id ON personnel.internship (unit_id);
COMMENT ON TABLE personnel.internship IS 'Magang: magang dan pertukaran pegawai | Internships: internships and exchanges';
COMMENT ON COLUMN personnel.internship.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.internship.employee_id IS 'Pegawai: peserta | Employee: participant';
COMMENT ON COLUMN personnel.internship.partner_id IS 'Mitra: tempat magang | Partner: the host';
COMMENT ON COLUMN personnel.internship.partner_agreement_id IS 'Perjanjian: dasarnya | Agreement: its ground';
COMMENT ON COLUMN personnel.internship.unit_id IS 'Unit kerja: pengirim | Unit: that sends';
COMMENT ON COLUMN personnel.internship.subject IS 'Bidang: yang dipelajari | Subject: what is learned';
COMMENT ON COLUMN personnel.internship.valid_from IS 'Mulai: hari pertama | Valid from: first day';
COMMENT ON COLUMN personnel.internship.valid_to IS 'Sampai: hari pertama sesudahnya | Valid to: first day after it';
COMMENT ON COLUMN personnel.internship.is_completed IS 'Selesai: diikuti sampai akhir | Completed: to the end';
COMMENT ON COLUMN personnel.internship.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.internship.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.internship.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.training_need (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    year INTEGER NOT NULL,
    source VARCHAR(40) NOT NULL,
    competency_id BIGINT,
    course_id BIGINT,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_training_need PRIMARY KEY (id),
    CONSTRAINT ck_training_need_names_a_subject CHECK (competency_id IS NOT NULL OR course_id IS NOT NULL),
    CONSTRAINT fk_training_need_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_training_need_source CHECK (source IN ('KESENJANGAN', 'WAJIB', 'PENILAIAN', 'PERMINTAAN')),
    CONSTRAINT fk_training_need_competency_id FOREIGN KEY(competency_id) REFERENCES reference.competency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_training_need_course_id FOREIGN KEY(course_id) REFERENCES personnel.course (id) ON DELETE RESTRICT
);
CREATE INDEX ix_training_need_competency_id ON personnel.training_need (competency_id);
CREATE INDEX ix_training_need_course_id ON personnel.training_need (course_id);
CREATE INDEX ix_training_need_employee_id ON personnel.training_need (employee_id);
COMMENT ON TABLE personnel.training_need IS 'Kebutuhan pelatihan: yang diperlukan pegawai | Training needs: what an employee needs';
COMMENT ON COLUMN personnel.training_need.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.training_need.employee_id IS 'Pegawai: yang memerlukan | Employee: in need';
COMMENT ON COLUMN personnel.training_need.year IS 'Tahun: rencana | Year: planned for';
COMMENT ON COLUMN personnel.training_need.source IS 'Asal: sumber kebutuhan | Source: where it comes from';
COMMENT ON COLUMN personnel.training_need.competency_id IS 'Kompetensi: yang perlu ditingkatkan | Competency: to be raised';
COMMENT ON COLUMN personnel.training_need.course_id IS 'Pelatihan: yang diperlukan | Course: that is needed';
COMMENT ON COLUMN personnel.training_need.note IS 'Catatan: keterangan | Note: remarks';
COMMENT ON COLUMN personnel.training_need.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.training_need.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.training_need.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.session_feedback (
    id BIGSERIAL NOT NULL,
    enrolment_id BIGINT NOT NULL,
    rating INTEGER NOT NULL,
    comment TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_session_feedback PRIMARY KEY (id),
    CONSTRAINT uq_session_feedback_enrolment_id UNIQUE (enrolment_id),
    CONSTRAINT ck_session_feedback_rating_range CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT fk_session_feedback_enrolment_id FOREIGN KEY(enrolment_id) REFERENCES personnel.enrolment (id) ON DELETE RESTRICT
);
COMMENT ON TABLE personnel.session_feedback IS 'Umpan balik pelatihan: pendapat peserta | Session feedback: participants'' opinions';
COMMENT ON COLUMN personnel.session_feedback.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.session_feedback.enrolment_id IS 'Peserta: yang menilai | Enrolment: who rates';
COMMENT ON COLUMN personnel.session_feedback.rating IS 'Nilai: 1 sampai 5 | Rating: 1 to 5';
COMMENT ON COLUMN personnel.session_feedback.comment IS 'Pendapat: kesan dan saran | Comment: remarks';
COMMENT ON COLUMN personnel.session_feedback.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.session_feedback.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.session_feedback.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
