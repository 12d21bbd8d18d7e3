with
    build as (select * from {{ ref("int_build") }}),
    followed as (select * from {{ ref("int_appraisal__followed") }}),
    appraisal as (select * from {{ ref("stg_personnel__appraisal") }}),
    objection as (select * from {{ ref("int_appraisal__objection") }}),
    behaviour as (select * from {{ ref("int_appraisal__behaviour") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    employee as (select * from {{ ref("int_employee__identity") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    label as (select * from {{ ref("performance_label") }}),

    appraisal_followup as (
        select
            followed.agency_id,
            followed.appraisal_id,
            followed.employee_id,
            employee.nip,
            employee.name,
            coalesce(state.full_name, employee.name) as full_name,
            followed.is_employed,
            state.unit_id,
            state.unit_name,
            state.position_name,
            followed.performance_cycle_id,
            cycle.name as cycle_name,
            followed.year,
            appraisal.appraised_on,
            followed.predicate_code,
            followed.predicate_label_id,
            followed.predicate_label_en,
            coalesce(behaviour.values_rated, 0) as values_rated,
            coalesce(behaviour.values_below, 0) as values_below,
            behaviour.values_below_names_id,
            behaviour.values_below_names_en,
            appraisal.note,
            followed.followup_code,
            followup_label.label_id as followup_label_id,
            followup_label.label_en as followup_label_en,
            followed.actions,
            followed.coachings,
            followed.actions_done,
            followed.actions_overdue,
            followed.next_due_on,
            followed.objection_code,
            objection_label.label_id as objection_label_id,
            objection_label.label_en as objection_label_en,
            objection.submitted_on as objected_on,
            objection.submit_by as object_by,
            objection.is_submitted_late as is_objected_late,
            objection.decide_by,
            objection.decided_on,
            objection.days_late as decision_days_late,
            objection.decision,
            build.as_of_date,
            build.build_id
        from followed
        cross join build
        inner join appraisal on followed.appraisal_id = appraisal.appraisal_id
        inner join cycle on followed.performance_cycle_id = cycle.performance_cycle_id
        inner join employee on followed.employee_id = employee.employee_id
        left join state on followed.employee_id = state.employee_id
        left join objection on followed.appraisal_id = objection.appraisal_id
        left join behaviour on followed.appraisal_id = behaviour.appraisal_id
        left join
            {{ label_as("followup_label", "TINDAK_LANJUT", "followed.followup_code") }}
        left join
            {{ label_as("objection_label", "KEBERATAN", "followed.objection_code") }}
    )

select *
from appraisal_followup
