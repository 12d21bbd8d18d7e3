with
    employee as (select * from {{ ref("int_employee__state") }} where scheme = 'PNS'),
    situation as (
        select * from {{ ref("int_promotion__situation") }} where is_functional
    ),
    credit_level as (select * from {{ ref("credit_level") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),

    -- Credit of before the first rule comes by integration.
    system_start as (
        select position_level_code, min(valid_from) as starts_on
        from credit_level
        group by position_level_code
    ),

    entered as (
        select
            employee.employee_id,
            employee.as_of_date,
            employee.assignment_id,
            employee.position_level_code,
            credit_level.step_credit,
            credit_level.diploma_credit,
            situation.lowest_grade_ordinal,
            employee.same_rank_from as entered_on,
            greatest(employee.same_rank_from, system_start.starts_on) as counted_from,
            employee.same_rank_from < system_start.starts_on as is_integrated
        from employee
        inner join situation using (employee_id)
        inner join
            credit_level
            on employee.position_level_code = credit_level.position_level_code
            and {{ in_force("credit_level", "employee.as_of_date") }}
        inner join
            system_start
            on employee.position_level_code = system_start.position_level_code
    ),

    graded as (
        select distinct
            on (entered.employee_id) entered.*, grade.ordinal as grade_ordinal_at_start
        from entered
        left join
            grade_record
            on entered.employee_id = grade_record.employee_id
            and grade_record.valid_from <= entered.counted_from
            and grade_record.grade_id in (select grade_id from grade)
        left join grade using (grade_id)
        order by
            entered.employee_id,
            grade_record.valid_from desc nulls last,
            grade.ordinal desc,
            grade_record.grade_record_id desc
    )

select *
from graded
