with
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where is_as_of or full_years_back <= 2
    ),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    assessment_result as (select * from {{ ref("stg_personnel__assessment_result") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    seat_requirement as (select * from {{ ref("stg_personnel__seat_requirement") }}),
    observation_date as (select * from {{ ref("int_observation_date") }}),
    level_default as (select * from {{ ref("competency_level_default") }}),
    own_level as (
        select * from {{ ref("int_local_parameter") }} where code = 'competency_level'
    ),

    of_seat as (
        select
            seat_requirement.seat_id,
            observation_date.on_date,
            seat_requirement.competency_id,
            max(round(seat_requirement.minimum))::integer as required_level
        from seat_requirement
        inner join
            observation_date
            on {{ in_force("seat_requirement", "observation_date.on_date") }}
        where
            seat_requirement.kind = 'KOMPETENSI'
            and seat_requirement.competency_id is not null
            and seat_requirement.minimum is not null
        group by
            seat_requirement.seat_id,
            observation_date.on_date,
            seat_requirement.competency_id
    ),

    -- On the date of the build everybody is asked; at a year's end, where only the sum
    -- is of use, those who were ever assessed.
    placed as (
        select
            employed.employee_id,
            employed.on_date,
            employed.agency_id,
            assignment.seat_id,
            coalesce(assignment.position_level_code, 'PELAKSANA') as position_level_code
        from employed
        inner join assignment using (employee_id, on_date)
        where
            employed.is_as_of
            or exists (
                select 1
                from assessment_result
                where assessment_result.employee_id = employed.employee_id
            )
    ),

    required as (
        select
            placed.employee_id,
            placed.on_date,
            placed.agency_id,
            competency.competency_id,
            coalesce(
                of_seat.required_level,
                case
                    when competency.kind <> 'TEKNIS'
                    then coalesce(own_level.number::integer, level_default.required_level)
                end
            ) as required_level,
            case
                when of_seat.required_level is null then 'BAWAAN' else 'JABATAN'
            end as required_source,
            competency.kind <> 'TEKNIS' as is_in_jpm
        from placed
        cross join competency
        left join
            of_seat
            on placed.seat_id = of_seat.seat_id
            and placed.on_date = of_seat.on_date
            and competency.competency_id = of_seat.competency_id
        left join
            level_default
            on placed.position_level_code = level_default.position_level_code
            and {{ in_force("level_default", "placed.on_date") }}
        left join
            own_level
            on placed.agency_id = own_level.agency_id
            and placed.position_level_code = own_level.subject
            and {{ in_force("own_level", "placed.on_date") }}
        where
            of_seat.required_level is not null
            or (
                competency.kind <> 'TEKNIS' and level_default.required_level is not null
            )
    )

select *
from required
