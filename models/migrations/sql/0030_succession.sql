-- Who is named to succeed in which seat, in which order, over a period.

CREATE TABLE personnel.succession_slot (
    id BIGSERIAL NOT NULL,
    seat_id BIGINT NOT NULL,
    employee_id BIGINT NOT NULL,
    place INTEGER NOT NULL,
    ready_on DATE,
    valid_from DATE NOT NULL,
    valid_to DATE,
    decree_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_succession_slot PRIMARY KEY (id),
    CONSTRAINT ex_succession_slot_employee EXCLUDE USING gist (seat_id WITH =, employee_id WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ex_succession_slot_place EXCLUDE USING gist (seat_id WITH =, place WITH =, daterange(valid_from, valid_to, '[)') WITH &&),
    CONSTRAINT ck_succession_slot_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT ck_succession_slot_place_range CHECK (place BETWEEN 1 AND 20),
    CONSTRAINT fk_succession_slot_seat_id FOREIGN KEY(seat_id) REFERENCES personnel.seat (id) ON DELETE RESTRICT,
    CONSTRAINT fk_succession_slot_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT fk_succession_slot_decree_id FOREIGN KEY(decree_id) REFERENCES personnel.decree (id) ON DELETE RESTRICT
);
CREATE INDEX ix_succession_slot_employee_id ON personnel.succession_slot (employee_id);
CREATE INDEX ix_succession_slot_decree_id ON personnel.succession_slot (decree_id);
CREATE INDEX ix_succession_slot_valid_from_id ON personnel.succession_slot (valid_from, id);
COMMENT ON TABLE personnel.succession_slot IS 'Suksesor: pegawai yang disebut untuk menggantikan pemegang suatu jabatan | Successors: employees named to follow the holder of a seat';
COMMENT ON COLUMN personnel.succession_slot.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.succession_slot.seat_id IS 'Jabatan: yang akan digantikan | Seat: to be succeeded in';
COMMENT ON COLUMN personnel.succession_slot.employee_id IS 'Pegawai: suksesornya | Employee: the successor';
COMMENT ON COLUMN personnel.succession_slot.place IS 'Urutan: 1 untuk yang pertama | Place: 1 for the first';
COMMENT ON COLUMN personnel.succession_slot.ready_on IS 'Siap mulai: menurut keputusan, kosong bila sudah siap | Ready on: by the decision, empty when ready already';
COMMENT ON COLUMN personnel.succession_slot.valid_from IS 'Berlaku mulai: hari pertama disebut | Valid from: first day the employee is named';
COMMENT ON COLUMN personnel.succession_slot.valid_to IS 'Berlaku sampai: hari pertama tidak lagi, kosong bila masih | Valid to: first day no longer named, empty while named';
COMMENT ON COLUMN personnel.succession_slot.decree_id IS 'Keputusan: yang menetapkan suksesor | Decree: that names the successor';
COMMENT ON COLUMN personnel.succession_slot.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.succession_slot.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.succession_slot.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';

create trigger touch_row before update on personnel.succession_slot
for each row execute function stewardship.touch_row();

-- Somebody is named who is employed on the first day, for a seat that is on the map then, and who does not hold it.
-- Whoever takes the seat later is no longer a successor from that day on; the assignment is recorded first.
create function personnel.check_succession_slot() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    wrong text;
    field text := 'employee_id';
begin
    if not personnel.is_employed(new.employee_id, new.valid_from) then
        wrong := 'ck_succession_slot_employed';
    elsif not exists (
        select from personnel.seat
        where id = new.seat_id and daterange(valid_from, valid_to) @> new.valid_from
    ) then
        wrong := 'ck_succession_slot_seat_in_force';
        field := 'seat_id';
    elsif exists (
        select from personnel.assignment
        where employee_id = new.employee_id and seat_id = new.seat_id and kind = 'DEFINITIF'
            and daterange(valid_from, valid_to) && daterange(new.valid_from, new.valid_to)
    ) then
        wrong := 'ck_succession_slot_not_holder';
    end if;
    if wrong is not null then
        raise exception 'employee cannot be named' using
            errcode = 'check_violation', schema = 'personnel', table = 'succession_slot', column = field,
            constraint = wrong;
    end if;
    return null;
end;
$$;
create trigger check_succession_slot after insert or update of seat_id, employee_id, valid_from, valid_to
on personnel.succession_slot
for each row execute function personnel.check_succession_slot();

-- Told to those over the successor, and to the successors themselves, as candidates are.
select stewardship.protect('personnel.succession_slot', 'career', 'employee_id');
select audit.watch('personnel.succession_slot');
