with
    state as (select * from {{ ref("int_employee__state") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),

    -- The longest holders first: who came last is most likely in the seat.
    held as (
        select
            state.employee_id,
            state.assignment_id,
            state.position_name,
            seat.needed_count,
            count(*) over (partition by state.seat_id) as holders,
            row_number() over (
                partition by state.seat_id
                order by state.position_from, state.assignment_id
            ) as place
        from state
        inner join seat on state.seat_id = seat.seat_id
        where state.position_category in ('JPT', 'ADMINISTRATOR', 'PENGAWAS')
    ),

    found as (
        select
            assignment_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'post', position_name, 'holders', holders, 'needed', needed_count
            ) as detail
        from held
        where place <= holders - greatest(needed_count, 1)
    )

select *
from found
