with
    parameter as (select * from {{ ref("int_parameter") }} where code like 'talent_%'),

    gathered as (
        select
            agency_id,
            {%- for name in talent_settings() %}
                max(number) filter (where code = 'talent_{{ name }}') as {{ name }},
            {%- endfor %}
            bool_or(flag) filter (
                where code = 'talent_pool_include_pppk'
            ) as pool_include_pppk
        from parameter
        group by agency_id
    )

select *
from gathered
