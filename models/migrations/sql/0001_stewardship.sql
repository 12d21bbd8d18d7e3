CREATE TABLE stewardship.role (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_role PRIMARY KEY (id),
    CONSTRAINT uq_role_code UNIQUE (code)
);
COMMENT ON TABLE stewardship.role IS 'Peran: wewenang pengguna | Roles: what users may do';
COMMENT ON COLUMN stewardship.role.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.role.code IS 'Kode: kode peran | Code: code of the role';
COMMENT ON COLUMN stewardship.role.name IS 'Nama: nama peran | Name: name of the role';
COMMENT ON COLUMN stewardship.role.name_en IS 'Nama Inggris: nama peran | English name: of the role';
COMMENT ON COLUMN stewardship.role.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.role.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.role.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE stewardship.warehouse_build (
    id BIGSERIAL NOT NULL,
    status VARCHAR(40) NOT NULL,
    as_of_date DATE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE,
    published_at TIMESTAMP WITH TIME ZONE,
    data_watermark BIGINT,
    data_read_at TIMESTAMP WITH TIME ZONE,
    rule_set_hash VARCHAR(64) NOT NULL,
    code_commit VARCHAR(40),
    nodes INTEGER,
    tests_passed INTEGER,
    tests_warned INTEGER,
    tests_failed INTEGER,
    problems JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_warehouse_build PRIMARY KEY (id),
    CONSTRAINT ck_warehouse_build_status CHECK (status IN ('BERJALAN', 'GAGAL', 'TERBIT', 'DIGANTIKAN'))
);
COMMENT ON TABLE stewardship.warehouse_build IS 'Pembangunan mart: setiap pembangunan dan hasilnya | Builds: every build of the marts';
COMMENT ON COLUMN stewardship.warehouse_build.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.warehouse_build.status IS 'Keadaan: hasil pembangunan | Status: outcome of the build';
COMMENT ON COLUMN stewardship.warehouse_build.as_of_date IS 'Per tanggal: keadaan data pada tanggal ini | As of: date of state';
COMMENT ON COLUMN stewardship.warehouse_build.started_at IS 'Mulai: waktu mulai | Started at: instant';
COMMENT ON COLUMN stewardship.warehouse_build.finished_at IS 'Selesai: waktu selesai | Finished at: instant';
COMMENT ON COLUMN stewardship.warehouse_build.published_at IS 'Terbit: waktu diterbitkan | Published at: instant';
COMMENT ON COLUMN stewardship.warehouse_build.data_watermark IS 'Batas data: xid tertua yang belum tentu termuat | Watermark: oldest xid maybe not included';
COMMENT ON COLUMN stewardship.warehouse_build.data_read_at IS 'Data dibaca: saat data mulai dibaca | Data read at: when reading began';
COMMENT ON COLUMN stewardship.warehouse_build.rule_set_hash IS 'Sidik aturan: SHA-256 dari aturan yang dipakai | Rule-set hash: SHA-256 of the rules used';
COMMENT ON COLUMN stewardship.warehouse_build.code_commit IS 'Versi kode: commit git | Code version: git commit';
COMMENT ON COLUMN stewardship.warehouse_build.nodes IS 'Simpul: jumlah simpul dbt | Nodes: number of dbt nodes';
COMMENT ON COLUMN stewardship.warehouse_build.tests_passed IS 'Uji lulus: jumlahnya | Tests passed: how many';
COMMENT ON COLUMN stewardship.warehouse_build.tests_warned IS 'Uji peringatan: jumlahnya | Tests warned: how many';
COMMENT ON COLUMN stewardship.warehouse_build.tests_failed IS 'Uji gagal: jumlahnya | Tests failed: how many';
COMMENT ON COLUMN stewardship.warehouse_build.problems IS 'Masalah: uji yang gagal atau memperingatkan | Problems: tests that failed or warned';
COMMENT ON COLUMN stewardship.warehouse_build.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.warehouse_build.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.warehouse_build.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE stewardship.local_parameter (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    value VARCHAR(100) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    reason TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_local_parameter PRIMARY KEY (id),
    CONSTRAINT ex_local_parameter_period EXCLUDE USING gist (agency_id WITH =, code WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_local_parameter_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_local_parameter_reason_not_blank CHECK (reason ~ '\S'),
    CONSTRAINT fk_local_parameter_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT
);
CREATE INDEX ix_local_parameter_agency_id ON stewardship.local_parameter (agency_id);
COMMENT ON TABLE stewardship.local_parameter IS 'Parameter daerah: ketentuan daerah yang berbeda dari bawaan | Local parameters: a city''s override of a default';
COMMENT ON COLUMN stewardship.local_parameter.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.local_parameter.agency_id IS 'Instansi: yang menetapkan | Agency: that sets it';
COMMENT ON COLUMN stewardship.local_parameter.code IS 'Parameter: kode parameter | Parameter: its code';
COMMENT ON COLUMN stewardship.local_parameter.value IS 'Nilai: nilai yang berlaku | Value: in force';
COMMENT ON COLUMN stewardship.local_parameter.valid_from IS 'Mulai: hari pertama | Valid from: first day';
COMMENT ON COLUMN stewardship.local_parameter.valid_to IS 'Sampai: hari pertama tidak berlaku | Valid to: end of it';
COMMENT ON COLUMN stewardship.local_parameter.reason IS 'Alasan: dasar ketentuan daerah | Reason: its ground';
COMMENT ON COLUMN stewardship.local_parameter.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.local_parameter.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.local_parameter.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE stewardship."user" (
    id BIGSERIAL NOT NULL,
    name VARCHAR(100) NOT NULL,
    display_name VARCHAR(200),
    password_hash TEXT,
    employee_id BIGINT,
    is_active BOOLEAN DEFAULT true NOT NULL,
    session_epoch INTEGER DEFAULT '0' NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_user PRIMARY KEY (id),
    CONSTRAINT uq_user_name UNIQUE (name),
    CONSTRAINT ck_user_name_shape CHECK (name ~ '^[a-z0-9._-]{2,60}$'),
    CONSTRAINT fk_user_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_user_employee_id ON stewardship."user" (employee_id);
COMMENT ON TABLE stewardship."user" IS 'Pengguna: yang dapat masuk ke panel | Users: who may sign in';
COMMENT ON COLUMN stewardship."user".id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship."user".name IS 'Nama pengguna: untuk masuk | User name: to sign in';
COMMENT ON COLUMN stewardship."user".display_name IS 'Nama tampilan: di panel | Display name: in the panel';
COMMENT ON COLUMN stewardship."user".password_hash IS 'Sidik sandi: argon2id, tidak pernah ditampilkan | Password hash: argon2id, never shown';
COMMENT ON COLUMN stewardship."user".employee_id IS 'Pegawai: bila pengguna ini pegawai | Employee: when the user is one';
COMMENT ON COLUMN stewardship."user".is_active IS 'Aktif: boleh masuk | Active: may sign in';
COMMENT ON COLUMN stewardship."user".session_epoch IS 'Masa sesi: bertambah saat keluar, membatalkan sesi lama | Session epoch: counts up at sign-out, ending older sessions';
COMMENT ON COLUMN stewardship."user".last_seen_at IS 'Terakhir masuk: waktu masuk terakhir | Last seen: last sign-in';
COMMENT ON COLUMN stewardship."user".created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship."user".updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship."user".row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE stewardship.user_role (
    id BIGSERIAL NOT NULL,
    user_id BIGINT NOT NULL,
    role_id BIGINT NOT NULL,
    unit_id BIGINT,
    valid_from DATE DEFAULT current_date NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_user_role PRIMARY KEY (id),
    CONSTRAINT ex_user_role_period EXCLUDE USING gist (user_id WITH =, role_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&) WHERE (unit_id IS NULL),
    CONSTRAINT ck_user_role_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_user_role_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT,
    CONSTRAINT fk_user_role_role_id FOREIGN KEY(role_id) REFERENCES stewardship.role (id) ON DELETE RESTRICT,
    CONSTRAINT fk_user_role_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT
);
CREATE INDEX ix_user_role_role_id ON stewardship.user_role (role_id);
CREATE INDEX ix_user_role_unit_id ON stewardship.user_role (unit_id);
CREATE INDEX ix_user_role_user_id ON stewardship.user_role (user_id);
COMMENT ON TABLE stewardship.user_role IS 'Peran pengguna: peran atas unit selama masa tertentu | User roles: a role on a unit subtree for a period';
COMMENT ON COLUMN stewardship.user_role.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.user_role.user_id IS 'Pengguna: penerima | User: who gets it';
COMMENT ON COLUMN stewardship.user_role.role_id IS 'Peran: yang diberikan | Role: that is granted';
COMMENT ON COLUMN stewardship.user_role.unit_id IS 'Unit kerja: kosong berarti seluruh instansi | Unit: empty means everywhere';
COMMENT ON COLUMN stewardship.user_role.valid_from IS 'Mulai: hari pertama | Valid from: first day';
COMMENT ON COLUMN stewardship.user_role.valid_to IS 'Sampai: hari pertama tidak berlaku | Valid to: end of it';
COMMENT ON COLUMN stewardship.user_role.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.user_role.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.user_role.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
