with
    build as (select * from {{ ref("int_build") }}),
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    judged as (select * from {{ ref("int_performance__year") }}),
    ranked as (select * from {{ ref("int_performance__ranked") }}),
    derived as (select * from {{ ref("int_appraisal__derived") }}),
    periodic as (select * from {{ ref("int_performance__periodic") }}),
    predicate as (select * from {{ ref("predicate") }}),
    label as (select * from {{ ref("performance_label") }}),
    appraiser as (select * from {{ ref("int_employee__identity") }}),

    performance_ranking as (
        select
            population.employee_id,
            population.year,
            population.on_date,
            population.agency_id,
            {{ employee_columns("population") }},
            population.position_name,
            population.position_level_code,
            population.position_level_name as position_level_label_id,
            population.position_level_name_en as position_level_label_en,
            judged.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            judged.missing_code,
            missing_label.label_id as missing_label_id,
            missing_label.label_en as missing_label_en,
            judged.appraisal_id,
            judged.predicate_code,
            judged.predicate_label_id,
            judged.predicate_label_en,
            judged.predicate_written,
            judged.predicate_ordinal,
            judged.performance_score,
            judged.work_rating,
            work_label.label_id as work_rating_label_id,
            work_label.label_en as work_rating_label_en,
            judged.behaviour_rating,
            behaviour_label.label_id as behaviour_rating_label_id,
            behaviour_label.label_en as behaviour_rating_label_en,
            judged.numeric_score,
            derived.scheme_code,
            derived.scheme_label_id,
            derived.scheme_label_en,
            derived.derived_predicate_code,
            predicate.label_id as derived_predicate_label_id,
            predicate.label_en as derived_predicate_label_en,
            derived.check_code,
            check_label.label_id as check_label_id,
            check_label.label_en as check_label_en,
            judged.appraiser_id,
            appraiser.nip as appraiser_nip,
            appraiser.name as appraiser_name,
            coalesce(periodic.periodic_count, 0) as periodic_count,
            periodic.periodic_mean_ordinal,
            ranked.rank_agency,
            ranked.ranked_agency,
            ranked.rank_unit,
            ranked.ranked_unit,
            ranked.rank_level,
            ranked.ranked_level,
            before.predicate_code as previous_predicate_code,
            before.predicate_label_id as previous_predicate_label_id,
            before.predicate_label_en as previous_predicate_label_en,
            before.rank_agency as previous_rank_agency,
            before.rank_unit as previous_rank_unit,
            before.rank_level as previous_rank_level,
            ranked.predicate_ordinal - before.predicate_ordinal as ordinal_change,
            before.rank_agency - ranked.rank_agency as rank_agency_change,
            case
                when ranked.unit_id = before.unit_id
                then before.rank_unit - ranked.rank_unit
            end as rank_unit_change,
            case
                when ranked.position_level_code = before.position_level_code
                then before.rank_level - ranked.rank_level
            end as rank_level_change,
            build.as_of_date,
            build.build_id
        from population
        cross join build
        inner join
            judged
            on population.employee_id = judged.employee_id
            and population.year = judged.year
        left join
            ranked
            on population.employee_id = ranked.employee_id
            and population.year = ranked.year
        left join
            ranked as before
            on population.employee_id = before.employee_id
            and population.year - 1 = before.year
        left join derived on judged.appraisal_id = derived.appraisal_id
        left join
            periodic
            on population.employee_id = periodic.employee_id
            and population.year = periodic.year
        left join predicate on derived.derived_predicate_code = predicate.predicate_code
        left join appraiser on judged.appraiser_id = appraiser.employee_id
        left join {{ label_as("status_label", "STATUS", "judged.status_code") }}
        left join {{ label_as("missing_label", "KEKURANGAN", "judged.missing_code") }}
        left join {{ label_as("work_label", "RATING", "judged.work_rating") }}
        left join {{ label_as("behaviour_label", "RATING", "judged.behaviour_rating") }}
        left join {{ label_as("check_label", "PEMERIKSAAN", "derived.check_code") }}
    )

select *
from performance_ranking
