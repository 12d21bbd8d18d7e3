with
    build as (select * from {{ ref("int_build") }}),
    session as (select * from {{ ref("stg_personnel__session") }}),
    enrolment as (select * from {{ ref("stg_personnel__enrolment") }}),
    feedback as (select * from {{ ref("stg_personnel__session_feedback") }}),

    rated as (
        select
            session.agency_id,
            session.course_id,
            count(*)::integer as ratings,
            avg(feedback.rating) as mean_rating
        from session
        cross join build
        inner join enrolment on session.session_id = enrolment.session_id
        inner join feedback on enrolment.enrolment_id = feedback.enrolment_id
        where session.ends_on <= build.as_of_date
        group by session.agency_id, session.course_id
    )

select *
from rated
