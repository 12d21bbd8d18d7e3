with
    contender as (select * from {{ ref("int_merit__contender") }}),
    stage as (select * from {{ ref("stg_personnel__selection_stage") }}),
    score as (select * from {{ ref("stg_personnel__stage_score") }}),

    -- A score given after the decision had no part in it.
    scored as (
        select
            contender.appointment_decision_id,
            contender.candidate_id,
            stage.stage,
            stage.weight,
            stage.pass_mark,
            score.score,
            case
                when score.score is null
                then 'NILAI_TAHAP'
                when score.score < stage.pass_mark
                then 'TAHAP'
                else 'LULUS'
            end as state
        from contender
        inner join stage using (vacancy_id)
        left join
            score
            on contender.candidate_id = score.candidate_id
            and stage.stage = score.stage
            and score.scored_on <= contender.decided_on
    )

select *
from scored
