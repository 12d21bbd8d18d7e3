-- What a seat asks is dated: what was asked so far was asked since the seat is there.
ALTER TABLE personnel.seat_requirement ADD COLUMN valid_from DATE, ADD COLUMN valid_to DATE;

-- Of what a seat asked twice the stricter stays, as it was what counted.
DELETE FROM personnel.seat_requirement
USING (
    SELECT id, row_number() OVER (
        PARTITION BY seat_id, kind, CASE kind WHEN 'GOLONGAN' THEN grade_id WHEN 'PENDIDIKAN' THEN education_level_id
            WHEN 'BIDANG_STUDI' THEN study_field_id WHEN 'PELATIHAN' THEN training_kind_id
            WHEN 'KOMPETENSI' THEN competency_id ELSE 0 END
        ORDER BY minimum DESC NULLS LAST, is_mandatory DESC, id
    ) AS place
    FROM personnel.seat_requirement
) AS asked
WHERE asked.id = seat_requirement.id AND asked.place > 1;
UPDATE personnel.seat_requirement SET valid_from = seat.valid_from FROM personnel.seat WHERE seat.id = seat_id;

ALTER TABLE personnel.seat_requirement
    ALTER COLUMN valid_from SET NOT NULL,
    ADD CONSTRAINT ck_seat_requirement_valid_to_after_valid_from CHECK (valid_to IS NULL OR valid_to > valid_from),
    ADD CONSTRAINT ck_seat_requirement_minimum_range CHECK (CASE kind WHEN 'KOMPETENSI' THEN minimum BETWEEN 1 AND 5 WHEN 'PENGALAMAN' THEN minimum > 0 AND minimum <= 40 ELSE true END),
    ADD CONSTRAINT ex_seat_requirement_subject EXCLUDE USING gist (
        seat_id WITH =, kind WITH =,
        (CASE kind WHEN 'GOLONGAN' THEN grade_id WHEN 'PENDIDIKAN' THEN education_level_id WHEN 'BIDANG_STUDI' THEN study_field_id WHEN 'PELATIHAN' THEN training_kind_id WHEN 'KOMPETENSI' THEN competency_id ELSE 0 END) WITH =,
        daterange(valid_from, valid_to, '[)') WITH &&
    );
COMMENT ON COLUMN personnel.seat_requirement.valid_from IS 'Berlaku mulai: hari pertama disyaratkan | Valid from: first day it is asked';
COMMENT ON COLUMN personnel.seat_requirement.valid_to IS 'Berlaku sampai: hari pertama tidak lagi disyaratkan, kosong bila masih | Valid to: first day it is no longer asked, empty while it is';

GRANT SELECT (valid_from, valid_to), UPDATE (valid_from, valid_to) ON personnel.seat_requirement TO merit_panel;
