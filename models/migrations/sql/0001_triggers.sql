do $$
declare
    found record;
begin
    for found in
        select schemaname, tablename from pg_tables
        where schemaname in ('reference', 'personnel', 'stewardship') and tablename <> 'schema_revision'
    loop
        execute format(
            'create trigger touch_row before update on %I.%I for each row execute function stewardship.touch_row()',
            found.schemaname, found.tablename
        );
    end loop;
end;
$$;

create trigger check_nip_agrees
after insert or update of nip, person_id, employment_type_id on personnel.employee
for each row execute function personnel.check_nip_agrees();

create trigger check_sex_agrees
after update of sex on personnel.person
for each row when (old.sex is distinct from new.sex)
execute function personnel.check_sex_agrees();

create trigger check_unit_tree
after insert or update of parent_id on personnel.unit
for each row when (new.parent_id is not null)
execute function personnel.check_unit_tree();

create trigger check_administrator_remains
after update or delete on stewardship.user_role
for each row execute function stewardship.check_administrator_remains();

create trigger check_administrator_remains
after update of is_active on stewardship."user"
for each row when (old.is_active and not new.is_active)
execute function stewardship.check_administrator_remains();

insert into stewardship.role (code, name, name_en) values
    ('administrator', 'Administrator', 'Administrator'),
    ('data_steward', 'Pengelola data', 'Data steward'),
    ('hr_officer', 'Petugas kepegawaian', 'HR officer'),
    ('unit_head', 'Kepala unit', 'Unit head'),
    ('inspector', 'Pemeriksa', 'Inspector'),
    ('employee', 'Pegawai', 'Employee');
