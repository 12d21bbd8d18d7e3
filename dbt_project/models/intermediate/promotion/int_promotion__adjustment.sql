with
    employee as (
        select *
        from {{ ref("int_employee__state") }}
        where scheme = 'PNS' and grade_code is not null
    ),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    adjustment as (select * from {{ ref("diploma_adjustment") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),

    fitting as (
        select
            employee.employee_id,
            target.code as target_grade_code,
            target.ordinal as target_grade_ordinal,
            diploma.education_record_id,
            diploma.education_level_name,
            diploma.education_rank
        from employee
        inner join diploma using (employee_id)
        inner join
            adjustment
            on diploma.education_level_code = adjustment.education_level_code
            and {{ in_force("adjustment", "employee.as_of_date") }}
            and {{ upheld("adjustment", "employee.agency_id") }}
        inner join grade as highest on adjustment.highest_grade_code = highest.code
        inner join grade as target on adjustment.target_grade_code = target.code
        where employee.grade_ordinal <= highest.ordinal
    ),

    best as (
        select distinct on (employee_id) *
        from fitting
        order by employee_id, target_grade_ordinal desc, education_record_id
    )

select *
from best
