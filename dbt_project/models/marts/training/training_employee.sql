with
    build as (select * from {{ ref("int_build") }}),
    status as (select * from {{ ref("int_training__status") }}),
    employed as (select * from {{ ref("int_employee__employed") }}),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    hours as (select * from {{ ref("int_training__hours") }}),
    mandatory_course as (select * from {{ ref("int_training__mandatory_course") }}),
    certificate as (select * from {{ ref("int_training__certificate") }}),
    label as (select * from {{ ref("training_label") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),

    training_employee as (
        select
            status.employee_id,
            status.year,
            status.on_date,
            status.agency_id,
            assignment.unit_id,
            assignment.unit_name,
            employed.nip,
            employed.name,
            employed.full_name,
            status.scheme,
            employed.employment_type_code,
            employed.is_probationary,
            assignment.position_name,
            assignment.position_level_code,
            status.legal_status_code,
            legal_status.name as legal_status_label_id,
            coalesce(legal_status.name_en, legal_status.name) as legal_status_label_en,
            status.status_code,
            status_label.label_id as status_label_id,
            status_label.label_en as status_label_en,
            status.is_in_denominator,
            status.exclusion_code,
            exclusion_label.label_id as exclusion_label_id,
            exclusion_label.label_en as exclusion_label_en,
            status.is_met,
            status.target_hours,
            status.cap_hours,
            status.hours_recognised,
            status.hours_counted,
            greatest(status.target_hours - status.hours_counted, 0) as hours_missing,
            coalesce(hours.completions, 0) as completions,
            coalesce(hours.duplicates, 0) as duplicates,
            {% for column in training_hour_columns() %}
                coalesce(hours.{{ column }}, 0) as {{ column }},
            {% endfor %}
            status.hours_three_years,
            status.is_never_trained_3y,
            mandatory_course.mandatory_course_code,
            training_kind.name as mandatory_course_label_id,
            coalesce(
                training_kind.name_en, training_kind.name
            ) as mandatory_course_label_en,
            mandatory_course.mandatory_course_state,
            course_label.label_id as mandatory_course_state_label_id,
            course_label.label_en as mandatory_course_state_label_en,
            coalesce(certificate.expiring_certificates, 0) as expiring_certificates,
            build.as_of_date,
            build.build_id
        from status
        cross join build
        inner join employed using (employee_id, on_date)
        inner join assignment using (employee_id, on_date)
        inner join
            mandatory_course
            on status.employee_id = mandatory_course.employee_id
            and status.year = mandatory_course.year
        left join
            hours on status.employee_id = hours.employee_id and status.year = hours.year
        left join
            certificate
            on status.employee_id = certificate.employee_id
            and status.year = certificate.year
        left join
            training_kind on mandatory_course.mandatory_course_code = training_kind.code
        left join legal_status on status.legal_status_code = legal_status.code
        left join {{ label_as("status_label", "STATUS", "status.status_code") }}
        left join
            {{ label_as("exclusion_label", "PENGECUALIAN", "status.exclusion_code") }}
        left join
            {{
                label_as(
                    "course_label",
                    "PELATIHAN_WAJIB",
                    "mandatory_course.mandatory_course_state",
                )
            }}
    )

select *
from training_employee
