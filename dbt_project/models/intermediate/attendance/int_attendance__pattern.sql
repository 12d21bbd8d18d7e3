with
    absent as (
        select distinct employee_id, unit_id
        from {{ ref("int_attendance__sheet") }}
        where marks like '%A%'
    ),
    closure as (select * from {{ ref("int_unit__closure") }}),
    of_unit as (select * from {{ ref("stg_personnel__unit_work_pattern") }}),
    of_employee as (select * from {{ ref("stg_personnel__employee_work_pattern") }}),
    pattern as (select * from {{ ref("stg_personnel__work_pattern") }}),
    pattern_day as (select * from {{ ref("stg_personnel__work_pattern_day") }}),

    weekday as (
        select work_pattern_id, array_agg(weekday order by weekday) as weekdays
        from pattern_day
        group by work_pattern_id
    ),

    -- An employee's own pattern stands at distance 0, that of the unit and the units
    -- above it further off.
    found as (
        select
            absent.employee_id,
            0 as distance,
            of_employee.work_pattern_id,
            of_employee.valid_from,
            of_employee.valid_to
        from absent
        inner join of_employee on absent.employee_id = of_employee.employee_id
        union all
        select
            absent.employee_id,
            closure.depth + 1 as distance,
            of_unit.work_pattern_id,
            of_unit.valid_from,
            of_unit.valid_to
        from absent
        inner join closure on absent.unit_id = closure.descendant_id
        inner join of_unit on closure.ancestor_id = of_unit.unit_id
    ),

    patterned as (
        select
            found.employee_id,
            found.distance,
            found.valid_from,
            found.valid_to,
            pattern.is_rostered,
            coalesce(weekday.weekdays, '{}') as weekdays
        from found
        inner join pattern on found.work_pattern_id = pattern.work_pattern_id
        left join weekday on pattern.work_pattern_id = weekday.work_pattern_id
    )

select *
from patterned
