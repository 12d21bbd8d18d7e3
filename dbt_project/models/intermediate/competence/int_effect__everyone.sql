with
    changed as (select * from {{ ref("int_effect__year") }}),

    everyone as (
        select
            agency_id,
            year,
            position_category,
            count(*) as people,
            sum(ordinal_after - ordinal_before) as sum_change
        from changed
        group by agency_id, year, position_category
    )

select *
from everyone
