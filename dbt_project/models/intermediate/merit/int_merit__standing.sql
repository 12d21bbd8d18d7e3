with
    contender as (select * from {{ ref("int_merit__contender") }}),
    stage as (select * from {{ ref("int_merit__stage") }}),
    eligibility as (select * from {{ ref("int_merit__eligibility") }}),

    summed as (
        select
            appointment_decision_id,
            candidate_id,
            bool_and(state = 'LULUS') as is_passed,
            case
                when bool_and(score is not null) then sum(weight * score) / sum(weight)
            end as final_score
        from stage
        group by appointment_decision_id, candidate_id
    ),

    -- To stand, one must be eligible on that day and have passed every stage; posts
    -- outside the rules on posts ask the stages only.
    judged as (
        select
            contender.*,
            summed.final_score,
            eligibility.is_transfer,
            eligibility.status,
            coalesce(eligibility.status, 'MEMENUHI') = 'MEMENUHI'
            and coalesce(summed.is_passed, false) as is_standing
        from contender
        left join summed using (appointment_decision_id, candidate_id)
        left join
            eligibility
            on contender.employee_id = eligibility.employee_id
            and contender.decided_on = eligibility.on_date
            and contender.path_code = eligibility.path_code
    ),

    chosen as (select appointment_decision_id, final_score from judged where is_chosen),

    compared as (
        select
            judged.*,
            case
                when judged.final_score is not null
                then
                    rank() over (
                        partition by judged.appointment_decision_id
                        order by judged.final_score desc nulls last
                    )
            end::integer as standing,
            not judged.is_chosen
            and judged.is_standing
            and judged.final_score > coalesce(chosen.final_score, -1) as is_passed_over
        from judged
        inner join chosen using (appointment_decision_id)
    )

select *
from compared
