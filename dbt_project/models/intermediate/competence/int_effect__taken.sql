with
    build as (select * from {{ ref("int_build") }}),
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

    taken as (
        select
            changed.agency_id,
            finished.course_id,
            changed.employee_id,
            changed.year,
            changed.position_category,
            changed.ordinal_before,
            changed.ordinal_after,
            bool_or(finished.year = changed.year) as is_participant
        from finished
        inner join
            changed
            on finished.employee_id = changed.employee_id
            and finished.year between changed.year - 1 and changed.year + 1
        group by
            changed.agency_id,
            finished.course_id,
            changed.employee_id,
            changed.year,
            changed.position_category,
            changed.ordinal_before,
            changed.ordinal_after
    )

select *
from taken
