with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.person_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            '{}'::jsonb as detail
        from employment
        where employment.is_employed and employment.is_latest and employment.nik is null
    )

select *
from found
