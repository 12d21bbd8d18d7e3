with
    employed as (select * from {{ ref("int_employee__employed") }}),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    retirement_age as (select * from {{ ref("retirement_age") }}),

    aged as (
        select
            employed.employee_id,
            employed.on_date,
            employed.born_on,
            coalesce(retirement_age.age, assignment.retirement_age) as retirement_age
        from employed
        inner join
            assignment
            on employed.employee_id = assignment.employee_id
            and employed.on_date = assignment.on_date
        left join
            retirement_age
            on retirement_age.holder = case
                when assignment.is_teacher
                then 'GURU'
                when assignment.assignment_id is null
                then 'TANPA_JABATAN'
                else assignment.position_level_code
            end
            and {{ in_force("retirement_age", "employed.on_date") }}
    ),

    dated as (
        select
            employee_id,
            on_date,
            retirement_age,
            (
                date_trunc('month', born_on + make_interval(years => retirement_age))
                + interval '1 month'
            )::date as pension_on
        from aged
    )

select *
from dated
