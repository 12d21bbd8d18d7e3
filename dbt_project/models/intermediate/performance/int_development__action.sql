with
    build as (select * from {{ ref("int_build") }}),
    action as (select * from {{ ref("stg_personnel__development_action") }}),

    -- What was done after the date of the build is not done yet on it.
    agreed as (
        select
            action.development_action_id,
            action.employee_id,
            action.appraisal_id,
            action.competency_id,
            action.mentor_id,
            action.kind,
            action.title,
            action.agreed_on,
            action.due_on,
            action.status,
            case
                when action.done_on <= build.as_of_date then action.done_on
            end as done_on,
            action.outcome,
            build.as_of_date
        from action
        cross join build
        where action.agreed_on <= build.as_of_date
    ),

    judged as (select agreed.*, {{ action_state() }} as state_code from agreed),

    counted as (
        select
            judged.*,
            {{ action_days() }}
        from judged
    )

select *
from counted
