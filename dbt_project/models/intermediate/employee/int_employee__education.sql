with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    study_field as (select * from {{ ref("stg_reference__study_field") }}),
    education_rank as (select * from {{ ref("education_rank") }}),
    own_rank as (
        select * from {{ ref("int_local_parameter") }} where code = 'duk_education_rank'
    ),

    recognised as (
        select
            employed.employee_id,
            education_record.education_record_id,
            education_level.code as education_level_code,
            education_level.name as education_level_name,
            education_level.name_en as education_level_name_en,
            coalesce(
                own_rank.number::integer, education_rank.rank, 0
            ) as education_rank,
            study_field.name as study_field_name,
            education_record.institution,
            education_record.graduated_on,
            education_record.recognised_on
        from employed
        inner join education_record on employed.person_id = education_record.person_id
        inner join
            education_level
            on education_record.education_level_id = education_level.education_level_id
        left join
            study_field on education_record.study_field_id = study_field.study_field_id
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "employed.on_date") }}
        left join
            own_rank
            on employed.agency_id = own_rank.agency_id
            and education_level.code = own_rank.subject
            and {{ in_force("own_rank", "employed.on_date") }}
        where education_record.recognised_on <= employed.on_date
    ),

    highest as (
        select distinct on (employee_id) *
        from recognised
        order by employee_id, education_rank desc, graduated_on, education_record_id
    )

select *
from highest
