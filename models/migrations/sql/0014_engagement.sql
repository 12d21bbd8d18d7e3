-- Forums, meetings and their action items.

CREATE TABLE personnel.forum (
    id BIGSERIAL NOT NULL,
    unit_id BIGINT NOT NULL,
    name VARCHAR(200) NOT NULL,
    purpose TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_forum PRIMARY KEY (id),
    CONSTRAINT uq_forum_unit_id_name UNIQUE (unit_id, name),
    CONSTRAINT ck_forum_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    CONSTRAINT fk_forum_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE RESTRICT
);
COMMENT ON TABLE personnel.forum IS 'Forum: yang bertemu secara berkala | Forums: circles that meet regularly';
COMMENT ON COLUMN personnel.forum.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.forum.unit_id IS 'Unit kerja: penyelenggara | Unit: that convenes it';
COMMENT ON COLUMN personnel.forum.name IS 'Nama: nama forum | Name: of the forum';
COMMENT ON COLUMN personnel.forum.purpose IS 'Tujuan: untuk apa | Purpose: what it is for';
COMMENT ON COLUMN personnel.forum.valid_from IS 'Mulai: hari pertama | Valid from: first day';
COMMENT ON COLUMN personnel.forum.valid_to IS 'Sampai: hari pertama sesudahnya | Valid to: first day after';
COMMENT ON COLUMN personnel.forum.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.forum.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.forum.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.forum FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.meeting (
    id BIGSERIAL NOT NULL,
    forum_id BIGINT NOT NULL,
    held_on DATE NOT NULL,
    title VARCHAR(200) NOT NULL,
    place VARCHAR(200),
    minutes TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT uq_meeting_forum_id_held_on UNIQUE (forum_id, held_on),
    CONSTRAINT fk_meeting_forum_id FOREIGN KEY(forum_id) REFERENCES personnel.forum (id) ON DELETE RESTRICT
);
CREATE INDEX ix_meeting_held_on_id ON personnel.meeting (held_on, id);
COMMENT ON TABLE personnel.meeting IS 'Rapat: pertemuan sebuah forum | Meetings: of a forum';
COMMENT ON COLUMN personnel.meeting.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.meeting.forum_id IS 'Forum: yang bertemu | Forum: that meets';
COMMENT ON COLUMN personnel.meeting.held_on IS 'Tanggal: hari rapat | Held on: day of the meeting';
COMMENT ON COLUMN personnel.meeting.title IS 'Pokok bahasan: judul rapat | Title: what it is about';
COMMENT ON COLUMN personnel.meeting.place IS 'Tempat: lokasi atau daring | Place: location or online';
COMMENT ON COLUMN personnel.meeting.minutes IS 'Notula: ringkasan dan keputusan | Minutes: what was said';
COMMENT ON COLUMN personnel.meeting.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.meeting.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.meeting.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.meeting FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.attendance_at_meeting (
    id BIGSERIAL NOT NULL,
    meeting_id BIGINT NOT NULL,
    employee_id BIGINT NOT NULL,
    presence VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_attendance_at_meeting PRIMARY KEY (id),
    CONSTRAINT uq_attendance_at_meeting_meeting_id_employee_id UNIQUE (meeting_id, employee_id),
    CONSTRAINT fk_attendance_at_meeting_meeting_id FOREIGN KEY(meeting_id) REFERENCES personnel.meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_attendance_at_meeting_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_attendance_at_meeting_presence CHECK (presence IN ('HADIR', 'DIWAKILI', 'TIDAK_HADIR'))
);
CREATE INDEX ix_attendance_at_meeting_employee_id ON personnel.attendance_at_meeting (employee_id);
COMMENT ON TABLE personnel.attendance_at_meeting IS 'Kehadiran rapat: siapa yang datang | Attendance at meetings: who came';
COMMENT ON COLUMN personnel.attendance_at_meeting.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.attendance_at_meeting.meeting_id IS 'Rapat: yang dihadiri | Meeting: that is attended';
COMMENT ON COLUMN personnel.attendance_at_meeting.employee_id IS 'Pegawai: yang diundang | Employee: invited';
COMMENT ON COLUMN personnel.attendance_at_meeting.presence IS 'Kehadiran: datang atau tidak | Presence: came or not';
COMMENT ON COLUMN personnel.attendance_at_meeting.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.attendance_at_meeting.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.attendance_at_meeting.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.attendance_at_meeting FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE personnel.action_item (
    id BIGSERIAL NOT NULL,
    meeting_id BIGINT NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    employee_id BIGINT NOT NULL,
    due_on DATE NOT NULL,
    status VARCHAR(40) DEFAULT 'TERBUKA' NOT NULL,
    done_on DATE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_action_item PRIMARY KEY (id),
    CONSTRAINT uq_action_item_meeting_id_number UNIQUE (meeting_id, number),
    CONSTRAINT ck_action_item_number_positive CHECK (number > 0),
    CONSTRAINT ck_action_item_title_not_blank CHECK (title ~ '\S'),
    CONSTRAINT ck_action_item_done_with_day CHECK ((status = 'SELESAI') = (done_on IS NOT NULL)),
    CONSTRAINT fk_action_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES personnel.meeting (id) ON DELETE RESTRICT,
    CONSTRAINT fk_action_item_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE RESTRICT,
    CONSTRAINT ck_action_item_status CHECK (status IN ('TERBUKA', 'SELESAI', 'DIBATALKAN'))
);
CREATE INDEX ix_action_item_due_on_id ON personnel.action_item (due_on, id);
CREATE INDEX ix_action_item_employee_id ON personnel.action_item (employee_id);
COMMENT ON TABLE personnel.action_item IS 'Tindak lanjut: yang disepakati dalam rapat | Action items: what was agreed at a meeting';
COMMENT ON COLUMN personnel.action_item.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN personnel.action_item.meeting_id IS 'Rapat: yang menyepakati | Meeting: that agreed on it';
COMMENT ON COLUMN personnel.action_item.number IS 'Nomor: urutan dalam rapat | Number: order within the meeting';
COMMENT ON COLUMN personnel.action_item.title IS 'Tindakan: yang harus dikerjakan | Action: what is to be done';
COMMENT ON COLUMN personnel.action_item.employee_id IS 'Penanggung jawab: pegawai yang mengerjakan | Owner: the employee who does it';
COMMENT ON COLUMN personnel.action_item.due_on IS 'Tenggat: hari terakhir | Due on: last day';
COMMENT ON COLUMN personnel.action_item.status IS 'Keadaan: sampai di mana | Status: how far it has come';
COMMENT ON COLUMN personnel.action_item.done_on IS 'Selesai pada: hari selesai | Done on: day it was done';
COMMENT ON COLUMN personnel.action_item.note IS 'Catatan: hasil atau kendala | Note: result or obstacle';
COMMENT ON COLUMN personnel.action_item.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN personnel.action_item.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN personnel.action_item.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON personnel.action_item FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- Who meets, and when, is seen by all who may see the area; who came and who has what to do by those who reach them.
select
    stewardship.protect('personnel.forum', 'engagement', 'unit_id', true),
    stewardship.protect('personnel.meeting', 'engagement', 'forum_id.unit_id', true),
    stewardship.protect('personnel.attendance_at_meeting', 'engagement', 'employee_id'),
    stewardship.protect('personnel.action_item', 'engagement', 'employee_id');

select audit.watch('personnel.' || name)
from unnest(array['forum', 'meeting', 'attendance_at_meeting', 'action_item']) as name;
