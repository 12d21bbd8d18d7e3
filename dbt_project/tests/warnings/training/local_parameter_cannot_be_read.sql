with
    parameter as (select * from {{ ref("int_parameter") }}),
    defaults as (select * from {{ ref("parameter") }})

select distinct parameter.agency_id, parameter.code, parameter.value
from parameter
inner join defaults on parameter.code = defaults.code
where
    parameter.is_local
    and (
        ({{ as_number("defaults.value") }}) is not null
        and ({{ as_number("parameter.value") }}) is null
        or lower(defaults.value) in ('true', 'false')
        and ({{ as_flag("parameter.value") }}) is null
    )
