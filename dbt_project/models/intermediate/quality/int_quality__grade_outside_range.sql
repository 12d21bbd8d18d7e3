with
    state as (select * from {{ ref("int_employee__state") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),

    -- One step below or above the range may be lawful for a time (rules.md 4.4, 5).
    found as (
        select
            state.assignment_id as row_id,
            ''::text as item,
            state.employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'grade',
                state.grade_code,
                'level',
                state.position_level_name,
                'lowest',
                lowest.code,
                'highest',
                coalesce(highest.code, '-')
            ) as detail
        from state
        inner join position_level on state.position_level_code = position_level.code
        inner join grade as lowest on position_level.lowest_grade_id = lowest.grade_id
        left join grade as highest on position_level.highest_grade_id = highest.grade_id
        where
            state.scheme = 'PNS'
            and state.assignment_id is not null
            and (
                state.grade_ordinal < lowest.ordinal - 1
                or state.grade_ordinal > highest.ordinal + 1
            )
    )

select *
from found
