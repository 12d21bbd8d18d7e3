with
    population as (select * from {{ ref("int_performance__population") }}),
    annual as (select * from {{ ref("int_appraisal__annual") }}),
    parameter as (select * from {{ ref("int_parameter") }}),

    judged as (
        select
            population.employee_id,
            population.year,
            population.agency_id,
            population.unit_id,
            population.position_level_code,
            annual.appraisal_id,
            annual.predicate_code,
            annual.predicate_ordinal,
            annual.predicate_label_id,
            annual.predicate_label_en,
            annual.predicate_written,
            annual.work_rating,
            annual.behaviour_rating,
            array_position(
                array['DI_BAWAH', 'SESUAI', 'DI_ATAS'], annual.work_rating::text
            ) as work_ordinal,
            array_position(
                array['DI_BAWAH', 'SESUAI', 'DI_ATAS'], annual.behaviour_rating::text
            ) as behaviour_ordinal,
            annual.score as numeric_score,
            annual.appraiser_id,
            parameter.number as performance_score,
            case
                when annual.predicate_code is null
                then 'DATA_TIDAK_LENGKAP'
                else 'DINILAI'
            end as status_code,
            case
                when annual.appraisal_id is null
                then 'SKP_TIDAK_ADA'
                when annual.predicate_code is null
                then 'PREDIKAT_TIDAK_DIKENAL'
            end as missing_code
        from population
        left join
            annual
            on population.employee_id = annual.employee_id
            and population.year = annual.year
        left join
            parameter
            on population.agency_id = parameter.agency_id
            and parameter.code = 'talent_points_' || lower(annual.predicate_code)
    )

select *
from judged
