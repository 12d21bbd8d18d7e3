CREATE TABLE personnel.award (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    award_kind_id BIGINT NOT NULL,
    awarded_on DATE NOT NULL,
    title VARCHAR(200),
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_award PRIMARY KEY (id),
    CONSTRAINT uq_award_employee_id_award_kind_id_awarded_on UNIQUE (employee_id, award_kind_id, awarded_on),
    CONSTRAINT fk_award_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_award_award_kind_id FOREIGN KEY(award_kind_id) REFERENCES reference.award_kind (id) ON DELETE RESTRICT,
    CONSTRAINT fk_award_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_award_award_kind_id ON personnel.award (award_kind_id);
CREATE INDEX ix_award_decree_id ON personnel.award (decree_id);
CREATE INDEX ix_award_employee_id ON personnel.award (employee_id);
COMMENT ON TABLE personnel.award IS 'Penghargaan: tanda jasa yang diterima | Awards: awards received';
COMMENT ON COLUMN personnel.award.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.award.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.award.award_kind_id IS 'Jenis: jenis penghargaan | Kind: kind of award';
COMMENT ON COLUMN personnel.award.awarded_on IS 'Tanggal: diberikan | Awarded on: date';
COMMENT ON COLUMN personnel.award.title IS 'Nama: nama penghargaan | Title: name of the award';
COMMENT ON COLUMN personnel.award.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.award.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.award.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.award.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.discipline_case (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    discipline_kind_id BIGINT NOT NULL,
    status VARCHAR(40) DEFAULT 'FINAL' NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    violation TEXT,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_discipline_case PRIMARY KEY (id),
    CONSTRAINT uq_discipline_case_employee_id_discipline_kind_id_valid_from UNIQUE (employee_id, discipline_kind_id, valid_from),
    CONSTRAINT ck_discipline_case_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_discipline_case_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_discipline_case_discipline_kind_id FOREIGN KEY(discipline_kind_id) REFERENCES reference.discipline_kind (id) ON DELETE RESTRICT,
    CONSTRAINT ck_discipline_case_status CHECK (status IN ('DIPERIKSA', 'UPAYA_ADMINISTRATIF', 'FINAL', 'DIBATALKAN')),
    CONSTRAINT fk_discipline_case_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_discipline_case_decree_id ON personnel.discipline_case (decree_id);
CREATE INDEX ix_discipline_case_discipline_kind_id ON personnel.discipline_case (discipline_kind_id);
CREATE INDEX ix_discipline_case_employee_id ON personnel.discipline_case (employee_id);
COMMENT ON TABLE personnel.discipline_case IS 'Hukuman disiplin: perkara dan hukumannya | Discipline cases: cases and punishments';
COMMENT ON COLUMN personnel.discipline_case.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.discipline_case.employee_id IS 'Pegawai: pemilik riwayat ini | Employee: whose record this is';
COMMENT ON COLUMN personnel.discipline_case.discipline_kind_id IS 'Hukuman: jenis hukuman disiplin | Punishment: kind of punishment';
COMMENT ON COLUMN personnel.discipline_case.status IS 'Keadaan: hanya yang berkekuatan tetap yang menghalangi | Status: only a final one blocks';
COMMENT ON COLUMN personnel.discipline_case.valid_from IS 'TMT hukuman: mulai dijalani | Valid from: served from';
COMMENT ON COLUMN personnel.discipline_case.valid_to IS 'Sampai: hari pertama sesudah hukuman; kosong bila tidak berjangka | Valid to: first day after it; empty when it has no duration';
COMMENT ON COLUMN personnel.discipline_case.violation IS 'Pelanggaran: uraian | Violation: what was done';
COMMENT ON COLUMN personnel.discipline_case.decree_id IS 'Surat keputusan: dasar perubahan ini | Decree: ground of this change';
COMMENT ON COLUMN personnel.discipline_case.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.discipline_case.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.discipline_case.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
