-- Recruitment: rounds, their stages, formations, applicants, and how far each applicant came.

ALTER TABLE stewardship.role_right
    DROP CONSTRAINT ck_role_right_area,
    ADD CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'organization', 'career', 'performance', 'training', 'conduct', 'attendance', 'service', 'engagement', 'recruitment', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive'));

CREATE TABLE personnel.recruitment_round (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    year INTEGER NOT NULL,
    scheme VARCHAR(40) NOT NULL,
    announced_on DATE NOT NULL,
    registration_ends_on DATE NOT NULL,
    announcement VARCHAR(100),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_recruitment_round PRIMARY KEY (id),
    CONSTRAINT uq_recruitment_round_code UNIQUE (code),
    CONSTRAINT ck_recruitment_round_year_range CHECK (year BETWEEN 2000 AND 2100),
    CONSTRAINT ck_recruitment_round_registration_ends_after_announced CHECK (registration_ends_on >= announced_on),
    CONSTRAINT fk_recruitment_round_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT,
    CONSTRAINT ck_recruitment_round_scheme CHECK (scheme IN ('PNS', 'PPPK'))
);
CREATE INDEX ix_recruitment_round_agency_id ON personnel.recruitment_round (agency_id);
COMMENT ON TABLE personnel.recruitment_round IS 'Pengadaan ASN: satu seleksi CPNS atau PPPK | Recruitment rounds: one selection of CPNS or PPPK';
COMMENT ON COLUMN personnel.recruitment_round.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.recruitment_round.agency_id IS 'Instansi: yang mengadakan | Agency: that recruits';
COMMENT ON COLUMN personnel.recruitment_round.code IS 'Kode: untuk menyebut pengadaan dalam berkas | Code: names it in files';
COMMENT ON COLUMN personnel.recruitment_round.name IS 'Nama: misalnya CPNS 2025 | Name: such as CPNS 2025';
COMMENT ON COLUMN personnel.recruitment_round.year IS 'Tahun: tahun pengadaan CASN | Year: of the recruitment';
COMMENT ON COLUMN personnel.recruitment_round.scheme IS 'Skema: CPNS atau PPPK | Scheme: CPNS or PPPK';
COMMENT ON COLUMN personnel.recruitment_round.announced_on IS 'Diumumkan: tanggal pengumuman | Announced on: day';
COMMENT ON COLUMN personnel.recruitment_round.registration_ends_on IS 'Pendaftaran ditutup: hari terakhir | Registration ends on: last day';
COMMENT ON COLUMN personnel.recruitment_round.announcement IS 'Nomor pengumuman: bila ada | Announcement: its number, if any';
COMMENT ON COLUMN personnel.recruitment_round.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.recruitment_round.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.recruitment_round.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.recruitment_round FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.recruitment_stage (
    id BIGSERIAL NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    sequence INTEGER NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    highest_score NUMERIC(6, 2),
    results_on DATE,
    objection_from DATE,
    objection_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_recruitment_stage PRIMARY KEY (id),
    CONSTRAINT uq_recruitment_stage_recruitment_round_id_stage UNIQUE (recruitment_round_id, stage),
    CONSTRAINT uq_recruitment_stage_recruitment_round_id_sequence UNIQUE (recruitment_round_id, sequence),
    CONSTRAINT ck_recruitment_stage_sequence_positive CHECK (sequence > 0),
    CONSTRAINT ck_recruitment_stage_ends_on_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ck_recruitment_stage_highest_score_positive CHECK (highest_score > 0),
    CONSTRAINT ck_recruitment_stage_results_after_start CHECK (results_on >= starts_on),
    CONSTRAINT ck_recruitment_stage_objection_whole CHECK ((objection_from IS NULL) = (objection_to IS NULL)),
    CONSTRAINT ck_recruitment_stage_objection_after_results CHECK (objection_from IS NULL OR coalesce(objection_from >= results_on, false)),
    CONSTRAINT ck_recruitment_stage_objection_order CHECK (objection_to >= objection_from),
    CONSTRAINT fk_recruitment_stage_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT ck_recruitment_stage_stage CHECK (stage IN ('ADMINISTRASI', 'SKD', 'KOMPETENSI', 'SKB', 'OPTIMALISASI', 'KELULUSAN_AKHIR'))
);
COMMENT ON TABLE personnel.recruitment_stage IS 'Tahap pengadaan: jadwal, hasil, dan masa sanggah | Stages of rounds: schedule, results and objections';
COMMENT ON COLUMN personnel.recruitment_stage.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.recruitment_stage.recruitment_round_id IS 'Pengadaan: yang mempunyai tahap | Round: it belongs to';
COMMENT ON COLUMN personnel.recruitment_stage.stage IS 'Tahap: yang ditempuh | Stage: that is passed through';
COMMENT ON COLUMN personnel.recruitment_stage.sequence IS 'Urutan: ke berapa, dari 1 | Order: its place, from 1';
COMMENT ON COLUMN personnel.recruitment_stage.starts_on IS 'Mulai: hari pertama menurut jadwal | Starts on: first day planned';
COMMENT ON COLUMN personnel.recruitment_stage.ends_on IS 'Selesai: hari terakhir menurut jadwal | Ends on: last day planned';
COMMENT ON COLUMN personnel.recruitment_stage.highest_score IS 'Nilai tertinggi: kosong bila tahap ini tidak bernilai | Highest score: empty when nothing is scored';
COMMENT ON COLUMN personnel.recruitment_stage.results_on IS 'Hasil diumumkan: kosong selama belum | Results on: empty until they are announced';
COMMENT ON COLUMN personnel.recruitment_stage.objection_from IS 'Masa sanggah mulai: hari pertama | Objections from: first day';
COMMENT ON COLUMN personnel.recruitment_stage.objection_to IS 'Masa sanggah sampai: hari terakhir | Objections to: last day';
COMMENT ON COLUMN personnel.recruitment_stage.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.recruitment_stage.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.recruitment_stage.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.recruitment_stage FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.formation (
    id BIGSERIAL NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    position_title_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    needed INTEGER NOT NULL,
    education_level_id BIGINT NOT NULL,
    study_field_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_formation PRIMARY KEY (id),
    CONSTRAINT uq_formation_recruitment_round_id_code UNIQUE (recruitment_round_id, code),
    CONSTRAINT ck_formation_needed_positive CHECK (needed > 0),
    CONSTRAINT fk_formation_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_position_title_id FOREIGN KEY(position_title_id) REFERENCES personnel.position_title (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT ck_formation_kind CHECK (kind IN ('UMUM', 'KHUSUS')),
    CONSTRAINT fk_formation_education_level_id FOREIGN KEY(education_level_id) REFERENCES reference.education_level (id) ON DELETE RESTRICT,
    CONSTRAINT fk_formation_study_field_id FOREIGN KEY(study_field_id) REFERENCES reference.study_field (id) ON DELETE RESTRICT
);
CREATE INDEX ix_formation_education_level_id ON personnel.formation (education_level_id);
CREATE INDEX ix_formation_position_title_id ON personnel.formation (position_title_id);
CREATE INDEX ix_formation_study_field_id ON personnel.formation (study_field_id);
CREATE INDEX ix_formation_unit_id ON personnel.formation (unit_id);
COMMENT ON TABLE personnel.formation IS 'Formasi: jabatan yang diisi lewat pengadaan | Formations: posts that a round is to fill';
COMMENT ON COLUMN personnel.formation.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.formation.recruitment_round_id IS 'Pengadaan: yang membuka formasi | Round: that opens it';
COMMENT ON COLUMN personnel.formation.code IS 'Kode: kode formasi dalam pengadaan | Code: of the formation';
COMMENT ON COLUMN personnel.formation.position_title_id IS 'Jabatan: yang diisi | Position: to be filled';
COMMENT ON COLUMN personnel.formation.unit_id IS 'Unit kerja: penempatan | Unit: of the posts';
COMMENT ON COLUMN personnel.formation.kind IS 'Jenis: umum atau khusus | Kind: general or special';
COMMENT ON COLUMN personnel.formation.needed IS 'Kebutuhan: berapa orang | Needed: how many people';
COMMENT ON COLUMN personnel.formation.education_level_id IS 'Pendidikan: yang disyaratkan | Education: that is required';
COMMENT ON COLUMN personnel.formation.study_field_id IS 'Bidang studi: bila disyaratkan | Study field: if one is required';
COMMENT ON COLUMN personnel.formation.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.formation.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.formation.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.formation FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.applicant (
    id BIGSERIAL NOT NULL,
    formation_id BIGINT NOT NULL,
    recruitment_round_id BIGINT NOT NULL,
    registration_number VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    nik VARCHAR(16),
    registered_on DATE NOT NULL,
    placed_formation_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_applicant PRIMARY KEY (id),
    CONSTRAINT uq_applicant_registration_number UNIQUE (registration_number),
    CONSTRAINT uq_applicant_recruitment_round_id_nik UNIQUE (recruitment_round_id, nik),
    CONSTRAINT ck_applicant_registration_number_shape CHECK (registration_number ~ '^[A-Z0-9-]{4,40}$'),
    CONSTRAINT ck_applicant_name_not_blank CHECK (name ~ '\S'),
    CONSTRAINT ck_applicant_nik_shape CHECK (nik ~ '^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$' AND right(nik, 4) <> '0000'),
    CONSTRAINT ck_applicant_placed_elsewhere CHECK (placed_formation_id <> formation_id),
    CONSTRAINT fk_applicant_formation_id FOREIGN KEY(formation_id) REFERENCES personnel.formation (id) ON DELETE RESTRICT,
    CONSTRAINT fk_applicant_recruitment_round_id FOREIGN KEY(recruitment_round_id) REFERENCES personnel.recruitment_round (id) ON DELETE RESTRICT,
    CONSTRAINT fk_applicant_placed_formation_id FOREIGN KEY(placed_formation_id) REFERENCES personnel.formation (id) ON DELETE RESTRICT
);
CREATE INDEX ix_applicant_formation_id ON personnel.applicant (formation_id);
CREATE INDEX ix_applicant_placed_formation_id ON personnel.applicant (placed_formation_id);
CREATE INDEX ix_applicant_registered_on_id ON personnel.applicant (registered_on, id);
COMMENT ON TABLE personnel.applicant IS 'Pelamar: peserta pengadaan ASN | Applicants: who takes part in a round';
COMMENT ON COLUMN personnel.applicant.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.applicant.formation_id IS 'Formasi: yang dilamar | Formation: applied for';
COMMENT ON COLUMN personnel.applicant.recruitment_round_id IS 'Pengadaan: dari formasinya | Round: that of the formation';
COMMENT ON COLUMN personnel.applicant.registration_number IS 'Nomor pendaftaran: yang diumumkan | Registration number: the one made public';
COMMENT ON COLUMN personnel.applicant.name IS 'Nama: tanpa gelar | Name: without titles';
COMMENT ON COLUMN personnel.applicant.nik IS 'NIK: untuk mengenali lamaran ganda | NIK: tells whoever applies twice';
COMMENT ON COLUMN personnel.applicant.registered_on IS 'Mendaftar: tanggal pendaftaran | Registered on: day';
COMMENT ON COLUMN personnel.applicant.placed_formation_id IS 'Ditempatkan pada: formasi lain hasil optimalisasi | Placed in: another formation, by optimization';
COMMENT ON COLUMN personnel.applicant.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.applicant.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.applicant.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.applicant FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.applicant_stage (
    id BIGSERIAL NOT NULL,
    applicant_id BIGINT NOT NULL,
    stage VARCHAR(40) NOT NULL,
    entered_on DATE NOT NULL,
    decided_on DATE,
    result VARCHAR(40),
    score NUMERIC(6, 2),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_applicant_stage PRIMARY KEY (id),
    CONSTRAINT uq_applicant_stage_applicant_id_stage UNIQUE (applicant_id, stage),
    CONSTRAINT ck_applicant_stage_decided_after_entered CHECK (decided_on >= entered_on),
    CONSTRAINT ck_applicant_stage_result_with_day CHECK ((result IS NULL) = (decided_on IS NULL)),
    CONSTRAINT ck_applicant_stage_absent_without_score CHECK (result <> 'TIDAK_HADIR' OR score IS NULL),
    CONSTRAINT fk_applicant_stage_applicant_id FOREIGN KEY(applicant_id) REFERENCES personnel.applicant (id) ON DELETE RESTRICT,
    CONSTRAINT ck_applicant_stage_stage CHECK (stage IN ('ADMINISTRASI', 'SKD', 'KOMPETENSI', 'SKB', 'OPTIMALISASI', 'KELULUSAN_AKHIR')),
    CONSTRAINT ck_applicant_stage_result CHECK (result IN ('LULUS', 'TIDAK_LULUS', 'TIDAK_HADIR', 'MENGUNDURKAN_DIRI'))
);
CREATE INDEX ix_applicant_stage_entered_on_id ON personnel.applicant_stage (entered_on, id);
COMMENT ON TABLE personnel.applicant_stage IS 'Tahap pelamar: hasil pelamar pada tiap tahap | Stages of applicants: result in each stage';
COMMENT ON COLUMN personnel.applicant_stage.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.applicant_stage.applicant_id IS 'Pelamar: yang menempuh | Applicant: who goes through it';
COMMENT ON COLUMN personnel.applicant_stage.stage IS 'Tahap: yang ditempuh | Stage: that is gone through';
COMMENT ON COLUMN personnel.applicant_stage.entered_on IS 'Masuk: hari tahap dimulai baginya | Entered on: first day';
COMMENT ON COLUMN personnel.applicant_stage.decided_on IS 'Diputus: hari hasilnya ditetapkan | Decided on: day of the result';
COMMENT ON COLUMN personnel.applicant_stage.result IS 'Hasil: kosong selama diproses | Result: empty while under way';
COMMENT ON COLUMN personnel.applicant_stage.score IS 'Nilai: bila tahap ini bernilai | Score: where the stage has one';
COMMENT ON COLUMN personnel.applicant_stage.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.applicant_stage.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.applicant_stage.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.applicant_stage FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

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
