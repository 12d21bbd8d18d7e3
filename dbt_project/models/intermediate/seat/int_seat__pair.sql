with
    candidate as (select * from {{ ref("int_seat__candidate") }}),
    placement as (select * from {{ ref("int_seat__placement") }}),
    named as (select * from {{ ref("int_succession__named") }}),
    state as (select * from {{ ref("int_employee__state") }}),

    -- For readiness, placement or succession: seats that ask the same are compared once.
    paired as (
        select profile_id, employee_id
        from candidate

        union

        select profile_id, employee_id
        from placement

        union

        select profile_id, employee_id
        from named
    ),

    known as (
        select
            paired.profile_id, paired.employee_id, state.agency_id, state.person_id
        from paired
        inner join state using (employee_id)
    )

select *
from known
