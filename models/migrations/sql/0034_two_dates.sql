-- A build can be repeated as of any day and as known on any day: docs/decisions/0034-two-dates.md.

ALTER TABLE stewardship.warehouse_build ADD COLUMN data_snapshot TEXT;
COMMENT ON COLUMN stewardship.warehouse_build.data_snapshot IS 'Potret data: transaksi yang terbaca (pg_snapshot) | Snapshot: which transactions were read (pg_snapshot)';
GRANT SELECT (data_snapshot) ON stewardship.warehouse_build TO merit_panel;

-- What the builds write into the worklist is no change that a person makes, so the audit does not tell it; but marts
-- read it. What an issue was before each change; of one that was opened, nothing.
CREATE TABLE audit.issue_past (
    id BIGSERIAL NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    transaction_id BIGINT DEFAULT pg_current_xact_id()::text::bigint NOT NULL,
    issue_id BIGINT NOT NULL,
    was JSONB,
    CONSTRAINT pk_issue_past PRIMARY KEY (id)
);
CREATE INDEX ix_issue_past_changed_at ON audit.issue_past USING brin (changed_at);
COMMENT ON TABLE audit.issue_past IS 'Riwayat temuan: keadaan temuan data sebelum tiap perubahan | Past of issues: what each was before a change';
COMMENT ON COLUMN audit.issue_past.id IS 'ID: nomor perubahan, makin besar makin baru | ID: the larger, the later';
COMMENT ON COLUMN audit.issue_past.changed_at IS 'Waktu: saat transaksi dimulai | Time: when the transaction began';
COMMENT ON COLUMN audit.issue_past.transaction_id IS 'Transaksi: nomor transaksi (xid8) penulis | Transaction: the writer''s number (xid8)';
COMMENT ON COLUMN audit.issue_past.issue_id IS 'Temuan: ID-nya | Issue: its ID';
COMMENT ON COLUMN audit.issue_past.was IS 'Sebelumnya: seluruh baris, kosong bila baru dibuka | Before: the whole row, empty if it was not there';

CREATE FUNCTION audit.record_issue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    omitted text[] := '{id,created_at,updated_at,row_version,detail,blocks,blocked_marts}';
BEGIN
    IF tg_op = 'INSERT' THEN
        INSERT INTO audit.issue_past (issue_id) SELECT id FROM new_rows;
    ELSIF tg_op = 'DELETE' THEN
        INSERT INTO audit.issue_past (issue_id, was) SELECT id, to_jsonb(old_rows) - omitted FROM old_rows;
    ELSE
        INSERT INTO audit.issue_past (issue_id, was)
        SELECT id, to_jsonb(old_rows) - omitted FROM old_rows JOIN new_rows USING (id)
        WHERE to_jsonb(old_rows) - omitted IS DISTINCT FROM to_jsonb(new_rows) - omitted;
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER past_insert AFTER INSERT ON stewardship.quality_issue
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_issue();
CREATE TRIGGER past_update AFTER UPDATE ON stewardship.quality_issue
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_issue();
CREATE TRIGGER past_delete AFTER DELETE ON stewardship.quality_issue
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION audit.record_issue();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.issue_past
FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
