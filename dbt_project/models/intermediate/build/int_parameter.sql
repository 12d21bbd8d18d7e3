with
    build as (select * from {{ ref("int_build") }}),

    agencies as (select * from {{ ref("stg_personnel__agency") }}),

    defaults as (select * from {{ ref("parameter") }}),

    -- What is set for one code of a list is read by the rule that it changes.
    overrides as (select * from {{ ref("int_local_parameter") }} where subject = ''),

    in_force as (
        select
            agencies.agency_id,
            defaults.code,
            coalesce(overrides.value, defaults.value) as value,
            {{ as_number("coalesce(overrides.value, defaults.value)") }} as number,
            {{ as_flag("coalesce(overrides.value, defaults.value)") }} as flag,
            overrides.local_parameter_id is not null as is_local,
            defaults.regulation,
            defaults.article,
            defaults.confidence
        from build
        cross join agencies
        inner join
            defaults
            on build.as_of_date >= defaults.valid_from
            and (build.as_of_date < defaults.valid_to or defaults.valid_to is null)
        left join
            overrides
            on agencies.agency_id = overrides.agency_id
            and defaults.code = overrides.code
            and build.as_of_date >= overrides.valid_from
            and (build.as_of_date < overrides.valid_to or overrides.valid_to is null)
    )

select *
from in_force
