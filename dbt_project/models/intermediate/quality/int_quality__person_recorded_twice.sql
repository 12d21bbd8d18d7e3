with
    employment as (select * from {{ ref("int_quality__employment") }}),

    named as (
        select
            employment.*,
            min(person_id) over (
                partition by {{ text_key("person_name") }}, born_on
            ) as first_person_id
        from employment
        where is_latest
    ),

    found as (
        select
            person_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object('born_on', born_on, 'other', first_person_id) as detail
        from named
        where person_id <> first_person_id
    )

select *
from found
