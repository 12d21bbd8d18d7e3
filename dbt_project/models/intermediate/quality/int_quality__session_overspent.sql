with
    session as (select * from {{ ref("stg_personnel__session") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    -- A session belongs to no unit: those over the whole agency mend it.
    topmost as (
        select agency_id, min(unit_id) as unit_id
        from unit
        where parent_id is null
        group by agency_id
    ),

    found as (
        select
            session.session_id as row_id,
            ''::text as item,
            null::bigint as employee_id,
            topmost.unit_id,
            jsonb_build_object(
                'session',
                session.name,
                'budget',
                trim_scale(session.budget),
                'spent',
                trim_scale(session.spent)
            ) as detail
        from session
        left join topmost using (agency_id)
        where session.spent > session.budget
    )

select *
from found
