-- What the published models are, for readers of marts: docs/decisions/0037-meaning.md.

-- The table comes with each build, beside its workings, and is published, rolled back and dropped with them. All models
-- without `wanted`, and then only what a list or a drawing needs; the query only for those who may make marts.
CREATE FUNCTION stewardship.read_documentation(wanted text DEFAULT NULL)
RETURNS TABLE (
    name text, kind text, layer text, group_name text, owner text, description text, is_private boolean,
    place text, path text, reads text[], grain text[], columns jsonb, tests jsonb, query text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF to_regclass('staging.build_documentation') IS NOT NULL AND stewardship.may('marts', 'see') THEN
        RETURN QUERY EXECUTE '
            SELECT told.name, told.kind, told.layer, told.group_name, told.owner, told.description, told.is_private,
                told.place, told.path, told.reads, told.grain,
                CASE WHEN $1 IS NOT NULL THEN told.columns END, CASE WHEN $1 IS NOT NULL THEN told.tests END,
                CASE WHEN $1 IS NOT NULL AND $2 THEN told.query END
            FROM staging.build_documentation AS told WHERE $1 IS NULL OR told.name = $1 ORDER BY told.name'
            USING wanted, stewardship.may('marts', 'create');
    END IF;
END;
$$;
REVOKE ALL ON FUNCTION stewardship.read_documentation(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stewardship.read_documentation(text) TO merit_panel;
