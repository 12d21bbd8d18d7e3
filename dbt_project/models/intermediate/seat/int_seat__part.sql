with
    pair as (select * from {{ ref("int_seat__pair") }}),
    record as (select * from {{ ref("int_seat__record") }}),
    qualification as (select * from {{ ref("int_seat__qualification") }}),
    skill as (select * from {{ ref("int_seat__skill") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code like 'readiness_%'
    ),

    -- A new part of the score is one more line here: its place, state and points, and
    -- whether falling short of it bars, because the seat says it is mandatory.
    listed as (
        select
            pair.profile_id,
            pair.employee_id,
            pair.agency_id,
            part.ordinal,
            part.part_code,
            part.weight_code,
            part.state,
            part.points,
            part.is_mandatory
            and (part.state in ('SEBAGIAN', 'TIDAK_SESUAI') or part.part_code = 'KOMPETENSI')
            as is_barring
        from pair
        inner join qualification using (profile_id, employee_id)
        inner join skill using (profile_id, employee_id)
        left join record using (profile_id, employee_id)
        cross join
            lateral
            (
                values
                    (
                        1,
                        'GOLONGAN',
                        'grade',
                        qualification.grade_state,
                        null::numeric,
                        qualification.is_grade_mandatory
                    ),
                    (
                        2,
                        'PENDIDIKAN',
                        'education',
                        qualification.education_state,
                        null,
                        qualification.is_education_mandatory
                    ),
                    (
                        3,
                        'BIDANG_STUDI',
                        'study_field',
                        qualification.field_state,
                        null,
                        qualification.is_field_mandatory
                    ),
                    (
                        4,
                        'PELATIHAN',
                        'training',
                        skill.training_state,
                        skill.training_points,
                        skill.lacks_mandatory_training
                    ),
                    (
                        5,
                        'KOMPETENSI',
                        'competency',
                        skill.competency_state,
                        skill.competency_points,
                        skill.lacks_mandatory_competency
                    ),
                    (
                        6,
                        'KINERJA',
                        'performance',
                        record.performance_state,
                        record.performance_points,
                        false
                    ),
                    (
                        7,
                        'PENGALAMAN',
                        'experience',
                        record.experience_state,
                        record.experience_points,
                        record.is_years_mandatory
                    )
            )
            as part(ordinal, part_code, weight_code, state, points, is_mandatory)
        where part.state is not null
    ),

    weighed as (
        select
            listed.profile_id,
            listed.employee_id,
            listed.ordinal,
            listed.part_code,
            listed.state,
            coalesce(listed.is_barring, false) as is_barring,
            weight.number as weight,
            case
                when listed.state = 'BELUM_ADA_DATA'
                then null
                when listed.points is not null
                then listed.points
                when listed.state = 'SESUAI'
                then 100
                when listed.state = 'SEBAGIAN'
                then partial.number
                else 0
            end as points
        from listed
        inner join
            parameter as weight
            on listed.agency_id = weight.agency_id
            and weight.code = 'readiness_weight_' || listed.weight_code
        inner join
            parameter as partial
            on listed.agency_id = partial.agency_id
            and partial.code = 'readiness_points_partial'
    )

select *
from weighed
