with
    build as (select * from {{ ref("int_build") }}),
    decision as (select * from {{ ref("int_merit__decision") }}),
    standing as (select * from {{ ref("int_merit__standing") }}),
    told as (select * from {{ ref("int_merit__told") }}),
    verdict as (select * from {{ ref("int_merit__verdict") }}),
    path as (select * from {{ ref("promotion_path") }}),
    employee as (select * from {{ ref("int_employee__identity") }}),
    label as (select * from {{ ref("merit_label") }}),
    term as (select * from {{ ref("promotion_term") }} where list_code = 'STATUS'),

    merit_audit as (
        select
            decision.appointment_decision_id,
            decision.agency_id,
            decision.unit_id,
            decision.unit_name,
            decision.vacancy_id,
            decision.seat_id,
            decision.position_name,
            decision.position_level_code,
            decision.path_code,
            path.label_id as path_label_id,
            path.label_en as path_label_en,
            decision.method as method_code,
            method.label_id as method_label_id,
            method.label_en as method_label_en,
            decision.opened_on,
            decision.decided_on,
            decision.decided_on - decision.opened_on as days_open,
            decision.employee_id as chosen_id,
            employee.nip,
            employee.name,
            verdict.is_transfer,
            verdict.status as status_code,
            term.label_id as status_label_id,
            term.label_en as status_label_en,
            verdict.candidates,
            verdict.candidates_standing,
            round(standing.final_score, 2) as final_score,
            standing.standing,
            round(verdict.best_score, 2) as best_score,
            verdict.stood_higher,
            told.passed_over,
            decision.ground as ground_code,
            ground.label_id as ground_label_id,
            ground.label_en as ground_label_en,
            decision.reason,
            string_to_array(verdict.findings, ' ') as findings,
            string_to_array(verdict.missing, ' ') as missing,
            told.explanation_id,
            told.explanation_en,
            told.citations,
            verdict.verdict_code,
            outcome.label_id as verdict_label_id,
            outcome.label_en as verdict_label_en,
            build.as_of_date,
            build.build_id
        from decision
        cross join build
        inner join verdict using (appointment_decision_id)
        inner join told using (appointment_decision_id)
        inner join
            standing
            on decision.appointment_decision_id = standing.appointment_decision_id
            and standing.is_chosen
        inner join employee on decision.employee_id = employee.employee_id
        inner join {{ label_as("method", "CARA", "decision.method") }}
        inner join {{ label_as("outcome", "PUTUSAN", "verdict.verdict_code") }}
        left join {{ label_as("ground", "ALASAN", "decision.ground") }}
        left join term on verdict.status = term.code
        left join
            path
            on decision.path_code = path.path_code
            and {{ in_force("path", "decision.decided_on") }}
    )

select *
from merit_audit
