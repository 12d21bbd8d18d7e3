-- The steward's worklist: what the data rules are, what they found, with a stable identity, and each round of asking.

CREATE TABLE reference.quality_rule (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT 0 NOT NULL,
    severity VARCHAR(40) NOT NULL,
    sentence TEXT NOT NULL,
    sentence_en TEXT NOT NULL,
    cure TEXT NOT NULL,
    cure_en TEXT NOT NULL,
    table_name VARCHAR(40) NOT NULL,
    column_name VARCHAR(40) NOT NULL,
    entry_table VARCHAR(40),
    missing_codes TEXT,
    regulation_id BIGINT,
    article VARCHAR(40),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_quality_rule PRIMARY KEY (id),
    CONSTRAINT ck_quality_rule_entry_is_a_table CHECK (entry_table IS NULL OR entry_table ~ '^[a-z]+[.][a-z_]+$'),
    CONSTRAINT uq_quality_rule_code UNIQUE (code),
    CONSTRAINT ck_quality_rule_severity CHECK (severity IN ('BERAT', 'SEDANG', 'RINGAN')),
    CONSTRAINT fk_quality_rule_regulation_id FOREIGN KEY(regulation_id) REFERENCES reference.regulation (id) ON DELETE RESTRICT
);
CREATE INDEX ix_quality_rule_regulation_id ON reference.quality_rule (regulation_id);
COMMENT ON TABLE reference.quality_rule IS 'Aturan data: yang harus dipenuhi catatan | Data rules: what records must keep';
COMMENT ON COLUMN reference.quality_rule.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.quality_rule.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.quality_rule.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.quality_rule.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.quality_rule.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.quality_rule.severity IS 'Bobot: seberapa penting | Severity: how much it matters';
COMMENT ON COLUMN reference.quality_rule.sentence IS 'Kalimat: yang ditemukan, dengan {nilai} | Sentence: what was found, with {values}, in Indonesian';
COMMENT ON COLUMN reference.quality_rule.sentence_en IS 'Kalimat Inggris: yang ditemukan | English sentence: what was found';
COMMENT ON COLUMN reference.quality_rule.cure IS 'Tindakan: yang perlu dilakukan | Cure: what to do about it, in Indonesian';
COMMENT ON COLUMN reference.quality_rule.cure_en IS 'Tindakan Inggris: yang perlu dilakukan | English cure: to do';
COMMENT ON COLUMN reference.quality_rule.table_name IS 'Tabel: tempat baris yang ditemukan | Table: where the row that was found stands';
COMMENT ON COLUMN reference.quality_rule.column_name IS 'Kolom: isian yang diperiksa atau dilengkapi | Column: the field to look at or to fill in';
COMMENT ON COLUMN reference.quality_rule.entry_table IS 'Tabel isian: bila yang kurang ialah sebuah catatan | Entry table: when a whole record is missing';
COMMENT ON COLUMN reference.quality_rule.missing_codes IS 'Kode kekurangan: di mart, yang disebabkan temuan ini | Missing codes: in the marts, caused by it';
COMMENT ON COLUMN reference.quality_rule.regulation_id IS 'Dasar hukum: peraturannya | Legal basis: the regulation';
COMMENT ON COLUMN reference.quality_rule.article IS 'Pasal: dari peraturan itu | Article: of that regulation';
COMMENT ON COLUMN reference.quality_rule.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.quality_rule.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.quality_rule.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON reference.quality_rule FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.quality_issue (
    id BIGSERIAL NOT NULL,
    quality_rule_id BIGINT NOT NULL,
    row_id BIGINT NOT NULL,
    item VARCHAR(40) DEFAULT '' NOT NULL,
    employee_id BIGINT,
    unit_id BIGINT,
    detail JSONB DEFAULT '{}' NOT NULL,
    blocks INTEGER DEFAULT 0 NOT NULL,
    blocked_marts JSONB DEFAULT '{}' NOT NULL,
    first_seen_on DATE NOT NULL,
    opened_on DATE NOT NULL,
    closed_on DATE,
    times_opened INTEGER DEFAULT 1 NOT NULL,
    excused_until DATE,
    excuse_reason TEXT,
    excused_by_id BIGINT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_quality_issue PRIMARY KEY (id),
    CONSTRAINT uq_quality_issue_quality_rule_id_row_id_item UNIQUE (quality_rule_id, row_id, item),
    CONSTRAINT ck_quality_issue_closed_after_opened CHECK (closed_on >= opened_on AND opened_on >= first_seen_on),
    CONSTRAINT ck_quality_issue_excuse_is_whole CHECK ((excused_until IS NULL) = (excuse_reason IS NULL) AND (excused_until IS NOT NULL OR excused_by_id IS NULL)),
    CONSTRAINT ck_quality_issue_excuse_reason_not_blank CHECK (excuse_reason ~ '\S'),
    CONSTRAINT fk_quality_issue_quality_rule_id FOREIGN KEY(quality_rule_id) REFERENCES reference.quality_rule (id) ON DELETE RESTRICT,
    CONSTRAINT fk_quality_issue_employee_id FOREIGN KEY(employee_id) REFERENCES personnel.employee (id) ON DELETE CASCADE,
    CONSTRAINT fk_quality_issue_unit_id FOREIGN KEY(unit_id) REFERENCES personnel.unit (id) ON DELETE CASCADE,
    CONSTRAINT fk_quality_issue_excused_by_id FOREIGN KEY(excused_by_id) REFERENCES stewardship."user" (id) ON DELETE RESTRICT
);
CREATE INDEX ix_quality_issue_employee_id ON stewardship.quality_issue (employee_id);
CREATE INDEX ix_quality_issue_excused_by_id ON stewardship.quality_issue (excused_by_id);
CREATE INDEX ix_quality_issue_unit_id ON stewardship.quality_issue (unit_id);
CREATE INDEX ix_quality_issue_worth ON stewardship.quality_issue (blocks) WHERE closed_on IS NULL;
COMMENT ON TABLE stewardship.quality_issue IS 'Temuan data: yang perlu diperbaiki pengelola | Data issues: what stewards have to mend';
COMMENT ON COLUMN stewardship.quality_issue.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.quality_issue.quality_rule_id IS 'Aturan: yang dilanggar | Rule: that is broken';
COMMENT ON COLUMN stewardship.quality_issue.row_id IS 'Baris: pada tabel aturan itu | Row: in the table of the rule';
COMMENT ON COLUMN stewardship.quality_issue.item IS 'Butir: misalnya tahun, bila satu baris dapat melanggar beberapa kali | Item: such as a year, when one row can break the rule several times';
COMMENT ON COLUMN stewardship.quality_issue.employee_id IS 'Pegawai: yang disangkut, bila ada | Employee: whom it is about, if anybody';
COMMENT ON COLUMN stewardship.quality_issue.unit_id IS 'Unit kerja: yang mengurusnya | Unit: which has to see to it';
COMMENT ON COLUMN stewardship.quality_issue.detail IS 'Rincian: nilai untuk kalimatnya | Detail: values for its sentence';
COMMENT ON COLUMN stewardship.quality_issue.blocks IS 'Menghalangi: baris mart yang tertahan | Blocks: rows of marts that wait for it';
COMMENT ON COLUMN stewardship.quality_issue.blocked_marts IS 'Mart terhalang: jumlah per mart | Blocked marts: how many of each';
COMMENT ON COLUMN stewardship.quality_issue.first_seen_on IS 'Pertama ditemukan: per tanggal pembangunan | First seen on: date of the build';
COMMENT ON COLUMN stewardship.quality_issue.opened_on IS 'Dibuka: sejak kapan ada tanpa putus | Opened on: since when it is there without a break';
COMMENT ON COLUMN stewardship.quality_issue.closed_on IS 'Ditutup: tidak ditemukan lagi sejak ini; kosong selama ada | Closed on: gone since; empty while there';
COMMENT ON COLUMN stewardship.quality_issue.times_opened IS 'Kali dibuka: berapa kali muncul | Times opened: how often it came up';
COMMENT ON COLUMN stewardship.quality_issue.excused_until IS 'Dikecualikan sampai: hari terakhir pengecualian | Excused until: last day of the excuse';
COMMENT ON COLUMN stewardship.quality_issue.excuse_reason IS 'Alasan pengecualian: mengapa dibiarkan | Reason of the excuse: why it may stay';
COMMENT ON COLUMN stewardship.quality_issue.excused_by_id IS 'Dikecualikan oleh: pengguna | Excused by: the user';
COMMENT ON COLUMN stewardship.quality_issue.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.quality_issue.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.quality_issue.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.quality_issue FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

CREATE TABLE stewardship.quality_round (
    id BIGSERIAL NOT NULL,
    warehouse_build_id BIGINT NOT NULL,
    as_of_date DATE NOT NULL,
    opened INTEGER NOT NULL,
    reopened INTEGER NOT NULL,
    closed INTEGER NOT NULL,
    still_open INTEGER NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_quality_round PRIMARY KEY (id),
    CONSTRAINT uq_quality_round_warehouse_build_id UNIQUE (warehouse_build_id),
    CONSTRAINT fk_quality_round_warehouse_build_id FOREIGN KEY(warehouse_build_id) REFERENCES stewardship.warehouse_build (id) ON DELETE RESTRICT
);
COMMENT ON TABLE stewardship.quality_round IS 'Pemeriksaan data: setiap kali aturan data diperiksa | Data checks: each time rules were asked';
COMMENT ON COLUMN stewardship.quality_round.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN stewardship.quality_round.warehouse_build_id IS 'Pembangunan: yang memeriksa | Build: that checked';
COMMENT ON COLUMN stewardship.quality_round.as_of_date IS 'Per tanggal: keadaan data | As of: the state of the data';
COMMENT ON COLUMN stewardship.quality_round.opened IS 'Baru: temuan yang baru dibuka | New: issues opened';
COMMENT ON COLUMN stewardship.quality_round.reopened IS 'Dibuka lagi: temuan lama | Reopened: issues that came back';
COMMENT ON COLUMN stewardship.quality_round.closed IS 'Ditutup: temuan yang hilang | Closed: issues that are gone';
COMMENT ON COLUMN stewardship.quality_round.still_open IS 'Terbuka: seluruhnya sesudah itu | Open: all of them afterwards';
COMMENT ON COLUMN stewardship.quality_round.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN stewardship.quality_round.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN stewardship.quality_round.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON stewardship.quality_round FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

-- What stewards do with an issue is to excuse it; all else is written by the builds, which own the table.
select stewardship.protect('reference.quality_rule', 'reference', '', true);
select stewardship.protect('stewardship.quality_issue', 'worklist', 'unit_id');
select stewardship.protect('stewardship.quality_round', 'worklist', '', true);
revoke insert, update, delete on stewardship.quality_issue, stewardship.quality_round
    from merit_panel, merit_panel_private;
grant update (excused_until, excuse_reason, excused_by_id) on stewardship.quality_issue to merit_panel;

-- Of issues only the excuses are acts of people; that they come and go is told by their own dates.
select audit.watch('reference.quality_rule');
select audit.watch(
    'stewardship.quality_issue',
    '{quality_rule_id,row_id,item,unit_id,detail,blocks,blocked_marts,first_seen_on,opened_on,closed_on,times_opened}',
    '{update}'
);
