with
    build as (select * from {{ ref("int_build") }}),
    award_batch as (select * from {{ ref("award_batch") }}),

    -- A career after today is shorter than this many years.
    years as (
        select extract(year from build.as_of_date)::integer + ahead.years as year
        from build
        cross join generate_series(0, 50) as ahead(years)
    ),

    dated as (
        select distinct
            make_date(years.year, award_batch.month, award_batch.day) as batch_on
        from years
        cross join award_batch
        cross join build
        where
            make_date(years.year, award_batch.month, award_batch.day)
            >= build.as_of_date
            and award_batch.valid_from
            <= make_date(years.year, award_batch.month, award_batch.day)
            and coalesce(award_batch.valid_to, 'infinity')
            > make_date(years.year, award_batch.month, award_batch.day)
    )

select *
from dated
