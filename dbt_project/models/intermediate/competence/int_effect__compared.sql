with
    participant as (select * from {{ ref("int_effect__participant") }}),
    cell as (select * from {{ ref("int_effect__cell") }}),
    everyone as (select * from {{ ref("int_effect__everyone") }}),

    participants as (
        select agency_id, course_id, count(*)::integer as participants
        from participant
        group by agency_id, course_id
    ),

    contrasted as (
        select
            cell.*,
            everyone.people - cell.touched_people as comparison_people,
            (everyone.sum_change - cell.touched_change)::numeric
            / nullif(everyone.people - cell.touched_people, 0) as comparison_change
        from cell
        inner join
            everyone
            on cell.agency_id = everyone.agency_id
            and cell.year = everyone.year
            and cell.position_category = everyone.position_category
    ),

    totalled as (
        select
            agency_id,
            course_id,
            sum(people) as compared,
            sum(comparison_people) as comparison_people,
            sum(sum_before) / sum(people) as predicate_before,
            sum(sum_after) / sum(people) as predicate_after,
            sum(comparison_change * people) / sum(people) as comparison_change
        from contrasted
        where comparison_people > 0
        group by agency_id, course_id
    ),

    compared as (
        select
            participants.agency_id,
            participants.course_id,
            participants.participants,
            coalesce(totalled.compared, 0)::integer as compared,
            coalesce(totalled.comparison_people, 0)::integer as comparison_people,
            totalled.predicate_before,
            totalled.predicate_after,
            totalled.comparison_change
        from participants
        left join totalled using (agency_id, course_id)
    )

select *
from compared
