with
    state as (select * from {{ ref("int_employee__state") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    held as (
        select
            state.employee_id,
            state.as_of_date,
            assignment.assignment_id,
            assignment.seat_id,
            greatest(assignment.valid_from, state.as_of_date) as starts_on,
            coalesce(assignment.valid_to, 'infinity')::date as ends_on
        from state
        inner join
            assignment
            on state.employee_id = assignment.employee_id
            and assignment.kind = 'DEFINITIF'
            and coalesce(assignment.valid_to, 'infinity') > state.as_of_date
    ),

    -- Time without a post: until the first one, between two, and after the last one.
    marked as (
        select
            employee_id,
            ends_on as free_from,
            coalesce(
                lead(starts_on) over (partition by employee_id order by starts_on),
                'infinity'
            ) as free_to
        from held

        union all

        select
            state.employee_id,
            state.as_of_date as free_from,
            coalesce(min(held.starts_on), 'infinity') as free_to
        from state
        left join held on state.employee_id = held.employee_id
        group by state.employee_id, state.as_of_date
    ),

    followed as (
        select employee_id, assignment_id, seat_id, starts_on, ends_on
        from held

        union all

        select
            employee_id,
            null as assignment_id,
            null as seat_id,
            free_from as starts_on,
            free_to as ends_on
        from marked
        where free_from < free_to
    ),

    described as (
        select
            followed.employee_id,
            followed.assignment_id,
            followed.seat_id,
            followed.starts_on,
            followed.ends_on,
            followed.starts_on = state.as_of_date as is_current,
            seat.unit_id,
            seat.position_title_id,
            seat.needed_count,
            position_title.name as position_name,
            position_level.code as position_level_code,
            position_level.retirement_age as level_retirement_age,
            case
                when followed.assignment_id is null
                then 'TANPA_JABATAN'
                when position_title.is_teacher
                then 'GURU'
                else position_level.code
            end as holder
        from followed
        inner join state on followed.employee_id = state.employee_id
        left join seat on followed.seat_id = seat.seat_id
        left join
            position_title on seat.position_title_id = position_title.position_title_id
        left join
            position_level
            on coalesce(
                position_title.position_level_id,
                (
                    select without_post.position_level_id
                    from position_level as without_post
                    where without_post.code = 'PELAKSANA'
                )
            )
            = position_level.position_level_id
    )

select *
from described
