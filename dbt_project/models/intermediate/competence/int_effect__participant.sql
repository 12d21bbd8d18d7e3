with
    build as (select * from {{ ref("int_build") }}),
    employed as (
        select employee_id, agency_id, year
        from {{ ref("int_employee__employed") }}
        where full_years_back between 1 and 3
    ),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    participant as (
        select distinct
            employed.agency_id, completion.course_id, employed.employee_id, employed.year
        from completion
        cross join build
        inner join
            employed
            on completion.employee_id = employed.employee_id
            and extract(year from completion.ended_on) = employed.year
        where
            completion.course_id is not null and completion.ended_on <= build.as_of_date
    )

select *
from participant
