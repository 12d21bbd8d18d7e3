with
    employee as (
        select *
        from {{ ref("int_employee__state") }}
        where scheme = 'PNS' and grade_code is not null
    ),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    achievement as (select * from {{ ref("promotion_achievement") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),

    -- An award from before the present grade has had its effect.
    counted as (
        select
            employee.employee_id,
            award.award_id,
            award.awarded_on,
            award_kind.name as award_name,
            award.decree_id
        from employee
        inner join
            award
            on employee.employee_id = award.employee_id
            and award.awarded_on between employee.grade_from and employee.as_of_date
        inner join award_kind using (award_kind_id)
        inner join
            achievement
            on award_kind.code = achievement.award_kind_code
            and {{ in_force("achievement", "employee.as_of_date") }}
            and {{ upheld("achievement", "employee.agency_id") }}
    ),

    best as (
        select distinct on (employee_id) *
        from counted
        order by employee_id, decree_id is null, awarded_on desc, award_id
    )

select *
from best
