with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    gap as (select * from {{ ref("int_competence__gap") }}),
    jpm as (select * from {{ ref("int_competence__jpm") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    closing_course as (select * from {{ ref("int_competence__closing_course") }}),
    planned as (select * from {{ ref("int_competence__planned") }}),
    label as (select * from {{ ref("competence_label") }}),

    judged as (
        select
            gap.*,
            case
                when gap.state_code = 'KURANG'
                then coalesce(planned.plan_code, 'TANPA_RENCANA')
            end as plan_code
        from gap
        left join planned using (employee_id, competency_id)
    ),

    competency_gap as (
        select
            state.employee_id,
            gap.competency_id,
            competency.code as competency_code,
            competency.name as competency_label_id,
            coalesce(competency.name_en, competency.name) as competency_label_en,
            competency.kind as competency_kind,
            state.agency_id,
            state.unit_id,
            state.unit_name,
            state.nip,
            state.name,
            state.full_name,
            state.scheme,
            state.position_name,
            state.position_level_code,
            state.position_category,
            gap.required_level,
            gap.required_source,
            source_label.label_id as required_source_label_id,
            source_label.label_en as required_source_label_en,
            gap.actual_level,
            gap.assessed_on,
            gap.assessment_result_id as evidence_assessment_id,
            gap.gap,
            gap.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            case
                when gap.state_code = 'KURANG' then closing_course.titles
            end as closing_courses,
            case
                when gap.state_code = 'KURANG'
                then coalesce(closing_course.courses, 0)
                else 0
            end as closing_course_count,
            gap.plan_code,
            plan_label.label_id as plan_label_id,
            plan_label.label_en as plan_label_en,
            gap.is_in_jpm,
            jpm.gaps,
            jpm.unassessed,
            jpm.jpm_state_code,
            round(jpm.jpm_capped, 2) as jpm_capped,
            round(jpm.jpm_uncapped, 2) as jpm_uncapped,
            jpm.jpm_scheme,
            jpm.band_code,
            jpm.band_label_id,
            jpm.band_label_en,
            jpm.is_pass as is_passed,
            build.as_of_date,
            build.build_id
        from judged as gap
        cross join build
        inner join
            state
            on gap.employee_id = state.employee_id
            and gap.on_date = state.as_of_date
        inner join
            jpm on gap.employee_id = jpm.employee_id and gap.on_date = jpm.on_date
        inner join competency on gap.competency_id = competency.competency_id
        left join
            closing_course
            on gap.competency_id = closing_course.competency_id
            and gap.required_level = closing_course.required_level
        left join {{ label_as("source_label", "SUMBER", "gap.required_source") }}
        left join {{ label_as("state_label", "KESENJANGAN", "gap.state_code") }}
        left join {{ label_as("plan_label", "RENCANA_KESENJANGAN", "gap.plan_code") }}
    )

select *
from competency_gap
