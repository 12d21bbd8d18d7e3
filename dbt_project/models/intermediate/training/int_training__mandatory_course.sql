with
    employed as (select * from {{ ref("int_employee__employed") }}),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    position_run as (select * from {{ ref("int_employee__position_run") }}),
    leadership as (select * from {{ ref("int_employee__leadership") }}),
    mandatory_course as (select * from {{ ref("mandatory_course") }}),

    compared as (
        select
            employed.employee_id,
            employed.year,
            mandatory_course.training_kind_code as mandatory_course_code,
            case
                when mandatory_course.training_kind_code is null
                then 'TIDAK_BERLAKU'
                when leadership.leadership_level >= mandatory_course.leadership_level
                then 'SUDAH'
                when
                    employed.on_date
                    < position_run.same_rank_from
                    + make_interval(months => mandatory_course.months_allowed)
                then 'BELUM_DALAM_TENGGANG'
                else 'BELUM_LEWAT_TENGGANG'
            end as mandatory_course_state
        from employed
        inner join assignment using (employee_id, on_date)
        inner join position_run using (employee_id, on_date)
        left join leadership using (employee_id, on_date)
        left join
            mandatory_course
            on assignment.position_level_code = mandatory_course.position_level_code
            and {{ in_force("mandatory_course", "employed.on_date") }}
    )

select *
from compared
