with
    listed as (select * from {{ ref("satyalancana_due") }}),
    state as (select * from {{ ref("int_employee__state") }})

select state.employee_id as employed_id, listed.employee_id as listed_id
from state
full join listed on state.employee_id = listed.employee_id
where state.employee_id is null or listed.employee_id is null
