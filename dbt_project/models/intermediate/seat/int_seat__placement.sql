with
    state as (select * from {{ ref("int_employee__state") }}),
    seat as (select * from {{ ref("int_seat__profile") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    parameter as (
        select *
        from {{ ref("int_parameter") }}
        where code = 'placement_months_in_post'
    ),

    held as (
        select
            state.*,
            seat.profile_id,
            seat.profession_id,
            seat.position_level_code as level_code
        from state
        inner join seat using (seat_id)
    ),

    punished as (
        select distinct held.employee_id
        from held
        inner join discipline_case using (employee_id)
        inner join discipline_kind using (discipline_kind_id)
        where
            discipline_case.status = 'FINAL'
            and discipline_kind.severity in ('SEDANG', 'BERAT')
            and {{ in_force("discipline_case", "held.as_of_date") }}
    ),

    -- Whom the law lets move to another post of the same level: PP 11/2017 art. 190.
    movable as (
        select held.*
        from held
        inner join parameter using (agency_id)
        left join punished on held.employee_id = punished.employee_id
        where
            held.scheme = 'PNS'
            and not held.is_probationary
            and held.counts_as_service
            and not held.blocks_promotion
            and punished.employee_id is null
            and {{ whole_months("held.position_from", "held.as_of_date") }}
            >= parameter.number
    ),

    offer as (
        select distinct agency_id, position_level_code, profession_id, profile_id
        from seat
        where open_places > 0
    ),

    placement as (
        select
            employee_id, profile_id, level_code, profession_id, true as is_held
        from held

        union all

        select
            movable.employee_id,
            offer.profile_id,
            movable.level_code,
            movable.profession_id,
            false as is_held
        from movable
        inner join
            offer
            on movable.agency_id = offer.agency_id
            and movable.level_code = offer.position_level_code
            and movable.profession_id = offer.profession_id
            and movable.profile_id <> offer.profile_id
    )

select *
from placement
