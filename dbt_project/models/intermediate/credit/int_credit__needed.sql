with
    build as (select * from {{ ref("int_build") }}),
    total as (select * from {{ ref("int_credit__total") }}),
    situation as (select * from {{ ref("int_promotion__situation") }}),
    credit_level as (select * from {{ ref("credit_level") }}),

    level_in_force as (
        select credit_level.*
        from credit_level
        cross join build
        where {{ in_force("credit_level", "build.as_of_date") }}
    ),

    -- Above the range of the level the surplus is spent: the next grade belongs to the
    -- next level, whose credit starts at nothing.
    for_step as (
        select
            total.employee_id,
            'LANGKAH' as subject_code,
            total.assignment_id,
            case
                when situation.situation_code in ('DI_ATAS', 'DI_ATAS_PENUH')
                then 0
                else total.credit
            end::numeric(9, 2) as credit,
            case
                when situation.situation_code in ('DI_ATAS', 'DI_ATAS_PENUH')
                then
                    (situation.grade_ordinal + 1 - situation.next_lowest_grade_ordinal)
                    * next_level.step_credit
                else
                    greatest(
                        situation.grade_ordinal + 1 - situation.lowest_grade_ordinal, 0
                    )
                    * level_in_force.step_credit
            end::numeric(9, 2) as needed,
            total.is_complete
            or situation.situation_code in ('DI_ATAS', 'DI_ATAS_PENUH') as is_complete
        from total
        inner join situation using (employee_id)
        inner join level_in_force using (position_level_code)
        left join
            level_in_force as next_level
            on situation.next_level_code = next_level.position_level_code
        where situation.grade_ordinal is not null
    ),

    for_level as (
        select
            total.employee_id,
            'JENJANG' as subject_code,
            total.assignment_id,
            total.credit,
            level_in_force.leave_credit::numeric(9, 2) as needed,
            total.is_complete
        from total
        inner join level_in_force using (position_level_code)
        where level_in_force.leave_credit is not null
    ),

    needed as (
        select *
        from for_step
        union all
        select *
        from for_level
    )

select *
from needed
