-- Who may see and change what (docs/rights.md, docs/decisions/0007-rights.md).
--
-- Later migrations protect their tables with
--
--     select stewardship.protect(place, area, subject, is_open, sensitive)
--
--   place      the table, such as 'stewardship.import_batch'
--   area       the column `area` of stewardship.role_right whose rights count
--   subject    the columns that lead from a row to whom it is about, joined by dots along foreign keys:
--                'employee_id', 'person_id', 'unit_id', 'decree_id': rows about those within reach;
--                'appraisal_id.employee_id', 'seat_id.unit_id': the same, through another table;
--                'user_id': a user sees the own rows, and changes them when a role has that right in any unit;
--                'id': the table itself is the employee, person, unit or decree;
--                '': rows are about nobody; whoever has the right in every unit sees and changes them
--   is_open    true: every row is seen by whoever may see the area in any unit; the subject then decides on changes
--   sensitive  columns that only merit_panel_private may read and change
--
-- It enables row-level security, makes one policy for each verb and grants the table to the panel's group roles. It may
-- be called again. Each policy's comment says whose rights it asks for, `area` or `area everywhere`; the panel reads that
-- to hide what would be refused. The owner of the tables is not subject to it: the command line, builds and SECURITY
-- DEFINER functions see everything.

-- The condition in SQL that a row of `place`, called `alias`, is within reach.
create function stewardship.reach_condition(place regclass, alias text, area text, verb text, subject text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    step text := split_part(subject, '.', 1);
    rest text := substr(subject, length(step) + 2);
    target regclass := place;
    function_name text;
begin
    if step <> 'id' then
        select key.confrelid into strict target
        from pg_constraint as key join pg_attribute as attribute on attribute.attrelid = key.conrelid
        where key.conrelid = place and key.contype = 'f' and key.conkey = array[attribute.attnum]
            and attribute.attname = step;
    end if;
    if rest <> '' then
        return format(
            'exists (select from %s as %I where %I.id = %I.%I and %s)', target, alias || '_', alias || '_', alias, step,
            stewardship.reach_condition(target, alias || '_', area, verb, rest)
        );
    end if;
    if target = 'stewardship."user"'::regclass then
        return format('%I.%I = (select stewardship.acting_user())', alias, step)
            || case when verb = 'see' then '' else format(' and (select stewardship.may(%L, %L))', area, verb) end;
    end if;
    function_name := case target
        when 'personnel.employee'::regclass then 'reachable_employees'
        when 'personnel.person'::regclass then 'reachable_persons'
        when 'personnel.unit'::regclass then 'reachable_units'
        when 'personnel.decree'::regclass then 'reachable_decrees'
    end;
    if function_name is null then
        raise exception 'rows of % are about nobody: % cannot decide who may see %', target, subject, place;
    end if;
    return format('%I.%I in (select stewardship.%I(%L, %L))', alias, step, function_name, area, verb);
end;
$$;

-- Described at the head of this file.
create function stewardship.protect(
    place regclass, area text, subject text, is_open boolean default false, sensitive text[] default '{}'
) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    name text := (select relname from pg_class where oid = place);
    command text;
    verb text;
    condition text;
    plain text := (
        select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
        where attrelid = place and attnum > 0 and not attisdropped and attname <> all (sensitive)
    );
begin
    execute format('alter table %s enable row level security', place);
    foreach verb in array array['see', 'see everything', 'create', 'change', 'delete'] loop
        execute format('drop policy if exists %I on %s', verb, place);
    end loop;
    if area = any (stewardship.wide_areas()) then
        execute format('create policy "see everything" on %s for select to merit_panel_wide using (true)', place);
    end if;
    for verb, command in values ('see', 'select'), ('create', 'insert'), ('change', 'update'), ('delete', 'delete') loop
        if verb = 'see' and is_open then
            condition := format('(select stewardship.may(%L, %L))', area, verb);
        elsif subject = '' or subject = 'id' and verb = 'create' then
            condition := format('(select stewardship.reaches_all(%L, %L))', area, verb);
        else
            condition := format(
                '(select stewardship.reaches_all(%L, %L)) or %s', area, verb,
                stewardship.reach_condition(place, name, area, verb, subject)
            );
        end if;
        execute format(
            'create policy %I on %s for %s to merit_panel %s (%s)', verb, place, command,
            case verb when 'create' then 'with check' else 'using' end, condition
        );
        execute format(
            'comment on policy %I on %s is %L', verb, place,
            area || case when condition ~ 'reachable_|acting_user|may' then '' else ' everywhere' end
        );
    end loop;
    execute format('revoke all on %s from merit_panel, merit_panel_private', place);
    execute format('grant insert, delete, select (%s), update (%s) on %s to merit_panel', plain, plain, place);
    execute format('grant select, update on %s to merit_panel_private', place);
    if pg_get_serial_sequence(place::text, 'id') is not null then
        execute format('grant usage on sequence %s to merit_panel', pg_get_serial_sequence(place::text, 'id'));
    end if;
end;
$$;

-- Protect the tables of a published set (`__b12`, `__next`; '' is the live one) for the panel: marts by employee, else by
-- unit, else open to all who may see marts; the same for what explanations read in `staging`; the law is open. BI tools
-- read every mart. Views are left out: they read with their owner's eyes.
create function stewardship.protect_set(suffix text) returns void
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
            case when found.is_mart then ', bi' else '' end
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

revoke all on function stewardship.protect(regclass, text, text, boolean, text[]),
    stewardship.protect_set(text) from public;

grant usage on schema reference, personnel, stewardship to merit_panel;

-- Everybody who is signed in reads the code lists; stewards change them.
do $$
declare
    place regclass;
begin
    for place in select oid from pg_class where relkind = 'r' and relnamespace = 'reference'::regnamespace loop
        perform stewardship.protect(place, 'reference', '', is_open => true);
    end loop;
end;
$$;

select
    -- Whoever is not yet employed is within nobody's unit: persons, employees and decrees are made by those who have the
    -- right everywhere.
    stewardship.protect('personnel.person', 'people', 'id', sensitive => array['nik', 'address']),
    stewardship.protect('personnel.employee', 'people', 'id'),
    stewardship.protect('personnel.decree', 'people', 'id'),
    stewardship.protect('personnel.employee_status', 'people', 'employee_id'),
    stewardship.protect('personnel.education_record', 'people', 'person_id'),
    stewardship.protect('personnel.document', 'people', 'person_id'),
    stewardship.protect('personnel.family_member', 'family', 'person_id', sensitive => array['nik']),

    -- The organisation chart is public; a unit is changed by those who have the right over the unit above it.
    stewardship.protect('personnel.agency', 'organization', '', is_open => true),
    stewardship.protect('personnel.unit', 'organization', 'parent_id', is_open => true),
    stewardship.protect('personnel.position_title', 'organization', '', is_open => true),
    stewardship.protect('personnel.seat', 'organization', 'unit_id', is_open => true),
    stewardship.protect('personnel.seat_requirement', 'organization', 'seat_id.unit_id', is_open => true),

    stewardship.protect('personnel.grade_record', 'career', 'employee_id'),
    stewardship.protect('personnel.assignment', 'career', 'employee_id'),
    stewardship.protect('personnel.salary_increment', 'career', 'employee_id'),
    stewardship.protect('personnel.credit_record', 'career', 'employee_id'),
    stewardship.protect('personnel.pppk_contract', 'career', 'employee_id'),
    stewardship.protect('personnel.service_exam', 'career', 'employee_id'),
    stewardship.protect('personnel.prior_service', 'career', 'employee_id'),
    stewardship.protect('personnel.termination', 'career', 'employee_id'),
    stewardship.protect('personnel.promotion_proposal', 'career', 'employee_id'),

    stewardship.protect('personnel.performance_cycle', 'performance', '', is_open => true),
    stewardship.protect('personnel.unit_performance', 'performance', 'unit_id'),
    stewardship.protect('personnel.goal', 'performance', 'employee_id'),
    stewardship.protect('personnel.appraisal', 'performance', 'employee_id'),
    stewardship.protect('personnel.behaviour_rating', 'performance', 'appraisal_id.employee_id'),
    stewardship.protect('personnel.appraisal_objection', 'performance', 'appraisal_id.employee_id'),
    stewardship.protect('personnel.assessment_result', 'performance', 'employee_id'),

    stewardship.protect('personnel.partner', 'training', '', is_open => true),
    stewardship.protect('personnel.partner_agreement', 'training', '', is_open => true),
    stewardship.protect('personnel.course', 'training', '', is_open => true),
    stewardship.protect('personnel.course_competency', 'training', '', is_open => true),
    stewardship.protect('personnel.session', 'training', '', is_open => true),
    stewardship.protect('personnel.enrolment', 'training', 'employee_id'),
    stewardship.protect('personnel.completion', 'training', 'employee_id'),
    stewardship.protect('personnel.session_feedback', 'training', 'enrolment_id.employee_id'),
    stewardship.protect('personnel.training_need', 'training', 'employee_id'),
    stewardship.protect('personnel.internship', 'training', 'employee_id'),

    stewardship.protect('personnel.discipline_case', 'conduct', 'employee_id'),
    stewardship.protect('personnel.award', 'conduct', 'employee_id'),

    stewardship.protect('stewardship."user"', 'stewardship', '', sensitive => array['password_hash']),
    stewardship.protect('stewardship.user_role', 'stewardship', ''),
    stewardship.protect('stewardship.role', 'stewardship', '', is_open => true),
    stewardship.protect('stewardship.role_right', 'stewardship', '', is_open => true),
    stewardship.protect('stewardship.local_parameter', 'rules', '', is_open => true),
    stewardship.protect('stewardship.warehouse_build', 'marts', '', is_open => true);

create policy "see oneself" on stewardship."user" for select to merit_panel
using (id = (select stewardship.acting_user()));
create policy "see oneself" on stewardship.user_role for select to merit_panel
using (user_id = (select stewardship.acting_user()));

-- Roles and what they may do are Merit's own: nobody changes them in the panel, nor makes up a build.
revoke insert, update, delete on stewardship.role, stewardship.role_right, stewardship.warehouse_build
from merit_panel, merit_panel_private;

-- Nobody moves an employee onto a post that is out of reach.
create policy "seat within reach" on personnel.assignment as restrictive for insert to merit_panel
with check (
    (select stewardship.reaches_all('career', 'create'))
    or exists (
        select from personnel.seat
        where seat.id = assignment.seat_id
            and seat.unit_id in (select stewardship.reachable_units('career', 'create'))
    )
);
create policy "seat still within reach" on personnel.assignment as restrictive for update to merit_panel
with check (
    (select stewardship.reaches_all('career', 'change'))
    or exists (
        select from personnel.seat
        where seat.id = assignment.seat_id
            and seat.unit_id in (select stewardship.reachable_units('career', 'change'))
    )
);

-- What triggers check is true of all rows, not only of those the person may see.
alter function personnel.check_nip_agrees() security definer set search_path = pg_catalog, pg_temp;
alter function personnel.check_sex_agrees() security definer set search_path = pg_catalog, pg_temp;
alter function personnel.check_unit_tree() security definer set search_path = pg_catalog, pg_temp;
alter function stewardship.check_administrator_remains() security definer set search_path = pg_catalog, pg_temp;
alter function stewardship.check_local_parameter() security definer set search_path = pg_catalog, pg_temp;

-- The set that is live while Merit is updated.
do $$
begin
    if to_regnamespace('marts') is not null then
        perform stewardship.protect_set('');
    end if;
end;
$$;
