with
    parameter as (select * from {{ ref("int_parameter") }}),

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
            max(value) filter (where code = 'satyalancana_restart') as restart_from,
            max(value) filter (where code = 'jpm_scheme') as jpm_scheme
        from parameter
        group by agency_id
    )

select *
from gathered
