-- Training completed: grounds of sessions and what they cost, kinds of agreements and internships, who may say what.

ALTER TABLE personnel.partner_agreement
    ADD COLUMN kind VARCHAR(40) DEFAULT 'PERJANJIAN_KERJA_SAMA' NOT NULL,
    ADD COLUMN renews_id BIGINT,
    ADD CONSTRAINT ck_partner_agreement_kind CHECK (kind IN ('KESEPAKATAN_BERSAMA', 'PERJANJIAN_KERJA_SAMA')),
    ADD CONSTRAINT uq_partner_agreement_renews_id UNIQUE (renews_id),
    ADD CONSTRAINT fk_partner_agreement_renews_id FOREIGN KEY(renews_id) REFERENCES personnel.partner_agreement (id) ON DELETE RESTRICT;
COMMENT ON COLUMN personnel.partner_agreement.kind IS 'Bentuk: kesepakatan bersama atau perjanjian | Form: memorandum or agreement';
COMMENT ON COLUMN personnel.partner_agreement.renews_id IS 'Memperpanjang: perjanjian sebelumnya | Renews: the agreement before it';

ALTER TABLE personnel.session
    ADD COLUMN partner_agreement_id BIGINT,
    ADD COLUMN spent NUMERIC(14, 2),
    ADD COLUMN is_enrolled_only BOOLEAN DEFAULT true NOT NULL,
    ADD CONSTRAINT ck_session_budget_not_negative CHECK (budget >= 0),
    ADD CONSTRAINT ck_session_spent_not_negative CHECK (spent >= 0),
    ADD CONSTRAINT fk_session_partner_agreement_id FOREIGN KEY(partner_agreement_id) REFERENCES personnel.partner_agreement (id) ON DELETE RESTRICT;
CREATE INDEX ix_session_partner_agreement_id ON personnel.session (partner_agreement_id);
COMMENT ON COLUMN personnel.session.partner_agreement_id IS 'Perjanjian: dasarnya, bila ada | Agreement: its ground, if any';
COMMENT ON COLUMN personnel.session.spent IS 'Realisasi: rupiah yang terpakai, diisi sesudah selesai | Spent: rupiah, entered once it is over';
COMMENT ON COLUMN personnel.session.is_enrolled_only IS 'Hanya peserta: riwayat pelatihan hanya bagi peserta yang hadir | Enrolled only: only enrolled people who came can have finished it';

ALTER TABLE personnel.internship
    ADD COLUMN kind VARCHAR(40) DEFAULT 'MAGANG' NOT NULL,
    ADD CONSTRAINT ck_internship_kind CHECK (kind IN ('MAGANG', 'PERTUKARAN')),
    ADD CONSTRAINT ex_internship_one_at_a_time EXCLUDE USING gist (employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&);
COMMENT ON COLUMN personnel.internship.kind IS 'Bentuk: magang atau pertukaran | Form: internship or exchange';

-- Places of a session that are taken: by who is accepted, came or stayed away, not by who is proposed or has withdrawn.
create function personnel.count_places(held_session bigint) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
return (
    select count(*) from personnel.enrolment
    where session_id = held_session and status in ('DITERIMA', 'HADIR', 'TIDAK_HADIR')
);
revoke all on function personnel.count_places(bigint) from public;

-- Whoever takes a place waits for who takes another one of that session, so that two do not share the last.
create function personnel.check_enrolment() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    places integer;
begin
    select quota into places from personnel.session where id = new.session_id for no key update;
    if personnel.count_places(new.session_id) > places then
        raise exception 'the session has no place left' using
            errcode = 'check_violation', schema = 'personnel', table = 'enrolment', column = 'session_id',
            constraint = 'ck_enrolment_within_quota';
    end if;
    return null;
end;
$$;

-- Who gave an opinion of a session, or has finished it, came to it.
create function personnel.check_enrolment_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from personnel.session_feedback where enrolment_id = old.id) or exists (
        select from personnel.completion
        join personnel.session on session.id = completion.session_id
        where completion.session_id = old.session_id and completion.employee_id = old.employee_id
            and session.is_enrolled_only
    ) then
        raise exception 'the participant has given an opinion or finished' using
            errcode = 'check_violation', schema = 'personnel', table = 'enrolment', column = 'status',
            constraint = 'ck_enrolment_kept';
    end if;
    return null;
end;
$$;

create function personnel.check_session_feedback() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from personnel.enrolment where id = new.enrolment_id and status = 'HADIR' for share;
    if not found then
        raise exception 'who did not come has no opinion' using
            errcode = 'check_violation', schema = 'personnel', table = 'session_feedback', column = 'enrolment_id',
            constraint = 'ck_session_feedback_attended';
    end if;
    return null;
end;
$$;

create function personnel.check_completion() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from personnel.session where id = new.session_id and not is_enrolled_only;
    if found then
        return null;
    end if;
    perform from personnel.enrolment
    where session_id = new.session_id and employee_id = new.employee_id and status = 'HADIR' for share;
    if not found then
        raise exception 'who did not come has not finished' using
            errcode = 'check_violation', schema = 'personnel', table = 'completion', column = 'session_id',
            constraint = 'ck_completion_attended';
    end if;
    return null;
end;
$$;

-- A session keeps the places that are taken; under an agreement it is with its partner and within its time.
create function personnel.check_session() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ground personnel.partner_agreement := (
        select agreement from personnel.partner_agreement as agreement where id = new.partner_agreement_id
    );
    wrong text;
    field text := 'partner_agreement_id';
begin
    if new.quota < personnel.count_places(new.id) then
        wrong := 'ck_session_places_taken';
        field := 'quota';
    elsif (ground.agency_id, ground.partner_id) <> (new.agency_id, coalesce(new.partner_id, 0)) then
        wrong := 'ck_session_agreement_party';
    elsif new.starts_on < ground.valid_from or new.ends_on >= ground.valid_to then
        wrong := 'ck_session_within_agreement';
    end if;
    if wrong is not null then
        raise exception 'the session cannot be held so' using
            errcode = 'check_violation', schema = 'personnel', table = 'session', column = field, constraint = wrong;
    end if;
    return null;
end;
$$;

create function personnel.check_internship() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ground personnel.partner_agreement := (
        select agreement from personnel.partner_agreement as agreement where id = new.partner_agreement_id
    );
    wrong text;
begin
    if ground.partner_id <> new.partner_id then
        wrong := 'ck_internship_agreement_party';
    elsif new.valid_from < ground.valid_from or new.valid_to > ground.valid_to then
        wrong := 'ck_internship_within_agreement';
    end if;
    if wrong is not null then
        raise exception 'the internship has no ground' using
            errcode = 'check_violation', schema = 'personnel', table = 'internship', column = 'partner_agreement_id',
            constraint = wrong;
    end if;
    return null;
end;
$$;

-- A renewal follows an earlier agreement of the same parties; what rests on an agreement stays within it.
create function personnel.check_partner_agreement() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text := 'valid_to';
begin
    if exists (
        select from personnel.partner_agreement as later
        join personnel.partner_agreement as earlier on earlier.id = later.renews_id
        where new.id in (later.id, earlier.id) and (
            (later.agency_id, later.partner_id) <> (earlier.agency_id, earlier.partner_id)
            or later.valid_from <= earlier.valid_from
        )
    ) then
        wrong := 'ck_partner_agreement_renews_earlier';
        field := 'renews_id';
    elsif exists (
        select from personnel.session
        where partner_agreement_id = new.id and (
            (agency_id, partner_id) <> (new.agency_id, new.partner_id)
            or starts_on < new.valid_from or ends_on >= new.valid_to
        )
    ) or exists (
        select from personnel.internship
        where partner_agreement_id = new.id and (
            partner_id <> new.partner_id or valid_from < new.valid_from or valid_to > new.valid_to
        )
    ) then
        wrong := 'ck_partner_agreement_kept';
    end if;
    if wrong is not null then
        raise exception 'the agreement cannot be so' using
            errcode = 'check_violation', schema = 'personnel', table = 'partner_agreement', column = field,
            constraint = wrong;
    end if;
    return null;
end;
$$;

create trigger check_enrolment_new after insert on personnel.enrolment
for each row when (new.status in ('DITERIMA', 'HADIR', 'TIDAK_HADIR')) execute function personnel.check_enrolment();
create trigger check_enrolment_changed after update on personnel.enrolment
for each row when (
    new.status in ('DITERIMA', 'HADIR', 'TIDAK_HADIR')
    and (old.status not in ('DITERIMA', 'HADIR', 'TIDAK_HADIR') or new.session_id <> old.session_id)
) execute function personnel.check_enrolment();
create trigger check_enrolment_kept after update on personnel.enrolment
for each row when (
    old.status = 'HADIR'
    and (new.status, new.session_id, new.employee_id) <> (old.status, old.session_id, old.employee_id)
) execute function personnel.check_enrolment_kept();
create trigger check_enrolment_deleted after delete on personnel.enrolment
for each row when (old.status = 'HADIR') execute function personnel.check_enrolment_kept();
create trigger check_session_feedback after insert or update of enrolment_id on personnel.session_feedback
for each row execute function personnel.check_session_feedback();
create trigger check_completion after insert or update of session_id, employee_id on personnel.completion
for each row when (new.session_id is not null) execute function personnel.check_completion();
create trigger check_session
after insert or update of agency_id, starts_on, ends_on, quota, partner_id, partner_agreement_id on personnel.session
for each row execute function personnel.check_session();
create trigger check_internship
after insert or update of partner_id, partner_agreement_id, valid_from, valid_to on personnel.internship
for each row execute function personnel.check_internship();
create trigger check_partner_agreement
after insert or update of agency_id, partner_id, valid_from, valid_to, renews_id on personnel.partner_agreement
for each row execute function personnel.check_partner_agreement();

-- Rights are granted by column: once more, with the new ones.
select
    stewardship.protect('personnel.partner_agreement', 'training', '', is_open => true),
    stewardship.protect('personnel.session', 'training', '', is_open => true),
    stewardship.protect('personnel.internship', 'training', 'employee_id');
