with
    decision as (select * from {{ ref("int_merit__decision") }}),
    candidate as (select * from {{ ref("stg_personnel__candidate") }}),

    -- Who stood on the day of the decision: registered by then, and not withdrawn.
    standing as (
        select
            decision.appointment_decision_id,
            candidate.candidate_id,
            candidate.employee_id,
            decision.vacancy_id,
            decision.path_code,
            decision.decided_on,
            candidate.candidate_id = decision.candidate_id as is_chosen
        from decision
        inner join candidate using (vacancy_id)
        where
            candidate.registered_on <= decision.decided_on
            and coalesce(candidate.withdrawn_on, 'infinity') > decision.decided_on
    )

select *
from standing
