with
    build as (select * from {{ ref("int_build") }}),
    session as (
        select *
        from {{ ref("stg_personnel__session") }}
        where partner_agreement_id is not null
    ),
    enrolment as (select * from {{ ref("stg_personnel__enrolment") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    feedback as (select * from {{ ref("stg_personnel__session_feedback") }}),

    -- What people do is counted by session: joined to each other the rows would multiply.
    attended as (
        select
            enrolment.session_id,
            count(*)::integer as participants,
            count(feedback.rating)::integer as ratings,
            sum(feedback.rating)::integer as rating_sum
        from enrolment
        left join feedback on enrolment.enrolment_id = feedback.enrolment_id
        where enrolment.status = 'HADIR'
        group by enrolment.session_id
    ),

    delivered as (
        select completion.session_id, sum(completion.hours) as hours
        from completion
        cross join build
        where
            completion.session_id is not null
            and completion.ended_on <= build.as_of_date
        group by completion.session_id
    ),

    -- Of a session that is not over on the date of the build only the plan is known.
    counted as (
        select
            session.session_id,
            session.partner_agreement_id,
            session.ends_on <= build.as_of_date as is_held,
            session.budget,
            case
                when session.ends_on <= build.as_of_date then session.spent
            end as spent,
            case
                when session.ends_on <= build.as_of_date
                then coalesce(attended.participants, 0)
                else 0
            end as participants,
            case
                when session.ends_on <= build.as_of_date
                then coalesce(attended.ratings, 0)
                else 0
            end as ratings,
            case
                when session.ends_on <= build.as_of_date
                then coalesce(attended.rating_sum, 0)
                else 0
            end as rating_sum,
            case
                when session.ends_on <= build.as_of_date
                then coalesce(delivered.hours, 0)
                else 0
            end as hours
        from session
        cross join build
        left join attended on session.session_id = attended.session_id
        left join delivered on session.session_id = delivered.session_id
    )

select *
from counted
