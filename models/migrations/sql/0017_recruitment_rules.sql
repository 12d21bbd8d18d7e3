-- What rounds, formations, applicants and their stages obey, and who may see them.

-- A round is announced before anybody applies.
create function personnel.check_recruitment_round() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from personnel.applicant where recruitment_round_id = new.id and registered_on < new.announced_on
    ) then
        raise exception 'the round is announced after somebody applied' using
            errcode = 'check_violation', schema = 'personnel', table = 'recruitment_round', column = 'announced_on',
            constraint = 'ck_recruitment_round_announced_first';
    end if;
    return null;
end;
$$;
create trigger check_recruitment_round after update of announced_on on personnel.recruitment_round
for each row execute function personnel.check_recruitment_round();

-- What applicants went through stays as it was announced: the stage, its round, its order, and a scale that holds their scores.
create function personnel.check_recruitment_stage_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    is_deleted boolean := tg_op = 'DELETE';
begin
    if exists (
        select from personnel.applicant_stage as reached
        join personnel.applicant on applicant.id = reached.applicant_id
        where applicant.recruitment_round_id = old.recruitment_round_id and reached.stage = old.stage
            and (
                is_deleted
                or (new.recruitment_round_id, new.stage, new.sequence)
                    is distinct from (old.recruitment_round_id, old.stage, old.sequence)
                or (new.highest_score is null) <> (old.highest_score is null)
                or reached.score > new.highest_score
            )
    ) then
        raise exception 'applicants went through this stage' using
            errcode = 'check_violation', schema = 'personnel', table = 'recruitment_stage', column = 'stage',
            constraint = 'ck_recruitment_stage_kept';
    end if;
    return null;
end;
$$;
create trigger check_recruitment_stage_kept after update or delete on personnel.recruitment_stage
for each row execute function personnel.check_recruitment_stage_kept();

-- Refuse what leaves more people accepted in one of these formations than it needs. One after the other: of two who
-- each accept the last one, the second waits and is refused. Reached by `place`, the field that is wrong.
create function personnel.refuse_overfull(formations bigint[], place text, field text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from personnel.formation where id = any (formations) order by id for update;
    if exists (
        select from personnel.formation
        join personnel.applicant on coalesce(applicant.placed_formation_id, applicant.formation_id) = formation.id
        join personnel.applicant_stage as final
            on final.applicant_id = applicant.id and final.stage = 'KELULUSAN_AKHIR' and final.result = 'LULUS'
        where formation.id = any (formations)
        group by formation.id, formation.needed having count(*) > formation.needed
    ) then
        raise exception 'more are accepted than the formation needs' using
            errcode = 'check_violation', schema = 'personnel', table = place, column = field,
            constraint = 'ck_formation_full';
    end if;
end;
$$;

-- A formation stays in its round once somebody applied for it, and needs no fewer than are accepted in it.
create function personnel.check_formation() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if new.recruitment_round_id <> old.recruitment_round_id and exists (
        select from personnel.applicant where new.id in (formation_id, placed_formation_id)
    ) then
        raise exception 'applicants stand in this formation' using
            errcode = 'check_violation', schema = 'personnel', table = 'formation', column = 'recruitment_round_id',
            constraint = 'ck_formation_kept';
    end if;
    perform personnel.refuse_overfull(array[new.id], 'formation', 'needed');
    return null;
end;
$$;
create trigger check_formation after update of recruitment_round_id, needed on personnel.formation
for each row execute function personnel.check_formation();

create function personnel.fill_applicant() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    new.recruitment_round_id := (select recruitment_round_id from personnel.formation where id = new.formation_id);
    return new;
end;
$$;
create trigger fill_applicant before insert or update of formation_id, recruitment_round_id on personnel.applicant
for each row execute function personnel.fill_applicant();

-- Applicants register after the announcement, are placed within their round, and leave no stage of theirs behind in
-- another. Asked once a statement, over all its rows, because they arrive by the thousand.
create function personnel.check_applicant() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text;
begin
    if exists (
        select from new_rows join personnel.recruitment_round on recruitment_round.id = new_rows.recruitment_round_id
        where new_rows.registered_on < recruitment_round.announced_on
    ) then
        wrong := 'ck_applicant_after_announcement';
        field := 'registered_on';
    elsif exists (
        select from new_rows join personnel.formation on formation.id = new_rows.placed_formation_id
        where formation.recruitment_round_id <> new_rows.recruitment_round_id
    ) then
        wrong := 'ck_applicant_placed_in_round';
        field := 'placed_formation_id';
    elsif tg_op = 'UPDATE' and exists (
        select from new_rows join personnel.applicant_stage as reached on reached.applicant_id = new_rows.id
        where reached.entered_on < new_rows.registered_on
    ) then
        wrong := 'ck_applicant_stage_after_registration';
        field := 'registered_on';
    elsif tg_op = 'UPDATE' and exists (
        select from new_rows join personnel.applicant_stage as reached on reached.applicant_id = new_rows.id
        where not exists (
            select from personnel.recruitment_stage
            where recruitment_round_id = new_rows.recruitment_round_id and stage = reached.stage
        )
    ) then
        wrong := 'ck_applicant_stage_of_round';
        field := 'formation_id';
    end if;
    if wrong is not null then
        raise exception 'the applicant does not fit the round' using
            errcode = 'check_violation', schema = 'personnel', table = 'applicant', column = field, constraint = wrong;
    end if;
    if tg_op = 'UPDATE' then
        perform personnel.refuse_overfull(
            array(select distinct coalesce(placed_formation_id, formation_id) from new_rows order by 1),
            'applicant', 'placed_formation_id'
        );
    end if;
    return null;
end;
$$;
create trigger check_inserted after insert on personnel.applicant
referencing new table as new_rows for each statement execute function personnel.check_applicant();
create trigger check_updated after update on personnel.applicant
referencing new table as new_rows for each statement execute function personnel.check_applicant();

-- An applicant goes through the stages of the round, one after the other, each only after all before it were passed; where a stage
-- is scored, nobody passes or fails without a score, and where it is not, nobody has one.
create function personnel.check_applicant_stage() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text;
begin
    select broken.rule, broken.field into wrong, field
    from new_rows
    join personnel.applicant on applicant.id = new_rows.applicant_id
    left join personnel.recruitment_stage as announced
        on announced.recruitment_round_id = applicant.recruitment_round_id and announced.stage = new_rows.stage
    cross join lateral (values
        ('ck_applicant_stage_of_round', 'stage', announced.id is null),
        ('ck_applicant_stage_after_registration', 'entered_on', new_rows.entered_on < applicant.registered_on),
        ('ck_applicant_stage_score_due', 'score',
            announced.highest_score is not null and new_rows.score is null
            and new_rows.result in ('LULUS', 'TIDAK_LULUS')),
        ('ck_applicant_stage_score_not_due', 'score', announced.highest_score is null and new_rows.score is not null),
        ('ck_applicant_stage_score_range', 'score',
            new_rows.score not between 0 and announced.highest_score)
    ) as broken(rule, field, is_broken)
    where broken.is_broken
    limit 1;
    if wrong is null then
        select 'ck_applicant_stage_passed_before', 'stage' into wrong, field
        from new_rows
        join personnel.applicant_stage as other on other.applicant_id = new_rows.applicant_id
        join personnel.applicant on applicant.id = new_rows.applicant_id
        join personnel.recruitment_stage as own
            on own.recruitment_round_id = applicant.recruitment_round_id and own.stage = new_rows.stage
        join personnel.recruitment_stage as its
            on its.recruitment_round_id = applicant.recruitment_round_id and its.stage = other.stage
        where its.sequence < own.sequence and (
                other.result is distinct from 'LULUS' or other.decided_on > new_rows.entered_on
            )
            or its.sequence > own.sequence and (
                new_rows.result is distinct from 'LULUS' or new_rows.decided_on > other.entered_on
            )
        limit 1;
    end if;
    if wrong is not null then
        raise exception 'the stage does not fit the applicant' using
            errcode = 'check_violation', schema = 'personnel', table = 'applicant_stage', column = field,
            constraint = wrong;
    end if;
    perform personnel.refuse_overfull(
        array(
            select distinct coalesce(applicant.placed_formation_id, applicant.formation_id)
            from new_rows join personnel.applicant on applicant.id = new_rows.applicant_id
            where new_rows.stage = 'KELULUSAN_AKHIR' and new_rows.result = 'LULUS' order by 1
        ),
        'applicant_stage', 'result'
    );
    return null;
end;
$$;
create trigger check_inserted after insert on personnel.applicant_stage
referencing new table as new_rows for each statement execute function personnel.check_applicant_stage();
create trigger check_updated after update on personnel.applicant_stage
referencing new table as new_rows for each statement execute function personnel.check_applicant_stage();

revoke all on function personnel.refuse_overfull(bigint[], text, text) from public;

-- Rounds and formations are announced to everybody; who applied, and with what result, is for those who look after the
-- formation's unit.
select
    stewardship.protect('personnel.recruitment_round', 'organization', '', is_open => true),
    stewardship.protect('personnel.recruitment_stage', 'organization', '', is_open => true),
    stewardship.protect('personnel.formation', 'organization', 'unit_id', is_open => true),
    stewardship.protect('personnel.applicant', 'recruitment', 'formation_id.unit_id', sensitive => array['nik']),
    stewardship.protect('personnel.applicant_stage', 'recruitment', 'applicant_id.formation_id.unit_id');

select audit.watch('personnel.' || name)
from unnest(array['recruitment_round', 'recruitment_stage', 'formation', 'applicant', 'applicant_stage']) as name;
