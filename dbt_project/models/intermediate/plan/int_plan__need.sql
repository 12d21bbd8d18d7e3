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
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),

    -- The last certificate of a course counts: a later one has renewed it.
    certified as (
        select distinct
            on (completion.employee_id, completion.course_id)
            completion.employee_id,
            completion.course_id,
            completion.expires_on
        from completion
        inner join state using (employee_id)
        where
            completion.course_id is not null
            and completion.ended_on <= state.as_of_date
        order by
            completion.employee_id,
            completion.course_id,
            completion.ended_on desc,
            completion.completion_id desc
    ),

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
            certified.expires_on as due_on
        from certified
        inner join state using (employee_id)
        inner join parameter using (agency_id)
        inner join course using (course_id)
        where
            certified.expires_on
            between state.as_of_date - make_interval(months => parameter.expiry_months)
            and state.as_of_date + make_interval(months => parameter.expiry_months)
    )

select *
from needed
