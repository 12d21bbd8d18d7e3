with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (
        select *
        from {{ ref("stg_reference__position_level") }}
        where category in ('JF_KEAHLIAN', 'JF_KETERAMPILAN')
    ),

    -- What is left of a title without its level names the function: Guru Ahli Muda is
    -- the function guru.
    held as (
        select seat_id, count(*) as holders
        from employee
        where seat_id is not null
        group by seat_id
    ),

    functional_seat as (
        select
            unit.agency_id,
            seat.seat_id,
            position_level.code as position_level_code,
            {{ function_key("position_title.name", "position_level.name") }}
            as function_key,
            greatest(seat.needed_count - coalesce(held.holders, 0), 0) as vacancies
        from seat
        inner join unit using (unit_id)
        inner join position_title using (position_title_id)
        inner join position_level using (position_level_id)
        cross join build
        left join held using (seat_id)
        where {{ in_force("seat", "build.as_of_date") }}
    ),

    counted as (
        select
            agency_id,
            function_key,
            position_level_code,
            sum(vacancies)::integer as vacancies
        from functional_seat
        group by agency_id, function_key, position_level_code
    )

select *
from counted
