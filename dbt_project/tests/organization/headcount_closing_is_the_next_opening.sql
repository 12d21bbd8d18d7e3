with
    headcount as (select * from {{ ref("headcount_month") }}),

    followed as (
        select
            agency_id,
            unit_id,
            month_from,
            closing,
            lead(month_from) over months as next_month_from,
            lead(opening) over months as next_opening
        from headcount
        window months as (partition by agency_id, unit_id order by month_from)
    )

select *
from followed
where next_month_from = month_from + interval '1 month' and closing <> next_opening
