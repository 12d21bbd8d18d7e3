{%- set order = "predicate_ordinal desc, work_ordinal desc nulls last, behaviour_ordinal desc nulls last, numeric_score desc nulls last" -%}
with
    judged as (
        select
            employee_id,
            year,
            agency_id,
            unit_id,
            position_level_code,
            predicate_ordinal,
            predicate_code,
            predicate_label_id,
            predicate_label_en,
            work_ordinal,
            behaviour_ordinal,
            numeric_score
        from {{ ref("int_performance__year") }}
        where missing_code is null
    ),

    ranked as (
        select
            employee_id,
            year,
            unit_id,
            position_level_code,
            predicate_ordinal,
            predicate_code,
            predicate_label_id,
            predicate_label_en,
            rank() over (partition by agency_id, year order by {{ order }})::integer
            as rank_agency,
            count(*) over (partition by agency_id, year)::integer as ranked_agency,
            rank() over (
                partition by agency_id, year, unit_id order by {{ order }}
            )::integer as rank_unit,
            count(*) over (partition by agency_id, year, unit_id)::integer
            as ranked_unit,
            rank() over (
                partition by agency_id, year, position_level_code order by {{ order }}
            )::integer as rank_level,
            count(*) over (partition by agency_id, year, position_level_code)::integer
            as ranked_level
        from judged
    )

select *
from ranked
