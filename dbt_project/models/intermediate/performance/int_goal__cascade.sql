with
    build as (select * from {{ ref("int_build") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    goal as (select * from {{ ref("int_goal__held") }}),
    served as (select goal_id, employee_id from {{ ref("stg_personnel__goal") }}),
    chain as (select * from {{ ref("int_goal__chain") }}),
    unit_goal as (select * from {{ ref("stg_personnel__unit_goal") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),

    chained as (
        select goal_id, count(*)::integer as steps, max(unit_goal_id) as unit_goal_id
        from chain
        group by goal_id
    ),

    led as (
        select
            chain.above_id as goal_id,
            count(*)::integer as followers,
            count(*) filter (where goal.parent_goal_id = chain.above_id)::integer
            as direct_followers
        from chain
        inner join goal on chain.goal_id = goal.goal_id
        where chain.above_id <> chain.goal_id
        group by chain.above_id
    ),

    of_people as (
        select
            'PEGAWAI' as goal_kind_code,
            goal.goal_id,
            goal.employee_id,
            goal.unit_id,
            goal.performance_cycle_id,
            goal.parent_goal_id as serves_goal_id,
            served.employee_id as serves_employee_id,
            goal.unit_goal_id as serves_unit_goal_id,
            case when chained.unit_goal_id is not null then chained.steps end as steps,
            coalesce(led.direct_followers, 0) as direct_followers,
            coalesce(led.followers, 0) as followers,
            -- Its line: the own unit and all above it.
            case
                when coalesce(unit_goal.unit_id, superior.unit_id) is not null
                then
                    exists (
                        select 1
                        from closure
                        where
                            closure.descendant_id = goal.unit_id
                            and closure.ancestor_id
                            = coalesce(unit_goal.unit_id, superior.unit_id)
                    )
            end as is_in_own_line,
            case
                when chained.unit_goal_id is not null
                then 'TERHUBUNG'
                when num_nonnulls(goal.parent_goal_id, goal.unit_goal_id) = 0
                then 'TANPA_ARAH'
                else 'TERPUTUS'
            end as state_code
        from goal
        inner join chained on goal.goal_id = chained.goal_id
        left join led on goal.goal_id = led.goal_id
        left join unit_goal on goal.unit_goal_id = unit_goal.unit_goal_id
        left join goal as superior on goal.parent_goal_id = superior.goal_id
        left join served on goal.parent_goal_id = served.goal_id
    ),

    taken_over as (
        select
            chained.unit_goal_id,
            count(*)::integer as followers,
            count(*) filter (where chained.steps = 1)::integer as direct_followers
        from chained
        where chained.unit_goal_id is not null
        group by chained.unit_goal_id
    ),

    of_units as (
        select
            'UNIT' as goal_kind_code,
            unit_goal.unit_goal_id as goal_id,
            null::bigint as employee_id,
            unit_goal.unit_id,
            unit_goal.performance_cycle_id,
            null::bigint as serves_goal_id,
            null::bigint as serves_employee_id,
            null::bigint as serves_unit_goal_id,
            0 as steps,
            coalesce(taken_over.direct_followers, 0) as direct_followers,
            coalesce(taken_over.followers, 0) as followers,
            null::boolean as is_in_own_line,
            case
                when taken_over.unit_goal_id is null
                then 'BELUM_DITERUSKAN'
                else 'DITERUSKAN'
            end as state_code
        from unit_goal
        cross join build
        inner join cycle on unit_goal.performance_cycle_id = cycle.performance_cycle_id
        left join taken_over on unit_goal.unit_goal_id = taken_over.unit_goal_id
        where build.as_of_date between cycle.starts_on and cycle.ends_on
    ),

    every_goal as (
        select *
        from of_people

        union all

        select *
        from of_units
    )

select *
from every_goal
