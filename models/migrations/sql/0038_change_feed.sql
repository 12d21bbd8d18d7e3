-- Which rows of the marts moved, when, and because of which edit: docs/decisions/0038-change-feed.md.
--
-- The marts are swapped as a whole, so this stands outside them. It is no part of the history and can be deleted: every
-- row follows from the audit. Foreign keys are left out: one process writes all three tables, and a check for each row
-- would cost as much as the row.
CREATE TABLE audit.mart_round (
    id BIGSERIAL NOT NULL,
    moved_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    occasion VARCHAR(40) NOT NULL,
    build_id BIGINT NOT NULL,
    published_at TIMESTAMP WITH TIME ZONE NOT NULL,
    before_build_id BIGINT,
    as_of_date DATE NOT NULL,
    before_as_of_date DATE,
    is_other_rules BOOLEAN NOT NULL,
    edits INTEGER NOT NULL,
    CONSTRAINT pk_mart_round PRIMARY KEY (id),
    CONSTRAINT ck_mart_round_occasion CHECK (occasion IN ('PEMBARUAN', 'TERBIT', 'KEMBALI'))
);
CREATE INDEX ix_mart_round_published ON audit.mart_round (published_at);
COMMENT ON TABLE audit.mart_round IS 'Perubahan mart: setiap kali mart menjadi lain | Rounds: every time the marts became others';
COMMENT ON COLUMN audit.mart_round.id IS 'ID: makin besar makin baru | ID: the later';
COMMENT ON COLUMN audit.mart_round.moved_at IS 'Waktu: saat mart menjadi lain | Time: when the marts became others';
COMMENT ON COLUMN audit.mart_round.occasion IS 'Kejadian: yang mengubah mart | Occasion: what changed the marts';
COMMENT ON COLUMN audit.mart_round.build_id IS 'Pembangunan: yang terbit sesudahnya | Build: published afterwards';
COMMENT ON COLUMN audit.mart_round.published_at IS 'Terbit: saat pembangunan itu terbit | Published: when that build was';
COMMENT ON COLUMN audit.mart_round.before_build_id IS 'Pembangunan lama: yang terbit sebelumnya | Build before: published until then';
COMMENT ON COLUMN audit.mart_round.as_of_date IS 'Per tanggal: keadaan sesudahnya | As of: the day afterwards';
COMMENT ON COLUMN audit.mart_round.before_as_of_date IS 'Per tanggal lama: keadaan sebelumnya | As of before: the day until then';
COMMENT ON COLUMN audit.mart_round.is_other_rules IS 'Aturan lain: aturan atau versi Merit berganti | Other rules: rules or version of Merit differ';
COMMENT ON COLUMN audit.mart_round.edits IS 'Perubahan catatan: banyaknya yang masuk | Edits: changes of records that were taken in';

CREATE TABLE audit.mart_edit (
    id BIGSERIAL NOT NULL,
    round_id BIGINT NOT NULL,
    transaction_id BIGINT NOT NULL,
    employee_id BIGINT,
    unit_id BIGINT,
    change_id BIGINT NOT NULL,
    edits INTEGER NOT NULL,
    decree_id BIGINT,
    CONSTRAINT pk_mart_edit PRIMARY KEY (id)
);
CREATE INDEX ix_mart_edit_transaction ON audit.mart_edit (transaction_id);
CREATE INDEX ix_mart_edit_round ON audit.mart_edit (round_id, employee_id);
COMMENT ON TABLE audit.mart_edit IS 'Catatan yang masuk: milik siapa, transaksi mana | Edits taken in: whose, by which transaction';
COMMENT ON COLUMN audit.mart_edit.id IS 'ID: nomor baris | ID: row number';
COMMENT ON COLUMN audit.mart_edit.round_id IS 'Saat: perubahan mart | Round: of the marts';
COMMENT ON COLUMN audit.mart_edit.transaction_id IS 'Transaksi: nomor transaksi pengubah | Transaction: of who changed it';
COMMENT ON COLUMN audit.mart_edit.employee_id IS 'Pegawai: yang bersangkutan | Employee: whom it concerns';
COMMENT ON COLUMN audit.mart_edit.unit_id IS 'Unit: yang bersangkutan | Unit: which it concerns';
COMMENT ON COLUMN audit.mart_edit.change_id IS 'Perubahan: nomor riwayat yang terakhir | Change: the last of the history';
COMMENT ON COLUMN audit.mart_edit.edits IS 'Banyaknya: perubahan catatan | Number: changes of records';
COMMENT ON COLUMN audit.mart_edit.decree_id IS 'SK: dasarnya | Decree: on which it rests';

CREATE TABLE audit.mart_move (
    id BIGSERIAL NOT NULL,
    round_id BIGINT NOT NULL,
    mart VARCHAR(100) NOT NULL,
    move VARCHAR(40) NOT NULL,
    about VARCHAR(40) NOT NULL,
    rows INTEGER NOT NULL,
    key JSONB,
    employee_id BIGINT,
    unit_id BIGINT,
    columns TEXT[] NOT NULL,
    before JSONB,
    after JSONB,
    change_id BIGINT,
    is_daily BOOLEAN NOT NULL,
    CONSTRAINT pk_mart_move PRIMARY KEY (id),
    CONSTRAINT ck_mart_move_move CHECK (move IN ('MUNCUL', 'BERUBAH', 'HILANG')),
    CONSTRAINT ck_mart_move_about CHECK (about IN ('PEGAWAI', 'UNIT', 'UMUM'))
);
CREATE INDEX ix_mart_move_round ON audit.mart_move (round_id);
CREATE INDEX ix_mart_move_employee ON audit.mart_move (employee_id, id) WHERE employee_id IS NOT NULL;
COMMENT ON TABLE audit.mart_move IS 'Gerak baris: baris mart yang menjadi lain | Moves: rows of marts that became others';
COMMENT ON COLUMN audit.mart_move.id IS 'ID: makin besar makin baru | ID: the later';
COMMENT ON COLUMN audit.mart_move.round_id IS 'Saat: perubahan mart | Round: of the marts';
COMMENT ON COLUMN audit.mart_move.mart IS 'Mart: namanya | Mart: its name';
COMMENT ON COLUMN audit.mart_move.move IS 'Gerak: yang terjadi | Move: what happened';
COMMENT ON COLUMN audit.mart_move.about IS 'Tentang: pegawai, unit, atau umum | About: employee, unit or all';
COMMENT ON COLUMN audit.mart_move.rows IS 'Baris: banyaknya; 1 bila baris tertentu | Rows: how many; 1 if it is a certain one';
COMMENT ON COLUMN audit.mart_move.key IS 'Kunci: baris yang mana, kosong bila ringkasan | Key: which row, empty for a summary';
COMMENT ON COLUMN audit.mart_move.employee_id IS 'Pegawai: di baris itu | Employee: in the row';
COMMENT ON COLUMN audit.mart_move.unit_id IS 'Unit: di baris itu | Unit: in the row';
COMMENT ON COLUMN audit.mart_move.columns IS 'Kolom: yang berubah, kosong bila baris baru | Columns: that changed, none for a new row';
COMMENT ON COLUMN audit.mart_move.before IS 'Sebelum: nilai kolom itu atau seluruh baris | Before: those columns or the whole row';
COMMENT ON COLUMN audit.mart_move.after IS 'Sesudah: nilai kolom itu atau seluruh baris | After: those columns or the whole row';
COMMENT ON COLUMN audit.mart_move.change_id IS 'Perubahan: nomor riwayat catatan baris itu sendiri | Change: in the history, of the row''s own records';
COMMENT ON COLUMN audit.mart_move.is_daily IS 'Harian: hanya hitungan yang berjalan dengan hari | Daily: only what counts the days';

-- The decree on which an entry of the audit rests: as the entry says, else as it stands in the row now.
CREATE FUNCTION audit.find_decree(table_name text, row_id bigint, old jsonb, new jsonb) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint := coalesce(new ->> 'decree_id', old ->> 'decree_id')::bigint;
BEGIN
    IF found IS NULL AND old IS NOT NULL AND new IS NOT NULL AND EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = to_regclass(table_name) AND attname = 'decree_id' AND NOT attisdropped
    ) THEN
        EXECUTE format('SELECT decree_id FROM %s WHERE id = $1', to_regclass(table_name)) INTO found USING row_id;
    END IF;
    RETURN found;
END;
$$;
REVOKE ALL ON FUNCTION audit.find_decree(text, bigint, jsonb, jsonb) FROM public;

-- Why a row moved: what is sure, else what it may come of; more than one of these cannot be told apart.
CREATE FUNCTION audit.find_reason(is_own boolean, is_edited boolean, is_other_day boolean, is_other_rules boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE (is_own OR is_edited)::integer + is_other_day::integer + is_other_rules::integer
    WHEN 0 THEN 'LAIN'
    WHEN 1 THEN CASE WHEN is_own THEN 'CATATAN' WHEN is_edited THEN 'IKUT' WHEN is_other_day THEN 'TANGGAL' ELSE 'ATURAN' END
    ELSE 'CAMPURAN'
END;

-- Everything, for the mart; nobody but the owner reads this view.
CREATE VIEW audit.feed_whole AS
SELECT
    move.id, move.round_id, move.mart, move.move, move.about, move.rows, move.key, move.employee_id, move.unit_id,
    move.columns, move.before, move.after, move.change_id, move.is_daily,
    round.moved_at, round.occasion, round.build_id, round.published_at, round.before_build_id, round.as_of_date,
    round.before_as_of_date, round.is_other_rules, round.edits,
    CASE WHEN move.is_daily THEN 'TANGGAL' ELSE audit.find_reason(
        move.change_id IS NOT NULL, round.edits > 0, coalesce(round.as_of_date <> round.before_as_of_date, FALSE),
        round.is_other_rules
    ) END AS reason
FROM audit.mart_move AS move JOIN audit.mart_round AS round ON round.id = move.round_id;

-- What people read: of the marts that they may see, the rows within their reach, as stewardship.protect_set has it. A
-- summary is of no person. Who changed what and why stands in audit.history, under rights of its own.
CREATE VIEW audit.feed AS
SELECT * FROM audit.feed_whole AS feed
WHERE (SELECT stewardship.reaches_all('marts', 'see')) OR CASE about
    WHEN 'PEGAWAI' THEN employee_id IN (SELECT stewardship.reachable_employees('marts', 'see'))
    WHEN 'UNIT' THEN unit_id IN (SELECT stewardship.reachable_units('marts', 'see'))
    ELSE (SELECT stewardship.may('marts', 'see'))
END;

-- Which transactions came in together, each with the number of its last entry: numbers say nothing of anybody.
CREATE VIEW audit.feed_source AS
SELECT round_id, transaction_id, max(change_id) AS change_id, sum(edits) AS edits FROM audit.mart_edit
WHERE (SELECT stewardship.reaches_all('marts', 'see')) OR (SELECT stewardship.may('marts', 'see'))
GROUP BY round_id, transaction_id;
GRANT SELECT ON audit.feed, audit.feed_source TO merit_panel;

-- As in 0036_masked_readers.sql; the change feed goes by whom each row is about, and who edited, what and why is not for
-- everybody who may see the row: that is read from the history.
CREATE OR REPLACE FUNCTION stewardship.protect_set(suffix text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found record;
    condition text;
    readable text;
BEGIN
    FOR found IN
        SELECT pg_class.oid::regclass AS place, relname AS name, nspname = 'marts' || suffix AS is_mart,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'employee_id') AS has_employee,
            EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'unit_id') AS has_unit,
            nspname = 'marts' || suffix AND relname = 'change_feed' AS is_feed
        FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relkind = 'r' AND NOT relrowsecurity AND (
            nspname = 'marts' || suffix OR nspname = 'staging' || suffix AND relname ~ '^int_(promotion|credit)__'
        )
    LOOP
        condition := CASE
            WHEN found.is_feed THEN
                '(select stewardship.reaches_all(''marts'', ''see'')) or case about_code '
                'when ''PEGAWAI'' then employee_id in (select stewardship.reachable_employees(''marts'', ''see'')) '
                'when ''UNIT'' then change_feed.unit_id in (select stewardship.reachable_units(''marts'', ''see'')) '
                'else (select stewardship.may(''marts'', ''see'')) end'
            WHEN found.has_employee THEN format(
                '(select stewardship.reaches_all(''marts'', ''see'')) or %I.employee_id in '
                '(select stewardship.reachable_employees(''marts'', ''see''))', found.name)
            WHEN found.has_unit THEN format(
                '(select stewardship.reaches_all(''marts'', ''see'')) or %I.unit_id in '
                '(select stewardship.reachable_units(''marts'', ''see''))', found.name)
            ELSE '(select stewardship.may(''marts'', ''see''))'
        END;
        EXECUTE format('alter table %s enable row level security', found.place);
        EXECUTE format('create policy see on %s for select to merit_panel using (%s)', found.place, condition);
        EXECUTE format(
            'create policy "see everything" on %s for select to merit_panel_wide%s using (true)', found.place,
            CASE WHEN found.is_mart THEN ', bi_full' ELSE '' END
        );
        SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) INTO readable FROM pg_attribute
        WHERE attrelid = found.place AND attnum > 0 AND NOT attisdropped AND found.is_feed
            AND attname NOT IN ('change_id', 'table_name', 'row_id', 'edited_at', 'edited_by', 'decree_number', 'reason');
        EXECUTE format('grant select%s on %s to merit_panel', coalesce(' (' || readable || ')', ''), found.place);
    END LOOP;
    FOR found IN
        SELECT nspname AS name FROM pg_namespace
        WHERE nspname IN ('marts' || suffix, 'staging' || suffix, 'rules' || suffix)
    LOOP
        EXECUTE format('grant usage on schema %I to merit_panel', found.name);
        IF found.name = 'rules' || suffix THEN
            EXECUTE format('grant select on all tables in schema %I to merit_panel', found.name);
        END IF;
    END LOOP;
END;
$$;
