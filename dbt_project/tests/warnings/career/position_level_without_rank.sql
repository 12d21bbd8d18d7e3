with
    build as (select * from {{ ref("int_build") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    position_rank as (select * from {{ ref("position_rank") }})

select position_level.code
from position_level
cross join build
left join
    position_rank
    on position_level.code = position_rank.position_level_code
    and {{ in_force("position_rank", "build.as_of_date") }}
where position_rank.position_level_code is null
