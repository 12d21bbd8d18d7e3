CREATE TABLE personnel.credit_record (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    position_level_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    period_from DATE NOT NULL,
    period_to DATE NOT NULL,
    credit NUMERIC(6, 2) NOT NULL,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_credit_record PRIMARY KEY (id),
    CONSTRAINT ex_credit_record_conversion EXCLUDE USING gist (employee_id WITH =, daterange(period_from, period_to, '[)') WITH &&) WHERE (kind = 'KONVERSI'),
    CONSTRAINT ck_credit_record_period_to_after_period_from CHECK (period_to IS NULL OR period_to > period_from),
    CONSTRAINT ck_credit_record_credit_not_negative CHECK (credit >= 0),
    CONSTRAINT fk_credit_record_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_credit_record_position_level_id FOREIGN KEY(position_level_id) REFERENCES reference.position_level (id) ON DELETE RESTRICT,
    CONSTRAINT ck_credit_record_kind CHECK (kind IN ('DASAR', 'KONVERSI', 'IJAZAH', 'INTEGRASI')),
    CONSTRAINT fk_credit_record_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_credit_record_decree_id ON personnel.credit_record (decree_id);
CREATE INDEX ix_credit_record_employee_id ON personnel.credit_record (employee_id);
CREATE INDEX ix_credit_record_position_level_id ON personnel.credit_record (position_level_id);
COMMENT ON TABLE personnel.credit_record IS 'Angka kredit: perolehan pejabat fungsional | Credit records: credit of functional officials';
COMMENT ON COLUMN personnel.credit_record.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.credit_record.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.credit_record.position_level_id IS 'Jenjang: jenjang jabatan saat itu | Level: jenjang at that time';
COMMENT ON COLUMN personnel.credit_record.kind IS 'Asal: dasar, konversi, ijazah, atau integrasi | Kind: where it comes from';
COMMENT ON COLUMN personnel.credit_record.period_from IS 'Masa mulai: awal masa penilaian | Period from: first day';
COMMENT ON COLUMN personnel.credit_record.period_to IS 'Masa sampai: hari pertama sesudah masa | Period to: first day after it';
COMMENT ON COLUMN personnel.credit_record.credit IS 'Angka kredit: nilai | Credit: the value';
COMMENT ON COLUMN personnel.credit_record.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.credit_record.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.credit_record.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.credit_record.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.grade_record (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    grade_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    reason VARCHAR(40) NOT NULL,
    service_years INTEGER DEFAULT '0' NOT NULL,
    service_months INTEGER DEFAULT '0' NOT NULL,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_grade_record PRIMARY KEY (id),
    CONSTRAINT uq_grade_record_employee_id_valid_from_grade_id UNIQUE (employee_id, valid_from, grade_id),
    CONSTRAINT ck_grade_record_service_range CHECK (service_years BETWEEN 0 AND 60 AND service_months BETWEEN 0 AND 11),
    CONSTRAINT fk_grade_record_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_grade_record_grade_id FOREIGN KEY(grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT ck_grade_record_reason CHECK (reason IN ('CPNS', 'REGULER', 'STRUKTURAL', 'FUNGSIONAL', 'PENYESUAIAN_IJAZAH', 'PRESTASI', 'PENGABDIAN', 'PENURUNAN', 'PPPK')),
    CONSTRAINT fk_grade_record_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_grade_record_decree_id ON personnel.grade_record (decree_id);
CREATE INDEX ix_grade_record_employee_id ON personnel.grade_record (employee_id);
CREATE INDEX ix_grade_record_grade_id ON personnel.grade_record (grade_id);
COMMENT ON TABLE personnel.grade_record IS 'Riwayat golongan: golongan dan TMT-nya; yang berlaku ialah TMT terakhir | Grade history: grades by TMT; the one in force has the latest TMT';
COMMENT ON COLUMN personnel.grade_record.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.grade_record.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.grade_record.grade_id IS 'Golongan: yang diberikan | Grade: the grade given';
COMMENT ON COLUMN personnel.grade_record.valid_from IS 'TMT golongan: mulai berlaku | Grade TMT: in force from';
COMMENT ON COLUMN personnel.grade_record.reason IS 'Jenis kenaikan: alasan golongan ini | Reason: why it was given';
COMMENT ON COLUMN personnel.grade_record.service_years IS 'MKG (tahun): masa kerja golongan | Grade service (years): on the decree';
COMMENT ON COLUMN personnel.grade_record.service_months IS 'MKG (bulan): sisa bulan | Grade service (months): remaining months';
COMMENT ON COLUMN personnel.grade_record.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.grade_record.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.grade_record.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.grade_record.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.pppk_contract (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    number VARCHAR(100) NOT NULL,
    grade_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_pppk_contract PRIMARY KEY (id),
    CONSTRAINT ex_pppk_contract_period EXCLUDE USING gist (employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_pppk_contract_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_pppk_contract_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_pppk_contract_grade_id FOREIGN KEY(grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT fk_pppk_contract_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_pppk_contract_decree_id ON personnel.pppk_contract (decree_id);
CREATE INDEX ix_pppk_contract_employee_id ON personnel.pppk_contract (employee_id);
CREATE INDEX ix_pppk_contract_grade_id ON personnel.pppk_contract (grade_id);
COMMENT ON TABLE personnel.pppk_contract IS 'Kontrak PPPK: perjanjian kerja | PPPK contracts: work agreements';
COMMENT ON COLUMN personnel.pppk_contract.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.pppk_contract.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.pppk_contract.number IS 'Nomor: nomor perjanjian | Number: number of the agreement';
COMMENT ON COLUMN personnel.pppk_contract.grade_id IS 'Golongan: golongan PPPK | Grade: PPPK grade';
COMMENT ON COLUMN personnel.pppk_contract.valid_from IS 'Mulai: awal kontrak | Valid from: first day';
COMMENT ON COLUMN personnel.pppk_contract.valid_to IS 'Sampai: hari pertama sesudah kontrak | Valid to: first day after the contract';
COMMENT ON COLUMN personnel.pppk_contract.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.pppk_contract.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.pppk_contract.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.pppk_contract.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.prior_service (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    months INTEGER NOT NULL,
    recognised_on DATE NOT NULL,
    employer VARCHAR(200),
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_prior_service PRIMARY KEY (id),
    CONSTRAINT ck_prior_service_months_positive CHECK (months > 0),
    CONSTRAINT fk_prior_service_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_prior_service_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_prior_service_decree_id ON personnel.prior_service (decree_id);
CREATE INDEX ix_prior_service_employee_id ON personnel.prior_service (employee_id);
COMMENT ON TABLE personnel.prior_service IS 'Peninjauan masa kerja: masa kerja sebelum pengangkatan yang diakui | Prior service: recognised service before the appointment';
COMMENT ON COLUMN personnel.prior_service.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.prior_service.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.prior_service.months IS 'Bulan diakui: lamanya | Months: recognised months';
COMMENT ON COLUMN personnel.prior_service.recognised_on IS 'Tanggal diakui: mulai dihitung | Recognised on: counted from this day on';
COMMENT ON COLUMN personnel.prior_service.employer IS 'Tempat kerja: sebelumnya | Employer: former employer';
COMMENT ON COLUMN personnel.prior_service.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.prior_service.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.prior_service.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.prior_service.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.promotion_proposal (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    reason VARCHAR(40) NOT NULL,
    target_grade_id BIGINT NOT NULL,
    target_tmt DATE NOT NULL,
    status VARCHAR(40) DEFAULT 'DRAF' NOT NULL,
    submitted_on DATE,
    decided_on DATE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_promotion_proposal PRIMARY KEY (id),
    CONSTRAINT uq_promotion_proposal_employee_id_target_tmt UNIQUE (employee_id, target_tmt),
    CONSTRAINT fk_promotion_proposal_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_promotion_proposal_reason CHECK (reason IN ('CPNS', 'REGULER', 'STRUKTURAL', 'FUNGSIONAL', 'PENYESUAIAN_IJAZAH', 'PRESTASI', 'PENGABDIAN', 'PENURUNAN', 'PPPK')),
    CONSTRAINT fk_promotion_proposal_target_grade_id FOREIGN KEY(target_grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT ck_promotion_proposal_status CHECK (status IN ('DRAF', 'DIAJUKAN', 'DISETUJUI', 'DITOLAK', 'DIBATALKAN'))
);
CREATE INDEX ix_promotion_proposal_employee_id ON personnel.promotion_proposal (employee_id);
CREATE INDEX ix_promotion_proposal_target_grade_id ON personnel.promotion_proposal (target_grade_id);
COMMENT ON TABLE personnel.promotion_proposal IS 'Usulan kenaikan pangkat: usulan dan keputusannya | Promotion proposals: proposals and what became of them';
COMMENT ON COLUMN personnel.promotion_proposal.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.promotion_proposal.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.promotion_proposal.reason IS 'Jalur: jenis kenaikan pangkat | Path: kind of promotion';
COMMENT ON COLUMN personnel.promotion_proposal.target_grade_id IS 'Golongan tujuan: yang diusulkan | Target grade: the grade proposed';
COMMENT ON COLUMN personnel.promotion_proposal.target_tmt IS 'TMT usulan: yang diminta | Target TMT: the date asked for';
COMMENT ON COLUMN personnel.promotion_proposal.status IS 'Keadaan: sejauh mana usulan | Status: how far it has come';
COMMENT ON COLUMN personnel.promotion_proposal.submitted_on IS 'Diajukan: tanggal diajukan | Submitted on: date';
COMMENT ON COLUMN personnel.promotion_proposal.decided_on IS 'Diputus: tanggal keputusan | Decided on: date';
COMMENT ON COLUMN personnel.promotion_proposal.note IS 'Catatan: alasan atau kekurangan | Note: reasons or gaps';
COMMENT ON COLUMN personnel.promotion_proposal.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.promotion_proposal.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.promotion_proposal.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.salary_increment (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    grade_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    service_years INTEGER NOT NULL,
    service_months INTEGER DEFAULT '0' NOT NULL,
    base_salary NUMERIC(14, 2),
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_salary_increment PRIMARY KEY (id),
    CONSTRAINT uq_salary_increment_employee_id_valid_from UNIQUE (employee_id, valid_from),
    CONSTRAINT ck_salary_increment_service_range CHECK (service_years BETWEEN 0 AND 60 AND service_months BETWEEN 0 AND 11),
    CONSTRAINT ck_salary_increment_base_salary_positive CHECK (base_salary > 0),
    CONSTRAINT fk_salary_increment_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_salary_increment_grade_id FOREIGN KEY(grade_id) REFERENCES reference.grade (id) ON DELETE RESTRICT,
    CONSTRAINT fk_salary_increment_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_salary_increment_decree_id ON personnel.salary_increment (decree_id);
CREATE INDEX ix_salary_increment_employee_id ON personnel.salary_increment (employee_id);
CREATE INDEX ix_salary_increment_grade_id ON personnel.salary_increment (grade_id);
COMMENT ON TABLE personnel.salary_increment IS 'Riwayat KGB: kenaikan gaji berkala | Salary increments: periodic increments (KGB)';
COMMENT ON COLUMN personnel.salary_increment.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.salary_increment.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.salary_increment.grade_id IS 'Golongan: saat KGB | Grade: at the increment';
COMMENT ON COLUMN personnel.salary_increment.valid_from IS 'TMT KGB: mulai berlaku | Increment TMT: in force from';
COMMENT ON COLUMN personnel.salary_increment.service_years IS 'MKG (tahun): masa kerja golongan | Grade service (years): years of service in grade';
COMMENT ON COLUMN personnel.salary_increment.service_months IS 'MKG (bulan): sisa bulan | Grade service (months): remaining months';
COMMENT ON COLUMN personnel.salary_increment.base_salary IS 'Gaji pokok: rupiah per bulan | Base salary: rupiah a month';
COMMENT ON COLUMN personnel.salary_increment.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.salary_increment.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.salary_increment.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.salary_increment.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.service_exam (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    taken_on DATE NOT NULL,
    is_passed BOOLEAN DEFAULT false NOT NULL,
    valid_to DATE,
    position_level_id BIGINT,
    score NUMERIC(6, 2),
    certificate_number VARCHAR(100),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_service_exam PRIMARY KEY (id),
    CONSTRAINT uq_service_exam_employee_id_kind_taken_on UNIQUE (employee_id, kind, taken_on),
    CONSTRAINT fk_service_exam_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_service_exam_kind CHECK (kind IN ('UJIAN_DINAS_I', 'UJIAN_DINAS_II', 'UPKP', 'UJI_KOMPETENSI')),
    CONSTRAINT fk_service_exam_position_level_id FOREIGN KEY(position_level_id) REFERENCES reference.position_level (id) ON DELETE RESTRICT
);
CREATE INDEX ix_service_exam_employee_id ON personnel.service_exam (employee_id);
CREATE INDEX ix_service_exam_position_level_id ON personnel.service_exam (position_level_id);
COMMENT ON TABLE personnel.service_exam IS 'Ujian dinas: ujian dinas, UPKP, dan uji kompetensi | Service exams: service exams and competency tests';
COMMENT ON COLUMN personnel.service_exam.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.service_exam.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.service_exam.kind IS 'Ujian: jenis ujian | Exam: kind of exam';
COMMENT ON COLUMN personnel.service_exam.taken_on IS 'Tanggal ujian: hari ujian | Taken on: day of the exam';
COMMENT ON COLUMN personnel.service_exam.is_passed IS 'Lulus: dinyatakan lulus | Passed: declared passed';
COMMENT ON COLUMN personnel.service_exam.valid_to IS 'Berlaku sampai: kosong bila tanpa batas | Valid to: empty when without limit';
COMMENT ON COLUMN personnel.service_exam.position_level_id IS 'Jenjang: untuk uji kompetensi | Level: for a competency test';
COMMENT ON COLUMN personnel.service_exam.score IS 'Nilai: bila ada | Score: when there is one';
COMMENT ON COLUMN personnel.service_exam.certificate_number IS 'Nomor tanda lulus: pada sertifikat | Certificate number: as printed';
COMMENT ON COLUMN personnel.service_exam.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.service_exam.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.service_exam.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.termination (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    effective_on DATE NOT NULL,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_termination PRIMARY KEY (id),
    CONSTRAINT uq_termination_employee_id UNIQUE (employee_id),
    CONSTRAINT fk_termination_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_termination_kind CHECK (kind IN ('BUP', 'PENSIUN_DINI', 'MENINGGAL', 'MENGUNDURKAN_DIRI', 'PINDAH_INSTANSI', 'DIBERHENTIKAN', 'KONTRAK_BERAKHIR', 'GANTI_NIP')),
    CONSTRAINT fk_termination_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_termination_decree_id ON personnel.termination (decree_id);
COMMENT ON TABLE personnel.termination IS 'Pemberhentian: akhir hubungan kerja | Terminations: the end of an employment';
COMMENT ON COLUMN personnel.termination.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.termination.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.termination.kind IS 'Sebab: alasan berhenti | Kind: why it ended';
COMMENT ON COLUMN personnel.termination.effective_on IS 'TMT berhenti: hari pertama bukan pegawai lagi | Effective on: first day no longer employed';
COMMENT ON COLUMN personnel.termination.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.termination.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.termination.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.termination.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.assignment (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    seat_id BIGINT NOT NULL,
    kind VARCHAR(40) DEFAULT 'DEFINITIF' NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_assignment PRIMARY KEY (id),
    CONSTRAINT ex_assignment_definitive EXCLUDE USING gist (employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&) WHERE (kind = 'DEFINITIF'),
    CONSTRAINT ex_assignment_seat EXCLUDE USING gist (employee_id WITH =, seat_id WITH =, kind WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_assignment_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_assignment_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_assignment_seat_id FOREIGN KEY(seat_id) REFERENCES personnel.seat (id) ON DELETE RESTRICT,
    CONSTRAINT ck_assignment_kind CHECK (kind IN ('DEFINITIF', 'PLT', 'PLH')),
    CONSTRAINT fk_assignment_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_assignment_decree_id ON personnel.assignment (decree_id);
CREATE INDEX ix_assignment_employee_id ON personnel.assignment (employee_id);
CREATE INDEX ix_assignment_seat_id ON personnel.assignment (seat_id);
COMMENT ON TABLE personnel.assignment IS 'Riwayat jabatan: jabatan yang dipegang, definitif, Plt, atau Plh | Assignments: seats held, definitive or acting';
COMMENT ON COLUMN personnel.assignment.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.assignment.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.assignment.seat_id IS 'Jabatan: pada peta jabatan | Seat: on the map';
COMMENT ON COLUMN personnel.assignment.kind IS 'Sifat: definitif, Plt, atau Plh | Kind: definitive or acting';
COMMENT ON COLUMN personnel.assignment.valid_from IS 'TMT jabatan: mulai menjabat | Position TMT: first day';
COMMENT ON COLUMN personnel.assignment.valid_to IS 'Sampai: hari pertama tidak menjabat lagi, kosong bila masih | Valid to: first day no longer held, empty while held';
COMMENT ON COLUMN personnel.assignment.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.assignment.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.assignment.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.assignment.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
