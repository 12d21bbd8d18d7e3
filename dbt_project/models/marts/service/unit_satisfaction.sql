with
    build as (select * from {{ ref("int_build") }}),
    averaged as (select * from {{ ref("int_satisfaction__unit_year") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    counted as (select * from {{ ref("int_distribution__counted") }}),
    unit_performance as (select * from {{ ref("stg_personnel__unit_performance") }}),
    category as (select * from {{ ref("survey_category") }}),
    label as (select * from {{ ref("performance_label") }}),

    -- The annual appraisals of the year: of the cycle that ends last.
    appraised as (
        select distinct
            on (counted.unit_id, counted.year)
            counted.*,
            counted.sangat_baik + counted.baik as good_or_better,
            unit_performance.predicate as unit_predicate_code
        from counted
        left join
            unit_performance
            on counted.unit_id = unit_performance.unit_id
            and counted.performance_cycle_id = unit_performance.performance_cycle_id
        order by counted.unit_id, counted.year, counted.ends_on desc
    ),

    unit_satisfaction as (
        select
            averaged.agency_id,
            averaged.unit_id,
            averaged.year,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.kind as unit_kind,
            unit.parent_id as parent_unit_id,
            unit.parent_id is null as is_root,
            averaged.surveys,
            averaged.surveys_enough,
            averaged.service_points,
            averaged.respondents,
            averaged.ikm_weighted,
            weighted_category.code as weighted_category_code,
            weighted_category.label_id as weighted_category_label_id,
            weighted_category.label_en as weighted_category_label_en,
            averaged.ikm_unweighted,
            unweighted_category.code as unweighted_category_code,
            unweighted_category.label_id as unweighted_category_label_id,
            unweighted_category.label_en as unweighted_category_label_en,
            appraised.unit_predicate_code,
            predicate_label.label_id as unit_predicate_label_id,
            predicate_label.label_en as unit_predicate_label_en,
            appraised.employees,
            appraised.appraised,
            appraised.good_or_better,
            round(
                100.0 * appraised.good_or_better / nullif(appraised.appraised, 0), 2
            ) as good_or_better_pct,
            build.as_of_date,
            build.build_id
        from averaged
        cross join build
        inner join unit on averaged.unit_id = unit.unit_id
        left join
            appraised
            on averaged.unit_id = appraised.unit_id
            and averaged.year = appraised.year
        {%- for mean in ["weighted", "unweighted"] %}
            left join
                lateral(
                    select category.*
                    from category
                    where
                        category.lowest_ikm <= averaged.ikm_{{ mean }}
                        and
                        {{ in_force("category", "make_date(averaged.year, 12, 31)") }}
                    order by category.lowest_ikm desc
                    limit 1
                ) as {{ mean }}_category
                on true
        {%- endfor %}
        left join
            {{
                label_as(
                    "predicate_label",
                    "PREDIKAT_UNIT",
                    "appraised.unit_predicate_code",
                )
            }}
    )

select *
from unit_satisfaction
