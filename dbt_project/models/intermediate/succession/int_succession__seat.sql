with
    build as (select * from {{ ref("int_build") }}),
    seat as (
        select * from {{ ref("int_seat__profile") }} where open_places is not null
    ),
    named as (select distinct seat_id from {{ ref("int_succession__named") }}),
    vacancy as (
        select * from {{ ref("int_retirement__vacancy") }} where vacancies_after > 0
    ),
    parameter as (
        select *
        from {{ ref("int_parameter") }}
        where code = 'succession_horizon_months'
    ),

    leaving as (
        select seat_id, min(vacated_on) as vacates_on
        from vacancy
        group by seat_id
    ),

    -- The seats that lead, and others for which somebody is named.
    listed as (
        select
            seat.*,
            case when seat.open_places <= 0 then leaving.vacates_on end as vacates_on,
            build.as_of_date,
            (
                build.as_of_date
                + make_interval(months => parameter.number::integer)
            )::date as horizon_on
        from seat
        cross join build
        inner join parameter on seat.agency_id = parameter.agency_id
        left join leaving on seat.seat_id = leaving.seat_id
        left join named on seat.seat_id = named.seat_id
        where seat.path_code is not null or named.seat_id is not null
    ),

    awaited as (
        select
            seat_id,
            agency_id,
            unit_id,
            unit_name,
            position_name,
            position_level_code,
            path_code,
            greatest(open_places, 0) as open_places,
            vacates_on,
            case
                when open_places > 0
                then 'LOWONG'
                when vacates_on <= horizon_on
                then 'SEGERA_LOWONG'
                else 'TERISI'
            end as vacancy_code,
            case
                when open_places > 0
                then as_of_date
                else least(vacates_on, horizon_on)
            end as needed_on
        from listed
    )

select *
from awaited
