with headcount as (select * from {{ ref("headcount_month") }})

select agency_id, month_from, sum(moved_in) as moved_in, sum(moved_out) as moved_out
from headcount
group by agency_id, month_from
having sum(moved_in) <> sum(moved_out)
