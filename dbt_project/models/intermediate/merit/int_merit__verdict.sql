with
    decision as (select * from {{ ref("int_merit__decision") }}),
    standing as (select * from {{ ref("int_merit__standing") }}),
    stage as (select * from {{ ref("int_merit__stage") }}),
    eligibility as (select * from {{ ref("int_merit__eligibility") }}),

    counted as (
        select
            appointment_decision_id,
            count(*)::integer as candidates,
            count(*) filter (where is_standing)::integer as candidates_standing,
            count(*) filter (where is_passed_over)::integer as stood_higher,
            max(final_score) as best_score
        from standing
        group by appointment_decision_id
    ),

    chosen as (select * from standing where is_chosen),

    staged as (
        select
            chosen.appointment_decision_id,
            bool_or(stage.state = 'TAHAP') as has_failed,
            bool_or(stage.state = 'NILAI_TAHAP') as is_unscored
        from chosen
        inner join stage using (appointment_decision_id, candidate_id)
        group by chosen.appointment_decision_id
    ),

    found as (
        select
            decision.appointment_decision_id,
            decision.ground,
            chosen.status,
            coalesce(chosen.is_transfer, false) as is_transfer,
            counted.candidates,
            counted.candidates_standing,
            counted.stood_higher,
            counted.best_score,
            concat_ws(
                ' ',
                nullif(eligibility.blockers, ''),
                case when staged.has_failed then 'TAHAP' end,
                case
                    when counted.stood_higher > 0 and decision.ground is null
                    then 'DILEWATI'
                end
            ) as findings,
            concat_ws(
                ' ',
                nullif(eligibility.missing, ''),
                case when staged.is_unscored then 'NILAI_TAHAP' end
            ) as missing
        from decision
        inner join counted using (appointment_decision_id)
        inner join chosen using (appointment_decision_id)
        left join staged using (appointment_decision_id)
        left join
            eligibility
            on decision.employee_id = eligibility.employee_id
            and decision.decided_on = eligibility.on_date
            and decision.path_code = eligibility.path_code
    ),

    judged as (
        select
            appointment_decision_id,
            status,
            is_transfer,
            candidates,
            candidates_standing,
            stood_higher,
            best_score,
            findings,
            missing,
            case
                when findings <> ''
                then 'PELANGGARAN'
                when missing <> ''
                then 'DATA_TIDAK_LENGKAP'
                when stood_higher > 0
                then 'PENGECUALIAN'
                when coalesce(status, 'TIDAK_BERLAKU') = 'TIDAK_BERLAKU'
                then 'DI_LUAR_LINGKUP'
                else 'SESUAI'
            end as verdict_code
        from found
    )

select *
from judged
