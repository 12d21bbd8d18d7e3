with
    build as (select * from {{ ref("int_build") }}),
    employment as (select * from {{ ref("int_quality__employment") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),

    last_one as (
        select distinct
            on (employment.employee_id)
            employment.employee_id,
            education_record.education_record_id,
            education_record.graduated_on
        from employment
        inner join education_record on employment.person_id = education_record.person_id
        where employment.is_employed and employment.is_latest
        order by
            employment.employee_id,
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
            last_one.education_record_id as row_id,
            ''::text as item,
            last_one.employee_id,
            null::bigint as unit_id,
            jsonb_build_object('graduated_on', last_one.graduated_on) as detail
        from last_one
        inner join employment on last_one.employee_id = employment.employee_id
        where employment.person_id not in (select person_id from recognised)
    )

select *
from found
