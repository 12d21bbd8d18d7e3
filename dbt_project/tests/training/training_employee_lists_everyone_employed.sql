with
    employed as (select * from {{ ref("int_employee__employed") }} where is_recent),
    employee as (select * from {{ ref("training_employee") }})

select
    employed.nip,
    employed.year
from employed
full join
    employee
    on employed.employee_id = employee.employee_id
    and employed.year = employee.year
where employed.employee_id is null or employee.employee_id is null
