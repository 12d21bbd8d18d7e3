with
    employment as (select * from {{ ref("int_quality__employment") }}),

    found as (
        select
            employment.person_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('born_on', employment.born_on) as detail
        from employment
        where
            employment.is_latest
            and (substr(employment.nik, 7, 2)::integer % 40)::text
            || substr(employment.nik, 9, 4)
            <> to_char(employment.born_on, 'FMDDMMYY')
    )

select *
from found
