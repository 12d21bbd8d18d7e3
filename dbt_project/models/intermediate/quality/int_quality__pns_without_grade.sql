with
    state as (select * from {{ ref("int_employee__state") }}),

    found as (
        select
            state.employee_id as row_id,
            ''::text as item,
            state.employee_id as employee_id,
            null::bigint as unit_id,
            '{}'::jsonb as detail
        from state
        where state.scheme = 'PNS' and state.grade_ordinal is null
    )

select *
from found
