with
    build as (select * from {{ ref("int_build") }}),
    action as (select * from {{ ref("int_development__action") }}),
    employee as (select * from {{ ref("int_employee__identity") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    gap as (select * from {{ ref("int_competence__gap") }}),
    label as (select * from {{ ref("performance_label") }}),
    action_label as (
        select * from {{ ref("engagement_label") }} where topic = 'TINDAK_LANJUT'
    ),

    development_followup as (
        select
            employee.agency_id,
            action.development_action_id,
            action.employee_id,
            employee.nip,
            employee.name,
            coalesce(state.full_name, employee.name) as full_name,
            state.employee_id is not null as is_employed,
            state.unit_id,
            state.unit_name,
            state.position_name,
            action.kind as kind_code,
            kind_label.label_id as kind_label_id,
            kind_label.label_en as kind_label_en,
            action.title,
            action.appraisal_id,
            competency.code as competency_code,
            competency.name as competency_label_id,
            coalesce(competency.name_en, competency.name) as competency_label_en,
            gap.required_level,
            gap.actual_level,
            gap.gap,
            mentor.name as mentor_name,
            action.agreed_on,
            action.due_on,
            action.done_on,
            action.state_code,
            action_label.label_id as state_label_id,
            action_label.label_en as state_label_en,
            action.days_late,
            action.days_left,
            action.outcome,
            build.as_of_date,
            build.build_id
        from action
        cross join build
        inner join employee on action.employee_id = employee.employee_id
        left join state on action.employee_id = state.employee_id
        left join competency on action.competency_id = competency.competency_id
        left join
            gap
            on action.employee_id = gap.employee_id
            and action.competency_id = gap.competency_id
            and build.as_of_date = gap.on_date
        left join employee as mentor on action.mentor_id = mentor.employee_id
        left join {{ label_as("kind_label", "PENGEMBANGAN", "action.kind") }}
        left join
            action_label
            on action.state_code = action_label.code
            and {{ in_force("action_label", "build.as_of_date") }}
    )

select *
from development_followup
