with
    build as (select * from {{ ref("int_build") }}),
    employed as (select * from {{ ref("int_employee__employed") }}),
    employee as (select * from {{ ref("training_employee") }}),

    expected as (
        select employed.employee_id, employed.year
        from employed
        cross join build
        where employed.year > extract(year from build.as_of_date) - 3
    )

select
    coalesce(expected.employee_id, employee.employee_id) as employee_id,
    coalesce(expected.year, employee.year) as year
from expected
full join
    employee
    on expected.employee_id = employee.employee_id
    and expected.year = employee.year
where expected.employee_id is null or employee.employee_id is null
