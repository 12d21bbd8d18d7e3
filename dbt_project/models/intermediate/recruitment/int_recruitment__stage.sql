with
    build as (select * from {{ ref("int_build") }}),
    stage as (select * from {{ ref("stg_personnel__recruitment_stage") }}),
    recruitment_round as (select * from {{ ref("stg_personnel__recruitment_round") }}),

    -- What is announced after the date of the build is not known on it.
    known as (
        select
            recruitment_round.agency_id,
            recruitment_round.announced_on,
            stage.recruitment_stage_id,
            stage.recruitment_round_id,
            stage.stage as stage_code,
            stage.sequence,
            stage.starts_on,
            stage.ends_on,
            case
                when stage.results_on <= build.as_of_date then stage.results_on
            end as results_on,
            stage.objection_from,
            stage.objection_to,
            build.as_of_date
        from stage
        cross join build
        inner join
            recruitment_round
            on stage.recruitment_round_id = recruitment_round.recruitment_round_id
        where recruitment_round.announced_on <= build.as_of_date
    ),

    judged as (
        select
            known.*,
            case
                when
                    results_on is not null
                    and as_of_date between objection_from and objection_to
                then 'MASA_SANGGAH'
                when results_on is not null
                then 'SELESAI'
                when starts_on <= as_of_date
                then 'BERJALAN'
                else 'BELUM_DIMULAI'
            end as state_code
        from known
    ),

    counted as (
        select
            judged.*,
            case
                when state_code <> 'BELUM_DIMULAI'
                then coalesce(results_on, as_of_date) - announced_on
            end as days_since_announcement,
            case
                when state_code <> 'BELUM_DIMULAI'
                then greatest(coalesce(results_on, as_of_date) - ends_on, 0)
            end as days_late
        from judged
    )

select *
from counted
