with
    build as (select * from {{ ref("int_build") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    found as (
        select
            completion.completion_id as row_id,
            ''::text as item,
            completion.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('ended_on', completion.ended_on) as detail
        from completion
        cross join build
        where completion.ended_on > build.as_of_date
    )

select *
from found
