with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'appointed_on',
                employment.appointed_on,
                'age',
                employment.age_at_appointment
            ) as detail
        from employment
        where
            employment.scheme = 'PNS'
            and employment.age_at_appointment not between 18
            and 46
    )

select *
from found
