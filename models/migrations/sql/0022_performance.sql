-- Performance completed: goals of units, whose goals a goal serves, objections that are final, development plans.

ALTER TABLE reference.parameter
    DROP CONSTRAINT ck_parameter_unit,
    ADD CONSTRAINT ck_parameter_unit CHECK (unit IN ('JP', 'MENIT', 'HARI', 'BULAN', 'TAHUN', 'PERSEN', 'NILAI', 'PEGAWAI', 'PERINGKAT', 'TINGKAT'));

CREATE TABLE personnel.unit_goal (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    performance_cycle_id BIGINT NOT NULL,
    title VARCHAR(200) NOT NULL,
    indicator TEXT,
    target VARCHAR(100),
    realisation VARCHAR(100),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_unit_goal PRIMARY KEY (id),
    CONSTRAINT uq_unit_goal_unit_id_performance_cycle_id_title UNIQUE (unit_id, performance_cycle_id, title),
    CONSTRAINT ck_unit_goal_title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT fk_unit_goal_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_goal_performance_cycle_id FOREIGN KEY(performance_cycle_id) REFERENCES personnel.performance_cycle (id) ON DELETE RESTRICT
);
CREATE INDEX ix_unit_goal_performance_cycle_id ON personnel.unit_goal (performance_cycle_id);
COMMENT ON TABLE personnel.unit_goal IS 'Sasaran unit: yang harus dicapai unit kerja | Unit goals: what a unit is to achieve';
COMMENT ON COLUMN personnel.unit_goal.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.unit_goal.unit_id IS 'Unit kerja: pemilik | Unit: whose goal';
COMMENT ON COLUMN personnel.unit_goal.performance_cycle_id IS 'Siklus: masa penilaian | Cycle: period of appraisal';
COMMENT ON COLUMN personnel.unit_goal.title IS 'Sasaran: uraian | Goal: what is to be achieved';
COMMENT ON COLUMN personnel.unit_goal.indicator IS 'Indikator: ukuran hasil | Indicator: how it is measured';
COMMENT ON COLUMN personnel.unit_goal.target IS 'Target: yang ingin dicapai | Target: to be reached';
COMMENT ON COLUMN personnel.unit_goal.realisation IS 'Realisasi: yang dicapai | Realisation: reached';
COMMENT ON COLUMN personnel.unit_goal.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.unit_goal.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.unit_goal.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.unit_goal FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

ALTER TABLE personnel.goal
    ADD COLUMN unit_goal_id BIGINT,
    ADD CONSTRAINT ck_goal_serves_one CHECK (num_nonnulls(parent_goal_id, unit_goal_id) <= 1),
    ADD CONSTRAINT fk_goal_unit_goal_id FOREIGN KEY(unit_goal_id) REFERENCES personnel.unit_goal (id) ON DELETE RESTRICT;
CREATE INDEX ix_goal_unit_goal_id ON personnel.goal (unit_goal_id);
COMMENT ON COLUMN personnel.goal.unit_goal_id IS 'Sasaran unit: yang didukung langsung | Unit''s goal: that it serves directly';

DROP INDEX personnel.ix_appraisal_objection_appraisal_id;
ALTER TABLE personnel.appraisal_objection
    ADD CONSTRAINT uq_appraisal_objection_appraisal_id UNIQUE (appraisal_id),
    ADD CONSTRAINT ck_appraisal_objection_decided_with_day CHECK ((status = 'DIAJUKAN') = (decided_on IS NULL));

CREATE TABLE personnel.development_action (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR(200) NOT NULL,
    appraisal_id BIGINT,
    competency_id BIGINT,
    course_id BIGINT,
    mentor_id BIGINT,
    agreed_on DATE NOT NULL,
    due_on DATE NOT NULL,
    status VARCHAR(40) DEFAULT 'TERBUKA' NOT NULL,
    done_on DATE,
    outcome TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_development_action PRIMARY KEY (id),
    CONSTRAINT ck_development_action_title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT ck_development_action_due_on_after_agreed CHECK (due_on >= agreed_on),
    CONSTRAINT ck_development_action_done_on_after_agreed CHECK (done_on >= agreed_on),
    CONSTRAINT ck_development_action_done_with_day CHECK ((status = 'SELESAI') = (done_on IS NOT NULL)),
    CONSTRAINT ck_development_action_not_own_mentor CHECK (mentor_id <> employee_id),
    CONSTRAINT fk_development_action_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_development_action_kind CHECK (kind IN ('BIMBINGAN_KINERJA', 'KONSELING_KINERJA', 'PELATIHAN', 'PENUGASAN', 'BELAJAR_MANDIRI')),
    CONSTRAINT fk_development_action_appraisal_id FOREIGN KEY(appraisal_id) REFERENCES personnel.appraisal (id) ON DELETE RESTRICT,
    CONSTRAINT fk_development_action_competency_id FOREIGN KEY(competency_id) REFERENCES reference.competency (id) ON DELETE RESTRICT,
    CONSTRAINT fk_development_action_course_id FOREIGN KEY(course_id) REFERENCES personnel.course (id) ON DELETE RESTRICT,
    CONSTRAINT fk_development_action_mentor_id FOREIGN KEY(mentor_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_development_action_status CHECK (status IN ('TERBUKA', 'SELESAI', 'DIBATALKAN'))
);
CREATE INDEX ix_development_action_appraisal_id ON personnel.development_action (appraisal_id);
CREATE INDEX ix_development_action_competency_id ON personnel.development_action (competency_id);
CREATE INDEX ix_development_action_course_id ON personnel.development_action (course_id);
CREATE INDEX ix_development_action_due_on_id ON personnel.development_action (due_on, id);
CREATE INDEX ix_development_action_employee_id ON personnel.development_action (employee_id);
CREATE INDEX ix_development_action_mentor_id ON personnel.development_action (mentor_id);
COMMENT ON TABLE personnel.development_action IS 'Rencana pengembangan: tindakan, tenggat, dan hasilnya | Development plans: actions, when they are due, and what came of them';
COMMENT ON COLUMN personnel.development_action.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.development_action.employee_id IS 'Pegawai: yang dikembangkan | Employee: whose';
COMMENT ON COLUMN personnel.development_action.kind IS 'Bentuk: cara pengembangan | Form: how it is done';
COMMENT ON COLUMN personnel.development_action.title IS 'Tindakan: yang dilakukan | Action: what is done';
COMMENT ON COLUMN personnel.development_action.appraisal_id IS 'Penilaian: yang ditindaklanjuti | Appraisal: that it follows';
COMMENT ON COLUMN personnel.development_action.competency_id IS 'Kompetensi: yang dikembangkan | Competency: that it develops';
COMMENT ON COLUMN personnel.development_action.course_id IS 'Kursus: bila berupa pelatihan | Course: when it is one';
COMMENT ON COLUMN personnel.development_action.mentor_id IS 'Pembimbing: yang mendampingi | Mentor: who helps';
COMMENT ON COLUMN personnel.development_action.agreed_on IS 'Disepakati: hari direncanakan | Agreed on: day it was planned';
COMMENT ON COLUMN personnel.development_action.due_on IS 'Tenggat: hari terakhir | Due on: last day';
COMMENT ON COLUMN personnel.development_action.status IS 'Keadaan: sampai di mana | Status: how far it has come';
COMMENT ON COLUMN personnel.development_action.done_on IS 'Selesai pada: hari selesai | Done on: day it was done';
COMMENT ON COLUMN personnel.development_action.outcome IS 'Hasil: yang berubah | Outcome: what changed';
COMMENT ON COLUMN personnel.development_action.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.development_action.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.development_action.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.development_action FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- A goal serves one of the same cycle and of somebody else, and no goal serves itself by way of others. The foreign key
-- holds a unit's goal in its cycle meanwhile, as that is part of its unique key.
create function personnel.check_goal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text := 'parent_goal_id';
begin
    if tg_op = 'UPDATE' then -- who changes goals of a cycle waits for others who do: two together may close a circle
        perform from personnel.performance_cycle
        where id in (old.performance_cycle_id, new.performance_cycle_id) order by id for no key update;
    else
        perform from personnel.goal where id = new.parent_goal_id for share;
    end if;
    if exists (
        select from personnel.unit_goal
        where id = new.unit_goal_id and performance_cycle_id <> new.performance_cycle_id
    ) then
        wrong := 'ck_goal_cycle_of_unit';
        field := 'unit_goal_id';
    elsif exists (
        select from personnel.goal where id = new.parent_goal_id and performance_cycle_id <> new.performance_cycle_id
    ) then
        wrong := 'ck_goal_cycle_of_superior';
    elsif exists (
        select from personnel.goal where id = new.parent_goal_id and employee_id = new.employee_id
    ) then
        wrong := 'ck_goal_of_somebody_else';
    elsif tg_op = 'UPDATE' and exists (
        with recursive above(id, parent_goal_id) as (
            select id, parent_goal_id from personnel.goal where id = new.parent_goal_id
            union
            select goal.id, goal.parent_goal_id from personnel.goal join above on goal.id = above.parent_goal_id
        )
        select from above where id = new.id
    ) then
        wrong := 'ck_goal_circle';
    elsif tg_op = 'UPDATE' and exists (
        select from personnel.goal
        where parent_goal_id = new.id
            and (performance_cycle_id <> new.performance_cycle_id or employee_id = new.employee_id)
    ) then
        wrong := 'ck_goal_kept';
        field := 'performance_cycle_id';
    end if;
    if wrong is not null then
        raise exception 'the goal cannot serve so' using
            errcode = 'check_violation', schema = 'personnel', table = 'goal', column = field, constraint = wrong;
    end if;
    return null;
end;
$$;

-- What is served stays in its cycle.
create function personnel.check_unit_goal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from personnel.goal where unit_goal_id = new.id and performance_cycle_id <> new.performance_cycle_id
    ) then
        raise exception 'goals of the old cycle serve it' using
            errcode = 'check_violation', schema = 'personnel', table = 'unit_goal', column = 'performance_cycle_id',
            constraint = 'ck_unit_goal_kept';
    end if;
    return null;
end;
$$;

-- An objection follows an appraisal whose day is known.
create function personnel.check_appraisal_objection() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    appraised date;
begin
    select appraised_on into appraised from personnel.appraisal where id = new.appraisal_id for share;
    if appraised is null then
        raise exception 'nobody knows when it was appraised' using
            errcode = 'check_violation', schema = 'personnel', table = 'appraisal_objection', column = 'appraisal_id',
            constraint = 'ck_appraisal_objection_appraised';
    elsif new.submitted_on < appraised then
        raise exception 'the objection precedes the appraisal' using
            errcode = 'check_violation', schema = 'personnel', table = 'appraisal_objection', column = 'submitted_on',
            constraint = 'ck_appraisal_objection_after_appraisal';
    end if;
    return null;
end;
$$;

-- The appraisal that an action follows is of the same employee.
create function personnel.check_development_action() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform from personnel.appraisal where id = new.appraisal_id and employee_id = new.employee_id for share;
    if not found then
        raise exception 'the appraisal is of somebody else' using
            errcode = 'check_violation', schema = 'personnel', table = 'development_action', column = 'appraisal_id',
            constraint = 'ck_development_action_own_appraisal';
    end if;
    return null;
end;
$$;

-- What objections and plans rest on stays.
create function personnel.check_appraisal() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text := 'appraised_on';
begin
    if exists (
        select from personnel.appraisal_objection
        where appraisal_id = new.id and (submitted_on >= new.appraised_on) is not true
    ) then
        wrong := 'ck_appraisal_objected';
    elsif exists (
        select from personnel.development_action where appraisal_id = new.id and employee_id <> new.employee_id
    ) then
        wrong := 'ck_appraisal_followed';
        field := 'employee_id';
    end if;
    if wrong is not null then
        raise exception 'something rests on the appraisal' using
            errcode = 'check_violation', schema = 'personnel', table = 'appraisal', column = field, constraint = wrong;
    end if;
    return null;
end;
$$;

create trigger check_goal_new after insert on personnel.goal
for each row when (num_nonnulls(new.parent_goal_id, new.unit_goal_id) > 0) execute function personnel.check_goal();
create trigger check_goal_changed
after update of employee_id, performance_cycle_id, parent_goal_id, unit_goal_id on personnel.goal
for each row execute function personnel.check_goal();
create trigger check_unit_goal after update of performance_cycle_id on personnel.unit_goal
for each row execute function personnel.check_unit_goal();
create trigger check_appraisal_objection after insert or update of appraisal_id, submitted_on
on personnel.appraisal_objection
for each row execute function personnel.check_appraisal_objection();
create trigger check_development_action after insert or update of employee_id, appraisal_id
on personnel.development_action
for each row when (new.appraisal_id is not null) execute function personnel.check_development_action();
create trigger check_appraisal after update of employee_id, appraised_on on personnel.appraisal
for each row execute function personnel.check_appraisal();

-- Rights are granted by column: of goals once more, with the new one.
select
    stewardship.protect('personnel.unit_goal', 'performance', 'unit_id'),
    stewardship.protect('personnel.goal', 'performance', 'employee_id'),
    stewardship.protect('personnel.development_action', 'performance', 'employee_id');

select audit.watch('personnel.' || name) from unnest(array['unit_goal', 'development_action']) as name;
