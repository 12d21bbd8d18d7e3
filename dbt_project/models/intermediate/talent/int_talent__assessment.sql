with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    setting as (select * from {{ ref("int_talent__setting") }}),
    assessment as (select * from {{ ref("stg_personnel__assessment_result") }}),
    required as (select * from {{ ref("competency_level_default") }}),

    valid as (
        select
            population.employee_id,
            population.year,
            assessment.assessed_on,
            assessment.competency_id,
            assessment.level,
            assessment.score,
            required.required_level
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
        left join
            required
            on population.position_level_code = required.position_level_code
            and {{ in_force("required", "population.on_date") }}
    ),

    competence as (
        select distinct
            on (employee_id, year)
            employee_id,
            year,
            assessed_on as competence_on,
            100.0
            * sum(least(level, required_level))
            / sum(required_level) as competence_points
        from valid
        where
            competency_id is not null
            and level is not null
            and required_level is not null
        group by employee_id, year, assessed_on
        order by employee_id, year, assessed_on desc
    ),

    potential as (
        select distinct
            on (employee_id, year)
            employee_id,
            year,
            assessed_on as potential_on,
            score as potential_points
        from valid
        where competency_id is null and score is not null
        order by employee_id, year, assessed_on desc
    ),

    joined as (
        select
            coalesce(competence.employee_id, potential.employee_id) as employee_id,
            coalesce(competence.year, potential.year) as year,
            competence.competence_on,
            competence.competence_points,
            potential.potential_on,
            potential.potential_points
        from competence
        full join
            potential
            on competence.employee_id = potential.employee_id
            and competence.year = potential.year
    )

select *
from joined
