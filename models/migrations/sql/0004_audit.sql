-- The audit: every change of every row, written by triggers in the transaction that makes it.
--
-- For later migrations: `SELECT audit.watch('personnel.new_table')` attaches the triggers; a second argument names
-- columns that are never kept (secrets, counters), a third the only events that count. See docs/decisions/0008-audit.md.
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'Jejak perubahan: siapa mengubah apa, kapan, mengapa | Audit: who changed what, when and why';

CREATE TABLE audit.change (
    id BIGSERIAL NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    transaction_id BIGINT DEFAULT pg_current_xact_id()::text::bigint NOT NULL,
    user_id BIGINT DEFAULT NULLIF(current_setting('merit.user_id', true), '')::bigint,
    database_user VARCHAR(100) DEFAULT SESSION_USER NOT NULL,
    request_id VARCHAR(40) DEFAULT NULLIF(current_setting('merit.request_id', true), ''),
    reason TEXT DEFAULT NULLIF(current_setting('merit.reason', true), ''),
    restores_id BIGINT DEFAULT NULLIF(current_setting('merit.restores_id', true), '')::bigint,
    table_name VARCHAR(100) NOT NULL,
    row_id BIGINT,
    version BIGINT,
    operation VARCHAR(40) NOT NULL,
    columns TEXT[],
    old JSONB,
    new JSONB,
    employee_id BIGINT,
    person_id BIGINT,
    CONSTRAINT pk_change PRIMARY KEY (id),
    CONSTRAINT ck_change_operation CHECK (operation IN ('TAMBAH', 'UBAH', 'HAPUS', 'MUAT'))
);
CREATE INDEX ix_change_row ON audit.change (table_name, row_id, id);
CREATE INDEX ix_change_person ON audit.change (person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_change_user ON audit.change (user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX ix_change_request ON audit.change (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX ix_change_transaction ON audit.change USING brin (transaction_id);
CREATE INDEX ix_change_changed_at ON audit.change USING brin (changed_at);
COMMENT ON TABLE audit.change IS 'Riwayat perubahan: setiap perubahan setiap baris | Changes: every change of every row';
COMMENT ON COLUMN audit.change.id IS 'ID: nomor perubahan, makin besar makin baru | ID: the larger, the later';
COMMENT ON COLUMN audit.change.changed_at IS 'Waktu: saat transaksi dimulai | Time: when the transaction began';
COMMENT ON COLUMN audit.change.transaction_id IS 'Transaksi: nomor transaksi (xid8) penulis | Transaction: the writer''s number (xid8)';
COMMENT ON COLUMN audit.change.user_id IS 'Pengguna: yang masuk ke panel, kosong bila di luar panel | User: signed in to the panel, else empty';
COMMENT ON COLUMN audit.change.database_user IS 'Peran basis data: yang tersambung ke PostgreSQL | Database role: who was connected to PostgreSQL';
COMMENT ON COLUMN audit.change.request_id IS 'Permintaan: satu klik di panel | Request: one click in the panel';
COMMENT ON COLUMN audit.change.reason IS 'Alasan: yang ditulis pengubah | Reason: as typed by who changed it';
COMMENT ON COLUMN audit.change.restores_id IS 'Mengembalikan: perubahan yang dibatalkan | Restores: the change that is undone';
COMMENT ON COLUMN audit.change.table_name IS 'Tabel: skema.tabel | Table: schema.table';
COMMENT ON COLUMN audit.change.row_id IS 'Baris: ID baris, kosong bila dimuat sekaligus | Row: its ID, empty for a bulk load';
COMMENT ON COLUMN audit.change.version IS 'Versi: versi baris sesudahnya | Version: of the row afterwards';
COMMENT ON COLUMN audit.change.operation IS 'Tindakan: yang dilakukan | Operation: what was done';
COMMENT ON COLUMN audit.change.columns IS 'Kolom: yang berubah, kosong bila seluruh baris | Columns: changed, empty for a whole row';
COMMENT ON COLUMN audit.change.old IS 'Nilai lama: kolom yang berubah atau baris yang dihapus | Old: changed columns or deleted row';
COMMENT ON COLUMN audit.change.new IS 'Nilai baru: kolom yang berubah atau baris baru | New: changed columns or added row';
COMMENT ON COLUMN audit.change.employee_id IS 'Pegawai: yang bersangkutan | Employee: whom it concerns';
COMMENT ON COLUMN audit.change.person_id IS 'Orang: yang bersangkutan | Person: whom it concerns';

-- Whom a row is about: its employee, directly or through the appraisal or enrolment it belongs to, and their person.
-- One select that returns a table, so that PostgreSQL plans it inside the statement that calls it.
CREATE FUNCTION audit.find_subject(table_name text, row_id bigint, doc jsonb)
RETURNS TABLE (employee_id bigint, person_id bigint)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT found.id, CASE table_name WHEN 'personnel.person' THEN row_id ELSE coalesce(
        (doc ->> 'person_id')::bigint, (SELECT person_id FROM personnel.employee WHERE employee.id = found.id)
    ) END
    FROM (SELECT CASE table_name WHEN 'personnel.employee' THEN row_id ELSE coalesce(
        (doc ->> 'employee_id')::bigint,
        (SELECT employee_id FROM personnel.appraisal WHERE appraisal.id = (doc ->> 'appraisal_id')::bigint),
        (SELECT employee_id FROM personnel.enrolment WHERE enrolment.id = (doc ->> 'enrolment_id')::bigint)
    ) END AS id OFFSET 0) AS found;
END;

-- Once a statement, over all its rows: one entry for each row that really changed. OFFSET 0 keeps a row's JSON from being
-- made again for each use. The full join makes PostgreSQL hash or merge even when the plan was made for a single row,
-- and tells a changed key as a deletion and an addition.
CREATE FUNCTION audit.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    name text := tg_table_schema || '.' || tg_table_name;
    omitted text[] := '{id,created_at,updated_at,row_version}'::text[] || tg_argv[0]::text[];
BEGIN
    IF tg_op = 'INSERT' THEN
        INSERT INTO audit.change (table_name, row_id, version, operation, new, employee_id, person_id)
        SELECT name, id, version, 'TAMBAH', doc, subject.employee_id, subject.person_id
        FROM (
            SELECT id, row_version AS version, to_jsonb(new_rows) - omitted AS doc FROM new_rows OFFSET 0
        ) AS added
        CROSS JOIN LATERAL audit.find_subject(name, id, doc) AS subject;
    ELSIF tg_op = 'DELETE' THEN
        INSERT INTO audit.change (table_name, row_id, version, operation, old, employee_id, person_id)
        SELECT name, id, version, 'HAPUS', doc, subject.employee_id, subject.person_id
        FROM (
            SELECT id, row_version AS version, to_jsonb(old_rows) - omitted AS doc FROM old_rows OFFSET 0
        ) AS deleted
        CROSS JOIN LATERAL audit.find_subject(name, id, doc) AS subject;
    ELSE
        INSERT INTO audit.change (table_name, row_id, version, operation, columns, old, new, employee_id, person_id)
        SELECT
            name, id, version,
            CASE WHEN was IS NULL THEN 'TAMBAH' WHEN became IS NULL THEN 'HAPUS' ELSE 'UBAH' END,
            CASE WHEN was IS NOT NULL AND became IS NOT NULL THEN difference.columns END,
            CASE WHEN was IS NOT NULL THEN difference.old END,
            CASE WHEN became IS NOT NULL THEN difference.new END,
            subject.employee_id, subject.person_id
        FROM (
            SELECT
                id, coalesce(new_rows.row_version, old_rows.row_version) AS version,
                CASE WHEN old_rows.row_version IS NOT NULL THEN to_jsonb(old_rows) - omitted END AS was,
                CASE WHEN new_rows.row_version IS NOT NULL THEN to_jsonb(new_rows) - omitted END AS became
            FROM old_rows FULL JOIN new_rows USING (id) OFFSET 0
        ) AS changed
        CROSS JOIN LATERAL (
            SELECT
                array_agg(key ORDER BY key) AS columns,
                jsonb_object_agg(key, was -> key) AS old,
                jsonb_object_agg(key, became -> key) AS new
            FROM jsonb_object_keys(coalesce(became, was)) AS key
            WHERE was -> key IS DISTINCT FROM became -> key
        ) AS difference
        CROSS JOIN LATERAL audit.find_subject(name, id, coalesce(became, was)) AS subject
        WHERE was IS DISTINCT FROM became;
    END IF;
    RETURN NULL;
END;
$$;

-- Emptying a table deletes its rows one by one first, so that each leaves its entry.
CREATE FUNCTION audit.delete_rows() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('DELETE FROM %s', tg_relid::regclass);
    RETURN NULL;
END;
$$;

CREATE FUNCTION audit.watch(
    watched regclass, omitted text[] DEFAULT '{}', events text[] DEFAULT '{insert,update,delete,truncate}'
) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    event text;
BEGIN
    FOREACH event IN ARRAY events LOOP
        EXECUTE format(
            'CREATE TRIGGER %I %s %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION audit.%s(%L)',
            'audit_' || event, CASE event WHEN 'truncate' THEN 'BEFORE' ELSE 'AFTER' END, event, watched,
            CASE event
                WHEN 'insert' THEN 'REFERENCING NEW TABLE AS new_rows'
                WHEN 'update' THEN 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'
                WHEN 'delete' THEN 'REFERENCING OLD TABLE AS old_rows'
            END,
            CASE event WHEN 'truncate' THEN 'delete_rows' ELSE 'record_change' END, omitted
        );
    END LOOP;
END;
$$;

-- What the system alone writes about its own work is no change that a person makes: warehouse_build is its own record.
SELECT audit.watch(
    format('%I.%I', schemaname, tablename)::regclass,
    CASE tablename WHEN 'user' THEN '{password_hash,session_epoch,last_seen_at}'::text[] ELSE '{}' END
)
FROM pg_tables
WHERE schemaname IN ('reference', 'personnel', 'stewardship') AND tablename NOT IN ('schema_revision', 'warehouse_build')
ORDER BY schemaname, tablename;

-- Nobody rewrites the past, not even the owner by a slip. Retention: the decision tells how the owner lifts this.
CREATE FUNCTION audit.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit is only ever added to' USING errcode = 'insufficient_privilege',
        hint = 'Retention is described in docs/decisions/0008-audit.md.';
END;
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.change
FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- What people read: `history`. Whoever may see the audit everywhere reads every entry; whoever changes people's records,
-- or may see the audit of some units, reads what concerns people within reach, of areas they see at all. Values are left
-- out when the reader may not select the column, or not see the table's area; what was done to users and roles is shown
-- to all who read the whole audit.
CREATE FUNCTION audit.list_visible_tables() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH watched AS MATERIALIZED (
        -- stewardship.protect notes the area whose rights a policy asks for as the first word of its comment
        SELECT nspname || '.' || relname AS name, split_part(obj_description(pg_policy.oid, 'pg_policy'), ' ', 1) AS area
        FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE polname = 'see' AND nspname IN ('reference', 'personnel', 'stewardship')
    ),
    visible AS MATERIALIZED (
        -- who reads everybody's entries needs the right over everybody: the own family says nothing of another's
        SELECT area FROM (SELECT DISTINCT area FROM watched) AS areas
        WHERE CASE WHEN stewardship.reaches_all('audit', 'see')
            THEN stewardship.reaches_all(area, 'see') ELSE stewardship.may(area, 'see') END
    )
    SELECT name FROM watched WHERE area IN (SELECT area FROM visible);
END;

-- Per table the columns whose values the reader may not see: {"personnel.person": ["nik", "address"]}.
CREATE FUNCTION audit.find_hidden_columns() RETURNS jsonb
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH visible AS MATERIALIZED (SELECT audit.list_visible_tables() AS name)
    SELECT coalesce(jsonb_object_agg(hidden.name, hidden.columns), '{}')
    FROM (
        SELECT nspname || '.' || relname AS name, jsonb_agg(attname) AS columns
        FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname IN ('reference', 'personnel', 'stewardship') AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
            AND (
                NOT has_column_privilege(attrelid, attnum, 'select')
                OR nspname <> 'stewardship' AND nspname || '.' || relname NOT IN (SELECT name FROM visible)
            )
        GROUP BY 1
    ) AS hidden;
END;

-- The values of a change without those columns; `hidden` is null for most tables.
CREATE FUNCTION audit.mask(doc jsonb, hidden jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN hidden IS NULL THEN doc ELSE doc - ARRAY(SELECT jsonb_array_elements_text(hidden)) END;

-- No security barrier: behind one PostgreSQL would read and mask the whole audit to show its newest page. Group roles can
-- make no function that would see a row before it is left out, and the panel shows no text of a database error.
CREATE VIEW audit.history AS
SELECT
    id, changed_at, transaction_id, user_id, stewardship.name_of_user(user_id) AS user_name, database_user,
    request_id, reason, restores_id, table_name, row_id, version, operation, columns,
    audit.mask(old, (SELECT audit.find_hidden_columns()) -> table_name) AS old,
    audit.mask(new, (SELECT audit.find_hidden_columns()) -> table_name) AS new,
    employee_id, person_id
FROM audit.change
WHERE (SELECT stewardship.reaches_all('audit', 'see'))
    OR (
        table_name IN (SELECT audit.list_visible_tables())
        AND (
            (SELECT stewardship.reaches_all('people', 'change'))
            OR person_id IN (SELECT stewardship.reachable_persons('people', 'change'))
            OR person_id IN (SELECT stewardship.reachable_persons('audit', 'see'))
        )
    );
GRANT USAGE ON SCHEMA audit TO merit_panel;
GRANT SELECT ON audit.history TO merit_panel;
