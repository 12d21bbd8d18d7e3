with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),

    person as (select distinct employee_id, person_id, as_of_date from candidate),

    recognised as (
        select
            person.employee_id,
            education_record.education_record_id,
            education_level.code as education_level_code,
            education_record.recognised_on
        from person
        inner join education_record using (person_id)
        inner join education_level using (education_level_id)
        where education_record.recognised_on <= person.as_of_date
    )

select *
from recognised
