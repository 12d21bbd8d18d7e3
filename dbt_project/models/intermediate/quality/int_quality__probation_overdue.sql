with
    build as (select * from {{ ref("int_build") }}),
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('appointed_on', employment.appointed_on) as detail
        from employment
        cross join build
        where
            employment.is_employed
            and employment.scheme = 'PNS'
            and employment.permanent_on is null
            and employment.appointed_on + interval '2 years' <= build.as_of_date
    )

select *
from found
