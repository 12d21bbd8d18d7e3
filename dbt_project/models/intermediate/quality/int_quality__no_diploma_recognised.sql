with
    build as (select * from {{ ref("int_build") }}),
    employment as (select * from {{ ref("int_quality__employment") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),

    -- The one to be recognised is the highest: a later one may be lower.
    highest as (
        select distinct
            on (employment.employee_id)
            employment.employee_id,
            employment.person_id,
            education_record.education_record_id,
            education_record.graduated_on,
            education_level.name as level_name
        from employment
        inner join education_record on employment.person_id = education_record.person_id
        inner join
            education_level
            on education_record.education_level_id = education_level.education_level_id
        where employment.is_employed and employment.is_latest
        order by
            employment.employee_id,
            education_level.ordinal desc,
            education_record.graduated_on desc,
            education_record.education_record_id
    ),

    recognised as (
        select education_record.person_id
        from education_record
        cross join build
        where education_record.recognised_on <= build.as_of_date
    ),

    found as (
        select
            highest.education_record_id as row_id,
            ''::text as item,
            highest.employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'level', highest.level_name, 'graduated_on', highest.graduated_on
            ) as detail
        from highest
        where highest.person_id not in (select person_id from recognised)
    )

select *
from found
