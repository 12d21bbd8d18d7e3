with
    course as (select * from {{ ref("stg_personnel__course") }}),
    course_competency as (select * from {{ ref("stg_personnel__course_competency") }}),

    closing as (
        select
            course_competency.competency_id,
            needed.level as required_level,
            count(*)::integer as courses,
            string_agg(
                course.title, '; ' order by course.hours, course.title, course.course_id
            ) as titles
        from course_competency
        inner join course on course_competency.course_id = course.course_id
        inner join
            generate_series(1, 5) as needed(level)
            on course_competency.level >= needed.level
        group by course_competency.competency_id, needed.level
    )

select *
from closing
