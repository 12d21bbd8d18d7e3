-- What hostile reviews found in imports: two at once, what changed between check and store, and rows kept for ever.

-- What the check found for a row: which values would go into which version of which stored row.
alter table stewardship.import_row add column fingerprint bigint;
comment on column stewardship.import_row.fingerprint is 'Sidik: isi, baris, dan versi yang ditemukan saat diperiksa | Fingerprint: of values, row and version found by the check';
select stewardship.protect('stewardship.import_row', 'exchange', 'import_batch_id.user_id'); -- grants the new column too

alter table stewardship.import_batch drop constraint ck_import_batch_status;
alter table stewardship.import_batch add constraint ck_import_batch_status
    check (status in ('DIUNGGAH', 'DIPERIKSA', 'DISIMPAN', 'KEDALUWARSA'));

-- An alias of nothing but signs meant every text of nothing but signs.
delete from stewardship.value_alias where written = '';

-- The table that takes the rows of a file: without a key while it is filled.
create or replace function stewardship.open_import(place regclass) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('create temporary table incoming (line bigint, state text default ''BARU'', %s) on commit drop', (
        select string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' order by attnum)
        from pg_attribute where attrelid = place and attnum > 0 and not attisdropped
    ));
    grant select, insert, update, delete on pg_temp.incoming to merit_panel;
end;
$$;

-- Once it is filled: waits until no other import writes into the table, so that rows are not found by neither and stored
-- by both, and lets PostgreSQL know how large the file is.
create function stewardship.prepare_matching(place regclass) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(7304225, hashtext(place::text));
    alter table pg_temp.incoming add primary key (line);
    analyze pg_temp.incoming;
end;
$$;

-- The rows of files that nobody stored for so long go; that they were sent, by whom and with what outcome stays.
create function stewardship.forget_imports(older_than interval) returns bigint
language sql volatile
begin atomic
    with expired as (
        update stewardship.import_batch set status = 'KEDALUWARSA'
        where status in ('DIUNGGAH', 'DIPERIKSA') and updated_at < now() - older_than
        returning id
    ),
    forgotten as (
        delete from stewardship.import_row where import_batch_id in (select id from expired) returning 1
    )
    select count(*) from forgotten;
end;
