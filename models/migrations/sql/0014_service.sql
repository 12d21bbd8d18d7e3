-- Service points, satisfaction surveys without identity, and outreach.

ALTER TABLE stewardship.role_right
    DROP CONSTRAINT ck_role_right_area,
    ADD CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'organization', 'career', 'performance', 'training', 'conduct', 'attendance', 'service', 'engagement', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive'));
ALTER TABLE reference.parameter
    DROP CONSTRAINT ck_parameter_topic,
    ADD CONSTRAINT ck_parameter_topic CHECK (topic IN ('DUK', 'PELATIHAN', 'KINERJA', 'TALENTA', 'IP_ASN', 'KGB', 'PENGHARGAAN', 'KONTRAK', 'KOMPETENSI', 'KEHADIRAN', 'LAYANAN'));

CREATE TABLE personnel.service_point (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_service_point PRIMARY KEY (id),
    CONSTRAINT uq_service_point_code UNIQUE (code),
    CONSTRAINT ck_service_point_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_service_point_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT ck_service_point_kind CHECK (kind IN ('LOKET', 'FASILITAS', 'DARING', 'KELILING'))
);
CREATE INDEX ix_service_point_unit_id ON personnel.service_point (unit_id);
COMMENT ON TABLE personnel.service_point IS 'Titik layanan: tempat masyarakat dilayani | Service points: where the public is served';
COMMENT ON COLUMN personnel.service_point.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.service_point.unit_id IS 'Unit kerja: penyelenggara layanan | Unit: that gives the service';
COMMENT ON COLUMN personnel.service_point.code IS 'Kode: kode titik layanan | Code: of the service point';
COMMENT ON COLUMN personnel.service_point.name IS 'Nama: nama titik layanan | Name: of the service point';
COMMENT ON COLUMN personnel.service_point.kind IS 'Jenis: cara masyarakat datang | Kind: how the public comes';
COMMENT ON COLUMN personnel.service_point.valid_from IS 'Mulai: hari pertama melayani | Valid from: first day of service';
COMMENT ON COLUMN personnel.service_point.valid_to IS 'Sampai: hari pertama tidak melayani lagi | Valid to: first day without service';
COMMENT ON COLUMN personnel.service_point.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.service_point.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.service_point.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.service_point FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.survey_form (
    id BIGSERIAL NOT NULL,
    agency_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    requirements_number INTEGER,
    procedure_number INTEGER,
    duration_number INTEGER,
    cost_number INTEGER,
    product_number INTEGER,
    competence_number INTEGER,
    behaviour_number INTEGER,
    complaints_number INTEGER,
    facilities_number INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_survey_form PRIMARY KEY (id),
    CONSTRAINT uq_survey_form_agency_id_name UNIQUE (agency_id, name),
    CONSTRAINT ck_survey_form_asks_something CHECK (num_nonnulls(requirements_number, procedure_number, duration_number, cost_number, product_number, competence_number, behaviour_number, complaints_number, facilities_number) > 0),
    CONSTRAINT fk_survey_form_agency_id FOREIGN KEY(agency_id) REFERENCES personnel.agency (id) ON DELETE RESTRICT
);
COMMENT ON TABLE personnel.survey_form IS 'Kuesioner SKM: unsur yang ditanyakan | Questionnaires: elements that a survey asks about';
COMMENT ON COLUMN personnel.survey_form.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.survey_form.agency_id IS 'Instansi: pemilik kuesioner | Agency: owner of the questionnaire';
COMMENT ON COLUMN personnel.survey_form.name IS 'Nama: nama kuesioner | Name: of the questionnaire';
COMMENT ON COLUMN personnel.survey_form.requirements_number IS 'Nomor Persyaratan: pada lembar, kosong bila tidak ditanyakan | Number of Requirements: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.procedure_number IS 'Nomor Prosedur: pada lembar, kosong bila tidak ditanyakan | Number of Procedure: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.duration_number IS 'Nomor Waktu penyelesaian: pada lembar, kosong bila tidak ditanyakan | Number of Time taken: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.cost_number IS 'Nomor Biaya: pada lembar, kosong bila tidak ditanyakan | Number of Cost: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.product_number IS 'Nomor Produk layanan: pada lembar, kosong bila tidak ditanyakan | Number of Product: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.competence_number IS 'Nomor Kompetensi pelaksana: pada lembar, kosong bila tidak ditanyakan | Number of Competence of staff: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.behaviour_number IS 'Nomor Perilaku pelaksana: pada lembar, kosong bila tidak ditanyakan | Number of Behaviour of staff: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.complaints_number IS 'Nomor Penanganan pengaduan: pada lembar, kosong bila tidak ditanyakan | Number of Handling of complaints: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.facilities_number IS 'Nomor Sarana dan prasarana: pada lembar, kosong bila tidak ditanyakan | Number of Facilities: on the sheet, empty when not asked';
COMMENT ON COLUMN personnel.survey_form.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.survey_form.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.survey_form.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.survey_form FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.survey (
    id BIGSERIAL NOT NULL,
    service_point_id BIGINT NOT NULL,
    survey_form_id BIGINT NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(100) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    population INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_survey PRIMARY KEY (id),
    CONSTRAINT uq_survey_code UNIQUE (code),
    CONSTRAINT uq_survey_service_point_id_starts_on UNIQUE (service_point_id, starts_on),
    CONSTRAINT ck_survey_ends_on_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ck_survey_population_positive CHECK (population > 0),
    CONSTRAINT fk_survey_service_point_id FOREIGN KEY(service_point_id) REFERENCES personnel.service_point (id) ON DELETE RESTRICT,
    CONSTRAINT fk_survey_survey_form_id FOREIGN KEY(survey_form_id) REFERENCES personnel.survey_form (id) ON DELETE RESTRICT
);
CREATE INDEX ix_survey_survey_form_id ON personnel.survey (survey_form_id);
COMMENT ON TABLE personnel.survey IS 'Survei kepuasan: SKM satu titik layanan dan periode | Satisfaction surveys: of a service point over a period';
COMMENT ON COLUMN personnel.survey.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.survey.service_point_id IS 'Titik layanan: yang dinilai | Service point: that is judged';
COMMENT ON COLUMN personnel.survey.survey_form_id IS 'Kuesioner: unsur yang ditanyakan | Questionnaire: the elements asked';
COMMENT ON COLUMN personnel.survey.code IS 'Kode: untuk menyebut survei dalam berkas | Code: names it in files';
COMMENT ON COLUMN personnel.survey.name IS 'Periode: misalnya Semester I 2025 | Period: such as first half 2025';
COMMENT ON COLUMN personnel.survey.starts_on IS 'Mulai: hari pertama pengisian | Starts on: first day of answers';
COMMENT ON COLUMN personnel.survey.ends_on IS 'Selesai: hari terakhir pengisian | Ends on: last day of answers';
COMMENT ON COLUMN personnel.survey.population IS 'Pengguna layanan: jumlah dalam periode itu, untuk ukuran sampel | Users: their number in the period, for the size of the sample';
COMMENT ON COLUMN personnel.survey.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.survey.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.survey.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.survey FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.survey_response (
    id BIGSERIAL NOT NULL,
    survey_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    answered_on DATE NOT NULL,
    requirements INTEGER,
    procedure INTEGER,
    duration INTEGER,
    cost INTEGER,
    product INTEGER,
    competence INTEGER,
    behaviour INTEGER,
    complaints INTEGER,
    facilities INTEGER,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_survey_response PRIMARY KEY (id),
    CONSTRAINT uq_survey_response_survey_id_number UNIQUE (survey_id, number),
    CONSTRAINT ck_survey_response_number_positive CHECK (number > 0),
    CONSTRAINT ck_survey_response_requirements_range CHECK (requirements BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_procedure_range CHECK (procedure BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_duration_range CHECK (duration BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_cost_range CHECK (cost BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_product_range CHECK (product BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_competence_range CHECK (competence BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_behaviour_range CHECK (behaviour BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_complaints_range CHECK (complaints BETWEEN 1 AND 4),
    CONSTRAINT ck_survey_response_facilities_range CHECK (facilities BETWEEN 1 AND 4),
    CONSTRAINT fk_survey_response_survey_id FOREIGN KEY(survey_id) REFERENCES personnel.survey (id) ON DELETE RESTRICT
);
CREATE INDEX ix_survey_response_answered_on_id ON personnel.survey_response (answered_on, id);
COMMENT ON TABLE personnel.survey_response IS 'Jawaban SKM: satu lembar tanpa identitas pengisi | Survey answers: one sheet without the identity of who answered';
COMMENT ON COLUMN personnel.survey_response.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.survey_response.survey_id IS 'Survei: titik layanan dan periode | Survey: service point and period';
COMMENT ON COLUMN personnel.survey_response.number IS 'Nomor lembar: urutan dalam survei | Sheet: its number in the survey';
COMMENT ON COLUMN personnel.survey_response.answered_on IS 'Tanggal: hari diisi | Answered on: day of the answers';
COMMENT ON COLUMN personnel.survey_response.requirements IS 'Persyaratan: nilai 1 sampai 4 | Requirements: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.procedure IS 'Prosedur: nilai 1 sampai 4 | Procedure: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.duration IS 'Waktu penyelesaian: nilai 1 sampai 4 | Time taken: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.cost IS 'Biaya: nilai 1 sampai 4 | Cost: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.product IS 'Produk layanan: nilai 1 sampai 4 | Product: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.competence IS 'Kompetensi pelaksana: nilai 1 sampai 4 | Competence of staff: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.behaviour IS 'Perilaku pelaksana: nilai 1 sampai 4 | Behaviour of staff: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.complaints IS 'Penanganan pengaduan: nilai 1 sampai 4 | Handling of complaints: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.facilities IS 'Sarana dan prasarana: nilai 1 sampai 4 | Facilities: score 1 to 4';
COMMENT ON COLUMN personnel.survey_response.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.survey_response.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.survey_response.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.survey_response FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.outreach_visit (
    id BIGSERIAL NOT NULL,
    service_point_id BIGINT NOT NULL,
    place VARCHAR(200) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    staff_count INTEGER,
    status VARCHAR(40) DEFAULT 'DIRENCANAKAN' NOT NULL,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_outreach_visit PRIMARY KEY (id),
    CONSTRAINT uq_outreach_visit_service_point_id_place_starts_on UNIQUE (service_point_id, place, starts_on),
    CONSTRAINT ck_outreach_visit_ends_on_after_start CHECK (ends_on >= starts_on),
    CONSTRAINT ck_outreach_visit_staff_positive CHECK (staff_count > 0),
    CONSTRAINT ck_outreach_visit_cancelled_with_reason CHECK (status <> 'DIBATALKAN' OR coalesce(note, '') ~ '\S'),
    CONSTRAINT fk_outreach_visit_service_point_id FOREIGN KEY(service_point_id) REFERENCES personnel.service_point (id) ON DELETE RESTRICT,
    CONSTRAINT ck_outreach_visit_status CHECK (status IN ('DIRENCANAKAN', 'TERLAKSANA', 'DIBATALKAN'))
);
CREATE INDEX ix_outreach_visit_starts_on_id ON personnel.outreach_visit (starts_on, id);
COMMENT ON TABLE personnel.outreach_visit IS 'Kunjungan keliling: layanan keliling di satu tempat | Outreach visits: a mobile service at one place';
COMMENT ON COLUMN personnel.outreach_visit.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.outreach_visit.service_point_id IS 'Titik layanan: yang berkeliling | Service point: that travels';
COMMENT ON COLUMN personnel.outreach_visit.place IS 'Tempat: yang dikunjungi | Place: that is visited';
COMMENT ON COLUMN personnel.outreach_visit.starts_on IS 'Mulai: hari pertama | Starts on: first day';
COMMENT ON COLUMN personnel.outreach_visit.ends_on IS 'Selesai: hari terakhir | Ends on: last day';
COMMENT ON COLUMN personnel.outreach_visit.staff_count IS 'Petugas: jumlah yang bertugas | Staff: number on duty';
COMMENT ON COLUMN personnel.outreach_visit.status IS 'Keadaan: sampai di mana | Status: how far it has come';
COMMENT ON COLUMN personnel.outreach_visit.note IS 'Catatan: misalnya alasan batal | Note: such as why cancelled';
COMMENT ON COLUMN personnel.outreach_visit.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.outreach_visit.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.outreach_visit.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.outreach_visit FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.outreach_service (
    id BIGSERIAL NOT NULL,
    outreach_visit_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    requested INTEGER NOT NULL,
    completed INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_outreach_service PRIMARY KEY (id),
    CONSTRAINT uq_outreach_service_outreach_visit_id_name UNIQUE (outreach_visit_id, name),
    CONSTRAINT ck_outreach_service_requested_not_negative CHECK (requested >= 0),
    CONSTRAINT ck_outreach_service_completed_not_negative CHECK (completed >= 0),
    CONSTRAINT ck_outreach_service_completed_within_requested CHECK (completed <= requested),
    CONSTRAINT fk_outreach_service_outreach_visit_id FOREIGN KEY(outreach_visit_id) REFERENCES personnel.outreach_visit (id) ON DELETE RESTRICT
);
COMMENT ON TABLE personnel.outreach_service IS 'Layanan keliling: yang diberikan pada satu kunjungan | Outreach services: what was given at a visit';
COMMENT ON COLUMN personnel.outreach_service.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.outreach_service.outreach_visit_id IS 'Kunjungan: tempat dan hari | Visit: place and day';
COMMENT ON COLUMN personnel.outreach_service.name IS 'Layanan: misalnya perekaman KTP | Service: such as identity cards';
COMMENT ON COLUMN personnel.outreach_service.requested IS 'Pemohon: yang meminta layanan | Requested: people who asked for it';
COMMENT ON COLUMN personnel.outreach_service.completed IS 'Selesai: yang terlayani di tempat | Completed: people served on the spot';
COMMENT ON COLUMN personnel.outreach_service.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.outreach_service.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.outreach_service.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.outreach_service FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- A sheet scores every element that its questionnaire asks and no other, on a day of its survey. Asked once a statement,
-- over all its rows, because answers arrive by the thousand.
create function personnel.check_survey_response() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    wrong record;
begin
    select answer.name, answer.score is null as is_missing into wrong
    from new_rows
    join personnel.survey on survey.id = new_rows.survey_id
    join personnel.survey_form as form on form.id = survey.survey_form_id
    cross join lateral (values
        ('requirements', form.requirements_number, new_rows.requirements),
        ('procedure', form.procedure_number, new_rows.procedure),
        ('duration', form.duration_number, new_rows.duration),
        ('cost', form.cost_number, new_rows.cost),
        ('product', form.product_number, new_rows.product),
        ('competence', form.competence_number, new_rows.competence),
        ('behaviour', form.behaviour_number, new_rows.behaviour),
        ('complaints', form.complaints_number, new_rows.complaints),
        ('facilities', form.facilities_number, new_rows.facilities)
    ) as answer(name, asked_as, score)
    where (answer.asked_as is null) <> (answer.score is null)
    limit 1;
    if found and wrong.is_missing then
        raise exception 'the questionnaire asks for %', wrong.name using
            errcode = 'check_violation', schema = 'personnel', table = 'survey_response', column = wrong.name,
            constraint = 'ck_survey_response_complete';
    elsif found then
        raise exception 'the questionnaire does not ask for %', wrong.name using
            errcode = 'check_violation', schema = 'personnel', table = 'survey_response', column = wrong.name,
            constraint = 'ck_survey_response_asked';
    end if;
    if exists (
        select from new_rows join personnel.survey on survey.id = new_rows.survey_id
        where new_rows.answered_on not between survey.starts_on and survey.ends_on
    ) then
        raise exception 'the sheet was answered outside the survey' using
            errcode = 'check_violation', schema = 'personnel', table = 'survey_response', column = 'answered_on',
            constraint = 'ck_survey_response_day';
    end if;
    return null;
end;
$$;
create trigger check_inserted after insert on personnel.survey_response
referencing new table as new_rows for each statement execute function personnel.check_survey_response();
create trigger check_updated after update on personnel.survey_response
referencing new table as new_rows for each statement execute function personnel.check_survey_response();

-- What was asked, and when, stays as it was once somebody has answered.
create function personnel.check_survey_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (
        select from personnel.survey_response
        where survey_id = new.id
            and (
                new.survey_form_id <> old.survey_form_id
                or answered_on not between new.starts_on and new.ends_on
            )
    ) then
        raise exception 'the survey has answers' using
            errcode = 'check_violation', schema = 'personnel', table = 'survey',
            column = case when new.survey_form_id <> old.survey_form_id then 'survey_form_id' else 'ends_on' end,
            constraint = 'ck_survey_kept';
    end if;
    return null;
end;
$$;
create trigger check_survey_kept after update of survey_form_id, starts_on, ends_on on personnel.survey
for each row execute function personnel.check_survey_kept();

create function personnel.check_survey_form_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    changed text := (
        select key from jsonb_each(to_jsonb(new)) as became(key, value)
        where key like '%\_number' and (value = 'null') <> (to_jsonb(old) -> key = 'null')
        order by key limit 1
    );
begin
    if changed is not null and exists (
        select from personnel.survey join personnel.survey_response on survey_response.survey_id = survey.id
        where survey.survey_form_id = new.id
    ) then
        raise exception 'the questionnaire has answers' using
            errcode = 'check_violation', schema = 'personnel', table = 'survey_form', column = changed,
            constraint = 'ck_survey_form_kept';
    end if;
    return null;
end;
$$;
create trigger check_survey_form_kept after update on personnel.survey_form
for each row execute function personnel.check_survey_form_kept();

-- Where the public is served and what it thinks is seen by all who may see the area; single answers are not.
select
    stewardship.protect('personnel.service_point', 'service', 'unit_id', true),
    stewardship.protect('personnel.survey_form', 'service', '', true),
    stewardship.protect('personnel.survey', 'service', 'service_point_id.unit_id', true),
    stewardship.protect('personnel.survey_response', 'service', 'survey_id.service_point_id.unit_id'),
    stewardship.protect('personnel.outreach_visit', 'service', 'service_point_id.unit_id', true),
    stewardship.protect('personnel.outreach_service', 'service', 'outreach_visit_id.service_point_id.unit_id', true);

select audit.watch('personnel.' || name)
from unnest(array[
    'service_point', 'survey_form', 'survey', 'survey_response', 'outreach_visit', 'outreach_service'
]) as name;
