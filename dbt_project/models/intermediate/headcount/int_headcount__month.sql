with
    build as (select * from {{ ref("int_build") }}),

    months as (
        select
            (
                date_trunc('month', build.as_of_date)
                - make_interval(months => back.months)
            )::date as month_from,
            build.as_of_date
        from build
        cross join generate_series(0, 35) as back(months)
    ),

    bounded as (
        select
            month_from,
            least((month_from + interval '1 month')::date, as_of_date + 1) as month_to
        from months
    )

select *
from bounded
