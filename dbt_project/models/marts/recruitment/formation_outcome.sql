with
    build as (select * from {{ ref("int_build") }}),
    formation as (select * from {{ ref("int_recruitment__formation") }}),
    recruitment_round as (select * from {{ ref("stg_personnel__recruitment_round") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    title as (select * from {{ ref("stg_personnel__position_title") }}),
    label as (select * from {{ ref("recruitment_label") }}),

    formation_outcome as (
        select
            recruitment_round.agency_id,
            formation.formation_id,
            formation.recruitment_round_id,
            recruitment_round.name as round_name,
            recruitment_round.announced_on,
            formation.code as formation_code,
            title.name as position_name,
            formation.unit_id,
            unit.name as unit_name,
            formation.kind as kind_code,
            kind.label_id as kind_label_id,
            kind.label_en as kind_label_en,
            formation.needed,
            formation.applicants,
            formation.accepted,
            formation.accepted_from_others,
            formation.unfilled,
            formation.state_code,
            state.label_id as state_label_id,
            state.label_en as state_label_en,
            formation.cause_code,
            cause.label_id as cause_label_id,
            cause.label_en as cause_label_en,
            formation.furthest_stage_code,
            furthest.label_id as furthest_stage_label_id,
            furthest.label_en as furthest_stage_label_en,
            build.as_of_date,
            build.build_id
        from formation
        cross join build
        inner join
            recruitment_round
            on formation.recruitment_round_id = recruitment_round.recruitment_round_id
        inner join unit on formation.unit_id = unit.unit_id
        inner join title on formation.position_title_id = title.position_title_id
        inner join {{ label_as("kind", "JENIS", "formation.kind") }}
        inner join {{ label_as("state", "KEADAAN_FORMASI", "formation.state_code") }}
        left join {{ label_as("cause", "SEBAB", "formation.cause_code") }}
        left join {{ label_as("furthest", "TAHAP", "formation.furthest_stage_code") }}
        where recruitment_round.announced_on <= build.as_of_date
    )

select *
from formation_outcome
