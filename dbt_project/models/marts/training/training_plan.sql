{%- set languages = ["id", "en"] -%}
with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    place as (select * from {{ ref("int_plan__place") }}),
    session as (select * from {{ ref("int_plan__session") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    status as (select * from {{ ref("int_training__status") }}),
    label as (select * from {{ ref("training_label") }}),

    named as (
        select
            place.*,
            coalesce(competency.name, kind.name, certified.title) as subject_label_id,
            coalesce(
                competency.name_en,
                competency.name,
                kind.name_en,
                kind.name,
                certified.title
            ) as subject_label_en,
            coalesce(session.course_id, place.shortest_course_id) as course_id,
            session.name as session_name,
            session.starts_on,
            session.ends_on,
            session.places_left
        from place
        left join session using (session_id)
        left join
            competency
            on place.need_code = 'KESENJANGAN'
            and place.subject_code = competency.code
        left join
            training_kind as kind
            on place.need_code = 'WAJIB'
            and place.subject_code = kind.code
        left join
            course as certified
            on place.need_code = 'SERTIFIKAT'
            and place.subject_code = certified.code
    ),

    -- Hours of the year of the build; of a later year nothing is used yet. Without a
    -- maximum nothing is left of it either: `greatest` would make that zero.
    counted as (
        select
            named.*,
            greatest(status.target_hours - status.hours_counted, 0) as hours_missing,
            status.cap_hours - status.hours_counted as hours_left,
            case
                when extract(year from named.ends_on) = status.year
                then status.cap_hours - status.hours_counted
                else status.cap_hours
            end as hours_allowed
        from named
        cross join build
        inner join
            status
            on named.employee_id = status.employee_id
            and status.year = extract(year from build.as_of_date)
    ),

    training_plan as (
        select
            counted.employee_id,
            counted.need_code,
            counted.subject_code,
            state.agency_id,
            {{ employee_columns("state") }},
            state.position_name,
            need_label.label_id as need_label_id,
            need_label.label_en as need_label_en,
            counted.subject_label_id,
            counted.subject_label_en,
            nullif(counted.level, 0) as required_level,
            counted.actual_level,
            counted.due_on,
            counted.is_overdue,
            counted.urgency,
            {%- for language in languages %}
                replace(
                    replace(
                        replace(
                            replace(
                                reason.label_{{ language }},
                                '{subject}',
                                counted.subject_label_{{ language }}
                            ),
                            '{due}',
                            {{ write_value("counted.due_on::text", language) }}
                        ),
                        '{actual}',
                        coalesce(counted.actual_level::text, '-')
                    ),
                    '{needed}',
                    counted.level::text
                ) as reason_{{ language }},
            {%- endfor %}
            counted.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            counted.courses,
            course.course_id,
            course.title as course_title,
            course.hours as course_hours,
            counted.session_id,
            counted.session_name,
            counted.starts_on,
            counted.ends_on,
            counted.places_left,
            counted.ends_on <= counted.due_on as is_in_time,
            counted.hours_missing,
            counted.hours_left,
            coalesce(
                counted.session_id is not null and course.hours > counted.hours_allowed,
                false
            ) as exceeds_cap,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join state on counted.employee_id = state.employee_id
        left join course using (course_id)
        left join {{ label_as("need_label", "KEBUTUHAN", "counted.need_code") }}
        left join {{ label_as("state_label", "RENCANA", "counted.state_code") }}
        left join
            {{
                label_as(
                    "reason",
                    "ALASAN",
                    "counted.need_code || case when counted.is_overdue then '_LEWAT' else '' end",
                )
            }}
    )

select *
from training_plan
