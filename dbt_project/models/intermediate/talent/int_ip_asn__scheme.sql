with
    observation_date as (
        select *
        from {{ ref("int_observation_date") }}
        where full_years_back is not null
    ),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'ip_asn_scheme'
    ),
    scheme as (select * from {{ ref("ip_asn_scheme") }}),

    -- The scheme that the city chose; where that one was not in force, the complete
    -- one.
    chosen as (
        select distinct
            on (parameter.agency_id, observation_date.year)
            parameter.agency_id,
            observation_date.year,
            scheme.scheme_code,
            scheme.is_complete as is_scheme_complete,
            scheme.label_id as scheme_label_id,
            scheme.label_en as scheme_label_en
        from parameter
        cross join observation_date
        inner join scheme on {{ in_force("scheme", "observation_date.on_date") }}
        where scheme.scheme_code = parameter.number::text or scheme.is_complete
        order by
            parameter.agency_id,
            observation_date.year,
            scheme.scheme_code = parameter.number::text desc,
            scheme.valid_from desc
    )

select *
from chosen
