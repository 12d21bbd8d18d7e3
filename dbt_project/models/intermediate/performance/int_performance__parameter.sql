with
    build as (select * from {{ ref("int_build") }}),
    parameter as (select * from {{ ref("int_parameter") }}),
    defaults as (select * from {{ ref("parameter") }}),

    -- A city's value that cannot be read gives way to the default.
    readable as (
        select
            parameter.agency_id,
            parameter.code,
            coalesce(
                {{ as_number("parameter.value") }}, {{ as_number("defaults.value") }}
            ) as number,
            coalesce(
                {{ as_flag("parameter.value") }}, {{ as_flag("defaults.value") }}
            ) as flag
        from parameter
        cross join build
        inner join
            defaults
            on parameter.code = defaults.code
            and {{ in_force("defaults", "build.as_of_date") }}
        where parameter.code ~ '^(performance|appraisal|rater|talent|ip_asn)_'
    )

select *
from readable
