create schema if not exists reference;
create schema if not exists personnel;
create schema if not exists stewardship;
comment on schema reference is 'Referensi: daftar kode yang dirujuk tabel lain | Reference: code lists that tables refer to';
comment on schema personnel is 'Kepegawaian: data pegawai | Personnel: records of employees';
comment on schema stewardship is 'Pengelolaan: pengguna, peran, ketentuan daerah, pembangunan mart | Stewardship: users, roles, local parameters, builds';

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- True when the eight digits YYYYMMDD are a day of the calendar (rules.md 1.2, NIP02).
create function personnel.is_calendar_date(digits text) returns boolean
language sql immutable parallel safe
return case
    when digits !~ '^\d{4}(0[1-9]|1[0-2])\d{2}$' then false
    else substr(digits, 7, 2)::integer between 1 and extract(
        day from make_date(substr(digits, 1, 4)::integer, substr(digits, 5, 2)::integer, 1)
            + interval '1 month' - interval '1 day'
    )
end;

create function stewardship.touch_row() returns trigger
language plpgsql as $$
begin
    new.created_at := old.created_at;
    new.updated_at := now();
    new.row_version := old.row_version + 1;
    return new;
end;
$$;

-- NIP05 and NIP09 (rules.md 1.2): the NIP must agree with the sex of the person and with the employment type.
create function personnel.check_nip_agrees() returns trigger
language plpgsql as $$
declare
    person_sex text;
    type_scheme text;
    nip_scheme text := case when substr(new.nip, 13, 2) between '01' and '12' then 'PNS' else 'PPPK' end;
begin
    select sex into person_sex from personnel.person where id = new.person_id;
    select scheme into type_scheme from reference.employment_type where id = new.employment_type_id;
    if person_sex is not null and (substr(new.nip, 15, 1) = '1') <> (person_sex = 'L') then
        raise exception 'sex digit of nip disagrees with the person' using
            errcode = 'check_violation', schema = 'personnel', table = 'employee', column = 'nip',
            constraint = 'ck_employee_nip_sex';
    end if;
    if type_scheme is not null and nip_scheme <> type_scheme then
        raise exception 'nip disagrees with the employment type' using
            errcode = 'check_violation', schema = 'personnel', table = 'employee', column = 'nip',
            constraint = 'ck_employee_nip_scheme';
    end if;
    return new;
end;
$$;

create function personnel.check_sex_agrees() returns trigger
language plpgsql as $$
begin
    if exists (
        select from personnel.employee
        where person_id = new.id and (substr(nip, 15, 1) = '1') <> (new.sex = 'L')
    ) then
        raise exception 'sex disagrees with the nip' using
            errcode = 'check_violation', schema = 'personnel', table = 'person', column = 'sex',
            constraint = 'ck_person_sex_nip';
    end if;
    return new;
end;
$$;

-- A unit must not stand below itself.
create function personnel.check_unit_tree() returns trigger
language plpgsql as $$
begin
    if exists (
        with recursive above(id, parent_id) as (
            select id, parent_id from personnel.unit where id = new.parent_id
            union
            select unit.id, unit.parent_id from personnel.unit join above on unit.id = above.parent_id
        )
        select from above where id = new.id
    ) then
        raise exception 'unit stands below itself' using
            errcode = 'check_violation', schema = 'personnel', table = 'unit', column = 'parent_id',
            constraint = 'ck_unit_tree';
    end if;
    return new;
end;
$$;

-- Somebody must always be able to administrate: the last active administrator keeps the role.
create function stewardship.check_administrator_remains() returns trigger
language plpgsql as $$
begin
    if tg_table_name = 'user_role' then
        if not exists (select from stewardship.role where id = old.role_id and code = 'administrator') then
            return null;
        end if;
    elsif not exists (
        select from stewardship.user_role as granted
        join stewardship.role on role.id = granted.role_id and role.code = 'administrator'
        where granted.user_id = old.id
    ) then
        return null;
    end if;
    if not exists (
        select from stewardship.user_role as granted
        join stewardship.role on role.id = granted.role_id and role.code = 'administrator'
        join stewardship."user" as account on account.id = granted.user_id and account.is_active
        where granted.unit_id is null and daterange(granted.valid_from, granted.valid_to, '[)') @> current_date
    ) then
        raise exception 'nobody could administrate any more' using
            errcode = 'check_violation', schema = 'stewardship', table = 'user_role', column = 'role_id',
            constraint = 'ck_user_role_last_administrator';
    end if;
    return null;
end;
$$;
