with
    build as (select * from {{ ref("int_build") }}),
    session as (select * from {{ ref("stg_personnel__session") }}),
    enrolment as (select * from {{ ref("stg_personnel__enrolment") }}),

    -- Those proposed or withdrawn take no place.
    taken as (
        select session_id, count(*)::integer as places
        from enrolment
        where status in ('DITERIMA', 'HADIR', 'TIDAK_HADIR')
        group by session_id
    ),

    planned as (
        select
            session.session_id,
            session.agency_id,
            session.course_id,
            session.name,
            session.starts_on,
            session.ends_on,
            session.quota - coalesce(taken.places, 0) as places_left
        from session
        cross join build
        left join taken using (session_id)
        where session.starts_on > build.as_of_date
    )

select *
from planned
