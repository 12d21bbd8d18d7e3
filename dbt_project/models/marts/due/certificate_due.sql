with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    parameter as (select * from {{ ref("int_training__parameter") }}),
    certificate as (select * from {{ ref("int_training__last") }}),
    place as (select * from {{ ref("int_plan__place") }} where need_code = 'SERTIFIKAT'),
    session as (select * from {{ ref("int_plan__session") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),
    label as (select * from {{ ref("training_label") }}),

    -- What ran out longer ago than the notice reaches ahead is history.
    judged as (
        select
            certificate.*,
            course.code as course_code,
            case
                when certificate.expires_on <= state.as_of_date
                then 'BERAKHIR'
                when
                    certificate.expires_on <= state.as_of_date
                    + make_interval(months => parameter.expiry_months)
                then 'SEGERA_BERAKHIR'
                else 'BERLAKU'
            end as status_code
        from certificate
        inner join state using (employee_id)
        inner join parameter using (agency_id)
        left join course using (course_id)
        where
            certificate.expires_on
            >= state.as_of_date - make_interval(months => parameter.expiry_months)
    ),

    renewed as (
        select
            judged.*,
            case
                when judged.status_code <> 'BERLAKU'
                then coalesce(place.state_code, 'TANPA_PELATIHAN')
            end as renewal_code,
            place.session_id
        from judged
        left join
            place
            on judged.employee_id = place.employee_id
            and judged.course_code = place.subject_code
    ),

    certificate_due as (
        select
            renewed.completion_id,
            renewed.employee_id,
            state.agency_id,
            {{ employee_columns("state") }},
            state.position_name,
            renewed.course_id,
            renewed.title,
            renewed.certificate_number,
            renewed.ended_on,
            renewed.expires_on,
            case
                when renewed.status_code <> 'BERAKHIR'
                then renewed.expires_on - build.as_of_date
            end as days_to_expiry,
            renewed.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            renewed.renewal_code,
            renewal_label.label_id as renewal_label_id,
            renewal_label.label_en as renewal_label_en,
            renewed.session_id,
            session.name as session_name,
            session.starts_on,
            session.places_left,
            build.as_of_date,
            build.build_id
        from renewed
        cross join build
        inner join state on renewed.employee_id = state.employee_id
        left join session on renewed.session_id = session.session_id
        left join {{ label_as("status_label", "SERTIFIKAT", "renewed.status_code") }}
        left join {{ label_as("renewal_label", "RENCANA", "renewed.renewal_code") }}
    )

select *
from certificate_due
