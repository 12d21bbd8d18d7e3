-- Parameters about the records of employees.

ALTER TABLE reference.parameter
    DROP CONSTRAINT ck_parameter_topic,
    ADD CONSTRAINT ck_parameter_topic CHECK (topic IN ('DUK', 'PELATIHAN', 'KINERJA', 'TALENTA', 'IP_ASN', 'KGB', 'PENGHARGAAN', 'KONTRAK', 'KOMPETENSI', 'KEHADIRAN', 'LAYANAN', 'DATA'));
