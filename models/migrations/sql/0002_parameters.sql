CREATE TABLE reference.parameter (
    id BIGSERIAL NOT NULL,
    code VARCHAR(40) NOT NULL,
    name VARCHAR(200) NOT NULL,
    name_en VARCHAR(200),
    ordinal INTEGER DEFAULT 0 NOT NULL,
    topic VARCHAR(40) NOT NULL,
    meaning TEXT NOT NULL,
    meaning_en TEXT NOT NULL,
    kind VARCHAR(40) NOT NULL,
    unit VARCHAR(40),
    lowest INTEGER,
    highest INTEGER,
    decimals INTEGER DEFAULT 0 NOT NULL,
    choices TEXT,
    subject_kind VARCHAR(40),
    fixed_subjects TEXT,
    rule_table VARCHAR(40) NOT NULL,
    rule_column VARCHAR(40) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    row_version BIGINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_parameter PRIMARY KEY (id),
    CONSTRAINT ck_parameter_bounds_of_numbers CHECK ((kind = 'ANGKA') = (lowest IS NOT NULL AND highest IS NOT NULL)),
    CONSTRAINT ck_parameter_choices_of_choices CHECK ((kind = 'PILIHAN') = (choices IS NOT NULL)),
    CONSTRAINT uq_parameter_code UNIQUE (code),
    CONSTRAINT ck_parameter_topic CHECK (topic IN ('DUK', 'PELATIHAN', 'KINERJA', 'TALENTA', 'IP_ASN', 'KGB', 'PENGHARGAAN', 'KONTRAK', 'KOMPETENSI')),
    CONSTRAINT ck_parameter_kind CHECK (kind IN ('ANGKA', 'YA_TIDAK', 'PILIHAN')),
    CONSTRAINT ck_parameter_unit CHECK (unit IN ('JP', 'BULAN', 'TAHUN', 'PERSEN', 'NILAI', 'PEGAWAI', 'PERINGKAT', 'TINGKAT')),
    CONSTRAINT ck_parameter_subject_kind CHECK (subject_kind IN ('position_level', 'education_level', 'training_kind', 'award_kind'))
);
COMMENT ON TABLE reference.parameter IS 'Parameter: yang boleh ditetapkan daerah, dan batasnya | Parameters: what an agency may set, and its bounds';
COMMENT ON COLUMN reference.parameter.id IS 'ID: nomor baris, diberikan oleh sistem | ID: row number, given by the system';
COMMENT ON COLUMN reference.parameter.code IS 'Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports';
COMMENT ON COLUMN reference.parameter.name IS 'Nama: nama dalam bahasa Indonesia | Name: name in Indonesian';
COMMENT ON COLUMN reference.parameter.name_en IS 'Nama Inggris: nama dalam bahasa Inggris | English name: name in English';
COMMENT ON COLUMN reference.parameter.ordinal IS 'Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later';
COMMENT ON COLUMN reference.parameter.topic IS 'Pokok: bidang parameter | Topic: what it is about';
COMMENT ON COLUMN reference.parameter.meaning IS 'Arti: penjelasan bahasa Indonesia | Meaning: in Indonesian';
COMMENT ON COLUMN reference.parameter.meaning_en IS 'Arti Inggris: penjelasan | English meaning: in English';
COMMENT ON COLUMN reference.parameter.kind IS 'Jenis nilai: cara menuliskannya | Kind: how the value is written';
COMMENT ON COLUMN reference.parameter.unit IS 'Satuan: yang dihitung angka itu | Unit: what the number counts';
COMMENT ON COLUMN reference.parameter.lowest IS 'Terendah: angka terkecil yang boleh | Lowest: least allowed';
COMMENT ON COLUMN reference.parameter.highest IS 'Tertinggi: terbesar yang boleh | Highest: most allowed';
COMMENT ON COLUMN reference.parameter.decimals IS 'Desimal: angka di belakang koma | Decimals: digits after the mark';
COMMENT ON COLUMN reference.parameter.choices IS 'Pilihan: kode yang boleh, dipisah spasi | Choices: codes allowed, parted by spaces';
COMMENT ON COLUMN reference.parameter.subject_kind IS 'Rincian: daftar kode yang masing-masing bernilai sendiri | Subjects: code list each of whose codes has its own value';
COMMENT ON COLUMN reference.parameter.fixed_subjects IS 'Rincian nasional: kode yang nilainya ditetapkan peraturan | National subjects: codes whose value the law sets';
COMMENT ON COLUMN reference.parameter.rule_table IS 'Tabel aturan: asal nilai bawaan nasional | Rule table: where the national default stands';
COMMENT ON COLUMN reference.parameter.rule_column IS 'Kolom aturan: di tabel itu | Rule column: in that table';
COMMENT ON COLUMN reference.parameter.created_at IS 'Dibuat: saat baris ini pertama kali disimpan | Created: when this row was first saved';
COMMENT ON COLUMN reference.parameter.updated_at IS 'Diubah: saat baris ini terakhir disimpan | Changed: when this row was last saved';
COMMENT ON COLUMN reference.parameter.row_version IS 'Versi: bertambah setiap kali baris disimpan | Version: counts up each time the row is saved';
CREATE TRIGGER touch_row BEFORE UPDATE ON reference.parameter FOR EACH ROW EXECUTE FUNCTION stewardship.touch_row();

ALTER TABLE stewardship.local_parameter
    ADD COLUMN subject VARCHAR(40) DEFAULT '' NOT NULL,
    ADD COLUMN end_reason TEXT,
    DROP CONSTRAINT ex_local_parameter_period,
    ADD CONSTRAINT ex_local_parameter_period EXCLUDE USING gist (
        agency_id WITH =, code WITH =, subject WITH =, daterange(valid_from, valid_to, '[)') WITH &&
    );
COMMENT ON COLUMN stewardship.local_parameter.subject IS 'Rincian: kode yang diatur, kosong bila tanpa rincian | Subject: code it is about, else empty';
COMMENT ON COLUMN stewardship.local_parameter.end_reason IS 'Alasan diakhiri: bila diakhiri kemudian | Reason for ending: when it was ended later';

-- A city sets only what the catalogue lets it set, in the kind and range that stands there, and never rewrites what it
-- set: it ends a value, with a reason, and another follows. Rows that are older than a change of the catalogue may
-- still be ended.
CREATE FUNCTION stewardship.check_local_parameter() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    parameter reference.parameter;
    is_known boolean;
    broken text;
BEGIN
    IF tg_op = 'UPDATE' THEN
        IF (new.agency_id, new.code, new.subject, new.value, new.valid_from, new.reason)
            IS DISTINCT FROM (old.agency_id, old.code, old.subject, old.value, old.valid_from, old.reason)
        THEN
            RAISE EXCEPTION 'a value is ended and never rewritten' USING
                errcode = 'check_violation', schema = 'stewardship', table = 'local_parameter', column = 'value',
                constraint = 'ck_local_parameter_kept';
        END IF;
        IF new.valid_to IS DISTINCT FROM old.valid_to AND coalesce(new.end_reason, '') !~ '\S' THEN
            RAISE EXCEPTION 'ending a value needs a reason' USING
                errcode = 'check_violation', schema = 'stewardship', table = 'local_parameter', column = 'end_reason',
                constraint = 'ck_local_parameter_end_reason';
        END IF;
        RETURN new;
    END IF;
    SELECT * INTO parameter FROM reference.parameter WHERE code = new.code;
    IF parameter.id IS NULL THEN
        broken := 'code';
    ELSIF parameter.subject_kind IS NOT NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM reference.%I WHERE code = $1)', parameter.subject_kind)
        INTO is_known USING new.subject;
        IF NOT is_known OR new.subject = ANY (string_to_array(parameter.fixed_subjects, ' ')) THEN
            broken := 'subject';
        END IF;
    ELSIF new.subject <> '' THEN
        broken := 'subject';
    END IF;
    IF broken IS NULL AND NOT (CASE parameter.kind
        WHEN 'ANGKA' THEN new.value ~ '^\d{1,6}(\.\d{1,4})?$'
        WHEN 'YA_TIDAK' THEN new.value IN ('true', 'false')
        ELSE new.value = ANY (string_to_array(parameter.choices, ' '))
    END) THEN
        broken := 'value';
    ELSIF broken IS NULL AND parameter.kind = 'ANGKA' AND (
        new.value::numeric NOT BETWEEN parameter.lowest AND parameter.highest
        OR scale(trim_scale(new.value::numeric)) > parameter.decimals
    ) THEN
        broken := 'value';
    END IF;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'no agency may set this % of a parameter', broken USING
            errcode = 'check_violation', schema = 'stewardship', table = 'local_parameter', column = broken,
            constraint = 'ck_local_parameter_' || broken;
    END IF;
    RETURN new;
END;
$$;

CREATE TRIGGER check_local_parameter BEFORE INSERT OR UPDATE ON stewardship.local_parameter
FOR EACH ROW EXECUTE FUNCTION stewardship.check_local_parameter();
