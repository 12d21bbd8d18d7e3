with
    employment as (select * from {{ ref("int_quality__employment") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('person_id', employment.person_id) as detail
        from employment
        where
            employment.is_employed
            and employment.is_latest
            and employment.person_id
            not in (select education_record.person_id from education_record)
    )

select *
from found
