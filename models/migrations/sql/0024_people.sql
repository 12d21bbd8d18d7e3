-- Parameters about the records of employees, and days as what a number counts.

ALTER TABLE reference.parameter
    DROP CONSTRAINT ck_parameter_topic,
    ADD CONSTRAINT ck_parameter_topic CHECK (topic IN ('DUK', 'PELATIHAN', 'KINERJA', 'TALENTA', 'IP_ASN', 'KGB', 'PENGHARGAAN', 'KONTRAK', 'KOMPETENSI', 'KEHADIRAN', 'LAYANAN', 'DATA')),
    DROP CONSTRAINT ck_parameter_unit,
    ADD CONSTRAINT ck_parameter_unit CHECK (unit IN ('JP', 'MENIT', 'HARI', 'BULAN', 'TAHUN', 'PERSEN', 'NILAI', 'PEGAWAI', 'PERINGKAT', 'TINGKAT'));
