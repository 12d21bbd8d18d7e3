-- The live marts hear of every change, and tell how fresh they are: docs/decisions/0029-live-marts.md.

-- Once a statement; PostgreSQL delivers one notification a transaction, when it is committed.
CREATE FUNCTION audit.notify_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NOTIFY merit_change;
    RETURN NULL;
END;
$$;

CREATE TRIGGER notify_change AFTER INSERT ON audit.change FOR EACH STATEMENT EXECUTE FUNCTION audit.notify_change();

-- How fresh the published marts are, for everyone who may use the panel; no row before the first build. The tables that
-- are asked come and go with each build, so they are looked up when the function is called.
CREATE FUNCTION stewardship.read_freshness()
RETURNS TABLE (refreshed_at timestamptz, waiting bigint, parked bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('staging.live_state') IS NOT NULL THEN
        RETURN QUERY EXECUTE '
            SELECT state.refreshed_at,
                (
                    SELECT count(*) FROM audit.change
                    WHERE transaction_id >= pg_snapshot_xmin(state.sees)::text::bigint
                        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, state.sees)
                        AND changed_at > state.refreshed_at - interval ''1 day''
                ),
                (SELECT count(*) FROM staging.live_parked)
            FROM staging.live_state AS state';
    END IF;
END;
$$;
REVOKE ALL ON FUNCTION stewardship.read_freshness() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stewardship.read_freshness() TO merit_panel;
