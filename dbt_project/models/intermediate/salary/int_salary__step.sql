with
    build as (select * from {{ ref("int_build") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    series as (select * from {{ ref("salary_step") }}),

    spread as (
        select distinct
            parameter.agency_id, series.grade_code, step.years as service_years
        from series
        cross join build
        cross join parameter
        cross join
            lateral
            generate_series(
                series.first_years, series.last_years, series.interval_years
            ) as step(years)
        where
            {{ in_force("series", "build.as_of_date") }}
            and (
                series.parameter_code is null
                or (to_jsonb(parameter) ->> series.parameter_code)::boolean
            )
    )

select *
from spread
