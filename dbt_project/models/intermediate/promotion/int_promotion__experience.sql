with
    employee as (select employee_id, as_of_date from {{ ref("int_employee__state") }}),
    opening as (select * from {{ ref("int_promotion__opening") }}),
    feeder as (select * from {{ ref("post_feeder") }}),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    counted as (
        select
            opening.employee_id,
            opening.path_code,
            feeder.requirement_code,
            sum(
                least(coalesce(assignment.valid_to, 'infinity'), employee.as_of_date)
                - assignment.valid_from
            )::integer as days
        from opening
        inner join employee using (employee_id)
        inner join
            assignment
            on employee.employee_id = assignment.employee_id
            and assignment.valid_from <= employee.as_of_date
        inner join seat using (seat_id)
        inner join position_title using (position_title_id)
        inner join position_level using (position_level_id)
        inner join
            feeder
            on opening.path_code = feeder.path_code
            and position_level.code = feeder.position_level_code
            and {{ in_force("feeder", "employee.as_of_date") }}
        group by opening.employee_id, opening.path_code, feeder.requirement_code
    )

select *
from counted
