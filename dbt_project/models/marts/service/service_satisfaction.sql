with
    build as (select * from {{ ref("int_build") }}),
    index as (select * from {{ ref("int_survey__index") }}),
    element as (select * from {{ ref("int_survey__element") }}),
    survey as (select * from {{ ref("stg_personnel__survey") }}),
    service_point as (select * from {{ ref("stg_personnel__service_point") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    element_rule as (select * from {{ ref("survey_element") }}),
    category as (select * from {{ ref("survey_category") }}),
    label as (select * from {{ ref("survey_label") }}),

    spread as (
        select
            survey_id,
            {%- for code, column in survey_elements().items() %}
                round(
                    max(mean_score) filter (where element_code = '{{ code }}'), 2
                ) as {{ column }}_mean
                {%- if not loop.last %},{% endif %}
            {%- endfor %}
        from element
        group by survey_id
    ),

    weakest as (
        select distinct
            on (element.survey_id)
            element.survey_id,
            element.element_code,
            element_rule.label_id,
            element_rule.label_en
        from element
        inner join index on element.survey_id = index.survey_id
        inner join
            element_rule
            on element.element_code = element_rule.code
            and {{ in_force("element_rule", "index.ends_on") }}
        order by element.survey_id, element.mean_score, element_rule.ordinal
    ),

    judged as (
        select
            index.*,
            round(index.ikm, 2) as ikm_published,
            index.is_finished and index.sample_code = 'CUKUP' as is_ranked,
            lag(round(index.ikm, 2)) over (
                partition by index.service_point_id order by index.starts_on
            ) as previous_ikm
        from index
    ),

    ranked as (
        select
            survey_id,
            rank() over (
                partition by agency_id, starts_on, ends_on order by ikm_published desc
            )::integer as rank_agency,
            count(*) over (partition by agency_id, starts_on, ends_on)::integer
            as ranked
        from judged
        where is_ranked
    ),

    service_satisfaction as (
        select
            judged.agency_id,
            judged.survey_id,
            judged.service_point_id,
            service_point.code as service_point_code,
            service_point.name as service_point_name,
            service_point.kind as service_point_kind_code,
            kind_label.label_id as service_point_kind_label_id,
            kind_label.label_en as service_point_kind_label_en,
            judged.unit_id,
            unit.code as unit_code,
            unit.name as unit_name,
            survey.code as survey_code,
            survey.name as survey_name,
            judged.starts_on,
            judged.ends_on,
            extract(year from judged.ends_on)::integer as year,
            judged.is_finished,
            judged.population,
            judged.respondents,
            judged.sample_needed,
            judged.sample_code,
            sample_label.label_id as sample_label_id,
            sample_label.label_en as sample_label_en,
            judged.elements_used,
            {%- for column in survey_elements().values() %}
                spread.{{ column }}_mean,
            {%- endfor %}
            round(judged.ikm / 25, 4) as index_value,
            judged.ikm_published as ikm,
            judged.weight_code,
            weight_label.label_id as weight_label_id,
            weight_label.label_en as weight_label_en,
            round(judged.ikm_exact, 2) as ikm_exact,
            round(judged.ikm_rounded_2, 2) as ikm_rounded_2,
            round(judged.ikm_rounded_3, 2) as ikm_rounded_3,
            category.code as category_code,
            category.label_id as category_label_id,
            category.label_en as category_label_en,
            weakest.element_code as priority_element_code,
            weakest.label_id as priority_element_label_id,
            weakest.label_en as priority_element_label_en,
            judged.previous_ikm,
            judged.ikm_published - judged.previous_ikm as change,
            ranked.rank_agency,
            ranked.ranked,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        inner join survey on judged.survey_id = survey.survey_id
        inner join
            service_point on judged.service_point_id = service_point.service_point_id
        inner join unit on judged.unit_id = unit.unit_id
        left join spread on judged.survey_id = spread.survey_id
        left join weakest on judged.survey_id = weakest.survey_id
        left join ranked on judged.survey_id = ranked.survey_id
        left join
            lateral(
                select category.*
                from category
                where
                    category.lowest_ikm <= judged.ikm_published
                    and {{ in_force("category", "judged.ends_on") }}
                order by category.lowest_ikm desc
                limit 1
            ) as category
            on true
        left join {{ label_as("kind_label", "TITIK_LAYANAN", "service_point.kind") }}
        left join {{ label_as("sample_label", "SAMPEL", "judged.sample_code") }}
        left join {{ label_as("weight_label", "BOBOT", "judged.weight_code") }}
    )

select *
from service_satisfaction
