with
    employee as (select * from {{ ref("int_employee__state") }}),

    holder as (
        select seat_id, employee_id, grade_code, grade_ordinal, grade_record_id
        from employee
        where scheme = 'PNS' and grade_code is not null and seat_id is not null
    ),

    -- Where a superior seat has several holders, the highest of them.
    superior as (
        select distinct
            on (employee.employee_id)
            employee.employee_id,
            holder.employee_id as superior_employee_id,
            holder.grade_code as superior_grade_code,
            holder.grade_ordinal as superior_grade_ordinal,
            holder.grade_record_id as superior_grade_record_id
        from employee
        inner join
            holder
            on employee.superior_seat_id = holder.seat_id
            and employee.employee_id <> holder.employee_id
        order by employee.employee_id, holder.grade_ordinal desc, holder.employee_id
    )

select *
from superior
