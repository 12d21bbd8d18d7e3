with
    build as (select * from {{ ref("int_build") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }})

select education_level.code
from education_level
cross join build
left join
    education_rank
    on education_level.code = education_rank.education_level_code
    and {{ in_force("education_rank", "build.as_of_date") }}
where education_rank.education_level_code is null
