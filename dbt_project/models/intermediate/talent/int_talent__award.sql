with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    points as (select * from {{ ref("talent_award") }}),

    greatest_award as (
        select
            population.employee_id,
            population.year,
            max(points.points) as reinforcing_points
        from population
        inner join
            award
            on population.employee_id = award.employee_id
            and award.awarded_on <= population.on_date
            and award.awarded_on > population.on_date - interval '5 years'
        inner join award_kind on award.award_kind_id = award_kind.award_kind_id
        inner join
            points
            on award_kind.code = points.award_kind_code
            and {{ in_force("points", "population.on_date") }}
        group by population.employee_id, population.year
    )

select *
from greatest_award
