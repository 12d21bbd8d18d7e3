with
    build as (select * from {{ ref("int_build") }}),
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where full_years_back between 1 and 3
    ),
    changed as (select * from {{ ref("int_effect__year") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    finished as (
        select distinct
            completion.employee_id,
            completion.course_id,
            extract(year from completion.ended_on)::integer as year
        from completion
        cross join build
        where
            completion.course_id is not null and completion.ended_on <= build.as_of_date
    ),

    participant as (
        select
            employed.agency_id,
            finished.course_id,
            employed.employee_id,
            employed.year,
            changed.position_category,
            changed.ordinal_before,
            changed.ordinal_after
        from finished
        inner join
            employed
            on finished.employee_id = employed.employee_id
            and finished.year = employed.year
        left join
            changed
            on finished.employee_id = changed.employee_id
            and finished.year = changed.year
    ),

    participants as (
        select agency_id, course_id, count(*)::integer as participants
        from participant
        group by agency_id, course_id
    ),

    -- A cell: the participants of one category in one year who have both predicates.
    cell as (
        select
            agency_id,
            course_id,
            year,
            position_category,
            count(*) as people,
            sum(ordinal_before) as sum_before,
            sum(ordinal_after) as sum_after
        from participant
        where position_category is not null
        group by agency_id, course_id, year, position_category
    ),

    everyone as (
        select
            agency_id,
            year,
            position_category,
            count(*) as people,
            sum(ordinal_after - ordinal_before) as sum_change
        from changed
        group by agency_id, year, position_category
    ),

    -- Who took the course in the year, or in the year before or after it.
    taken as (
        select distinct
            changed.agency_id,
            finished.course_id,
            changed.employee_id,
            changed.year,
            changed.position_category,
            changed.ordinal_after - changed.ordinal_before as change
        from finished
        inner join
            changed
            on finished.employee_id = changed.employee_id
            and finished.year between changed.year - 1 and changed.year + 1
    ),

    touched as (
        select
            agency_id,
            course_id,
            year,
            position_category,
            count(*) as people,
            sum(change) as sum_change
        from taken
        group by agency_id, course_id, year, position_category
    ),

    contrasted as (
        select
            cell.*,
            everyone.people - touched.people as comparison_people,
            (everyone.sum_change - touched.sum_change)::numeric
            / nullif(everyone.people - touched.people, 0) as comparison_change
        from cell
        inner join everyone using (agency_id, year, position_category)
        inner join touched using (agency_id, course_id, year, position_category)
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
