with
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),

    identified as (
        select
            employee.employee_id,
            employee.person_id,
            employee.agency_id,
            employee.nip,
            person.name,
            person.sex,
            person.born_on
        from employee
        inner join person on employee.person_id = person.person_id
    )

select *
from identified
