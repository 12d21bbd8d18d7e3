with
    observation_date as (select * from {{ ref("int_observation_date") }}),
    agency as (select * from {{ ref("stg_personnel__agency") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    position_rank as (select * from {{ ref("position_rank") }}),
    own as (
        select * from {{ ref("int_local_parameter") }} where code = 'duk_position_rank'
    ),

    ranked as (
        select
            agency.agency_id,
            observation_date.on_date,
            position_level.code as position_level_code,
            coalesce(own.number::integer, position_rank.rank) as position_rank,
            position_rank.rank as national_rank
        from agency
        cross join observation_date
        cross join position_level
        left join
            position_rank
            on position_level.code = position_rank.position_level_code
            and {{ in_force("position_rank", "observation_date.on_date") }}
        left join
            own
            on agency.agency_id = own.agency_id
            and position_level.code = own.subject
            and {{ in_force("own", "observation_date.on_date") }}
        where coalesce(own.number, position_rank.rank) is not null
    )

select *
from ranked
