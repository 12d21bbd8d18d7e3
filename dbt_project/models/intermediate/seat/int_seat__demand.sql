with
    build as (select * from {{ ref("int_build") }}),
    profile as (
        select distinct profile_id, agency_id from {{ ref("int_seat__profile") }}
    ),
    requirement as (select * from {{ ref("stg_personnel__seat_requirement") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),
    study_field as (select * from {{ ref("stg_reference__study_field") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),

    -- The grade of a PPPK is one of pay (rules.md 2.2): it is not weighed.
    demanded as (
        select
            profile.profile_id,
            profile.agency_id,
            requirement.seat_requirement_id,
            requirement.kind,
            requirement.is_mandatory,
            requirement.study_field_id,
            requirement.competency_id,
            training_kind.code as training_kind_code,
            training_kind.leadership_level,
            case
                requirement.kind
                when 'GOLONGAN'
                then grade.ordinal
                when 'PENDIDIKAN'
                then coalesce(education_rank.rank, 0)
                when 'KOMPETENSI'
                then round(requirement.minimum)
                when 'PENGALAMAN'
                then round(requirement.minimum * 12)
            end::integer as threshold,
            case
                requirement.kind
                when 'GOLONGAN'
                then grade.code
                when 'PENDIDIKAN'
                then education_level.name
                when 'BIDANG_STUDI'
                then study_field.name
                when 'PELATIHAN'
                then training_kind.name
                when 'KOMPETENSI'
                then competency.name
            end as label_id,
            case
                requirement.kind
                when 'GOLONGAN'
                then grade.code
                when 'PENDIDIKAN'
                then coalesce(education_level.name_en, education_level.name)
                when 'BIDANG_STUDI'
                then coalesce(study_field.name_en, study_field.name)
                when 'PELATIHAN'
                then coalesce(training_kind.name_en, training_kind.name)
                when 'KOMPETENSI'
                then coalesce(competency.name_en, competency.name)
            end as label_en
        from profile
        cross join build
        inner join
            requirement
            on profile.profile_id = requirement.seat_id
            and {{ in_force("requirement", "build.as_of_date") }}
        left join grade using (grade_id)
        left join education_level using (education_level_id)
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "build.as_of_date") }}
        left join study_field using (study_field_id)
        left join training_kind using (training_kind_id)
        left join competency using (competency_id)
        where requirement.kind <> 'GOLONGAN' or grade.scheme = 'PNS'
    )

select *
from demanded
