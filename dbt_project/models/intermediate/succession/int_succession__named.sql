with
    build as (select * from {{ ref("int_build") }}),
    slot as (select * from {{ ref("stg_personnel__succession_slot") }}),
    seat as (
        select * from {{ ref("int_seat__profile") }} where open_places is not null
    ),

    -- Whoever is named for a seat that was abolished since has nothing to succeed in.
    named as (
        select
            slot.succession_slot_id,
            slot.employee_id,
            slot.seat_id,
            seat.profile_id,
            slot.place,
            slot.ready_on,
            slot.valid_from,
            slot.valid_to,
            slot.decree_id
        from slot
        cross join build
        inner join seat using (seat_id)
        where {{ in_force("slot", "build.as_of_date") }}
    )

select *
from named
