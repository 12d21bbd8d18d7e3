with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'nip_day',
                to_date(left(employment.nip, 8), 'YYYYMMDD'),
                'born_on',
                employment.born_on
            ) as detail
        from employment
        where left(employment.nip, 8) <> to_char(employment.born_on, 'YYYYMMDD')
    )

select *
from found
