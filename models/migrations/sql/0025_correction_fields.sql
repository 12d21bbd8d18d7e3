-- What describes a file is written by its upload alone: whoever names the digest of a file has not yet seen it.
create or replace function personnel.locate_correction(
    field text, out place regclass, out column_name name, out type_name text, out condition text
) returns setof record
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select
        found.oid, target.attname,
        -- varchar would cut off what is too long; the column itself refuses it
        case when target.atttypid = 'varchar'::regtype then 'text' else format_type(target.atttypid, target.atttypmod) end,
        case
            when found.relname = 'employee' then 'id = $2'
            when found.relname = 'person' then 'id = (select person_id from personnel.employee where id = $2)'
            when owner.attname = 'employee_id' then 'employee_id = $2'
            else 'person_id = (select person_id from personnel.employee where id = $2)'
        end
    from pg_class as found
    join pg_attribute as target on target.attrelid = found.oid and target.attname = split_part(field, '.', 2)
    left join pg_attribute as owner on owner.attrelid = found.oid and owner.attname in ('employee_id', 'person_id')
    where found.relnamespace = 'personnel'::regnamespace and found.relname = split_part(field, '.', 1)
        and found.relkind = 'r' and found.relname <> 'correction_request'
        and (owner.attname is not null or found.relname in ('employee', 'person'))
        and target.attnum > 0 and not target.attisdropped and target.attgenerated = ''
        and target.attname not in ('id', 'employee_id', 'person_id', 'created_at', 'updated_at', 'row_version')
        and target.attname not in ('file_hash', 'file_name', 'media_type', 'byte_size');
end;
