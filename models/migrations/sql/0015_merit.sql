-- How posts are filled: vacancies, stages, candidates, scores and appointment decisions.

CREATE TABLE personnel.vacancy (
    id BIGSERIAL NOT NULL,
    seat_id BIGINT NOT NULL,
    method VARCHAR(40) NOT NULL,
    opened_on DATE NOT NULL,
    announcement VARCHAR(100),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_vacancy PRIMARY KEY (id),
    CONSTRAINT uq_vacancy_seat_id_opened_on UNIQUE (seat_id, opened_on),
    CONSTRAINT fk_vacancy_seat_id FOREIGN KEY(seat_id) REFERENCES personnel.seat (id) ON DELETE RESTRICT,
    CONSTRAINT ck_vacancy_method CHECK (method IN ('SELEKSI_TERBUKA', 'MANAJEMEN_TALENTA', 'SELEKSI_INTERNAL', 'MUTASI'))
);
COMMENT ON TABLE personnel.vacancy IS 'Lowongan: jabatan yang akan diisi | Vacancies: posts to be filled';
COMMENT ON COLUMN personnel.vacancy.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.vacancy.seat_id IS 'Jabatan: yang diisi | Seat: to be filled';
COMMENT ON COLUMN personnel.vacancy.method IS 'Cara pengisian: bagaimana diisi | Method: how it is filled';
COMMENT ON COLUMN personnel.vacancy.opened_on IS 'Dibuka: tanggal pengumuman | Opened on: day it was announced';
COMMENT ON COLUMN personnel.vacancy.announcement IS 'Nomor pengumuman: bila ada | Announcement: its number, if any';
COMMENT ON COLUMN personnel.vacancy.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.vacancy.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.vacancy.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.candidate (
    id BIGSERIAL NOT NULL,
    vacancy_id BIGINT NOT NULL,
    employee_id BIGINT NOT NULL,
    registered_on DATE NOT NULL,
    withdrawn_on DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_candidate PRIMARY KEY (id),
    CONSTRAINT uq_candidate_vacancy_id_employee_id UNIQUE (vacancy_id, employee_id),
    CONSTRAINT ck_candidate_withdrawn_after_registered CHECK (withdrawn_on >= registered_on),
    CONSTRAINT fk_candidate_vacancy_id FOREIGN KEY(vacancy_id) REFERENCES personnel.vacancy (id) ON DELETE RESTRICT,
    CONSTRAINT fk_candidate_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT
);
CREATE INDEX ix_candidate_employee_id ON personnel.candidate (employee_id);
CREATE INDEX ix_candidate_registered_on_id ON personnel.candidate (registered_on, id);
COMMENT ON TABLE personnel.candidate IS 'Calon: peserta pengisian jabatan | Candidates: who takes part in filling a post';
COMMENT ON COLUMN personnel.candidate.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.candidate.vacancy_id IS 'Lowongan: yang diikuti | Vacancy: taken part in';
COMMENT ON COLUMN personnel.candidate.employee_id IS 'Pegawai: calonnya | Employee: the candidate';
COMMENT ON COLUMN personnel.candidate.registered_on IS 'Terdaftar: tanggal menjadi calon | Registered on: day';
COMMENT ON COLUMN personnel.candidate.withdrawn_on IS 'Mengundurkan diri: tanggal, kosong bila tidak | Withdrawn on: day, empty when not';
COMMENT ON COLUMN personnel.candidate.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.candidate.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.candidate.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.selection_stage (
    id BIGSERIAL NOT NULL,
    vacancy_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    weight NUMERIC(6, 2) NOT NULL,
    pass_mark NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_selection_stage PRIMARY KEY (id),
    CONSTRAINT uq_selection_stage_vacancy_id_stage UNIQUE (vacancy_id, stage),
    CONSTRAINT ck_selection_stage_weight_range CHECK (weight > 0 AND weight <= 100),
    CONSTRAINT ck_selection_stage_pass_mark_range CHECK (pass_mark BETWEEN 0 AND 100),
    CONSTRAINT fk_selection_stage_vacancy_id FOREIGN KEY(vacancy_id) REFERENCES personnel.vacancy (id) ON DELETE RESTRICT,
    CONSTRAINT ck_selection_stage_stage CHECK (stage IN ('REKAM_JEJAK', 'MAKALAH', 'ASESMEN', 'WAWANCARA'))
);
COMMENT ON TABLE personnel.selection_stage IS 'Tahap seleksi: bobot dan batas lulus yang diumumkan | Selection stages: weight and pass mark as announced';
COMMENT ON COLUMN personnel.selection_stage.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.selection_stage.vacancy_id IS 'Lowongan: yang diseleksi | Vacancy: it belongs to';
COMMENT ON COLUMN personnel.selection_stage.stage IS 'Tahap: yang dinilai | Stage: what is scored';
COMMENT ON COLUMN personnel.selection_stage.weight IS 'Bobot (%): dalam nilai akhir | Weight (%): in the final score';
COMMENT ON COLUMN personnel.selection_stage.pass_mark IS 'Batas lulus: kosong bila tidak ada | Pass mark: empty when there is none';
COMMENT ON COLUMN personnel.selection_stage.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.selection_stage.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.selection_stage.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.appointment_decision (
    id BIGSERIAL NOT NULL,
    candidate_id BIGINT NOT NULL,
    decided_on DATE NOT NULL,
    ground VARCHAR(40),
    reason TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_appointment_decision PRIMARY KEY (id),
    CONSTRAINT uq_appointment_decision_candidate_id UNIQUE (candidate_id),
    CONSTRAINT ck_appointment_decision_reason_not_blank CHECK (reason ~ '\S'),
    CONSTRAINT fk_appointment_decision_candidate_id FOREIGN KEY(candidate_id) REFERENCES personnel.candidate (id) ON DELETE RESTRICT,
    CONSTRAINT ck_appointment_decision_ground CHECK (ground IN ('KESESUAIAN_BIDANG', 'REKAM_JEJAK', 'KESEHATAN', 'MENOLAK', 'REKOMENDASI_PANITIA'))
);
CREATE INDEX ix_appointment_decision_decided_on_id ON personnel.appointment_decision (decided_on, id);
COMMENT ON TABLE personnel.appointment_decision IS 'Keputusan pengangkatan: calon yang dipilih dan alasannya | Appointment decisions: the candidate chosen, and why';
COMMENT ON COLUMN personnel.appointment_decision.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.appointment_decision.candidate_id IS 'Calon: yang dipilih | Candidate: who was chosen';
COMMENT ON COLUMN personnel.appointment_decision.decided_on IS 'Diputuskan: tanggal keputusan | Decided on: day of the decision';
COMMENT ON COLUMN personnel.appointment_decision.ground IS 'Alasan melewati: bila ada calon yang lebih tinggi | Ground for passing over: if somebody stood higher';
COMMENT ON COLUMN personnel.appointment_decision.reason IS 'Alasan: mengapa calon ini dipilih | Reason: why this candidate';
COMMENT ON COLUMN personnel.appointment_decision.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.appointment_decision.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.appointment_decision.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

CREATE TABLE personnel.stage_score (
    id BIGSERIAL NOT NULL,
    candidate_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    score NUMERIC(6, 2) NOT NULL,
    scored_on DATE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_stage_score PRIMARY KEY (id),
    CONSTRAINT uq_stage_score_candidate_id_stage UNIQUE (candidate_id, stage),
    CONSTRAINT ck_stage_score_score_range CHECK (score BETWEEN 0 AND 100),
    CONSTRAINT fk_stage_score_candidate_id FOREIGN KEY(candidate_id) REFERENCES personnel.candidate (id) ON DELETE RESTRICT,
    CONSTRAINT ck_stage_score_stage CHECK (stage IN ('REKAM_JEJAK', 'MAKALAH', 'ASESMEN', 'WAWANCARA'))
);
CREATE INDEX ix_stage_score_scored_on_id ON personnel.stage_score (scored_on, id);
COMMENT ON TABLE personnel.stage_score IS 'Nilai seleksi: nilai calon pada tiap tahap | Stage scores: scores of candidates by stage';
COMMENT ON COLUMN personnel.stage_score.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.stage_score.candidate_id IS 'Calon: yang dinilai | Candidate: who is scored';
COMMENT ON COLUMN personnel.stage_score.stage IS 'Tahap: yang dinilai | Stage: what is scored';
COMMENT ON COLUMN personnel.stage_score.score IS 'Nilai: 0 sampai 100 | Score: 0 to 100';
COMMENT ON COLUMN personnel.stage_score.scored_on IS 'Dinilai: tanggal penilaian | Scored on: day of the scoring';
COMMENT ON COLUMN personnel.stage_score.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.stage_score.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.stage_score.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

do $$
declare
    name text;
begin
    foreach name in array array['vacancy', 'selection_stage', 'candidate', 'stage_score', 'appointment_decision'] loop
        execute format(
            'create trigger touch_row before update on personnel.%I for each row execute function stewardship.touch_row()',
            name
        );
    end loop;
end;
$$;

-- Employed: appointed, and not yet terminated.
create function personnel.is_employed(employee bigint, day date) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
return exists (
    select from personnel.employee as held
    left join personnel.termination on termination.employee_id = held.id
    where held.id = employee and held.appointed_on <= day and coalesce(termination.effective_on, 'infinity') > day
);

-- A vacancy opens before anybody registers.
create function personnel.check_vacancy() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from personnel.candidate where vacancy_id = new.id and registered_on < new.opened_on) then
        raise exception 'vacancy opens after its first candidate' using
            errcode = 'check_violation', schema = 'personnel', table = 'vacancy', column = 'opened_on',
            constraint = 'ck_vacancy_opened_first';
    end if;
    return null;
end;
$$;

-- A candidate registers after the opening, is employed on that day, and was so before any decision.
create function personnel.check_candidate() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text := 'registered_on';
begin
    if exists (select from personnel.vacancy where id = new.vacancy_id and opened_on > new.registered_on) then
        wrong := 'ck_candidate_after_opening';
    elsif not personnel.is_employed(new.employee_id, new.registered_on) then
        wrong := 'ck_candidate_employed';
        field := 'employee_id';
    elsif exists (
        select from personnel.appointment_decision
        where candidate_id = new.id
            and (decided_on < new.registered_on or not personnel.is_employed(new.employee_id, decided_on))
    ) then
        wrong := 'ck_appointment_decision_after_opening';
    elsif exists (
        select from personnel.appointment_decision where candidate_id = new.id and decided_on >= new.withdrawn_on
    ) then
        wrong := 'ck_appointment_decision_withdrawn';
        field := 'withdrawn_on';
    end if;
    if wrong is not null then
        raise exception 'candidate cannot stand' using
            errcode = 'check_violation', schema = 'personnel', table = 'candidate', column = field, constraint = wrong;
    end if;
    return null;
end;
$$;

-- Scores are given in the stages announced; while a vacancy has none yet, in any.
create function personnel.check_stage_score() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from personnel.candidate
        join personnel.selection_stage using (vacancy_id)
        where candidate.id = new.candidate_id
        having count(*) > 0 and count(*) filter (where selection_stage.stage = new.stage) = 0
    ) then
        raise exception 'stage was not announced' using
            errcode = 'check_violation', schema = 'personnel', table = 'stage_score', column = 'stage',
            constraint = 'ck_stage_score_announced';
    end if;
    return null;
end;
$$;

-- Somebody is appointed who stands as a candidate on that day and is employed.
create function personnel.check_appointment_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    chosen personnel.candidate := (select candidate from personnel.candidate where id = new.candidate_id);
    wrong text;
    field text := 'candidate_id';
begin
    if new.decided_on < chosen.registered_on then
        wrong := 'ck_appointment_decision_after_opening';
        field := 'decided_on';
    elsif chosen.withdrawn_on <= new.decided_on then
        wrong := 'ck_appointment_decision_withdrawn';
    elsif not personnel.is_employed(chosen.employee_id, new.decided_on) then
        wrong := 'ck_appointment_decision_employed';
    end if;
    if wrong is not null then
        raise exception 'candidate cannot be appointed' using
            errcode = 'check_violation', schema = 'personnel', table = 'appointment_decision', column = field,
            constraint = wrong;
    end if;
    return null;
end;
$$;

create trigger check_vacancy after update of opened_on on personnel.vacancy
for each row execute function personnel.check_vacancy();
create trigger check_candidate after insert or update on personnel.candidate
for each row execute function personnel.check_candidate();
create trigger check_stage_score after insert or update of candidate_id, stage on personnel.stage_score
for each row execute function personnel.check_stage_score();
create trigger check_appointment_decision after insert or update of candidate_id, decided_on
on personnel.appointment_decision
for each row execute function personnel.check_appointment_decision();

revoke all on function personnel.is_employed(bigint, date) from public;

-- Vacancies are public, as the posts are; candidates, scores and decisions are told to those over the candidate.
select
    stewardship.protect('personnel.vacancy', 'organization', 'seat_id.unit_id', is_open => true),
    stewardship.protect('personnel.selection_stage', 'organization', 'vacancy_id.seat_id.unit_id', is_open => true),
    stewardship.protect('personnel.candidate', 'career', 'employee_id'),
    stewardship.protect('personnel.stage_score', 'career', 'candidate_id.employee_id'),
    stewardship.protect('personnel.appointment_decision', 'career', 'candidate_id.employee_id');

select
    audit.watch('personnel.vacancy'),
    audit.watch('personnel.selection_stage'),
    audit.watch('personnel.candidate'),
    audit.watch('personnel.stage_score'),
    audit.watch('personnel.appointment_decision');
