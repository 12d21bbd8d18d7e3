with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    needed as (
        select
            seat.unit_id,
            seat.position_title_id,
            sum(seat.needed_count)::integer as needed
        from seat
        cross join build
        where {{ in_force("seat", "build.as_of_date") }}
        group by seat.unit_id, seat.position_title_id
    ),

    held as (
        select
            seat.unit_id,
            seat.position_title_id,
            count(distinct assignment.employee_id) filter (
                where assignment.kind = 'DEFINITIF'
            )::integer as filled,
            count(distinct assignment.employee_id) filter (
                where assignment.kind in ('PLT', 'PLH')
            )::integer as acting,
            count(distinct assignment.employee_id) filter (
                where
                    assignment.kind = 'DEFINITIF'
                    and forecast.leaves_on <= state.as_of_date + interval '12 months'
            )::integer as retiring
        from assignment
        inner join state on assignment.employee_id = state.employee_id
        inner join forecast on assignment.employee_id = forecast.employee_id
        inner join seat on assignment.seat_id = seat.seat_id
        where {{ in_force("assignment", "state.as_of_date") }}
        group by seat.unit_id, seat.position_title_id
    ),

    counted as (
        select
            unit_id,
            position_title_id,
            coalesce(needed.needed, 0) as needed,
            coalesce(held.filled, 0) as filled,
            coalesce(held.acting, 0) as acting,
            coalesce(held.retiring, 0) as retiring
        from needed
        full join held using (unit_id, position_title_id)
    ),

    bezetting as (
        select
            unit.agency_id,
            counted.unit_id,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.kind as unit_kind,
            counted.position_title_id,
            position_title.code as position_code,
            position_title.name as position_name,
            position_level.code as position_level_code,
            position_level.name as position_level_label_id,
            coalesce(
                position_level.name_en, position_level.name
            ) as position_level_label_en,
            position_level.category as position_category,
            position_title.job_class,
            counted.needed,
            counted.filled,
            counted.acting,
            greatest(counted.needed - counted.filled, 0) as vacant,
            greatest(counted.filled - counted.needed, 0) as surplus,
            counted.retiring as retiring_12_months,
            greatest(
                counted.needed - counted.filled + counted.retiring, 0
            ) as vacant_in_12_months,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join unit on counted.unit_id = unit.unit_id
        inner join
            position_title
            on counted.position_title_id = position_title.position_title_id
        inner join
            position_level
            on position_title.position_level_id = position_level.position_level_id
    )

select *
from bezetting
