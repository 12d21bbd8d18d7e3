-- Which rights somebody holds and what they reach (docs/rights.md, docs/decisions/0007-rights.md); 0003_policies.sql uses it.

CREATE TABLE stewardship.role_right (
    id BIGSERIAL NOT NULL,
    role_id BIGINT NOT NULL,
    area VARCHAR(40) NOT NULL,
    may_see BOOLEAN DEFAULT false NOT NULL,
    may_create BOOLEAN DEFAULT false NOT NULL,
    may_change BOOLEAN DEFAULT false NOT NULL,
    may_delete BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_role_right PRIMARY KEY (id),
    CONSTRAINT uq_role_right_role_id_area UNIQUE (role_id, area),
    CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'organization', 'career', 'performance', 'training', 'conduct', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive')),
    CONSTRAINT fk_role_right_role_id FOREIGN KEY(role_id) REFERENCES stewardship.role (id) ON DELETE RESTRICT
);
COMMENT ON TABLE stewardship.role_right IS 'Hak peran: yang boleh dilakukan tiap peran, per bidang | Rights: what each role may do, by area';
COMMENT ON COLUMN stewardship.role_right.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.role_right.role_id IS 'Peran: pemilik hak | Role: that has the right';
COMMENT ON COLUMN stewardship.role_right.area IS 'Bidang: kelompok tabel | Area: group of tables';
COMMENT ON COLUMN stewardship.role_right.may_see IS 'Melihat: boleh membaca | See: may read';
COMMENT ON COLUMN stewardship.role_right.may_create IS 'Menambah: boleh membuat baris | Create: may make rows';
COMMENT ON COLUMN stewardship.role_right.may_change IS 'Mengubah: boleh mengubah baris | Change: may change rows';
COMMENT ON COLUMN stewardship.role_right.may_delete IS 'Menghapus: boleh menghapus baris | Delete: may delete rows';
COMMENT ON COLUMN stewardship.role_right.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.role_right.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.role_right.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.role_right FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Whom the transaction acts for, or null: the panel tells it at the start of each transaction (admin/panel/acting.py).
create function stewardship.acting_user() returns bigint
language sql stable parallel safe
return nullif(current_setting('merit.user_id', true), '')::bigint;

-- Every right of a user in force today: where (unit and everything below it; null is everywhere) or only over itself.
create function stewardship.rights_in_force(of_user bigint)
returns table (area text, verb text, unit_id bigint, is_own boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    select held.area::text, allowed.verb, granted.unit_id, role.code = 'employee'
    from stewardship.user_role as granted
    join stewardship."user" as account on account.id = granted.user_id and account.is_active
    join stewardship.role on role.id = granted.role_id
    join stewardship.role_right as held on held.role_id = role.id
    cross join lateral (values
        ('see', held.may_see), ('create', held.may_create), ('change', held.may_change), ('delete', held.may_delete)
    ) as allowed(verb, is_held)
    where granted.user_id = of_user and allowed.is_held
        and daterange(granted.valid_from, granted.valid_to, '[)') @> current_date;
end;

-- Whether the acting user has a right somewhere.
create function stewardship.may(area text, verb text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
    select from stewardship.rights_in_force(stewardship.acting_user()) as held
    where held.area = may.area and held.verb = may.verb
);

-- Whether the acting user has a right everywhere.
create function stewardship.reaches_all(area text, verb text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
    select from stewardship.rights_in_force(stewardship.acting_user()) as held
    where held.area = reaches_all.area and held.verb = reaches_all.verb and held.unit_id is null and not held.is_own
);

-- The units in which the acting user has a right: those a role was granted on and all below them.
create function stewardship.reachable_units(area text, verb text) returns setof bigint
language sql stable rows 20 security definer set search_path = pg_catalog, pg_temp
begin atomic
    with recursive below(id) as (
        select held.unit_id from stewardship.rights_in_force(stewardship.acting_user()) as held
        where held.area = reachable_units.area and held.verb = reachable_units.verb
            and held.unit_id is not null and not held.is_own
        union
        select unit.id from personnel.unit join below on unit.parent_id = below.id
    )
    select id from below;
end;

-- The employees over whom the acting user has a right: by their definitive post of today; those without one belong to
-- the root unit of their agency (as in int_employee__assignment). The role of an employee reaches only the own person.
create function stewardship.reachable_employees(area text, verb text) returns setof bigint
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
    where assignment.kind = 'DEFINITIF'
        and daterange(assignment.valid_from, assignment.valid_to, '[)') @> current_date
    union
    select postless.id
    from root
    cross join lateral (
        select employee.id from personnel.employee
        where employee.agency_id = root.agency_id and not exists (
            select from personnel.assignment
            where assignment.employee_id = employee.id and assignment.kind = 'DEFINITIF'
                and daterange(assignment.valid_from, assignment.valid_to, '[)') @> current_date
        )
        offset 0 -- so that nobody is looked at while no root unit is reached
    ) as postless
    union
    select account.employee_id
    from stewardship."user" as account
    where account.id = stewardship.acting_user() and account.employee_id is not null and exists (
        select from stewardship.rights_in_force(account.id) as held
        where held.area = reachable_employees.area and held.verb = reachable_employees.verb and held.is_own
    );
end;

-- The persons behind those employees.
create function stewardship.reachable_persons(area text, verb text) returns setof bigint
language sql stable rows 500 security definer set search_path = pg_catalog, pg_temp
begin atomic
    select employee.person_id from personnel.employee
    where employee.id in (select stewardship.reachable_employees(area, verb));
end;

-- The decrees on which rows about those employees and persons rest.
create function stewardship.reachable_decrees(area text, verb text) returns setof bigint
language sql stable rows 2000 security definer set search_path = pg_catalog, pg_temp
begin atomic
    with reached(id) as materialized (select stewardship.reachable_employees(area, verb)),
    person(id) as materialized (
        select employee.person_id from personnel.employee where employee.id in (select id from reached)
    )
    select decree_id from personnel.grade_record where employee_id in (select id from reached)
    union select decree_id from personnel.assignment where employee_id in (select id from reached)
    union select decree_id from personnel.salary_increment where employee_id in (select id from reached)
    union select decree_id from personnel.credit_record where employee_id in (select id from reached)
    union select decree_id from personnel.pppk_contract where employee_id in (select id from reached)
    union select decree_id from personnel.prior_service where employee_id in (select id from reached)
    union select decree_id from personnel.termination where employee_id in (select id from reached)
    union select decree_id from personnel.employee_status where employee_id in (select id from reached)
    union select decree_id from personnel.discipline_case where employee_id in (select id from reached)
    union select decree_id from personnel.award where employee_id in (select id from reached)
    union select decree_id from personnel.education_record where person_id in (select id from person)
    union select decree_id from personnel.document where person_id in (select id from person);
end;

-- The areas that somebody who "sees everything" must see everywhere; their tables then need no condition at all, so that
-- searching keeps its indexes (PostgreSQL may not use one for ILIKE behind a condition of row-level security).
create function stewardship.wide_areas() returns text[]
language sql immutable parallel safe
return array['people', 'organization', 'career', 'performance', 'training', 'conduct', 'reference', 'marts'];

-- The group role a panel transaction runs under: `_wide` for those who see everything, `_private` when every role held
-- today reads sensitive columns.
create function stewardship.panel_role(of_user bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
begin atomic
    with held as materialized (select * from stewardship.rights_in_force(of_user) where verb = 'see')
    select 'merit_panel'
        || case when stewardship.wide_areas() <@ array(select held.area from held where unit_id is null and not is_own)
            then '_wide' else '' end
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

-- What a user may do, for the panel to mirror: {"area.verb": whether everywhere}.
create function stewardship.rights_of(of_user bigint) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
return (
    select coalesce(jsonb_object_agg(held.what, held.is_everywhere), '{}') from (
        select area || '.' || verb as what, bool_or(unit_id is null and not is_own) as is_everywhere
        from stewardship.rights_in_force(of_user) group by 1
    ) as held
);

-- What a user is called, for pages that tell who did something.
create function stewardship.name_of_user(of_user bigint) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
return (select coalesce(account.display_name, account.name) from stewardship."user" as account where account.id = of_user);

revoke all on function stewardship.rights_in_force(bigint), stewardship.panel_role(bigint),
    stewardship.rights_of(bigint) from public;
