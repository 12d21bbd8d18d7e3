with
    population as (select * from {{ ref("int_training__population") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    expiring as (
        select
            population.employee_id,
            population.year,
            count(*)::integer as expiring_certificates
        from population
        inner join completion on population.employee_id = completion.employee_id
        where
            completion.ended_on <= population.on_date
            and completion.expires_on > population.on_date
            and completion.expires_on
            <= population.on_date + make_interval(months => population.expiry_months)
        group by population.employee_id, population.year
    )

select *
from expiring
