with
    employee as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }})

select employee.nip, grade.code, grade_record.valid_from
from employee
inner join grade_record on employee.employee_id = grade_record.employee_id
inner join grade on grade_record.grade_id = grade.grade_id
where grade.scheme <> employee.scheme
