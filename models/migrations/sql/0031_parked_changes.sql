-- What the live marts cannot hold waits in the worklist too: docs/decisions/0029-live-marts.md.

-- The tables come with each build, also those that are kept to roll back to.
DO $$
DECLARE
    parked regclass;
BEGIN
    FOR parked IN SELECT oid::regclass FROM pg_class WHERE relname = 'live_parked' AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s ADD state text, ADD model text, ADD column_name text', parked);
    END LOOP;
END;
$$;

-- The changes that the published marts cannot hold, for those who have a worklist: of each transaction and table the
-- rows, none for all of them. Which of these rows a reader may see, the rights on the table itself tell.
CREATE FUNCTION stewardship.list_parked()
RETURNS TABLE (
    transaction_id bigint, parked_at timestamptz, state text, model text, column_name text,
    table_name text, row_ids bigint[]
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('staging.live_parked') IS NOT NULL AND stewardship.may('worklist', 'see') THEN
        RETURN QUERY EXECUTE '
            SELECT parked.transaction_id, parked.parked_at, parked.state, parked.model, parked.column_name, changed.key,
                CASE jsonb_typeof(changed.value)
                    WHEN ''array'' THEN ARRAY(SELECT jsonb_array_elements_text(changed.value)::bigint)
                END
            FROM staging.live_parked AS parked CROSS JOIN jsonb_each(parked.rows) AS changed
            ORDER BY parked.parked_at, parked.transaction_id, changed.key';
    END IF;
END;
$$;
REVOKE ALL ON FUNCTION stewardship.list_parked() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stewardship.list_parked() TO merit_panel;
