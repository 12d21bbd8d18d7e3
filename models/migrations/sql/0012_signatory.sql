-- Who signs the official lists of an agency.

CREATE TABLE personnel.signatory (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    title VARCHAR(200) NOT NULL,
    is_on_behalf BOOLEAN DEFAULT true NOT NULL,
    employee_id BIGINT,
    name VARCHAR(200),
    place VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_signatory PRIMARY KEY (id),
    CONSTRAINT ex_signatory_period EXCLUDE USING gist (agency_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_signatory_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_signatory_employee_or_name CHECK ((employee_id IS NULL) <> (name IS NULL)),
    CONSTRAINT fk_signatory_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_signatory_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_signatory_agency_id ON personnel.signatory (agency_id);
CREATE INDEX ix_signatory_employee_id ON personnel.signatory (employee_id);
COMMENT ON TABLE personnel.signatory IS 'Penanda tangan: pejabat yang menandatangani daftar resmi | Signatories: who signs official lists';
COMMENT ON COLUMN personnel.signatory.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.signatory.agency_id IS 'Instansi: yang diwakili | Agency: represented';
COMMENT ON COLUMN personnel.signatory.title IS 'Jabatan: seperti di atas tanda tangan, misalnya Kepala BKPSDM | Title: as above the signature, such as Kepala BKPSDM';
COMMENT ON COLUMN personnel.signatory.is_on_behalf IS 'Atas nama kepala daerah: ditulis a.n. Wali Kota atau Bupati | On behalf of the head: written a.n. Wali Kota or Bupati';
COMMENT ON COLUMN personnel.signatory.employee_id IS 'Pegawai: penanda tangan | Employee: who signs';
COMMENT ON COLUMN personnel.signatory.name IS 'Nama: bila bukan pegawai, misalnya kepala daerah | Name: of one who is no employee, such as the head';
COMMENT ON COLUMN personnel.signatory.place IS 'Tempat: kota penandatanganan | Place: where it is signed';
COMMENT ON COLUMN personnel.signatory.valid_from IS 'Berlaku mulai: hari pertama | Valid from: first day';
COMMENT ON COLUMN personnel.signatory.valid_to IS 'Berlaku sampai: hari pertama tidak lagi; kosong bila masih | Valid to: first day no longer; empty while in force';
COMMENT ON COLUMN personnel.signatory.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.signatory.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.signatory.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.signatory FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Whoever may print a list must see who signs it; only whoever keeps the whole organisation chooses that.
select stewardship.protect('personnel.signatory', 'organization', '', is_open => true);
select audit.watch('personnel.signatory');

-- Official lists are taken out as PDF too.
ALTER TABLE stewardship.export_record DROP CONSTRAINT ck_export_record_kind;
ALTER TABLE stewardship.export_record ADD CONSTRAINT ck_export_record_kind CHECK (kind IN ('csv', 'xlsx', 'pdf'));
COMMENT ON COLUMN stewardship.export_record.kind IS 'Jenis berkas: CSV, XLSX, atau PDF | Kind: CSV, XLSX or PDF';
