with
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 2
    ),
    award as (select * from {{ ref("stg_personnel__award") }}),
    award_kind as (select * from {{ ref("stg_reference__award_kind") }}),
    points as (select * from {{ ref("talent_award") }}),
    own_points as (
        select *
        from {{ ref("int_local_parameter") }}
        where code = 'talent_award_points'
    ),

    greatest_award as (
        select
            population.employee_id,
            population.year,
            max(coalesce(own_points.number, points.points)) as reinforcing_points
        from population
        inner join
            award
            on population.employee_id = award.employee_id
            and award.awarded_on <= population.on_date
            and award.awarded_on > population.on_date - interval '5 years'
        inner join award_kind on award.award_kind_id = award_kind.award_kind_id
        left join
            points
            on award_kind.code = points.award_kind_code
            and {{ in_force("points", "population.on_date") }}
        left join
            own_points
            on population.agency_id = own_points.agency_id
            and award_kind.code = own_points.subject
            and {{ in_force("own_points", "population.on_date") }}
        where coalesce(own_points.number, points.points) is not null
        group by population.employee_id, population.year
    )

select *
from greatest_award
