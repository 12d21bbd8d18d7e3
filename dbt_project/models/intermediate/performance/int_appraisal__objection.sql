with
    build as (select * from {{ ref("int_build") }}),
    objection as (select * from {{ ref("stg_personnel__appraisal_objection") }}),
    appraisal as (select * from {{ ref("stg_personnel__appraisal") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    parameter as (select * from {{ ref("int_parameter") }}),

    allowed as (
        select
            agency_id,
            max(number) filter (where code = 'objection_days')::integer as to_submit,
            max(number) filter (where code = 'objection_decision_days')::integer
            as to_decide
        from parameter
        group by agency_id
    ),

    -- What was decided after the date of the build is not decided yet on it.
    submitted as (
        select
            objection.appraisal_id,
            objection.submitted_on,
            appraisal.appraised_on + allowed.to_submit as submit_by,
            objection.submitted_on + allowed.to_decide as decide_by,
            case
                when objection.decided_on <= build.as_of_date then objection.decided_on
            end as decided_on,
            objection.status,
            objection.decision,
            build.as_of_date
        from objection
        cross join build
        inner join appraisal on objection.appraisal_id = appraisal.appraisal_id
        inner join
            cycle on appraisal.performance_cycle_id = cycle.performance_cycle_id
        inner join allowed on cycle.agency_id = allowed.agency_id
        where objection.submitted_on <= build.as_of_date
    ),

    judged as (
        select
            appraisal_id,
            submitted_on,
            submit_by,
            submitted_on > submit_by as is_submitted_late,
            decide_by,
            decided_on,
            case when decided_on is not null then decision end as decision,
            case
                when decided_on is not null
                then status
                when decide_by < as_of_date
                then 'LEWAT_BATAS'
                else 'TERBUKA'
            end as state_code,
            nullif(
                greatest(coalesce(decided_on, as_of_date) - decide_by, 0), 0
            ) as days_late
        from submitted
    )

select *
from judged
