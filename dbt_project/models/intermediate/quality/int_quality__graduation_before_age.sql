with
    employment as (select * from {{ ref("int_quality__employment") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),

    found as (
        select
            education_record.education_record_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'graduated_on',
                education_record.graduated_on,
                'born_on',
                employment.born_on
            ) as detail
        from education_record
        inner join
            employment
            on education_record.person_id = employment.person_id
            and employment.is_latest
        where education_record.graduated_on < employment.born_on + interval '10 years'
    )

select *
from found
