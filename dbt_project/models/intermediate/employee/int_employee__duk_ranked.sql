{%- set criteria = duk_criteria() -%}
with
    state as (
        select
            employee_id,
            agency_id,
            unit_id,
            nip,
            scheme,
            is_probationary,
            grade_ordinal,
            grade_from,
            position_rank,
            position_category,
            duk_rank_from,
            service_months,
            leadership_level,
            leadership_on,
            education_rank,
            graduated_on,
            born_on
        from {{ ref("int_employee__state") }}
    ),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'duk_include_cpns'
    ),

    listed as (
        select
            state.*,
            case
                when state.position_category <> 'PELAKSANA' then state.duk_rank_from
            end as position_tmt_same_level
        from state
        inner join parameter on state.agency_id = parameter.agency_id
        where
            state.scheme = 'PNS'
            and state.grade_ordinal is not null
            and (not state.is_probationary or parameter.flag)
    ),

    ordered as (
        select
            employee_id,
            agency_id,
            nip,
            position_tmt_same_level,
            row_number() over duk as rank_agency,
            row_number() over (
                partition by agency_id, unit_id
                order by {{ criteria.values() | join(", ") }}
            ) as rank_unit,
            case
                when lag(nip) over duk is null
                then null
                {%- for code, order in criteria.items() %}
                        {%- set column = order.split(" ")[0] %}
                    when lag({{ column }}) over duk is distinct from {{ column }}
                    then '{{ code }}'
                {%- endfor %}
            end as decided_by
        from listed
        window
            duk as (
                partition by agency_id order by {{ criteria.values() | join(", ") }}
            )
    )

select *
from ordered
