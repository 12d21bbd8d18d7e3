with
    build as (select * from {{ ref("int_build") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    training_hours as (select * from {{ ref("training_hours") }})

select training_kind.code
from training_kind
cross join build
left join
    training_hours
    on training_kind.code = training_hours.training_kind_code
    and {{ in_force("training_hours", "build.as_of_date") }}
where training_hours.training_kind_code is null
