with
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    found as (
        select
            completion.completion_id as row_id,
            ''::text as item,
            completion.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'hours',
                trim_scale(completion.hours),
                'started_on',
                completion.started_on,
                'ended_on',
                completion.ended_on
            ) as detail
        from completion
        where
            completion.hours = 0
            or completion.hours > 10 * (completion.ended_on - completion.started_on + 1)
    )

select *
from found
