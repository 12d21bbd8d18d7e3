-- Children are born after the person whose family they are, parents before.
create function personnel.check_generations() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    is_wrong boolean;
begin
    if tg_table_name = 'person' then
        is_wrong := exists (
            select from personnel.family_member
            where person_id = new.id
                and (kinship = 'ANAK' and born_on <= new.born_on or kinship = 'ORANG_TUA' and born_on >= new.born_on)
        );
    else
        is_wrong := exists (
            select from personnel.person
            where id = new.person_id and (
                new.kinship = 'ANAK' and new.born_on <= person.born_on
                or new.kinship = 'ORANG_TUA' and new.born_on >= person.born_on
            )
        );
    end if;
    if is_wrong then
        raise exception 'a child is born after, a parent before' using
            errcode = 'check_violation', schema = 'personnel', table = tg_table_name, column = 'born_on',
            constraint = 'ck_' || tg_table_name || '_generations';
    end if;
    return new;
end;
$$;
create trigger check_generations before insert or update of person_id, kinship, born_on on personnel.family_member
for each row execute function personnel.check_generations();
create trigger check_generations before update of born_on on personnel.person
for each row execute function personnel.check_generations();
