with
    employee as (select * from {{ ref("int_employee__state") }} where scheme = 'PNS'),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),

    recognised as (
        select
            employee.employee_id,
            education_record.education_record_id,
            education_level.code as education_level_code,
            education_level.name as education_level_name,
            coalesce(education_rank.rank, 0) as education_rank,
            education_record.recognised_on
        from employee
        inner join education_record using (person_id)
        inner join education_level using (education_level_id)
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "employee.as_of_date") }}
        where education_record.recognised_on <= employee.as_of_date
    )

select *
from recognised
