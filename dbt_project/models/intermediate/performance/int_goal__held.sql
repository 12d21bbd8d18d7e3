with
    build as (select * from {{ ref("int_build") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    goal as (select * from {{ ref("stg_personnel__goal") }}),
    state as (select * from {{ ref("int_employee__state") }}),

    -- Goals of those who are no longer employed lead nobody on.
    held as (
        select goal.*, state.unit_id
        from goal
        cross join build
        inner join cycle on goal.performance_cycle_id = cycle.performance_cycle_id
        inner join state on goal.employee_id = state.employee_id
        where build.as_of_date between cycle.starts_on and cycle.ends_on
    )

select *
from held
