with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    mandatory as (select * from {{ ref("int_competence__mandatory") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    training_label as (
        select * from {{ ref("training_label") }} where topic = 'PELATIHAN_WAJIB'
    ),
    competence_label as (
        select * from {{ ref("competence_label") }} where topic = 'KATEGORI'
    ),

    listed as (
        select
            state.*,
            coalesce(mandatory.course_code, 'TIDAK_ADA') as course_code,
            coalesce(mandatory.state_code, 'TIDAK_BERLAKU') as state_code,
            mandatory.counted_from,
            mandatory.due_on,
            mandatory.completion_id,
            mandatory.kind_code,
            mandatory.title,
            mandatory.ended_on,
            mandatory.regulation,
            mandatory.article,
            mandatory.confidence
        from state
        left join mandatory on state.employee_id = mandatory.employee_id
    ),

    mandatory_training as (
        select
            listed.employee_id,
            listed.course_code,
            coalesce(asked.name, competence_label.label_id) as course_label_id,
            coalesce(
                asked.name_en, asked.name, competence_label.label_en
            ) as course_label_en,
            listed.agency_id,
            {{ employee_columns("listed") }},
            listed.is_probationary,
            listed.position_name,
            listed.position_level_code,
            listed.position_category,
            listed.state_code,
            training_label.label_id as state_label_id,
            training_label.label_en as state_label_en,
            listed.counted_from,
            {{ whole_months("listed.counted_from", "build.as_of_date") }}
            as months_held,
            listed.due_on,
            listed.completion_id as evidence_completion_id,
            listed.kind_code as satisfied_by_code,
            taken.name as satisfied_by_label_id,
            coalesce(taken.name_en, taken.name) as satisfied_by_label_en,
            listed.title as satisfied_by_title,
            listed.ended_on as satisfied_on,
            listed.regulation,
            listed.article,
            listed.confidence,
            build.as_of_date,
            build.build_id
        from listed
        cross join build
        left join training_kind as asked on listed.course_code = asked.code
        left join training_kind as taken on listed.kind_code = taken.code
        left join
            training_label
            on listed.state_code = training_label.code
            and {{ in_force("training_label", "build.as_of_date") }}
        left join
            competence_label
            on listed.course_code = competence_label.code
            and {{ in_force("competence_label", "build.as_of_date") }}
    )

select *
from mandatory_training
