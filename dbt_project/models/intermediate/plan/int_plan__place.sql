with
    state as (select * from {{ ref("int_employee__state") }}),
    need as (select * from {{ ref("int_plan__need") }}),
    answer as (select * from {{ ref("int_plan__answer") }}),
    session as (select * from {{ ref("int_plan__session") }}),
    enrolment as (select * from {{ ref("stg_personnel__enrolment") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),

    listed as (
        select
            answer.need_code,
            answer.subject_code,
            answer.level,
            count(*)::integer as courses,
            (
                array_agg(
                    course.course_id
                    order by course.hours, course.title, course.course_id
                )
            )[1] as shortest_course_id
        from answer
        inner join course using (course_id)
        group by answer.need_code, answer.subject_code, answer.level
    ),

    -- The next session with a place, for everybody of the agency with the same need.
    offered as (
        select
            session.agency_id,
            answer.need_code,
            answer.subject_code,
            answer.level,
            (
                array_agg(
                    session.session_id order by session.starts_on, session.session_id
                ) filter (
                    where coalesce(session.places_left, 1) > 0
                )
            )[1] as open_session_id
        from session
        inner join answer using (course_id)
        group by
            session.agency_id, answer.need_code, answer.subject_code, answer.level
    ),

    enrolled as (
        select distinct
            on (need.employee_id, need.need_code, need.subject_code)
            need.employee_id,
            need.need_code,
            need.subject_code,
            session.session_id,
            enrolment.status
        from need
        inner join answer using (need_code, subject_code, level)
        inner join session using (course_id)
        inner join enrolment using (session_id, employee_id)
        where enrolment.status in ('DITERIMA', 'DIUSULKAN')
        order by
            need.employee_id,
            need.need_code,
            need.subject_code,
            enrolment.status = 'DITERIMA' desc,
            session.starts_on,
            session.session_id
    ),

    placed as (
        select
            need.*,
            case
                when enrolled.status = 'DITERIMA'
                then 'TERDAFTAR'
                when enrolled.status = 'DIUSULKAN'
                then 'DIUSULKAN'
                when offered.open_session_id is not null
                then 'ADA_TEMPAT'
                when offered.agency_id is not null
                then 'PENUH'
                when listed.courses is not null
                then 'BELUM_DIJADWALKAN'
                else 'TANPA_PELATIHAN'
            end as state_code,
            coalesce(listed.courses, 0) as courses,
            listed.shortest_course_id,
            coalesce(enrolled.session_id, offered.open_session_id) as session_id,
            need.due_on <= state.as_of_date as is_overdue
        from need
        inner join state using (employee_id)
        left join listed using (need_code, subject_code, level)
        left join
            offered
            on state.agency_id = offered.agency_id
            and need.need_code = offered.need_code
            and need.subject_code = offered.subject_code
            and need.level = offered.level
        left join
            enrolled
            on need.employee_id = enrolled.employee_id
            and need.need_code = enrolled.need_code
            and need.subject_code = enrolled.subject_code
    ),

    -- First what can be done today, what is late before what is not; last what is done.
    ranked as (
        select
            placed.*,
            case
                when state_code in ('TERDAFTAR', 'DIUSULKAN')
                then 6
                when state_code = 'TANPA_PELATIHAN'
                then 5
                when is_overdue and state_code = 'ADA_TEMPAT'
                then 1
                when is_overdue
                then 2
                when state_code = 'ADA_TEMPAT'
                then 3
                else 4
            end as urgency
        from placed
    )

select *
from ranked
