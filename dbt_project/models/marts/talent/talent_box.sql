with
    build as (select * from {{ ref("int_build") }}),
    population as (select * from {{ ref("int_performance__population") }}),
    box as (select * from {{ ref("int_talent__box") }}),
    pool as (select * from {{ ref("int_talent__pool") }}),
    predicate as (select * from {{ ref("predicate") }}),
    label as (select * from {{ ref("talent_label") }}),

    talent_box as (
        select
            box.employee_id,
            box.year,
            box.on_date,
            box.agency_id,
            {{ employee_columns("population") }},
            population.position_name,
            population.position_level_code,
            box.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            string_to_array(box.missing, ' ') as missing,
            {{ words_of("box.missing", "KEKURANGAN", "label", "id") }}
            as missing_label_id,
            {{ words_of("box.missing", "KEKURANGAN", "label", "en") }}
            as missing_label_en,
            box.appraisal_id,
            box.predicate_code,
            predicate.label_id as predicate_label_id,
            predicate.label_en as predicate_label_en,
            box.main_points,
            coalesce(box.reinforcing_points, 0) as reinforcing_points,
            round(box.performance_score, 2) as performance_score,
            box.performance_ordinal,
            performance_label.label_id as performance_label_id,
            performance_label.label_en as performance_label_en,
            box.competence_on,
            round(box.competence_points, 2) as competence_points,
            box.potential_on,
            box.potential_points,
            box.qualification_points,
            box.integrity_points,
            round(box.potential_score, 2) as potential_score,
            box.potential_ordinal,
            potential_label.label_id as potential_label_id,
            potential_label.label_en as potential_label_en,
            box.performance_lower,
            box.performance_upper,
            box.potential_lower,
            box.potential_upper,
            round(box.talent_score, 2) as talent_score,
            box.box,
            box.box_label_id,
            box.box_label_en,
            box.recommendation_id,
            box.recommendation_en,
            box.box_if_performance_up,
            box.predicate_needed,
            box.box_if_potential_up,
            box.potential_points_needed,
            box.greatest_gain_code,
            {{ talent_moves("id") }} as moves_id,
            {{ talent_moves("en") }} as moves_en,
            pool.pool_state,
            pool_label.label_id as pool_state_label_id,
            pool_label.label_en as pool_state_label_en,
            string_to_array(pool.pool_exclusions, ' ') as pool_exclusions,
            {{ words_of("pool.pool_exclusions", "PENGECUALIAN", "label", "id") }}
            as pool_exclusions_label_id,
            {{ words_of("pool.pool_exclusions", "PENGECUALIAN", "label", "en") }}
            as pool_exclusions_label_en,
            build.as_of_date,
            build.build_id
        from box
        cross join build
        inner join
            population
            on box.employee_id = population.employee_id
            and box.year = population.year
        left join pool on box.employee_id = pool.employee_id and box.year = pool.year
        left join predicate on box.predicate_code = predicate.predicate_code
        left join {{ label_as("status_label", "STATUS", "box.status_code") }}
        left join
            {{
                label_as(
                    "performance_label", "KINERJA", "box.performance_ordinal::text"
                )
            }}
        left join
            {{
                label_as(
                    "potential_label", "POTENSIAL", "box.potential_ordinal::text"
                )
            }}
        left join {{ label_as("gain_label", "BAGIAN", "box.greatest_gain_code") }}
        left join {{ label_as("pool_label", "KELOMPOK", "pool.pool_state") }}
    )

select *
from talent_box
