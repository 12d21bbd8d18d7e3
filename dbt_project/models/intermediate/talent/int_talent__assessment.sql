with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    setting as (select * from {{ ref("int_talent__setting") }}),
    assessment as (select * from {{ ref("stg_personnel__assessment_result") }}),
    jpm as (select * from {{ ref("int_competence__jpm") }}),

    potential as (
        select distinct
            on (population.employee_id, population.year)
            population.employee_id,
            population.year,
            assessment.assessed_on,
            assessment.score
        from population
        inner join setting on population.agency_id = setting.agency_id
        inner join
            assessment
            on population.employee_id = assessment.employee_id
            and assessment.assessed_on <= population.on_date
            and coalesce(
                assessment.valid_to,
                assessment.assessed_on
                + make_interval(years => setting.assessment_years::integer)
            )
            > population.on_date
        where assessment.competency_id is null and assessment.score is not null
        order by population.employee_id, population.year, assessment.assessed_on desc
    ),

    joined as (
        select
            population.employee_id,
            population.year,
            case
                when jpm.jpm_capped is not null then jpm.assessed_on
            end as competence_on,
            jpm.jpm_capped as competence_points,
            potential.assessed_on as potential_on,
            potential.score as potential_points
        from population
        left join
            jpm
            on population.employee_id = jpm.employee_id
            and population.on_date = jpm.on_date
        left join
            potential
            on population.employee_id = potential.employee_id
            and population.year = potential.year
    )

select *
from joined
