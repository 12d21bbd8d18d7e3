with
    build as (select * from {{ ref("int_build") }}),

    years as (
        select
            build.as_of_date,
            extract(year from build.as_of_date)::integer - back.years as year
        from build
        cross join generate_series(0, 2) as back (years)
    ),

    dated as (
        select
            year,
            least(make_date(year, 12, 31), as_of_date) as on_date,
            year = extract(year from as_of_date) as is_as_of
        from years
    )

select *
from dated
