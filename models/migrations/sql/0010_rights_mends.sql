-- What two hostile reviews found in the rights (docs/decisions/0007-rights.md): shared decrees, references out of reach,
-- the last administrator, imported cells, and people who would leave the sight of who changes their post.

-- Whom a decree is about: everybody with a row that rests on it. Made from the foreign keys to personnel.decree, anew
-- whenever a table is protected; a row about neither an employee nor a person is within nobody's units.
create function stewardship.gather_decree_subjects() returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    execute 'create or replace view stewardship.decree_subject as ' || (
        select string_agg(
            format(
                'select %I as decree_id, %s as employee_id, %s as person_id from %s where %I is not null', key.name,
                case when key.columns @> '{employee_id}' then 'employee_id' else 'null::bigint' end,
                case when key.columns @> '{person_id}' then 'person_id' else 'null::bigint' end, key.place, key.name
            ), ' union all ' order by key.place::text, key.name
        )
        from (
            select conrelid::regclass as place, attname as name, array(
                select subject.attname::text from pg_attribute as subject where subject.attrelid = conrelid
                    and subject.attnum > 0 and not subject.attisdropped
            ) as columns
            from pg_constraint join pg_attribute on attrelid = conrelid and conkey = array[attnum]
            where contype = 'f' and confrelid = 'personnel.decree'::regclass
        ) as key
    );
end;
$$;
select stewardship.gather_decree_subjects();
comment on view stewardship.decree_subject is
    'Isi surat keputusan: siapa yang disebut | Subjects of decrees: whom each is about';

-- The decrees on which rows about those employees and persons rest. They are seen by whoever sees one of the people; they
-- are changed and deleted by who has that right over every one of them. Person by person (offset 0), so that it costs what
-- the people cost who are within reach, not what there is: PostgreSQL would read whole tables instead.
create or replace function stewardship.reachable_decrees(area text, verb text) returns setof bigint
language sql stable rows 2000 security definer set search_path = pg_catalog, pg_temp
begin atomic
    with reached(id) as materialized (select stewardship.reachable_employees(area, verb)),
    person(id) as materialized (
        select employee.person_id from personnel.employee where employee.id in (select id from reached)
    ),
    resting(id) as materialized (
        select found.decree_id from reached cross join lateral (
            select subject.decree_id from stewardship.decree_subject as subject
            where subject.employee_id = reached.id offset 0
        ) as found
        union
        select found.decree_id from person cross join lateral (
            select subject.decree_id from stewardship.decree_subject as subject
            where subject.person_id = person.id offset 0
        ) as found
    )
    select resting.id from resting
    where verb = 'see' or not exists (
        select from stewardship.decree_subject as subject
        where subject.decree_id = resting.id
            and (subject.employee_id in (select id from reached)) is not true
            and (subject.person_id in (select id from person)) is not true
    );
end;

-- A row refers only to people, decrees, units, users ... that whoever writes it may see: asked under that person's own
-- policies, for what is new, of the state before the statement (a STABLE function sees no other), since a row that was
-- re-pointed would bring within reach what it points to. The arguments are column and table, in turn.
create function stewardship.check_references() returns trigger
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    is_refused boolean;
begin
    for place in 0 .. tg_nargs - 2 by 2 loop
        execute format(
            'select exists (select from new_rows as new %s where new.%I is not null'
            ' and not exists (select from %s as target where target.id = new.%I) %s)',
            case when tg_op = 'UPDATE' then format('left join old_rows as old on old.id = new.id') else '' end,
            tg_argv[place], tg_argv[place + 1]::regclass, tg_argv[place],
            case when tg_op = 'UPDATE' then format('and new.%I is distinct from old.%1$I', tg_argv[place]) else '' end
            || case when tg_argv[place + 1]::regclass = tg_relid
                then format(' and new.%I not in (select id from new_rows)', tg_argv[place]) else '' end
        ) into is_refused;
        if is_refused then
            raise exception 'a row refers to what is out of reach' using errcode = 'insufficient_privilege',
                schema = tg_table_schema, table = tg_table_name, column = tg_argv[place];
        end if;
    end loop;
    return null;
end;
$$;

-- Attach that to a table. References to code lists, which everybody sees, and from the many rows of an import to its file,
-- which their own policy checks, are left out. The owner, who sees everything, is not asked.
create function stewardship.bind_references(place regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    bound text := (
        select string_agg(format('%L, %L', attname, confrelid::regclass), ', ' order by attnum)
        from pg_constraint join pg_attribute on attrelid = conrelid and conkey = array[attnum]
        join pg_class on pg_class.oid = confrelid
        where contype = 'f' and conrelid = place
            and (relnamespace = 'personnel'::regnamespace or confrelid = 'stewardship."user"'::regclass)
    );
    event text;
    tables text;
begin
    for event, tables in values
        ('insert', 'referencing new table as new_rows'),
        ('update', 'referencing old table as old_rows new table as new_rows')
    loop
        execute format('drop trigger if exists %I on %s', 'references_' || event, place);
        if bound is not null then
            execute format(
                'create trigger %I after %s on %s %s for each statement when (current_setting(''role'') ~ ''^merit_panel'')'
                ' execute function stewardship.check_references(%s)', 'references_' || event, event, place, tables, bound
            );
        end if;
    end loop;
end;
$$;

-- Whether a right is held everywhere, or on every unit that stands below no other: then everybody is within reach, and
-- asking for each row whether it is would take a second among 100,000 people.
create function stewardship.reaches_everybody(area text, verb text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return stewardship.reaches_all(area, verb) or (
    exists (select from personnel.unit where parent_id is null)
    and not exists (
        select from personnel.unit
        where unit.parent_id is null and unit.id not in (
            select held.unit_id from stewardship.rights_in_force(stewardship.acting_user()) as held
            where held.area = reaches_everybody.area and held.verb = reaches_everybody.verb
                and held.unit_id is not null and not held.is_own
        )
    )
);

-- Let the policies of a table that ask whom a row is about ask that first.
create function stewardship.ask_for_everybody(place regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    found record;
begin
    for found in
        select polname, case polcmd when 'a' then 'with check' else 'using' end as clause,
            coalesce(pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as condition
        from pg_policy where polrelid = place
    loop
        if found.condition ~ 'reachable_' then
            execute format(
                'alter policy %I on %s %s (%s)', found.polname, place, found.clause,
                replace(found.condition, 'stewardship.reaches_all(', 'stewardship.reaches_everybody(')
            );
        end if;
    end loop;
end;
$$;

-- The same for the group role: `_wide` is whoever sees everybody.
create or replace function stewardship.panel_role(of_user bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    with held as materialized (select * from stewardship.rights_in_force(of_user) where verb = 'see'),
    root as materialized (select id from personnel.unit where parent_id is null),
    wide(area) as materialized (
        select held.area from held where not held.is_own
        group by held.area
        having bool_or(held.unit_id is null) or (
            exists (select from root)
            and not exists (select from root where root.id <> all (array_agg(held.unit_id)))
        )
    )
    select 'merit_panel'
        || case when stewardship.wide_areas() <@ array(select area from wide) then '_wide' else '' end
        || case when exists (select from held where area = 'sensitive') and not exists (
            select from stewardship.user_role as granted
            where granted.user_id = of_user
                and daterange(granted.valid_from, granted.valid_to, '[)') @> current_date
                and not exists (
                    select from stewardship.role_right as right_to
                    where right_to.role_id = granted.role_id and right_to.area = 'sensitive' and right_to.may_see
                )
        ) then '_private' else '' end;
end;

-- As in 0003_rights.sql, but that it compares dates themselves and may name somebody twice: a range for each of 100,000
-- posts, and sorting out whom it has named, took two thirds of its time.
create or replace function stewardship.reachable_employees(area text, verb text) returns setof bigint
language sql stable rows 500 security definer set search_path = pg_catalog, pg_temp
begin atomic
    with reached(id) as materialized (select stewardship.reachable_units(area, verb)),
    root as materialized (
        select agency.id as agency_id
        from personnel.agency
        join reached on reached.id = (
            select min(unit.id) from personnel.unit where unit.agency_id = agency.id and unit.parent_id is null
        )
    )
    select assignment.employee_id
    from reached
    join personnel.seat on seat.unit_id = reached.id
    join personnel.assignment on assignment.seat_id = seat.id
    where assignment.kind = 'DEFINITIF' and assignment.valid_from <= current_date
        and (assignment.valid_to > current_date or assignment.valid_to is null)
    union all
    select postless.id
    from root
    cross join lateral (
        select employee.id from personnel.employee
        where employee.agency_id = root.agency_id and not exists (
            select from personnel.assignment
            where assignment.employee_id = employee.id and assignment.kind = 'DEFINITIF'
                and assignment.valid_from <= current_date
                and (assignment.valid_to > current_date or assignment.valid_to is null)
        )
        offset 0 -- so that nobody is looked at while no root unit is reached
    ) as postless
    union all
    select account.employee_id
    from stewardship."user" as account
    where account.id = stewardship.acting_user() and account.employee_id is not null and exists (
        select from stewardship.rights_in_force(account.id) as held
        where held.area = reachable_employees.area and held.verb = reachable_employees.verb and held.is_own
    );
end;

-- Later migrations go on calling stewardship.protect (0003_policies.sql), which now does all of it.
alter function stewardship.protect(regclass, text, text, boolean, text[]) rename to make_policies;
create function stewardship.protect(
    place regclass, area text, subject text, is_open boolean default false, sensitive text[] default '{}'
) returns void
language sql set search_path = pg_catalog, pg_temp
begin atomic
    select stewardship.make_policies(place, area, subject, is_open, sensitive);
    select stewardship.ask_for_everybody(place);
    select stewardship.bind_references(place);
    select stewardship.gather_decree_subjects();
end;
revoke all on function stewardship.make_policies(regclass, text, text, boolean, text[]),
    stewardship.protect(regclass, text, text, boolean, text[]), stewardship.bind_references(regclass),
    stewardship.gather_decree_subjects(), stewardship.ask_for_everybody(regclass),
    stewardship.panel_role(bigint) from public;

select stewardship.bind_references(pg_class.oid), stewardship.ask_for_everybody(pg_class.oid)
from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where relrowsecurity and nspname in ('reference', 'personnel', 'stewardship');

-- Whose employee somebody is decides on what is reached: a person is taken over only by who may change them already.
create policy "person within reach" on personnel.employee as restrictive for update to merit_panel
with check (
    (select stewardship.reaches_everybody('people', 'change'))
    or person_id in (select stewardship.reachable_persons('people', 'change'))
);

-- Nobody carries a person out of the own sight by changing or deleting their post of today, or their agency. A post that
-- ends later is seen until then.
create function stewardship.check_still_in_sight() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    concerned bigint := (to_jsonb(old) ->> tg_argv[1])::bigint;
    verb text := case tg_op when 'DELETE' then 'delete' else 'change' end;
begin
    if not stewardship.reaches_all(tg_argv[0], verb)
        and concerned not in (select stewardship.reachable_employees(tg_argv[0], verb))
    then
        raise exception 'the employee would be out of sight' using
            errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
            constraint = 'ck_' || tg_table_name || '_in_sight';
    end if;
    return null;
end;
$$;
create trigger still_in_sight after update or delete on personnel.assignment for each row
when (old.kind = 'DEFINITIF' and current_setting('role') ~ '^merit_panel')
execute function stewardship.check_still_in_sight('career', 'employee_id');
create trigger still_in_sight after update of agency_id on personnel.employee for each row
when (old.agency_id <> new.agency_id and current_setting('role') ~ '^merit_panel')
execute function stewardship.check_still_in_sight('people', 'id');

-- Somebody must always be able to administrate, on every day to come: one active administrator over everything whose role
-- has no end. One transaction after the other, so that two administrators cannot each rely on the other's staying.
create or replace function stewardship.check_administrator_remains() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from stewardship.user_role as granted
        join stewardship.role on role.id = granted.role_id and role.code = 'administrator'
        where tg_table_name = 'user' and granted.user_id = old.id
    ) and not exists (
        select from stewardship.role
        where tg_table_name = 'user_role' and role.code = 'administrator'
            and role.id = (to_jsonb(old) ->> 'role_id')::bigint
    ) then
        return null;
    end if;
    perform pg_advisory_xact_lock(hashtext('stewardship.check_administrator_remains'));
    if not exists (
        select from stewardship.user_role as granted
        join stewardship.role on role.id = granted.role_id and role.code = 'administrator'
        join stewardship."user" as account on account.id = granted.user_id and account.is_active
        where granted.unit_id is null and granted.valid_to is null and granted.valid_from <= current_date
    ) then
        raise exception 'nobody could administrate any more' using
            errcode = 'check_violation', schema = 'stewardship', table = 'user_role', column = 'role_id',
            constraint = 'ck_user_role_last_administrator';
    end if;
    return null;
end;
$$;

-- What stands in a file of others may hold a NIK in any column: it is read by who sent the file and who sees such columns.
create policy "cells within reach" on stewardship.import_row as restrictive for select to merit_panel
using (
    pg_has_role('merit_panel_private', 'member')
    or exists (
        select from stewardship.import_batch as batch
        where batch.id = import_row.import_batch_id and batch.user_id = (select stewardship.acting_user())
    )
);
