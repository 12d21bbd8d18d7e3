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
            ) as flag,
            upper(trim(parameter.value)) as word,
            upper(trim(defaults.value)) as default_word
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
            bool_or(flag) filter (
                where code = 'kgb_include_part_time'
            ) as is_kgb_for_part_time,
            bool_or(flag) filter (
                where code = 'kgb_pppk_v_first_year'
            ) as kgb_pppk_v_first_year,
            bool_or(flag) filter (
                where code = 'mandatory_functional'
            ) as mandatory_functional,
            max(number) filter (where code = 'kgb_notice_months')::integer
            as kgb_notice_months,
            max(number) filter (where code = 'contract_notice_months')::integer
            as contract_notice_months,
            max(number) filter (where code = 'contract_min_months')::integer
            as contract_min_months,
            max(number) filter (where code = 'talent_assessment_years')::integer
            as assessment_years,
            max(number) filter (where code = 'training_effect_minimum')::integer
            as effect_minimum,
            coalesce(
                max(word) filter (where code = 'satyalancana_restart'), 'MULAI'
            ) as restart_from,
            max(word) filter (where code = 'jpm_scheme') as jpm_scheme,
            max(default_word) filter (where code = 'jpm_scheme') as jpm_scheme_default
        from readable
        group by agency_id
    )

select *
from gathered
