{%- set criteria = duk_criteria() -%}
with
    state as (select * from {{ ref("int_employee__state") }}),
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
            listed.*,
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
