with
    taken as (select * from {{ ref("int_effect__taken") }}),

    -- A cell: the participants of one category in one year who have both predicates.
    cell as (
        select
            agency_id,
            course_id,
            year,
            position_category,
            count(*) filter (where is_participant) as people,
            sum(ordinal_before) filter (where is_participant) as sum_before,
            sum(ordinal_after) filter (where is_participant) as sum_after,
            count(*) as touched_people,
            sum(ordinal_after - ordinal_before) as touched_change
        from taken
        group by agency_id, course_id, year, position_category
        having bool_or(is_participant)
    )

select *
from cell
