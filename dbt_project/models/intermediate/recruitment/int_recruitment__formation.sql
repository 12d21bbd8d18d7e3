with
    build as (select * from {{ ref("int_build") }}),
    formation as (select * from {{ ref("stg_personnel__formation") }}),
    applicant as (select * from {{ ref("stg_personnel__applicant") }}),
    progress as (select * from {{ ref("int_recruitment__progress") }}),
    stage as (select * from {{ ref("int_recruitment__stage") }}),

    applied as (
        select applicant.formation_id, count(*)::integer as applicants
        from applicant
        cross join build
        where applicant.registered_on <= build.as_of_date
        group by applicant.formation_id
    ),

    accepted as (
        select
            placed_formation_id as formation_id,
            count(*)::integer as accepted,
            count(*) filter (
                where placed_formation_id <> formation_id
            )::integer as accepted_from_others
        from progress
        where stage_code = 'KELULUSAN_AKHIR' and result = 'LULUS'
        group by placed_formation_id
    ),

    declined as (
        select distinct placed_formation_id as formation_id
        from progress
        where stage_code = 'KELULUSAN_AKHIR' and result = 'MENGUNDURKAN_DIRI'
    ),

    -- The last stage that anybody who applied for the formation came to.
    furthest as (
        select distinct on (progress.formation_id)
            progress.formation_id, progress.stage_code
        from progress
        inner join
            stage
            on progress.recruitment_round_id = stage.recruitment_round_id
            and progress.stage_code = stage.stage_code
        order by progress.formation_id, stage.sequence desc
    ),

    finished as (
        select recruitment_round_id
        from stage
        where stage_code = 'KELULUSAN_AKHIR' and results_on is not null
    ),

    counted as (
        select
            formation.*,
            coalesce(applied.applicants, 0) as applicants,
            coalesce(accepted.accepted, 0) as accepted,
            coalesce(accepted.accepted_from_others, 0) as accepted_from_others,
            formation.needed - coalesce(accepted.accepted, 0) as unfilled,
            furthest.stage_code as furthest_stage_code,
            finished.recruitment_round_id is not null as is_finished,
            declined.formation_id is not null as was_declined
        from formation
        left join applied on formation.formation_id = applied.formation_id
        left join accepted on formation.formation_id = accepted.formation_id
        left join declined on formation.formation_id = declined.formation_id
        left join furthest on formation.formation_id = furthest.formation_id
        left join
            finished on formation.recruitment_round_id = finished.recruitment_round_id
    ),

    judged as (
        select
            counted.*,
            case
                when not is_finished
                then 'PROSES'
                when unfilled = 0
                then 'TERISI'
                when accepted > 0
                then 'TERISI_SEBAGIAN'
                else 'KOSONG'
            end as state_code,
            case
                when not is_finished or unfilled = 0
                then null
                when applicants = 0
                then 'TANPA_PELAMAR'
                when was_declined
                then 'MENGUNDURKAN_DIRI'
                else 'KURANG_LULUS'
            end as cause_code
        from counted
    )

select *
from judged
