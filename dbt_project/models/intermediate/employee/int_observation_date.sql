with
    build as (select * from {{ ref("int_build") }}),

    years as (
        select
            build.as_of_date,
            extract(year from build.as_of_date)::integer - back.years as year,
            back.years as years_back
        from build
        cross join generate_series(0, 4) as back(years)
    ),

    dated as (
        select
            year,
            least(make_date(year, 12, 31), as_of_date) as on_date,
            years_back = 0 as is_as_of,
            years_back <= 2 as is_recent,
            case
                when make_date(year, 12, 31) <= as_of_date
                then
                    count(*) filter (where make_date(year, 12, 31) <= as_of_date) over (
                        order by year desc
                    )
                    - 1
            end::integer as full_years_back
        from years
    ),

    -- Four full years: the three that marts show, and the one that the first of them
    -- is compared with.
    looked_at as (select * from dated where is_recent or full_years_back <= 3)

select *
from looked_at
