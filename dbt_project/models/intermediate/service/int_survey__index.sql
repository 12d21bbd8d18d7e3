with
    build as (select * from {{ ref("int_build") }}),
    survey as (select * from {{ ref("stg_personnel__survey") }}),
    service_point as (select * from {{ ref("stg_personnel__service_point") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    response as (select * from {{ ref("stg_personnel__survey_response") }}),
    element as (select * from {{ ref("int_survey__element") }}),
    sample as (select * from {{ ref("survey_sample") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'survey_weight'
    ),

    answered as (
        select response.survey_id, count(*)::integer as respondents
        from response
        cross join build
        where response.answered_on <= build.as_of_date
        group by response.survey_id
    ),

    summed as (
        select
            survey_id,
            count(*)::integer as elements_used,
            sum(mean_score) as sum_of_means
        from element
        group by survey_id
    ),

    begun as (
        select
            survey.survey_id,
            unit.agency_id,
            service_point.unit_id,
            survey.service_point_id,
            survey.starts_on,
            survey.ends_on,
            survey.ends_on <= build.as_of_date as is_finished,
            survey.population,
            coalesce(answered.respondents, 0) as respondents,
            coalesce(summed.elements_used, 0) as elements_used,
            parameter.value as weight_code,
            round(
                sample.chi_square
                * survey.population
                * sample.proportion
                * (1 - sample.proportion)
                / (
                    sample.precision_share
                    * sample.precision_share
                    * (survey.population - 1)
                    + sample.chi_square * sample.proportion * (1 - sample.proportion)
                )
            )::integer as sample_needed,
            -- The tenth digit is rounded first: three thirds of a point are a point.
            round(25 * summed.sum_of_means / summed.elements_used, 10) as ikm_exact,
            round(
                25 * summed.sum_of_means * round(1.0 / summed.elements_used, 2), 10
            ) as ikm_rounded_2,
            round(
                25 * summed.sum_of_means * round(1.0 / summed.elements_used, 3), 10
            ) as ikm_rounded_3
        from survey
        cross join build
        inner join
            service_point on survey.service_point_id = service_point.service_point_id
        inner join unit on service_point.unit_id = unit.unit_id
        inner join parameter on unit.agency_id = parameter.agency_id
        left join answered on survey.survey_id = answered.survey_id
        left join summed on survey.survey_id = summed.survey_id
        left join sample on {{ in_force("sample", "survey.ends_on") }}
        where survey.starts_on <= build.as_of_date
    ),

    indexed as (
        select
            begun.*,
            case
                when sample_needed is null
                then 'TIDAK_DIKETAHUI'
                when respondents >= sample_needed
                then 'CUKUP'
                else 'KURANG'
            end as sample_code,
            case
                weight_code
                when 'BULAT_2'
                then ikm_rounded_2
                when 'BULAT_3'
                then ikm_rounded_3
                else ikm_exact
            end as ikm
        from begun
    )

select *
from indexed
