with
    build as (select * from {{ ref("int_build") }}),
    counted as (select * from {{ ref("int_distribution__counted") }}),
    deviation as (select * from {{ ref("int_distribution__deviation") }}),
    label as (select * from {{ ref("performance_label") }}),

    appraisal_distribution as (
        select
            counted.unit_id,
            counted.performance_cycle_id,
            counted.agency_id,
            counted.year,
            counted.cycle_name,
            counted.ends_on,
            counted.unit_code,
            counted.unit_name,
            counted.unit_kind,
            counted.parent_unit_id,
            counted.parent_unit_id is null as is_root,
            counted.employees,
            counted.appraised,
            counted.employees - counted.appraised as not_appraised,
            {%- for predicate in [
                "sangat_baik",
                "baik",
                "butuh_perbaikan",
                "kurang",
                "sangat_kurang",
            ] %}
                counted.{{ predicate }},
                round(
                    100.0 * counted.{{ predicate }} / nullif(counted.appraised, 0), 2
                ) as {{ predicate }}_pct,
            {%- endfor %}
            deviation.unit_predicate_code,
            predicate_label.label_id as unit_predicate_label_id,
            predicate_label.label_en as unit_predicate_label_en,
            deviation.guide_state,
            state_label.label_id as guide_state_label_id,
            state_label.label_en as guide_state_label_en,
            string_to_array(deviation.deviations, ' ') as deviations,
            deviation.deviations_id,
            deviation.deviations_en,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join
            deviation
            on counted.unit_id = deviation.unit_id
            and counted.performance_cycle_id = deviation.performance_cycle_id
        left join
            {{
                label_as(
                    "predicate_label",
                    "PREDIKAT_UNIT",
                    "deviation.unit_predicate_code",
                )
            }}
        left join {{ label_as("state_label", "PEDOMAN", "deviation.guide_state") }}
    )

select *
from appraisal_distribution
