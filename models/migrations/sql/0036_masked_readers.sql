-- BI tools that read marts whole sign in as `bi_full`; `bi` reads the masked views that the next publication makes:
-- docs/decisions/0036-masked-readers.md.

-- As in 0003_policies.sql, for `bi_full`.
create or replace function stewardship.protect_set(suffix text) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    found record;
    condition text;
begin
    for found in
        select pg_class.oid::regclass as place, relname as name, nspname = 'marts' || suffix as is_mart,
            exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'employee_id') as has_employee,
            exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'unit_id') as has_unit
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind = 'r' and not relrowsecurity and (
            nspname = 'marts' || suffix or nspname = 'staging' || suffix and relname ~ '^int_(promotion|credit)__'
        )
    loop
        condition := case
            when found.has_employee then format(
                '(select stewardship.reaches_all(''marts'', ''see'')) or %I.employee_id in '
                '(select stewardship.reachable_employees(''marts'', ''see''))', found.name)
            when found.has_unit then format(
                '(select stewardship.reaches_all(''marts'', ''see'')) or %I.unit_id in '
                '(select stewardship.reachable_units(''marts'', ''see''))', found.name)
            else '(select stewardship.may(''marts'', ''see''))'
        end;
        execute format('alter table %s enable row level security', found.place);
        execute format('create policy see on %s for select to merit_panel using (%s)', found.place, condition);
        execute format(
            'create policy "see everything" on %s for select to merit_panel_wide%s using (true)', found.place,
            case when found.is_mart then ', bi_full' else '' end
        );
        execute format('grant select on %s to merit_panel', found.place);
    end loop;
    for found in
        select nspname as name from pg_namespace
        where nspname in ('marts' || suffix, 'staging' || suffix, 'rules' || suffix)
    loop
        execute format('grant usage on schema %I to merit_panel', found.name);
        if found.name = 'rules' || suffix then
            execute format('grant select on all tables in schema %I to merit_panel', found.name);
        end if;
    end loop;
end;
$$;

do $$
declare
    found record;
begin
    for found in
        select polrelid::regclass as place from pg_policy join pg_class on pg_class.oid = polrelid
        where polname = 'see everything' and relnamespace::regnamespace::text ~ '^marts(__|$)'
    loop
        execute format('alter policy "see everything" on %s to merit_panel_wide, bi_full', found.place);
    end loop;
    for found in select nspname as name from pg_namespace where nspname ~ '^marts(__|$)' loop
        execute format('revoke all on all tables in schema %I from bi', found.name);
        execute format('revoke all on schema %I from bi', found.name);
    end loop;
    if to_regnamespace('marts') is not null then
        grant usage on schema marts to bi_full;
        grant select on all tables in schema marts to bi_full;
    end if;
end;
$$;
