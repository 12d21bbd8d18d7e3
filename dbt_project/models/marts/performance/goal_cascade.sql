with
    build as (select * from {{ ref("int_build") }}),
    cascaded as (select * from {{ ref("int_goal__cascade") }}),
    goal as (select * from {{ ref("stg_personnel__goal") }}),
    unit_goal as (select * from {{ ref("stg_personnel__unit_goal") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    label as (select * from {{ ref("performance_label") }}),

    goal_cascade as (
        select
            unit.agency_id,
            cascaded.goal_kind_code,
            kind_label.label_id as goal_kind_label_id,
            kind_label.label_en as goal_kind_label_en,
            cascaded.goal_id,
            cascaded.performance_cycle_id,
            cycle.name as cycle_name,
            cascaded.unit_id,
            unit.name as unit_name,
            cascaded.employee_id,
            state.nip,
            state.name,
            state.full_name,
            state.position_name,
            coalesce(goal.title, own_unit_goal.title) as title,
            coalesce(goal.indicator, own_unit_goal.indicator) as indicator,
            coalesce(goal.target, own_unit_goal.target) as target,
            coalesce(goal.realisation, own_unit_goal.realisation) as realisation,
            goal.weight,
            coalesce(served.title, served_unit_goal.title) as serves_title,
            coalesce(served_unit.name, superior.full_name) as serves_owner,
            cascaded.is_in_own_line,
            cascaded.steps,
            cascaded.direct_followers,
            cascaded.followers,
            cascaded.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            build.as_of_date,
            build.build_id
        from cascaded
        cross join build
        inner join cycle on cascaded.performance_cycle_id = cycle.performance_cycle_id
        inner join unit on cascaded.unit_id = unit.unit_id
        left join state on cascaded.employee_id = state.employee_id
        left join
            goal
            on cascaded.goal_kind_code = 'PEGAWAI'
            and cascaded.goal_id = goal.goal_id
        left join
            unit_goal as own_unit_goal
            on cascaded.goal_kind_code = 'UNIT'
            and cascaded.goal_id = own_unit_goal.unit_goal_id
        left join goal as served on cascaded.serves_goal_id = served.goal_id
        left join
            state as superior on cascaded.serves_employee_id = superior.employee_id
        left join
            unit_goal as served_unit_goal
            on cascaded.serves_unit_goal_id = served_unit_goal.unit_goal_id
        left join
            unit as served_unit on served_unit_goal.unit_id = served_unit.unit_id
        left join {{ label_as("kind_label", "SASARAN", "cascaded.goal_kind_code") }}
        left join {{ label_as("state_label", "PENURUNAN", "cascaded.state_code") }}
    )

select *
from goal_cascade
