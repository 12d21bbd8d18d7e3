-- Files that came in and went out: imports with their rows, values learned once, and every export.

CREATE TABLE stewardship.import_batch (
    id BIGSERIAL NOT NULL,
    user_id BIGINT,
    table_name VARCHAR(40) NOT NULL,
    file_name VARCHAR(200) NOT NULL,
    file_hash VARCHAR(64) NOT NULL,
    status VARCHAR(40) DEFAULT 'DIUNGGAH' NOT NULL,
    headings JSONB DEFAULT '[]' NOT NULL,
    mapping JSONB DEFAULT '{}' NOT NULL,
    row_count INTEGER NOT NULL,
    new_count INTEGER,
    changed_count INTEGER,
    unchanged_count INTEGER,
    wrong_count INTEGER,
    stored_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_import_batch PRIMARY KEY (id),
    CONSTRAINT fk_import_batch_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT,
    CONSTRAINT ck_import_batch_status CHECK (status IN ('DIUNGGAH', 'DIPERIKSA', 'DISIMPAN'))
);
CREATE INDEX ix_import_batch_user_id ON stewardship.import_batch (user_id);
COMMENT ON TABLE stewardship.import_batch IS 'Impor: berkas yang dimasukkan ke sebuah tabel | Imports: files put into a table';
COMMENT ON COLUMN stewardship.import_batch.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.import_batch.user_id IS 'Pengguna: kosong bila dari baris perintah | User: empty when from the command line';
COMMENT ON COLUMN stewardship.import_batch.table_name IS 'Tabel: nama skema dan tabel | Table: name of schema and table';
COMMENT ON COLUMN stewardship.import_batch.file_name IS 'Nama berkas: nama asli | File name: original name';
COMMENT ON COLUMN stewardship.import_batch.file_hash IS 'Sidik berkas: SHA-256 | File hash: SHA-256';
COMMENT ON COLUMN stewardship.import_batch.status IS 'Status: sudah sejauh mana | Status: how far it has come';
COMMENT ON COLUMN stewardship.import_batch.headings IS 'Kepala kolom: seperti dalam berkas | Headings: as in the file';
COMMENT ON COLUMN stewardship.import_batch.mapping IS 'Pemetaan: kolom berkas menurut kolom tabel | Mapping: column of the file by column of the table';
COMMENT ON COLUMN stewardship.import_batch.row_count IS 'Jumlah baris: dalam berkas | Rows: in the file';
COMMENT ON COLUMN stewardship.import_batch.new_count IS 'Baru: baris yang ditambah | New: rows that are added';
COMMENT ON COLUMN stewardship.import_batch.changed_count IS 'Berubah: baris yang diubah | Changed: rows that are changed';
COMMENT ON COLUMN stewardship.import_batch.unchanged_count IS 'Tetap: baris yang sudah sama | Unchanged: rows that are the same already';
COMMENT ON COLUMN stewardship.import_batch.wrong_count IS 'Salah: baris yang harus dibetulkan | Wrong: rows to be corrected';
COMMENT ON COLUMN stewardship.import_batch.stored_at IS 'Disimpan: saat masuk ke tabel | Stored: when it went into the table';
COMMENT ON COLUMN stewardship.import_batch.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.import_batch.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.import_batch.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.import_batch FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.import_row (
    id BIGSERIAL NOT NULL,
    import_batch_id BIGINT NOT NULL,
    line INTEGER NOT NULL,
    cells JSONB DEFAULT '[]' NOT NULL,
    state VARCHAR(40),
    problems JSONB DEFAULT '[]' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_import_row PRIMARY KEY (id),
    CONSTRAINT uq_import_row_import_batch_id_line UNIQUE (import_batch_id, line),
    CONSTRAINT fk_import_row_import_batch_id FOREIGN KEY(import_batch_id) REFERENCES stewardship.import_batch (id) ON DELETE RESTRICT,
    CONSTRAINT ck_import_row_state CHECK (state IN ('BARU', 'BERUBAH', 'TETAP', 'SALAH'))
);
COMMENT ON TABLE stewardship.import_row IS 'Baris impor: isi berkas sampai disimpan | Import rows: content of a file until it is stored';
COMMENT ON COLUMN stewardship.import_row.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.import_row.import_batch_id IS 'Impor: berkasnya | Import: its file';
COMMENT ON COLUMN stewardship.import_row.line IS 'Baris: nomor dalam berkas | Line: number in the file';
COMMENT ON COLUMN stewardship.import_row.cells IS 'Isi: sel seperti tertulis | Cells: as written';
COMMENT ON COLUMN stewardship.import_row.state IS 'Keadaan: hasil pemeriksaan | State: outcome of the check';
COMMENT ON COLUMN stewardship.import_row.problems IS 'Kesalahan: nomor kolom, kalimat, daftar kode | Problems: number of the column, sentence, code list';
COMMENT ON COLUMN stewardship.import_row.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.import_row.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.import_row.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.import_row FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.value_alias (
    id BIGSERIAL NOT NULL,
    list_name VARCHAR(40) NOT NULL,
    written VARCHAR(200) NOT NULL,
    code VARCHAR(40) NOT NULL,
    user_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_value_alias PRIMARY KEY (id),
    CONSTRAINT uq_value_alias_list_name_written UNIQUE (list_name, written),
    CONSTRAINT fk_value_alias_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_value_alias_user_id ON stewardship.value_alias (user_id);
COMMENT ON TABLE stewardship.value_alias IS 'Padanan nilai: tulisan lain untuk sebuah kode | Value aliases: other writings of a code';
COMMENT ON COLUMN stewardship.value_alias.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.value_alias.list_name IS 'Daftar: tabel kode atau kolom pilihan | List: code table or column of choices';
COMMENT ON COLUMN stewardship.value_alias.written IS 'Tulisan: dengan huruf kecil dan satu spasi | Writing: in small letters and single blanks';
COMMENT ON COLUMN stewardship.value_alias.code IS 'Kode: yang dimaksud | Code: that is meant';
COMMENT ON COLUMN stewardship.value_alias.user_id IS 'Pengguna: kosong bila dari baris perintah | User: empty when from the command line';
COMMENT ON COLUMN stewardship.value_alias.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.value_alias.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.value_alias.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.value_alias FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.export_record (
    id BIGSERIAL NOT NULL,
    user_id BIGINT,
    table_name VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    narrowed_by TEXT,
    row_count INTEGER,
    finished_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_export_record PRIMARY KEY (id),
    CONSTRAINT fk_export_record_user_id FOREIGN KEY(user_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT,
    CONSTRAINT ck_export_record_kind CHECK (kind IN ('csv', 'xlsx'))
);
CREATE INDEX ix_export_record_user_id ON stewardship.export_record (user_id);
COMMENT ON TABLE stewardship.export_record IS 'Ekspor: berkas yang diunduh dari tabel dan mart | Exports: files taken from tables and marts';
COMMENT ON COLUMN stewardship.export_record.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.export_record.user_id IS 'Pengguna: kosong bila dari baris perintah | User: empty when from the command line';
COMMENT ON COLUMN stewardship.export_record.table_name IS 'Tabel: nama skema dan tabel | Table: name of schema and table';
COMMENT ON COLUMN stewardship.export_record.kind IS 'Jenis berkas: CSV atau XLSX | Kind: CSV or XLSX';
COMMENT ON COLUMN stewardship.export_record.narrowed_by IS 'Disaring: pencarian, saringan, urutan | Narrowed by: search, filters, order';
COMMENT ON COLUMN stewardship.export_record.row_count IS 'Jumlah baris: kosong bila unduhan terputus | Rows: empty when the download was broken off';
COMMENT ON COLUMN stewardship.export_record.finished_at IS 'Selesai: saat baris terakhir ditulis | Finished: when the last row was written';
COMMENT ON COLUMN stewardship.export_record.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.export_record.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.export_record.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.export_record FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();


-- Of the command line's own (no user) the panel sees nothing; what was learned serves everybody.
select
    stewardship.protect('stewardship.import_batch', 'exchange', 'user_id'),
    stewardship.protect('stewardship.import_row', 'exchange', 'import_batch_id.user_id'),
    stewardship.protect('stewardship.value_alias', 'exchange', '', is_open => true),
    stewardship.protect('stewardship.export_record', 'exchange', 'user_id');

-- Whoever may see rows may take them out, and every taking is noted: not by the person, who could leave it out, but here.
revoke insert, update, delete on stewardship.export_record from merit_panel, merit_panel_private;

create function stewardship.note_export(table_name text, kind text, narrowed_by text) returns bigint
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into stewardship.export_record (user_id, table_name, kind, narrowed_by)
    values (stewardship.acting_user(), note_export.table_name, note_export.kind, nullif(note_export.narrowed_by, ''))
    returning id;
end;

create function stewardship.finish_export(export_id bigint, counted integer) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp
begin atomic
    update stewardship.export_record set row_count = counted, finished_at = now()
    where id = export_id and finished_at is null and user_id is not distinct from stewardship.acting_user();
end;

-- The rows of a file on their way into a table: a temporary table with the columns of `place`, none of them required.
-- Whoever works under a group role may not make temporary tables; this one they may fill.
create function stewardship.open_import(place regclass) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create temporary table incoming (line bigint primary key, state text default ''BARU'', %s) on commit drop', (
        select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
        from pg_attribute where attrelid = place and attnum > 0 and not attisdropped
    ));
    grant select, insert, update, delete on pg_temp.incoming to merit_panel;
end;
$$;

select audit.watch('stewardship.value_alias');
