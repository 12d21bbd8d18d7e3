-- Requests of employees to correct a field of their records (docs/decisions/0019-corrections.md).

ALTER TABLE stewardship.role_right
    DROP CONSTRAINT ck_role_right_area,
    ADD CONSTRAINT ck_role_right_area CHECK (area IN ('people', 'family', 'correction', 'organization', 'career', 'performance', 'training', 'conduct', 'attendance', 'service', 'engagement', 'recruitment', 'reference', 'marts', 'rules', 'stewardship', 'audit', 'exchange', 'worklist', 'sensitive'));

CREATE TABLE personnel.correction_request (
    id BIGSERIAL NOT NULL,
    employee_id BIGINT NOT NULL,
    unit_id BIGINT,
    field VARCHAR(100) NOT NULL,
    row_id BIGINT NOT NULL,
    stored_value TEXT,
    claimed_value TEXT,
    reason TEXT NOT NULL,
    document_id BIGINT,
    submitted_on DATE DEFAULT CURRENT_DATE NOT NULL,
    status VARCHAR(40) DEFAULT 'DIAJUKAN' NOT NULL,
    decided_on DATE,
    decided_by_id BIGINT,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_correction_request PRIMARY KEY (id),
    CONSTRAINT ck_correction_request_field_shape CHECK (field ~ '^[a-z_]+[.][a-z_]+$'),
    CONSTRAINT ck_correction_request_reason_not_blank CHECK (reason ~ '\S'),
    CONSTRAINT ck_correction_request_refused_with_note CHECK (status <> 'DITOLAK' OR (note IS NOT NULL AND note ~ '\S')),
    CONSTRAINT ck_correction_request_decided_with_day CHECK ((status = 'DIAJUKAN') = (decided_on IS NULL)),
    CONSTRAINT ck_correction_request_decided_after_submitted CHECK (decided_on >= submitted_on),
    CONSTRAINT fk_correction_request_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_correction_request_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT,
    CONSTRAINT fk_correction_request_document_id FOREIGN KEY(document_id) REFERENCES personnel.document (id) ON DELETE RESTRICT,
    CONSTRAINT ck_correction_request_status CHECK (status IN ('DIAJUKAN', 'DITERIMA', 'DITOLAK', 'DITARIK')),
    CONSTRAINT fk_correction_request_decided_by_id FOREIGN KEY(decided_by_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_correction_request_decided_by_id ON personnel.correction_request (decided_by_id);
CREATE INDEX ix_correction_request_document_id ON personnel.correction_request (document_id);
CREATE INDEX ix_correction_request_employee_id ON personnel.correction_request (employee_id);
CREATE INDEX ix_correction_request_submitted_on_id ON personnel.correction_request (submitted_on, id);
CREATE INDEX ix_correction_request_unit_id ON personnel.correction_request (unit_id);
CREATE UNIQUE INDEX uq_correction_request_waiting ON personnel.correction_request (field, row_id) WHERE status = 'DIAJUKAN';
COMMENT ON TABLE personnel.correction_request IS 'Permintaan perbaikan: yang diminta pegawai diperbaiki pada datanya | Correction requests: what employees ask to have corrected in their records';
COMMENT ON COLUMN personnel.correction_request.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.correction_request.employee_id IS 'Pegawai: yang meminta, pemilik data | Employee: who asks, whose record it is';
COMMENT ON COLUMN personnel.correction_request.unit_id IS 'Unit kerja: pegawai ketika meminta | Unit: of the employee when asking';
COMMENT ON COLUMN personnel.correction_request.field IS 'Isian: yang diminta diperbaiki | Field: that is to be corrected';
COMMENT ON COLUMN personnel.correction_request.row_id IS 'Baris: nomor catatannya | Row: number of the record';
COMMENT ON COLUMN personnel.correction_request.stored_value IS 'Tercatat: isi ketika diminta | Stored: value when asked';
COMMENT ON COLUMN personnel.correction_request.claimed_value IS 'Seharusnya: isi menurut pegawai, kosong bila dihapus | Claimed: value it should have, empty to clear';
COMMENT ON COLUMN personnel.correction_request.reason IS 'Alasan: mengapa isinya keliru | Reason: why what is stored is wrong';
COMMENT ON COLUMN personnel.correction_request.document_id IS 'Bukti: dokumen dalam arsip pegawai | Evidence: a paper in the personal file';
COMMENT ON COLUMN personnel.correction_request.submitted_on IS 'Diajukan: tanggal | Submitted on: day';
COMMENT ON COLUMN personnel.correction_request.status IS 'Keadaan: sampai di mana | Status: how far it has come';
COMMENT ON COLUMN personnel.correction_request.decided_on IS 'Diputus: tanggal, juga bila ditarik | Decided on: day, also of a withdrawal';
COMMENT ON COLUMN personnel.correction_request.decided_by_id IS 'Diputus oleh: pengguna | Decided by: the user';
COMMENT ON COLUMN personnel.correction_request.note IS 'Penjelasan: bagi pegawai, wajib bila ditolak | Note: for the employee, required for a refusal';
COMMENT ON COLUMN personnel.correction_request.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.correction_request.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.correction_request.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.correction_request FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Where a field is that may be corrected: its table, column and type, and the condition ($2: the employee) by which a row
-- of that table is about the employee. No row when there is no such field.
create function personnel.locate_correction(
    field text, out place regclass, out column_name name, out type_name text, out condition text
) returns setof record
language sql stable set search_path = pg_catalog, pg_temp
begin atomic
    select
        found.oid, target.attname,
        -- varchar would cut off what is too long; the column itself refuses it
        case when target.atttypid = 'varchar'::regtype then 'text' else format_type(target.atttypid, target.atttypmod) end,
        case
            when found.relname = 'employee' then 'id = $2'
            when found.relname = 'person' then 'id = (select person_id from personnel.employee where id = $2)'
            when owner.attname = 'employee_id' then 'employee_id = $2'
            else 'person_id = (select person_id from personnel.employee where id = $2)'
        end
    from pg_class as found
    join pg_attribute as target on target.attrelid = found.oid and target.attname = split_part(field, '.', 2)
    left join pg_attribute as owner on owner.attrelid = found.oid and owner.attname in ('employee_id', 'person_id')
    where found.relnamespace = 'personnel'::regnamespace and found.relname = split_part(field, '.', 1)
        and found.relkind = 'r' and found.relname <> 'correction_request'
        and (owner.attname is not null or found.relname in ('employee', 'person'))
        and target.attnum > 0 and not target.attisdropped and target.attgenerated = ''
        and target.attname not in ('id', 'employee_id', 'person_id', 'created_at', 'updated_at', 'row_version');
end;

create function personnel.refuse_correction(rule text, field text) returns void
language plpgsql as $$
begin
    raise exception 'a request for correction is refused: %', rule using
        errcode = 'check_violation', schema = 'personnel', table = 'correction_request', column = field,
        constraint = 'ck_correction_request_' || rule;
end;
$$;

-- What is asked: the field holds this now, and should hold something else that fits it. Runs under the rights of who
-- asks, so that nobody learns by asking what they may not see.
create function personnel.submit_correction() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    target record;
begin
    if new.status <> 'DIAJUKAN' then
        perform personnel.refuse_correction('submitted_first', 'status');
    end if;
    select * into target from personnel.locate_correction(new.field);
    if target is null then
        perform personnel.refuse_correction('field_known', 'field');
    end if;
    execute format('select %I::text from %s where id = $1 and %s', target.column_name, target.place, target.condition)
        into strict new.stored_value using new.row_id, new.employee_id;
    begin
        execute format('select ($1::%s)::text', target.type_name) into new.claimed_value using new.claimed_value;
    exception when data_exception then
        perform personnel.refuse_correction('claim_fits', 'claimed_value');
    end;
    if new.claimed_value is not distinct from new.stored_value then
        perform personnel.refuse_correction('claim_differs', 'claimed_value');
    end if;
    new.submitted_on := current_date;
    new.decided_on := null;
    new.decided_by_id := null;
    new.unit_id := coalesce(
        (
            select seat.unit_id from personnel.assignment join personnel.seat on seat.id = assignment.seat_id
            where assignment.employee_id = new.employee_id and assignment.kind = 'DEFINITIF'
                and daterange(assignment.valid_from, assignment.valid_to, '[)') @> current_date
        ),
        (
            select min(unit.id) from personnel.unit join personnel.employee on employee.agency_id = unit.agency_id
            where employee.id = new.employee_id and unit.parent_id is null
        )
    );
    return new;
exception when no_data_found then
    raise exception 'the record is not there, or out of reach' using errcode = 'insufficient_privilege',
        schema = 'personnel', table = 'correction_request', column = 'row_id';
end;
$$;

-- What is decided: once, by somebody else, and when it is accepted the field gets the claimed value at once, under the
-- rights of who accepts. Whoever writes the status: an accepted request is one whose value was stored.
create function personnel.decide_correction() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    decided text[] := '{status,note,decided_on,decided_by_id,updated_at,row_version}';
    deciding bigint := stewardship.acting_user();
    is_own boolean := exists (
        select from stewardship."user" as account where account.id = deciding and account.employee_id = new.employee_id
    );
    is_there boolean;
    target record;
    written bigint;
begin
    if to_jsonb(new) - decided <> to_jsonb(old) - decided then
        perform personnel.refuse_correction('as_asked', 'field');
    elsif new.status = old.status then
        new.note := old.note;
        new.decided_on := old.decided_on;
        new.decided_by_id := old.decided_by_id;
        return new;
    elsif old.status <> 'DIAJUKAN' then
        perform personnel.refuse_correction('decided_once', 'status');
    elsif new.status = 'DITARIK' and deciding is not null and not is_own then
        perform personnel.refuse_correction('withdrawn_by_asker', 'status');
    elsif new.status <> 'DITARIK' and is_own then
        perform personnel.refuse_correction('decided_by_another', 'status');
    end if;
    new.decided_on := greatest(current_date, new.submitted_on);
    new.decided_by_id := deciding;
    if new.status = 'DITERIMA' then
        select * into strict target from personnel.locate_correction(new.field);
        perform set_config('merit.reason', 'Permintaan perbaikan nomor ' || new.id, true);
        execute format(
            'update %s set %I = $3::%s where id = $1 and %s and %2$I::text is not distinct from $4',
            target.place, target.column_name, target.type_name, target.condition
        ) using new.row_id, new.employee_id, new.claimed_value, new.stored_value;
        get diagnostics written = row_count;
        if written = 0 then
            execute format(
                'select exists (select from %s where id = $1 and %s and %I::text is not distinct from $3)',
                target.place, target.condition, target.column_name
            ) into is_there using new.row_id, new.employee_id, new.stored_value;
            if is_there then
                raise exception 'the record is out of reach' using errcode = 'insufficient_privilege',
                    schema = 'personnel', table = 'correction_request', column = 'row_id';
            end if;
            perform personnel.refuse_correction('still_as_seen', 'field');
        end if;
    end if;
    return new;
end;
$$;

create trigger submit_correction before insert on personnel.correction_request
for each row execute function personnel.submit_correction();
create trigger decide_correction before update on personnel.correction_request
for each row execute function personnel.decide_correction();

select stewardship.protect(
    'personnel.correction_request', 'correction', 'employee_id',
    sensitive => '{stored_value,claimed_value,reason,note}'
);
select audit.watch('personnel.correction_request');
