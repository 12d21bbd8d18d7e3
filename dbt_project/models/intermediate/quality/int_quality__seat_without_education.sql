with
    build as (select * from {{ ref("int_build") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (
        select *
        from {{ ref("stg_reference__position_level") }}
        where code = 'PELAKSANA'
    ),
    seat_requirement as (select * from {{ ref("stg_personnel__seat_requirement") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),

    found as (
        select
            seat.seat_id as row_id,
            ''::text as item,
            null::bigint as employee_id,
            seat.unit_id,
            jsonb_build_object(
                'post',
                position_title.name || ', ' || unit.name,
                'seat_id',
                seat.seat_id,
                'kind',
                'PENDIDIKAN'
            ) as detail
        from seat
        cross join build
        inner join unit on seat.unit_id = unit.unit_id
        inner join
            position_title on seat.position_title_id = position_title.position_title_id
        inner join
            position_level
            on position_title.position_level_id = position_level.position_level_id
        where
            {{ in_force("seat", "build.as_of_date") }}
            and exists (
                select
                from assignment
                where
                    assignment.seat_id = seat.seat_id
                    and {{ in_force("assignment", "build.as_of_date") }}
            )
            and not exists (
                select
                from seat_requirement
                where
                    seat_requirement.seat_id = seat.seat_id
                    and seat_requirement.kind = 'PENDIDIKAN'
                    and {{ in_force("seat_requirement", "build.as_of_date") }}
            )
    )

select *
from found
