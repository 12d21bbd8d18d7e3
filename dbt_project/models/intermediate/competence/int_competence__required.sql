with
    state as (select * from {{ ref("int_employee__state") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    seat_requirement as (select * from {{ ref("stg_personnel__seat_requirement") }}),
    level_default as (select * from {{ ref("competency_level_default") }}),

    of_seat as (
        select
            seat_requirement.seat_id,
            seat_requirement.competency_id,
            max(round(seat_requirement.minimum))::integer as required_level
        from seat_requirement
        where
            seat_requirement.kind = 'KOMPETENSI'
            and seat_requirement.competency_id is not null
            and seat_requirement.minimum is not null
        group by seat_requirement.seat_id, seat_requirement.competency_id
    ),

    required as (
        select
            state.employee_id,
            state.agency_id,
            state.as_of_date,
            competency.competency_id,
            coalesce(
                of_seat.required_level,
                case
                    when competency.kind <> 'TEKNIS' then level_default.required_level
                end
            ) as required_level,
            case
                when of_seat.required_level is null then 'BAWAAN' else 'JABATAN'
            end as required_source,
            competency.kind <> 'TEKNIS' as is_in_jpm
        from state
        cross join competency
        left join
            of_seat
            on state.seat_id = of_seat.seat_id
            and competency.competency_id = of_seat.competency_id
        left join
            level_default
            on coalesce(state.position_level_code, 'PELAKSANA')
            = level_default.position_level_code
            and {{ in_force("level_default", "state.as_of_date") }}
        where
            of_seat.required_level is not null
            or (
                competency.kind <> 'TEKNIS' and level_default.required_level is not null
            )
    )

select *
from required
