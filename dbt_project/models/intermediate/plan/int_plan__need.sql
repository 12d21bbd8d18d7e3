with
    state as (select * from {{ ref("int_employee__state") }}),
    parameter as (select * from {{ ref("int_training__parameter") }}),
    mandatory as (
        select * from {{ ref("int_competence__mandatory") }} where state_code <> 'SUDAH'
    ),
    gap as (
        select * from {{ ref("int_competence__gap") }} where state_code = 'KURANG'
    ),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    certificate as (select * from {{ ref("int_training__last") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),

    -- Level 0: the need is not one of a level.
    needed as (
        select
            employee_id,
            'WAJIB' as need_code,
            course_code as subject_code,
            0 as level,
            null::integer as actual_level,
            due_on
        from mandatory

        union all

        select
            state.employee_id,
            'KESENJANGAN' as need_code,
            competency.code as subject_code,
            gap.required_level as level,
            gap.actual_level,
            make_date(extract(year from state.as_of_date)::integer + 1, 12, 31) as due_on
        from gap
        inner join
            state
            on gap.employee_id = state.employee_id
            and gap.on_date = state.as_of_date
        inner join competency using (competency_id)

        union all

        select
            state.employee_id,
            'SERTIFIKAT' as need_code,
            course.code as subject_code,
            0 as level,
            null as actual_level,
            certificate.expires_on as due_on
        from certificate
        inner join state using (employee_id)
        inner join parameter using (agency_id)
        inner join course using (course_id)
        where
            certificate.expires_on
            between state.as_of_date - make_interval(months => parameter.expiry_months)
            and state.as_of_date + make_interval(months => parameter.expiry_months)
    )

select *
from needed
