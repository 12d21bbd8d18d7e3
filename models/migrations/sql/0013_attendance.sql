-- Attendance and leave: working hours, monthly sheets, limits of the law, requests with their steps, and the ledger.

ALTER TABLE stewardship.role_right
    DROP CONSTRAINT ck_role_right_area,
    ADD CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'organization', 'career', 'performance', 'training', 'conduct', 'attendance', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive'));

ALTER TABLE reference.parameter
    DROP CONSTRAINT ck_parameter_topic,
    ADD CONSTRAINT ck_parameter_topic CHECK (topic IN ('DUK', 'PELATIHAN', 'KINERJA', 'TALENTA', 'IP_ASN', 'KGB', 'PENGHARGAAN', 'KONTRAK', 'KOMPETENSI', 'KEHADIRAN')),
    DROP CONSTRAINT ck_parameter_unit,
    ADD CONSTRAINT ck_parameter_unit CHECK (unit IN ('JP', 'MENIT', 'BULAN', 'TAHUN', 'PERSEN', 'NILAI', 'PEGAWAI', 'PERINGKAT', 'TINGKAT'));

ALTER TABLE reference.holiday
    ADD COLUMN regulation_id BIGINT,
    ADD CONSTRAINT fk_holiday_regulation_id FOREIGN KEY(regulation_id) REFERENCES reference.regulation (id) ON DELETE RESTRICT;
CREATE INDEX ix_holiday_regulation_id ON reference.holiday (regulation_id);
COMMENT ON COLUMN reference.holiday.regulation_id IS 'Dasar hukum: keputusan yang menetapkannya | Legal basis: decree that sets it';
SELECT stewardship.protect('reference.holiday', 'reference', '', true);

CREATE TABLE reference.leave_limit (
    id BIGSERIAL NOT NULL,
    leave_kind_id BIGINT NOT NULL,
    scheme VARCHAR(40) NOT NULL,
    minimum_service_months INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    ceiling INTEGER NOT NULL,
    unit VARCHAR(40) NOT NULL,
    counted_per VARCHAR(40) NOT NULL,
    is_waived_for_hajj BOOLEAN DEFAULT false NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    regulation_id BIGINT NOT NULL,
    article TEXT NOT NULL,
    confidence VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_leave_limit PRIMARY KEY (id),
    CONSTRAINT uq_leave_limit_leave_kind_id_scheme_valid_from UNIQUE (leave_kind_id, scheme, valid_from),
    CONSTRAINT ex_leave_limit_period EXCLUDE USING gist (leave_kind_id WITH =, scheme WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_leave_limit_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_leave_limit_amount_positive CHECK (amount > 0 AND ceiling >= amount),
    CONSTRAINT fk_leave_limit_leave_kind_id FOREIGN KEY(leave_kind_id) REFERENCES reference.leave_kind (id) ON DELETE RESTRICT,
    CONSTRAINT ck_leave_limit_scheme CHECK (scheme IN ('PNS', 'PPPK')),
    CONSTRAINT ck_leave_limit_unit CHECK (unit IN ('HARI_KERJA', 'HARI', 'BULAN')),
    CONSTRAINT ck_leave_limit_counted_per CHECK (counted_per IN ('TAHUN', 'PERMINTAAN')),
    CONSTRAINT fk_leave_limit_regulation_id FOREIGN KEY(regulation_id) REFERENCES reference.regulation (id) ON DELETE RESTRICT
);
CREATE INDEX ix_leave_limit_leave_kind_id ON reference.leave_limit (leave_kind_id);
CREATE INDEX ix_leave_limit_regulation_id ON reference.leave_limit (regulation_id);
COMMENT ON TABLE reference.leave_limit IS 'Batas cuti: hak dan syarat tiap jenis cuti | Leave limits: right and conditions of each kind';
COMMENT ON COLUMN reference.leave_limit.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.leave_limit.leave_kind_id IS 'Jenis cuti: menurut peraturan | Leave kind: by the regulation';
COMMENT ON COLUMN reference.leave_limit.scheme IS 'Skema: PNS atau PPPK | Scheme: PNS or PPPK';
COMMENT ON COLUMN reference.leave_limit.minimum_service_months IS 'Masa kerja (bulan): paling sedikit, terus-menerus | Service (months): at least, continuous';
COMMENT ON COLUMN reference.leave_limit.amount IS 'Hak: paling lama | Right: at most';
COMMENT ON COLUMN reference.leave_limit.ceiling IS 'Batas tertinggi: termasuk yang dibawa dari tahun lalu atau perpanjangan | Ceiling: with what was carried over or prolonged';
COMMENT ON COLUMN reference.leave_limit.unit IS 'Satuan: hitungan lamanya | Unit: what the length is counted in';
COMMENT ON COLUMN reference.leave_limit.counted_per IS 'Dihitung per: setahun atau sekali cuti | Counted per: year or leave';
COMMENT ON COLUMN reference.leave_limit.is_waived_for_hajj IS 'Tanpa masa kerja bagi haji pertama: kewajiban agama pertama kali | No service asked for a first hajj: a religious duty for the first time';
COMMENT ON COLUMN reference.leave_limit.valid_from IS 'Mulai: hari pertama berlaku | Valid from: first day in force';
COMMENT ON COLUMN reference.leave_limit.valid_to IS 'Sampai: hari pertama tidak berlaku, kosong bila masih | Valid to: end of it, empty while in force';
COMMENT ON COLUMN reference.leave_limit.regulation_id IS 'Dasar hukum: peraturannya | Legal basis: the regulation';
COMMENT ON COLUMN reference.leave_limit.article IS 'Pasal: dari peraturan itu | Article: of that regulation';
COMMENT ON COLUMN reference.leave_limit.confidence IS 'Keyakinan: V terverifikasi, K diketahui, U belum pasti | Confidence: V verified, K known, U uncertain';
COMMENT ON COLUMN reference.leave_limit.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.leave_limit.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.leave_limit.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON reference.leave_limit FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.leave_request (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    leave_kind_id BIGINT NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    is_first_hajj BOOLEAN DEFAULT false NOT NULL,
    reason TEXT,
    medical_note TEXT,
    submitted_on DATE,
    status VARCHAR(40) DEFAULT 'DRAFT' NOT NULL,
    days INTEGER DEFAULT '0' NOT NULL,
    outcome VARCHAR(40),
    granted_from DATE,
    granted_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_leave_request PRIMARY KEY (id),
    CONSTRAINT ck_leave_request_ends_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ex_leave_request_period EXCLUDE USING gist (employee_id WITH =, daterange(coalesce(granted_from, starts_on), (coalesce(granted_to, ends_on) + 1), '[)') WITH &&) WHERE (status <> 'DRAFT' AND status <> 'DIBATALKAN' AND (outcome IS NULL OR outcome = 'DISETUJUI' OR outcome = 'PERUBAHAN')),
    CONSTRAINT fk_leave_request_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_leave_request_leave_kind_id FOREIGN KEY(leave_kind_id) REFERENCES reference.leave_kind (id) ON DELETE RESTRICT,
    CONSTRAINT ck_leave_request_status CHECK (status IN ('DRAFT', 'DIAJUKAN', 'PERTIMBANGAN_ATASAN', 'DIPUTUS', 'DIBATALKAN', 'SELESAI')),
    CONSTRAINT ck_leave_request_outcome CHECK (outcome IN ('DISETUJUI', 'PERUBAHAN', 'DITANGGUHKAN', 'TIDAK_DISETUJUI'))
);
CREATE INDEX ix_leave_request_employee_id ON personnel.leave_request (employee_id);
CREATE INDEX ix_leave_request_leave_kind_id ON personnel.leave_request (leave_kind_id);
CREATE INDEX ix_leave_request_starts_on_id ON personnel.leave_request (starts_on, id);
COMMENT ON TABLE personnel.leave_request IS 'Permohonan cuti: yang diajukan pegawai | Leave requests: what employees ask for';
COMMENT ON COLUMN personnel.leave_request.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.leave_request.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.leave_request.leave_kind_id IS 'Jenis cuti: menurut peraturan | Leave kind: by the regulation';
COMMENT ON COLUMN personnel.leave_request.starts_on IS 'Mulai: hari pertama cuti | Starts on: first day of leave';
COMMENT ON COLUMN personnel.leave_request.ends_on IS 'Selesai: hari terakhir cuti | Ends on: last day of leave';
COMMENT ON COLUMN personnel.leave_request.is_first_hajj IS 'Haji pertama: kewajiban agama untuk pertama kali | First hajj: a religious duty for the first time';
COMMENT ON COLUMN personnel.leave_request.reason IS 'Alasan: hanya dilihat yang berwenang | Reason: seen only by those entitled';
COMMENT ON COLUMN personnel.leave_request.medical_note IS 'Surat keterangan dokter: nomor dan isi singkat | Doctor''s letter: its number and gist';
COMMENT ON COLUMN personnel.leave_request.submitted_on IS 'Diajukan: kosong selama rancangan | Submitted on: empty while a draft';
COMMENT ON COLUMN personnel.leave_request.status IS 'Keadaan: sampai di mana | Status: how far it has come';
COMMENT ON COLUMN personnel.leave_request.days IS 'Hari: lamanya, hari kerja atau kalender menurut jenisnya | Days: working or calendar, by its kind';
COMMENT ON COLUMN personnel.leave_request.outcome IS 'Putusan: dari langkah keputusan | Outcome: as decided';
COMMENT ON COLUMN personnel.leave_request.granted_from IS 'Diberikan mulai: bila diubah | Granted from: when changed';
COMMENT ON COLUMN personnel.leave_request.granted_to IS 'Diberikan sampai: hari terakhir, bila diubah | Granted to: last day, when changed';
COMMENT ON COLUMN personnel.leave_request.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.leave_request.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.leave_request.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.leave_request FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.leave_step (
    id BIGSERIAL NOT NULL,
    leave_request_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    stage VARCHAR(40) NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    acted_on DATE NOT NULL,
    official_id BIGINT,
    granted_from DATE,
    granted_to DATE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_leave_step PRIMARY KEY (id),
    CONSTRAINT uq_leave_step_leave_request_id_number UNIQUE (leave_request_id, number),
    CONSTRAINT ck_leave_step_granted_when_changed CHECK ((outcome = 'PERUBAHAN' AND stage = 'KEPUTUSAN') = (granted_from IS NOT NULL) AND (granted_from IS NULL) = (granted_to IS NULL)),
    CONSTRAINT ck_leave_step_granted_to_after_from CHECK (granted_to >= granted_from),
    CONSTRAINT ck_leave_step_number_positive CHECK (number > 0),
    CONSTRAINT fk_leave_step_leave_request_id FOREIGN KEY(leave_request_id) REFERENCES personnel.leave_request (id) ON DELETE RESTRICT,
    CONSTRAINT ck_leave_step_stage CHECK (stage IN ('PERTIMBANGAN_ATASAN', 'KEPUTUSAN')),
    CONSTRAINT ck_leave_step_outcome CHECK (outcome IN ('DISETUJUI', 'PERUBAHAN', 'DITANGGUHKAN', 'TIDAK_DISETUJUI')),
    CONSTRAINT fk_leave_step_official_id FOREIGN KEY(official_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_leave_step_leave_request_id ON personnel.leave_step (leave_request_id);
CREATE INDEX ix_leave_step_official_id ON personnel.leave_step (official_id);
COMMENT ON TABLE personnel.leave_step IS 'Langkah cuti: pertimbangan dan keputusan | Leave steps: considerations and decisions';
COMMENT ON COLUMN personnel.leave_step.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.leave_step.leave_request_id IS 'Permohonan: yang bersangkutan | Request: the one concerned';
COMMENT ON COLUMN personnel.leave_step.number IS 'Langkah ke: mulai dari 1 | Step: counted from 1';
COMMENT ON COLUMN personnel.leave_step.stage IS 'Tahap: pertimbangan atau keputusan | Stage: consideration or decision';
COMMENT ON COLUMN personnel.leave_step.outcome IS 'Putusan: salah satu dari empat | Outcome: one of the four';
COMMENT ON COLUMN personnel.leave_step.acted_on IS 'Tanggal: hari dinyatakan | Acted on: day it was said';
COMMENT ON COLUMN personnel.leave_step.official_id IS 'Pejabat: yang menyatakan | Official: who said it';
COMMENT ON COLUMN personnel.leave_step.granted_from IS 'Diberikan mulai: bila diubah | Granted from: when changed';
COMMENT ON COLUMN personnel.leave_step.granted_to IS 'Diberikan sampai: hari terakhir, bila diubah | Granted to: last day, when changed';
COMMENT ON COLUMN personnel.leave_step.note IS 'Catatan: alasan pejabat | Note: the official''s reason';
COMMENT ON COLUMN personnel.leave_step.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.leave_step.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.leave_step.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.leave_step FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.leave_ledger (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    leave_kind_id BIGINT NOT NULL,
    leave_year INTEGER NOT NULL,
    entry VARCHAR(40) NOT NULL,
    days INTEGER NOT NULL,
    entered_on DATE NOT NULL,
    leave_request_id BIGINT,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_leave_ledger PRIMARY KEY (id),
    CONSTRAINT uq_leave_ledger_leave_request_id_entry UNIQUE (leave_request_id, entry),
    CONSTRAINT ck_leave_ledger_days_sign CHECK (CASE entry WHEN 'PAKAI' THEN days < 0 WHEN 'KOREKSI' THEN days <> 0 ELSE days > 0 END),
    CONSTRAINT ck_leave_ledger_year_plausible CHECK (leave_year BETWEEN 1990 AND 2100),
    CONSTRAINT fk_leave_ledger_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_leave_ledger_leave_kind_id FOREIGN KEY(leave_kind_id) REFERENCES reference.leave_kind (id) ON DELETE RESTRICT,
    CONSTRAINT ck_leave_ledger_entry CHECK (entry IN ('SALDO_AWAL', 'KOREKSI', 'PAKAI', 'BATAL', 'TANGGUH')),
    CONSTRAINT fk_leave_ledger_leave_request_id FOREIGN KEY(leave_request_id) REFERENCES personnel.leave_request (id) ON DELETE RESTRICT
);
CREATE INDEX ix_leave_ledger_employee_id ON personnel.leave_ledger (employee_id);
CREATE INDEX ix_leave_ledger_entered_on_id ON personnel.leave_ledger (entered_on, id);
CREATE INDEX ix_leave_ledger_leave_kind_id ON personnel.leave_ledger (leave_kind_id);
CREATE INDEX ix_leave_ledger_leave_request_id ON personnel.leave_ledger (leave_request_id);
COMMENT ON TABLE personnel.leave_ledger IS 'Buku cuti: satu-satunya sumber saldo cuti, hanya ditambah | Leave ledger: the only source of balances, only ever added to';
COMMENT ON COLUMN personnel.leave_ledger.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.leave_ledger.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.leave_ledger.leave_kind_id IS 'Jenis cuti: menurut peraturan | Leave kind: by the regulation';
COMMENT ON COLUMN personnel.leave_ledger.leave_year IS 'Tahun cuti: tahun haknya | Leave year: of the right';
COMMENT ON COLUMN personnel.leave_ledger.entry IS 'Pembukuan: apa yang terjadi | Entry: what happened';
COMMENT ON COLUMN personnel.leave_ledger.days IS 'Hari: kurang dari nol bila diambil | Days: below zero when taken';
COMMENT ON COLUMN personnel.leave_ledger.entered_on IS 'Tanggal: hari dibukukan | Entered on: day it was booked';
COMMENT ON COLUMN personnel.leave_ledger.leave_request_id IS 'Permohonan: asalnya, kosong bila dari luar | Request: where it comes from';
COMMENT ON COLUMN personnel.leave_ledger.note IS 'Catatan: alasan koreksi | Note: why it was corrected';
COMMENT ON COLUMN personnel.leave_ledger.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.leave_ledger.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.leave_ledger.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.leave_ledger FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.work_pattern (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    is_rostered BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_work_pattern PRIMARY KEY (id),
    CONSTRAINT uq_work_pattern_code UNIQUE (code),
    CONSTRAINT ck_work_pattern_kind CHECK (kind IN ('REGULER', 'RAMADAN', 'SHIFT', 'SEKOLAH'))
);
COMMENT ON TABLE personnel.work_pattern IS 'Pola kerja: reguler, Ramadan, sekolah, dan bergilir | Work patterns: regular, Ramadan, school and shifts';
COMMENT ON COLUMN personnel.work_pattern.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.work_pattern.code IS 'Kode: kode tetap | Code: fixed code';
COMMENT ON COLUMN personnel.work_pattern.name IS 'Nama: sebutannya | Name: what it is called';
COMMENT ON COLUMN personnel.work_pattern.kind IS 'Jenis: dasar jam kerjanya | Kind: what its hours follow';
COMMENT ON COLUMN personnel.work_pattern.is_rostered IS 'Menurut jadwal: hari kerja ditentukan lembar kehadiran, bukan hari dalam minggu dan hari libur | By roster: the sheet tells the working days, not weekdays and holidays';
COMMENT ON COLUMN personnel.work_pattern.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.work_pattern.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.work_pattern.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.work_pattern FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.work_pattern_day (
    id BIGSERIAL NOT NULL,
    work_pattern_id BIGINT NOT NULL,
    weekday INTEGER NOT NULL,
    starts_at VARCHAR(5) NOT NULL,
    ends_at VARCHAR(5) NOT NULL,
    break_minutes INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_work_pattern_day PRIMARY KEY (id),
    CONSTRAINT uq_work_pattern_day_work_pattern_id_weekday UNIQUE (work_pattern_id, weekday),
    CONSTRAINT ck_work_pattern_day_weekday_range CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT ck_work_pattern_day_starts_at_shape CHECK (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT ck_work_pattern_day_ends_at_shape CHECK (ends_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT ck_work_pattern_day_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT ck_work_pattern_day_break_fits CHECK (break_minutes >= 0 AND break_minutes * interval '1 minute' < ends_at::time - starts_at::time),
    CONSTRAINT fk_work_pattern_day_work_pattern_id FOREIGN KEY(work_pattern_id) REFERENCES personnel.work_pattern (id) ON DELETE RESTRICT
);
CREATE INDEX ix_work_pattern_day_work_pattern_id ON personnel.work_pattern_day (work_pattern_id);
COMMENT ON TABLE personnel.work_pattern_day IS 'Jam kerja: hari kerja suatu pola | Working hours: the working days of a pattern';
COMMENT ON COLUMN personnel.work_pattern_day.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.work_pattern_day.work_pattern_id IS 'Pola kerja: hari dan jam kerjanya | Work pattern: days and hours of work';
COMMENT ON COLUMN personnel.work_pattern_day.weekday IS 'Hari: 1 Senin sampai 7 Minggu | Weekday: 1 Monday to 7 Sunday';
COMMENT ON COLUMN personnel.work_pattern_day.starts_at IS 'Masuk: jam, misalnya 07:30 | Starts at: such as 07:30';
COMMENT ON COLUMN personnel.work_pattern_day.ends_at IS 'Pulang: jam, misalnya 16:00 | Ends at: such as 16:00';
COMMENT ON COLUMN personnel.work_pattern_day.break_minutes IS 'Istirahat (menit): tidak dihitung | Break (minutes): unpaid';
COMMENT ON COLUMN personnel.work_pattern_day.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.work_pattern_day.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.work_pattern_day.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.work_pattern_day FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.unit_work_pattern (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    work_pattern_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_unit_work_pattern PRIMARY KEY (id),
    CONSTRAINT ex_unit_work_pattern_period EXCLUDE USING gist (unit_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_unit_work_pattern_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_unit_work_pattern_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_work_pattern_work_pattern_id FOREIGN KEY(work_pattern_id) REFERENCES personnel.work_pattern (id) ON DELETE RESTRICT
);
CREATE INDEX ix_unit_work_pattern_unit_id ON personnel.unit_work_pattern (unit_id);
CREATE INDEX ix_unit_work_pattern_work_pattern_id ON personnel.unit_work_pattern (work_pattern_id);
COMMENT ON TABLE personnel.unit_work_pattern IS 'Pola kerja unit: berlaku juga di bawahnya | Patterns of units: also for what is below';
COMMENT ON COLUMN personnel.unit_work_pattern.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.unit_work_pattern.unit_id IS 'Unit kerja: dan semua di bawahnya | Unit: and below';
COMMENT ON COLUMN personnel.unit_work_pattern.work_pattern_id IS 'Pola kerja: hari dan jam kerjanya | Work pattern: days and hours of work';
COMMENT ON COLUMN personnel.unit_work_pattern.valid_from IS 'Mulai: hari pertama berlaku | Valid from: first day in force';
COMMENT ON COLUMN personnel.unit_work_pattern.valid_to IS 'Sampai: hari pertama tidak berlaku, kosong bila masih | Valid to: end of it, empty while in force';
COMMENT ON COLUMN personnel.unit_work_pattern.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.unit_work_pattern.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.unit_work_pattern.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.unit_work_pattern FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.employee_work_pattern (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    work_pattern_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_employee_work_pattern PRIMARY KEY (id),
    CONSTRAINT ex_employee_work_pattern_period EXCLUDE USING gist (employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_employee_work_pattern_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_employee_work_pattern_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employee_work_pattern_work_pattern_id FOREIGN KEY(work_pattern_id) REFERENCES personnel.work_pattern (id) ON DELETE RESTRICT
);
CREATE INDEX ix_employee_work_pattern_employee_id ON personnel.employee_work_pattern (employee_id);
CREATE INDEX ix_employee_work_pattern_work_pattern_id ON personnel.employee_work_pattern (work_pattern_id);
COMMENT ON TABLE personnel.employee_work_pattern IS 'Pola kerja pegawai: mendahului pola unitnya | Patterns of employees: go before the unit''s';
COMMENT ON COLUMN personnel.employee_work_pattern.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.employee_work_pattern.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.employee_work_pattern.work_pattern_id IS 'Pola kerja: hari dan jam kerjanya | Work pattern: days and hours of work';
COMMENT ON COLUMN personnel.employee_work_pattern.valid_from IS 'Mulai: hari pertama berlaku | Valid from: first day in force';
COMMENT ON COLUMN personnel.employee_work_pattern.valid_to IS 'Sampai: hari pertama tidak berlaku, kosong bila masih | Valid to: end of it, empty while in force';
COMMENT ON COLUMN personnel.employee_work_pattern.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.employee_work_pattern.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.employee_work_pattern.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.employee_work_pattern FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.attendance_sheet (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    month DATE NOT NULL,
    marks VARCHAR(31) NOT NULL,
    late_minutes INTEGER DEFAULT '0' NOT NULL,
    early_minutes INTEGER DEFAULT '0' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_attendance_sheet PRIMARY KEY (id),
    CONSTRAINT uq_attendance_sheet_employee_id_month UNIQUE (employee_id, month),
    CONSTRAINT ck_attendance_sheet_month_first CHECK (extract(day FROM month) = 1),
    CONSTRAINT ck_attendance_sheet_marks_shape CHECK (marks ~ '^[HDICAL-]+$' AND length(marks) = extract(day FROM month + interval '1 month - 1 day')),
    CONSTRAINT ck_attendance_sheet_minutes_range CHECK (late_minutes BETWEEN 0 AND 44640 AND early_minutes BETWEEN 0 AND 44640),
    CONSTRAINT fk_attendance_sheet_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_attendance_sheet_employee_id ON personnel.attendance_sheet (employee_id);
CREATE INDEX ix_attendance_sheet_month_id ON personnel.attendance_sheet (month, id);
COMMENT ON TABLE personnel.attendance_sheet IS 'Lembar kehadiran: satu pegawai, satu bulan, satu huruf per hari | Attendance sheets: one employee, one month, one letter a day';
COMMENT ON COLUMN personnel.attendance_sheet.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.attendance_sheet.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.attendance_sheet.month IS 'Bulan: tanggal 1 | Month: its first day';
COMMENT ON COLUMN personnel.attendance_sheet.marks IS 'Kehadiran: huruf per hari, H D I C A L atau - | Attendance: a letter a day, H D I C A L or -';
COMMENT ON COLUMN personnel.attendance_sheet.late_minutes IS 'Terlambat (menit): sebulan | Late (minutes): in the month';
COMMENT ON COLUMN personnel.attendance_sheet.early_minutes IS 'Pulang cepat (menit): sebulan | Left early (minutes): in the month';
COMMENT ON COLUMN personnel.attendance_sheet.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.attendance_sheet.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.attendance_sheet.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.attendance_sheet FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();
