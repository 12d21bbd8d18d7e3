CREATE TABLE personnel.person (
    id BIGSERIAL NOT NULL,
    nik VARCHAR(16),
    name VARCHAR(200) NOT NULL,
    front_title VARCHAR(100),
    rear_title VARCHAR(100),
    sex VARCHAR(40) NOT NULL,
    birth_place VARCHAR(100),
    born_on DATE NOT NULL,
    marital_status VARCHAR(40),
    phone VARCHAR(40),
    email VARCHAR(200),
    address TEXT,
    region_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_nik UNIQUE (nik),
    CONSTRAINT ck_person_name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT ck_person_nik_shape CHECK (nik ~ '^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$' AND right(nik, 4) <> '0000'),
    CONSTRAINT ck_person_born_on_plausible CHECK (born_on BETWEEN DATE '1920-01-01' AND DATE '2015-12-31'),
    CONSTRAINT ck_person_sex CHECK (sex IN ('L', 'P')),
    CONSTRAINT ck_person_marital_status CHECK (marital_status IN ('BELUM_KAWIN', 'KAWIN', 'CERAI_HIDUP', 'CERAI_MATI')),
    CONSTRAINT fk_person_region_id FOREIGN KEY(region_id) REFERENCES reference.region (id) ON DELETE RESTRICT
);
CREATE INDEX ix_person_name_trgm ON personnel.person USING gin (name gin_trgm_ops);
CREATE INDEX ix_person_region_id ON personnel.person (region_id);
COMMENT ON TABLE personnel.person IS 'Orang: data diri, lepas dari hubungan kerja | Persons: personal data, apart from employment';
COMMENT ON COLUMN personnel.person.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.person.nik IS 'NIK: nomor induk kependudukan, 16 angka | NIK: national identity number, 16 digits';
COMMENT ON COLUMN personnel.person.name IS 'Nama: nama tanpa gelar | Name: name without titles';
COMMENT ON COLUMN personnel.person.front_title IS 'Gelar depan: misalnya Dr. atau Ir. | Front title: such as Dr. or Ir.';
COMMENT ON COLUMN personnel.person.rear_title IS 'Gelar belakang: misalnya S.E., M.Si. | Rear title: such as S.E., M.Si.';
COMMENT ON COLUMN personnel.person.sex IS 'Jenis kelamin: laki-laki atau perempuan | Sex: male or female';
COMMENT ON COLUMN personnel.person.birth_place IS 'Tempat lahir: kota atau kabupaten | Birth place: city or district';
COMMENT ON COLUMN personnel.person.born_on IS 'Tanggal lahir: menurut akta atau ijazah | Born on: birth date';
COMMENT ON COLUMN personnel.person.marital_status IS 'Status kawin: menurut KTP | Marital status: as on the ID card';
COMMENT ON COLUMN personnel.person.phone IS 'Telepon: nomor yang dapat dihubungi | Phone: contact number';
COMMENT ON COLUMN personnel.person.email IS 'Surel: alamat surat elektronik | E-mail: e-mail address';
COMMENT ON COLUMN personnel.person.address IS 'Alamat: tempat tinggal | Address: place of residence';
COMMENT ON COLUMN personnel.person.region_id IS 'Wilayah: kota atau kabupaten tempat tinggal | Region: city or district of residence';
COMMENT ON COLUMN personnel.person.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.person.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.person.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.decree (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    number VARCHAR(100) NOT NULL,
    issued_on DATE NOT NULL,
    effective_from DATE,
    subject VARCHAR(200),
    signatory VARCHAR(200),
    signatory_title VARCHAR(200),
    file_hash VARCHAR(64),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_decree PRIMARY KEY (id),
    CONSTRAINT uq_decree_agency_id_number_issued_on UNIQUE (agency_id, number, issued_on),
    CONSTRAINT ck_decree_file_hash_shape CHECK (file_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT fk_decree_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT ck_decree_kind CHECK (kind IN ('PENGANGKATAN', 'KENAIKAN_PANGKAT', 'JABATAN', 'KGB', 'KEDUDUKAN', 'DISIPLIN', 'PENGHARGAAN', 'PEMBERHENTIAN', 'LAIN'))
);
CREATE INDEX ix_decree_agency_id ON personnel.decree (agency_id);
CREATE INDEX ix_decree_number_trgm ON personnel.decree USING gin (number gin_trgm_ops);
COMMENT ON TABLE personnel.decree IS 'Surat keputusan: dasar setiap perubahan riwayat | Decrees: the ground of every change in a history';
COMMENT ON COLUMN personnel.decree.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.decree.agency_id IS 'Instansi: penerbit | Agency: the issuer';
COMMENT ON COLUMN personnel.decree.kind IS 'Jenis: perihal keputusan | Kind: what it decides';
COMMENT ON COLUMN personnel.decree.number IS 'Nomor: nomor keputusan | Number: number of the decree';
COMMENT ON COLUMN personnel.decree.issued_on IS 'Tanggal: tanggal ditandatangani | Issued on: day of signature';
COMMENT ON COLUMN personnel.decree.effective_from IS 'TMT: mulai berlaku, boleh sebelum atau sesudah tanggal | Effective from: may lie before or after the signature';
COMMENT ON COLUMN personnel.decree.subject IS 'Perihal: isi singkat | Subject: in short';
COMMENT ON COLUMN personnel.decree.signatory IS 'Penanda tangan: nama | Signatory: name';
COMMENT ON COLUMN personnel.decree.signatory_title IS 'Jabatan penanda tangan: misalnya Wali Kota | Title of the signatory: such as Wali Kota';
COMMENT ON COLUMN personnel.decree.file_hash IS 'Sidik berkas: SHA-256 dari berkas PDF | File hash: SHA-256 of the PDF';
COMMENT ON COLUMN personnel.decree.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.decree.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.decree.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.employee (
    id BIGSERIAL NOT NULL,
    person_id BIGINT NOT NULL,
    agency_id BIGINT NOT NULL,
    nip VARCHAR(18) NOT NULL,
    old_nip VARCHAR(40),
    employment_type_id BIGINT NOT NULL,
    appointed_on DATE NOT NULL,
    permanent_on DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_employee PRIMARY KEY (id),
    CONSTRAINT uq_employee_nip UNIQUE (nip),
    CONSTRAINT ck_employee_nip_shape CHECK (nip ~ '^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d{2}(0[1-9]|1[0-2])[12]\d{3}$' OR nip ~ '^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])20\d{2}2[1-9][12]\d{3}$'),
    CONSTRAINT ck_employee_nip_calendar_date CHECK (personnel.is_calendar_date(left(nip, 8))),
    CONSTRAINT ck_employee_nip_serial CHECK (right(nip, 3) <> '000'),
    CONSTRAINT ck_employee_permanent_after_appointed CHECK (permanent_on >= appointed_on),
    CONSTRAINT fk_employee_person_id FOREIGN KEY(person_id) REFERENCES personnel.person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employee_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employee_employment_type_id FOREIGN KEY(employment_type_id) REFERENCES reference.employment_type (id) ON DELETE RESTRICT
);
CREATE INDEX ix_employee_agency_id ON personnel.employee (agency_id);
CREATE INDEX ix_employee_employment_type_id ON personnel.employee (employment_type_id);
CREATE INDEX ix_employee_nip_trgm ON personnel.employee USING gin (nip gin_trgm_ops);
CREATE INDEX ix_employee_person_id ON personnel.employee (person_id);
COMMENT ON TABLE personnel.employee IS 'Pegawai: hubungan kerja seorang PNS atau PPPK | Employees: one employment of a PNS or PPPK';
COMMENT ON COLUMN personnel.employee.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.employee.person_id IS 'Orang: pemilik NIP | Person: owner of the NIP';
COMMENT ON COLUMN personnel.employee.agency_id IS 'Instansi: tempat bekerja | Agency: the employer';
COMMENT ON COLUMN personnel.employee.nip IS 'NIP: nomor induk PNS atau PPPK, 18 angka tanpa spasi | NIP: employee number of a PNS or PPPK, 18 digits without blanks';
COMMENT ON COLUMN personnel.employee.old_nip IS 'NIP lama: nomor 9 angka sebelum 2009 | Old NIP: the 9-digit number before 2009';
COMMENT ON COLUMN personnel.employee.employment_type_id IS 'Jenis kepegawaian: PNS atau PPPK | Employment type: PNS or PPPK';
COMMENT ON COLUMN personnel.employee.appointed_on IS 'TMT pengangkatan: TMT CPNS, atau awal kontrak pertama PPPK | Appointed on: TMT CPNS, or start of the first PPPK contract';
COMMENT ON COLUMN personnel.employee.permanent_on IS 'TMT PNS: diangkat menjadi PNS, kosong selama CPNS | Permanent on: made PNS, empty while on probation';
COMMENT ON COLUMN personnel.employee.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.employee.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.employee.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.family_member (
    id BIGSERIAL NOT NULL,
    person_id BIGINT NOT NULL,
    kinship VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    nik VARCHAR(16),
    sex VARCHAR(40),
    born_on DATE,
    is_dependent BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_family_member PRIMARY KEY (id),
    CONSTRAINT ck_family_member_nik_shape CHECK (nik ~ '^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$' AND right(nik, 4) <> '0000'),
    CONSTRAINT fk_family_member_person_id FOREIGN KEY(person_id) REFERENCES personnel.person (id) ON DELETE RESTRICT,
    CONSTRAINT ck_family_member_kinship CHECK (kinship IN ('PASANGAN', 'ANAK', 'ORANG_TUA')),
    CONSTRAINT ck_family_member_sex CHECK (sex IN ('L', 'P'))
);
CREATE INDEX ix_family_member_person_id ON personnel.family_member (person_id);
COMMENT ON TABLE personnel.family_member IS 'Keluarga: pasangan, anak, dan orang tua | Family: spouse, children and parents';
COMMENT ON COLUMN personnel.family_member.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.family_member.person_id IS 'Orang: pemilik data | Person: whose family';
COMMENT ON COLUMN personnel.family_member.kinship IS 'Hubungan: dengan pegawai | Kinship: to the employee';
COMMENT ON COLUMN personnel.family_member.name IS 'Nama: nama lengkap | Name: full name';
COMMENT ON COLUMN personnel.family_member.nik IS 'NIK: 16 angka | NIK: 16 digits';
COMMENT ON COLUMN personnel.family_member.sex IS 'Jenis kelamin: L atau P | Sex: male or female';
COMMENT ON COLUMN personnel.family_member.born_on IS 'Tanggal lahir: bila diketahui | Born on: when known';
COMMENT ON COLUMN personnel.family_member.is_dependent IS 'Tanggungan: masuk tunjangan keluarga | Dependent: counts for the family allowance';
COMMENT ON COLUMN personnel.family_member.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.family_member.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.family_member.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.document (
    id BIGSERIAL NOT NULL,
    person_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR(200) NOT NULL,
    issued_on DATE,
    decree_id BIGINT,
    file_name VARCHAR(200),
    media_type VARCHAR(100),
    byte_size INTEGER,
    file_hash VARCHAR(64),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_document PRIMARY KEY (id),
    CONSTRAINT ck_document_file_hash_shape CHECK (file_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_document_byte_size_positive CHECK (byte_size > 0),
    CONSTRAINT fk_document_person_id FOREIGN KEY(person_id) REFERENCES personnel.person (id) ON DELETE RESTRICT,
    CONSTRAINT ck_document_kind CHECK (kind IN ('IDENTITAS', 'IJAZAH', 'SERTIFIKAT', 'KEPUTUSAN', 'KELUARGA', 'LAIN')),
    CONSTRAINT fk_document_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_document_decree_id ON personnel.document (decree_id);
CREATE INDEX ix_document_person_id ON personnel.document (person_id);
COMMENT ON TABLE personnel.document IS 'Dokumen: berkas dalam arsip pribadi | Documents: papers in a personal file';
COMMENT ON COLUMN personnel.document.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.document.person_id IS 'Orang: pemilik berkas | Person: its owner';
COMMENT ON COLUMN personnel.document.kind IS 'Jenis: jenis dokumen | Kind: kind of document';
COMMENT ON COLUMN personnel.document.title IS 'Judul: nama dokumen | Title: name of the document';
COMMENT ON COLUMN personnel.document.issued_on IS 'Tanggal: tanggal dokumen | Issued on: document date';
COMMENT ON COLUMN personnel.document.decree_id IS 'Surat keputusan: bila berkas ini keputusan | Decree: when it is one';
COMMENT ON COLUMN personnel.document.file_name IS 'Nama berkas: nama asli | File name: original name';
COMMENT ON COLUMN personnel.document.media_type IS 'Jenis berkas: misalnya PDF | Media type: such as PDF';
COMMENT ON COLUMN personnel.document.byte_size IS 'Ukuran (bita): besar berkas | Size (bytes): file size';
COMMENT ON COLUMN personnel.document.file_hash IS 'Sidik berkas: SHA-256 | File hash: SHA-256';
COMMENT ON COLUMN personnel.document.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.document.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.document.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.education_record (
    id BIGSERIAL NOT NULL,
    person_id BIGINT NOT NULL,
    education_level_id BIGINT NOT NULL,
    study_field_id BIGINT,
    institution VARCHAR(200),
    graduated_on DATE NOT NULL,
    certificate_number VARCHAR(100),
    recognised_on DATE,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_education_record PRIMARY KEY (id),
    CONSTRAINT uq_education_record_person_id_education_level_id_graduated_on UNIQUE (person_id, education_level_id, graduated_on),
    CONSTRAINT fk_education_record_person_id FOREIGN KEY(person_id) REFERENCES personnel.person (id) ON DELETE RESTRICT,
    CONSTRAINT fk_education_record_education_level_id FOREIGN KEY(education_level_id) REFERENCES reference.education_level (id) ON DELETE RESTRICT,
    CONSTRAINT fk_education_record_study_field_id FOREIGN KEY(study_field_id) REFERENCES reference.study_field (id) ON DELETE RESTRICT,
    CONSTRAINT fk_education_record_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_education_record_decree_id ON personnel.education_record (decree_id);
CREATE INDEX ix_education_record_education_level_id ON personnel.education_record (education_level_id);
CREATE INDEX ix_education_record_person_id ON personnel.education_record (person_id);
CREATE INDEX ix_education_record_study_field_id ON personnel.education_record (study_field_id);
COMMENT ON TABLE personnel.education_record IS 'Riwayat pendidikan: ijazah dan tanggal pengakuannya | Education history: diplomas and when they were recognised';
COMMENT ON COLUMN personnel.education_record.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.education_record.person_id IS 'Orang: pemilik ijazah | Person: its owner';
COMMENT ON COLUMN personnel.education_record.education_level_id IS 'Tingkat pendidikan: jenjang ijazah | Level: level of the diploma';
COMMENT ON COLUMN personnel.education_record.study_field_id IS 'Bidang studi: jurusan | Study field: major';
COMMENT ON COLUMN personnel.education_record.institution IS 'Lembaga: sekolah atau universitas | Institution: school';
COMMENT ON COLUMN personnel.education_record.graduated_on IS 'Tanggal lulus: tanggal ijazah | Graduated on: diploma date';
COMMENT ON COLUMN personnel.education_record.certificate_number IS 'Nomor ijazah: nomor pada ijazah | Diploma number: as printed';
COMMENT ON COLUMN personnel.education_record.recognised_on IS 'Tanggal diakui: pencantuman gelar atau tercatat di SIASN; kosong berarti belum diakui | Recognised on: entered in the personnel file; empty means not recognised yet';
COMMENT ON COLUMN personnel.education_record.decree_id IS 'Surat keputusan: dasar pengakuan | Decree: ground of the recognition';
COMMENT ON COLUMN personnel.education_record.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.education_record.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.education_record.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.employee_status (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    legal_status_id BIGINT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_employee_status PRIMARY KEY (id),
    CONSTRAINT ex_employee_status_period EXCLUDE USING gist (employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_employee_status_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_employee_status_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employee_status_legal_status_id FOREIGN KEY(legal_status_id) REFERENCES reference.legal_status (id) ON DELETE RESTRICT,
    CONSTRAINT fk_employee_status_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_employee_status_decree_id ON personnel.employee_status (decree_id);
CREATE INDEX ix_employee_status_employee_id ON personnel.employee_status (employee_id);
CREATE INDEX ix_employee_status_legal_status_id ON personnel.employee_status (legal_status_id);
COMMENT ON TABLE personnel.employee_status IS 'Riwayat kedudukan hukum: keadaan pegawai dari masa ke masa | Legal status history: state of an employee over time';
COMMENT ON COLUMN personnel.employee_status.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.employee_status.employee_id IS 'Pegawai: pemilik riwayat | Employee: whose';
COMMENT ON COLUMN personnel.employee_status.legal_status_id IS 'Kedudukan hukum: keadaannya | Legal status: the state';
COMMENT ON COLUMN personnel.employee_status.valid_from IS 'TMT: mulai berlaku | Valid from: first day';
COMMENT ON COLUMN personnel.employee_status.valid_to IS 'Sampai: hari pertama tidak berlaku lagi, kosong bila masih | Valid to: first day no longer in force, empty while it is';
COMMENT ON COLUMN personnel.employee_status.decree_id IS 'Surat keputusan: dasarnya | Decree: its ground';
COMMENT ON COLUMN personnel.employee_status.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.employee_status.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.employee_status.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
