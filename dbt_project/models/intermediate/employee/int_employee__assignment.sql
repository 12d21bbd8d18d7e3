with
    employed as (select * from {{ ref("int_employee__employed") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    root_unit as (
        select distinct on (agency_id) agency_id, unit_id
        from unit
        where parent_id is null
        order by agency_id, unit_id
    ),

    held as (
        select
            employed.employee_id,
            employed.on_date,
            assignment.assignment_id,
            assignment.valid_from as position_from,
            seat.seat_id,
            seat.superior_seat_id,
            seat.unit_id,
            position_title.position_title_id,
            position_title.name as position_name,
            position_title.is_teacher,
            coalesce(seat.job_class, position_title.job_class) as job_class,
            position_level.code as position_level_code,
            position_level.name as position_level_name,
            position_level.name_en as position_level_name_en,
            position_level.category as position_category,
            position_level.retirement_age
        from employed
        inner join
            assignment
            on employed.employee_id = assignment.employee_id
            and assignment.kind = 'DEFINITIF'
            and assignment.valid_from <= employed.on_date
            and coalesce(assignment.valid_to, 'infinity') > employed.on_date
        inner join seat on assignment.seat_id = seat.seat_id
        inner join
            position_title on seat.position_title_id = position_title.position_title_id
        inner join
            position_level
            on position_title.position_level_id = position_level.position_level_id
    ),

    placed as (
        select
            employed.employee_id,
            employed.on_date,
            held.assignment_id,
            held.seat_id,
            held.superior_seat_id,
            coalesce(held.unit_id, root_unit.unit_id) as unit_id,
            unit.name as unit_name,
            held.position_title_id,
            held.position_name,
            held.position_from,
            held.position_level_code,
            held.position_level_name,
            held.position_level_name_en,
            held.position_category,
            held.job_class,
            coalesce(held.is_teacher, false) as is_teacher,
            held.retirement_age
        from employed
        left join
            held
            on employed.employee_id = held.employee_id
            and employed.on_date = held.on_date
        left join root_unit on employed.agency_id = root_unit.agency_id
        left join unit on coalesce(held.unit_id, root_unit.unit_id) = unit.unit_id
    )

select *
from placed
