-- What requests, their steps and the ledger of leave obey, and who may see them.

-- Rows that are only ever added: what was said and what was booked is never rewritten, a mistake is booked against.
create function personnel.refuse_rewriting() returns trigger
language plpgsql as $$
declare
    is_empty boolean := false;
begin
    if tg_op = 'TRUNCATE' then -- an empty table may be emptied with another one that it refers to
        execute format('select not exists (select from %s)', tg_relid::regclass) into is_empty;
    end if;
    if not is_empty then
        raise exception '% is only ever added to', tg_relid::regclass using
            errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
            constraint = 'ck_' || tg_table_name || '_append_only';
    end if;
    return null;
end;
$$;
do $$
declare
    place text;
begin
    foreach place in array array['personnel.leave_ledger', 'personnel.leave_step'] loop
        execute format('create trigger append_only before update or delete on %s '
            'for each row execute function personnel.refuse_rewriting()', place);
        execute format('create trigger append_only_truncate before truncate on %s '
            'for each statement execute function personnel.refuse_rewriting()', place);
    end loop;
end;
$$;

-- The days of leave from one day to another, both included: working days leave out weekends, holidays and collective leave.
create function personnel.count_leave_days(leave_kind bigint, starts_on date, ends_on date) returns integer
language sql stable
begin atomic
    select case
        when kind.counts_working_days then (
            select count(*)::integer from generate_series(starts_on, ends_on, interval '1 day') as day
            where extract(isodow from day) < 6 and not exists (
                select from reference.holiday where holiday.held_on = day::date
            )
        )
        else ends_on - starts_on + 1
    end
    from reference.leave_kind as kind where kind.id = leave_kind;
end;

-- The days of annual leave an employee can still ask for in a year: the right that the published mart tells (before the
-- first build of that year the ceiling of the law) less what the ledger says was taken and what is waiting for a decision.
create function personnel.find_leave_left(
    of_employee bigint, of_kind bigint, of_year integer, ceiling integer, but_request bigint
) returns integer
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    allowed integer;
begin
    if to_regclass('marts.leave_balance') is not null then
        execute 'select right_days from marts.leave_balance where employee_id = $1 and year = $2 and leave_kind_code = '
            '(select code from reference.leave_kind where id = $3)' into allowed using of_employee, of_year, of_kind;
    end if;
    return coalesce(allowed, ceiling)
        + coalesce((
            select sum(days) from personnel.leave_ledger
            where employee_id = of_employee and leave_kind_id = of_kind and leave_year = of_year
                and entry in ('PAKAI', 'BATAL', 'KOREKSI')
        ), 0)
        - coalesce((
            select sum(days) from personnel.leave_request
            where employee_id = of_employee and leave_kind_id = of_kind and extract(year from starts_on) = of_year
                and status in ('DIAJUKAN', 'PERTIMBANGAN_ATASAN') and id is distinct from but_request
        ), 0);
end;
$$;

-- Whether the law gives this leave: to the scheme, after so much service, no longer than this, from what is left.
create function personnel.check_leave_right(request personnel.leave_request) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    first_day date := coalesce(request.granted_from, request.starts_on);
    last_day date := coalesce(request.granted_to, request.ends_on);
    law reference.leave_limit;
    appointed date;
    broken text;
begin
    select leave_limit.* into law
    from reference.leave_limit
    join personnel.employee on employee.id = request.employee_id
    join reference.employment_type on employment_type.id = employee.employment_type_id
    where leave_limit.leave_kind_id = request.leave_kind_id and leave_limit.scheme = employment_type.scheme
        and daterange(leave_limit.valid_from, leave_limit.valid_to, '[)') @> first_day;
    -- of two requests at once the second waits, and counts the first
    select appointed_on into appointed from personnel.employee where id = request.employee_id for no key update;
    broken := case
        when law.id is null then 'kind'
        when appointed + make_interval(months => law.minimum_service_months) > first_day
            and not (law.is_waived_for_hajj and request.is_first_hajj) then 'service'
        when request.days < 1 then 'no_day'
        when law.unit = 'BULAN' and last_day >= first_day + make_interval(months => law.ceiling) then 'length'
        when law.unit <> 'BULAN' and request.days > law.ceiling then 'length'
        when law.counted_per = 'TAHUN' and extract(year from first_day) <> extract(year from last_day) then 'one_year'
        when law.counted_per = 'TAHUN' and request.days > personnel.find_leave_left(
            request.employee_id, request.leave_kind_id, extract(year from first_day)::integer, law.ceiling, request.id
        ) then 'balance'
    end;
    if broken is not null then
        raise exception 'the law does not give this leave' using
            errcode = 'check_violation', schema = 'personnel', table = 'leave_request',
            constraint = 'ck_leave_request_' || broken;
    end if;
end;
$$;

-- A request's days and outcome follow from its dates and steps; it goes forward only, and stays as it was decided.
create function personnel.complete_leave_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    steps text := (select max(stage) from personnel.leave_step where leave_request_id = new.id);
    broken text;
begin
    select outcome, granted_from, granted_to into new.outcome, new.granted_from, new.granted_to
    from personnel.leave_step where leave_request_id = new.id and stage = 'KEPUTUSAN';
    if new.status <> 'DRAFT' then
        new.submitted_on := coalesce(new.submitted_on, current_date);
    end if;
    new.days := coalesce(personnel.count_leave_days(
        new.leave_kind_id, coalesce(new.granted_from, new.starts_on), coalesce(new.granted_to, new.ends_on)
    ), 0);
    broken := case
        when tg_op = 'INSERT' then case when new.status not in ('DRAFT', 'DIAJUKAN') then 'forward' end
        when old.status in ('DIPUTUS', 'DIBATALKAN', 'SELESAI')
            and (new.employee_id, new.leave_kind_id, new.starts_on, new.ends_on, new.is_first_hajj, new.submitted_on)
            is distinct from
            (old.employee_id, old.leave_kind_id, old.starts_on, old.ends_on, old.is_first_hajj, old.submitted_on)
            then 'decided'
        when (old.status, new.status) in (
            ('DRAFT', 'DIAJUKAN'), ('DRAFT', 'DIBATALKAN'), ('DIAJUKAN', 'DIBATALKAN'),
            ('PERTIMBANGAN_ATASAN', 'DIBATALKAN'), ('DIPUTUS', 'SELESAI')
        ) or old.status = new.status then null
        when old.status in ('DIAJUKAN', 'PERTIMBANGAN_ATASAN') and new.status = 'PERTIMBANGAN_ATASAN' and steps is not null
            then null
        when old.status in ('DIAJUKAN', 'PERTIMBANGAN_ATASAN') and new.status = 'DIPUTUS' and new.outcome is not null
            then null
        when old.status = 'DIPUTUS' and new.status = 'DIBATALKAN' and new.outcome in ('DISETUJUI', 'PERUBAHAN') then null
        else 'forward'
    end;
    if broken is not null then
        raise exception 'a request does not go this way' using
            errcode = 'check_violation', schema = 'personnel', table = 'leave_request',
            constraint = 'ck_leave_request_' || broken;
    end if;
    if new.ends_on >= new.starts_on and new.status in ('DRAFT', 'DIAJUKAN') or tg_op = 'UPDATE' and old.outcome is null and new.outcome = 'PERUBAHAN' then
        perform personnel.check_leave_right(new);
    end if;
    return new;
end;
$$;
create trigger complete_leave_request before insert or update on personnel.leave_request
for each row execute function personnel.complete_leave_request();

create function personnel.check_leave_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    request personnel.leave_request;
    broken text;
begin
    select * into request from personnel.leave_request where id = new.leave_request_id for update;
    broken := case
        when request.status not in ('DIAJUKAN', 'PERTIMBANGAN_ATASAN') then 'order'
        when new.acted_on < request.submitted_on then 'day'
    end;
    if broken is not null then
        raise exception 'this step cannot follow' using
            errcode = 'check_violation', schema = 'personnel', table = 'leave_step',
            constraint = 'ck_leave_step_' || broken;
    end if;
    return new;
end;
$$;
create trigger check_leave_step before insert on personnel.leave_step
for each row execute function personnel.check_leave_step();

-- A step moves its request on; a decision is booked at once. What was approved and is cancelled later is given back.
create function personnel.follow_leave_step() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update personnel.leave_request
    set status = case new.stage when 'KEPUTUSAN' then 'DIPUTUS' else 'PERTIMBANGAN_ATASAN' end
    where id = new.leave_request_id;
    insert into personnel.leave_ledger (employee_id, leave_kind_id, leave_year, entry, days, entered_on, leave_request_id)
    select
        request.employee_id, request.leave_kind_id, extract(year from first_day),
        case new.outcome when 'DITANGGUHKAN' then 'TANGGUH' else 'PAKAI' end,
        case new.outcome when 'DITANGGUHKAN' then request.days else -request.days end, new.acted_on, request.id
    from personnel.leave_request as request
    cross join lateral (select coalesce(request.granted_from, request.starts_on) as first_day) as granted
    where request.id = new.leave_request_id and new.stage = 'KEPUTUSAN' and new.outcome <> 'TIDAK_DISETUJUI'
        and (new.outcome <> 'DITANGGUHKAN' or exists (
            select from reference.leave_limit
            where leave_kind_id = request.leave_kind_id and counted_per = 'TAHUN'
        ));
    return null;
end;
$$;
create trigger follow_leave_step after insert on personnel.leave_step
for each row execute function personnel.follow_leave_step();

create function personnel.return_cancelled_leave() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into personnel.leave_ledger (employee_id, leave_kind_id, leave_year, entry, days, entered_on, leave_request_id)
    select employee_id, leave_kind_id, leave_year, 'BATAL', -days, greatest(entered_on, current_date), leave_request_id
    from personnel.leave_ledger where leave_request_id = new.id and entry = 'PAKAI';
    return null;
end;
$$;
create trigger return_cancelled_leave after update on personnel.leave_request
for each row when (old.status = 'DIPUTUS' and new.status = 'DIBATALKAN')
execute function personnel.return_cancelled_leave();

-- Why somebody is on leave is read only by those who read sensitive columns; health kinds enter no mart.
select
    stewardship.protect('reference.leave_limit', 'reference', '', true),
    stewardship.protect('personnel.leave_request', 'attendance', 'employee_id', sensitive => '{reason,medical_note}'),
    stewardship.protect('personnel.leave_step', 'attendance', 'leave_request_id.employee_id', sensitive => '{note}'),
    stewardship.protect('personnel.leave_ledger', 'attendance', 'employee_id'),
    stewardship.protect('personnel.work_pattern', 'attendance', '', true),
    stewardship.protect('personnel.work_pattern_day', 'attendance', '', true),
    stewardship.protect('personnel.unit_work_pattern', 'attendance', 'unit_id', true),
    stewardship.protect('personnel.employee_work_pattern', 'attendance', 'employee_id'),
    stewardship.protect('personnel.attendance_sheet', 'attendance', 'employee_id');

-- By hand only what no request tells: a balance from before the ledger, or a correction.
revoke update, delete on personnel.leave_ledger, personnel.leave_step from merit_panel, merit_panel_private;
create policy "by hand" on personnel.leave_ledger as restrictive for insert to merit_panel
with check (entry in ('SALDO_AWAL', 'KOREKSI') and leave_request_id is null);

select audit.watch('reference.leave_limit');
select audit.watch('personnel.' || name)
from unnest(array[
    'leave_request', 'leave_step', 'leave_ledger', 'work_pattern', 'work_pattern_day', 'unit_work_pattern',
    'employee_work_pattern', 'attendance_sheet'
]) as name;
