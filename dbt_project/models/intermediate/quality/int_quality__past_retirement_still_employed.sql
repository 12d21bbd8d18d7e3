with
    state as (select * from {{ ref("int_employee__state") }}),

    found as (
        select
            state.employee_id as row_id,
            ''::text as item,
            state.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('pension_on', state.pension_on) as detail
        from state
        where state.pension_on <= state.as_of_date
    )

select *
from found
