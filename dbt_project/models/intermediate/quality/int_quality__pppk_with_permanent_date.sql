with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('permanent_on', employment.permanent_on) as detail
        from employment
        where employment.scheme = 'PPPK' and employment.permanent_on is not null
    )

select *
from found
