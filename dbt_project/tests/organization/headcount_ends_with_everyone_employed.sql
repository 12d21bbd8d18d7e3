with
    headcount as (select * from {{ ref("headcount_month") }}),
    state as (select * from {{ ref("int_employee__state") }}),

    closed as (
        select agency_id, unit_id, closing
        from headcount
        where closing_on = as_of_date and closing > 0
    ),

    employed as (
        select agency_id, unit_id, count(*) as employees
        from state
        where unit_id is not null
        group by agency_id, unit_id
    )

select *
from closed
full join employed using (agency_id, unit_id)
where closing is distinct from employees
