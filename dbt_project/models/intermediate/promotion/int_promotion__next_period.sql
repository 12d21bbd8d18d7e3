with
    moment as (select * from {{ ref("int_promotion__moment") }}),
    period as (select * from {{ ref("promotion_period") }}),

    asked as (select distinct moment_on from moment),

    -- Each month of each regime, from the day asked or the start of the regime,
    -- whichever is later.
    reachable as (
        select
            asked.moment_on,
            period.month,
            period.valid_to,
            greatest(asked.moment_on, period.valid_from) as starts_on
        from asked
        inner join period on coalesce(period.valid_to, 'infinity') > asked.moment_on
    ),

    dated as (
        select
            moment_on,
            valid_to,
            make_date(
                extract(year from starts_on)::integer + (
                    make_date(extract(year from starts_on)::integer, month, 1)
                    < starts_on
                )::integer,
                month,
                1
            ) as tmt
        from reachable
    ),

    earliest as (
        select moment_on, min(tmt) as tmt
        from dated
        where coalesce(valid_to, 'infinity') > tmt
        group by moment_on
    )

select *
from earliest
