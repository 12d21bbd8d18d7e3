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
    ),

    gathered as (
        select
            agency_id,
            max(number) filter (where code = 'training_target_pns') as target_pns,
            max(number) filter (where code = 'training_target_pppk') as target_pppk,
            max(number) filter (where code = 'training_cap_pppk') as cap_pppk,
            max(number) filter (where code = 'training_expiry_months')::integer
            as expiry_months,
            bool_or(flag) filter (
                where code = 'training_cpns_covered'
            ) as is_cpns_covered
        from readable
        group by agency_id
    )

select *
from gathered
