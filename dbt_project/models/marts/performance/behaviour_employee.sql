with
    build as (select * from {{ ref("int_build") }}),
    population as (
        select * from {{ ref("int_performance__population") }} where full_years_back <= 2
    ),
    appraisal as (select * from {{ ref("int_appraisal__annual") }}),
    rating as (select * from {{ ref("stg_personnel__behaviour_rating") }}),
    label as (select * from {{ ref("performance_label") }}),

    behaviour_employee as (
        select
            population.employee_id,
            population.year,
            rating.core_value as core_value_code,
            value_label.label_id as core_value_label_id,
            value_label.label_en as core_value_label_en,
            population.agency_id,
            {{ employee_columns("population") }},
            population.position_name,
            rating.rating as rating_code,
            rating_label.label_id as rating_label_id,
            rating_label.label_en as rating_label_en,
            rating.note,
            rating.appraisal_id as evidence_appraisal_id,
            build.as_of_date,
            build.build_id
        from population
        cross join build
        inner join
            appraisal
            on population.employee_id = appraisal.employee_id
            and population.year = appraisal.year
        inner join rating on appraisal.appraisal_id = rating.appraisal_id
        left join {{ label_as("value_label", "NILAI_DASAR", "rating.core_value") }}
        left join {{ label_as("rating_label", "RATING", "rating.rating") }}
    )

select *
from behaviour_employee
