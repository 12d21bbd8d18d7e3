with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    verdict as (select * from {{ ref("int_salary__verdict") }}),
    label as (select * from {{ ref("due_label") }}),
    predicate as (select * from {{ ref("predicate") }}),
    salary_step as (select * from {{ ref("salary_step") }}),

    kgb_due as (
        select
            state.employee_id,
            state.agency_id,
            {{ employee_columns("state") }},
            state.grade_code,
            state.position_name,
            verdict.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            verdict.missing_code,
            missing_label.label_id as missing_label_id,
            missing_label.label_en as missing_label_en,
            verdict.anchor_on,
            verdict.service_months / 12 as service_years,
            verdict.service_months % 12 as service_months,
            verdict.service_months as service_total_months,
            verdict.base_salary,
            verdict.evidence_table,
            verdict.evidence_id,
            verdict.unpaid_months,
            verdict.next_step_years,
            verdict.scheduled_on,
            verdict.next_on,
            verdict.notice_on,
            verdict.delay_months,
            coalesce(verdict.missed_steps, 0) as missed_steps,
            verdict.asked_year as performance_year,
            verdict.appraisal_id,
            verdict.predicate_code,
            predicate.label_id as predicate_label_id,
            predicate.label_en as predicate_label_en,
            string_to_array(verdict.blockers, ' ') as blockers,
            {{ words_of("verdict.blockers", "KGB_PENGHALANG", "label", "id") }}
            as blockers_id,
            {{ words_of("verdict.blockers", "KGB_PENGHALANG", "label", "en") }}
            as blockers_en,
            salary_step.regulation,
            salary_step.article,
            salary_step.confidence,
            build.as_of_date,
            build.build_id
        from state
        cross join build
        inner join verdict on state.employee_id = verdict.employee_id
        left join
            salary_step
            on state.grade_code = salary_step.grade_code
            and verdict.next_step_years
            between salary_step.first_years and salary_step.last_years
            and {{ in_force("salary_step", "build.as_of_date") }}
        left join predicate on verdict.predicate_code = predicate.predicate_code
        left join {{ label_as("status_label", "KGB", "verdict.status_code") }}
        left join {{ label_as("missing_label", "KGB_DATA", "verdict.missing_code") }}
    )

select *
from kgb_due
