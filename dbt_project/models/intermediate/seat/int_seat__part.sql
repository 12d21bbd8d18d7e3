with
    candidate as (select * from {{ ref("int_seat__candidate") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    qualification as (select * from {{ ref("int_seat__qualification") }}),
    skill as (select * from {{ ref("int_seat__skill") }}),
    demand as (select * from {{ ref("int_seat__demand") }}),
    experience as (
        select *
        from {{ ref("int_promotion__experience") }}
        where requirement_code = 'PENGALAMAN'
    ),
    population as (
        select *
        from {{ ref("int_performance__population") }}
        where full_years_back <= 1
    ),
    judged_year as (select * from {{ ref("int_performance__year") }}),
    predicate as (select * from {{ ref("predicate") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code like 'readiness_%'
    ),

    performance as (
        select
            population.employee_id,
            count(judged_year.performance_score) as years,
            avg(judged_year.performance_score) as points,
            bool_and(judged_year.predicate_ordinal >= predicate.ordinal) as is_good
        from population
        inner join judged_year using (employee_id, year)
        inner join predicate on predicate.predicate_code = 'BAIK'
        group by population.employee_id
    ),

    years_asked as (
        select
            profile_id,
            max(threshold) as months,
            bool_or(is_mandatory) as is_mandatory
        from demand
        where kind = 'PENGALAMAN'
        group by profile_id
    ),

    served as (
        select
            candidate.profile_id,
            candidate.employee_id,
            state.agency_id,
            years_asked.months as months_asked,
            coalesce(years_asked.is_mandatory, false) as is_years_mandatory,
            {{
                whole_months(
                    "(state.as_of_date - coalesce(experience.days, 0))", "state.as_of_date"
                )
            }} as months
        from candidate
        inner join state using (employee_id)
        left join experience using (employee_id, path_code)
        left join years_asked using (profile_id)
    ),

    -- A new part of the score is one more line here: its place, state and points, and
    -- whether falling short of it bars, because the seat says it is mandatory.
    listed as (
        select
            served.profile_id,
            served.employee_id,
            served.agency_id,
            part.ordinal,
            part.part_code,
            part.weight_code,
            part.state,
            part.points,
            part.is_mandatory
            and (part.state in ('SEBAGIAN', 'TIDAK_SESUAI') or part.part_code = 'KOMPETENSI')
            as is_barring
        from served
        inner join qualification using (profile_id, employee_id)
        inner join skill using (profile_id, employee_id)
        left join performance using (employee_id)
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
                        case
                            when coalesce(performance.years, 0) < 2
                            then 'BELUM_ADA_DATA'
                            when performance.is_good
                            then 'SESUAI'
                            else 'SEBAGIAN'
                        end,
                        case when performance.years = 2 then performance.points end,
                        false
                    ),
                    (
                        7,
                        'PENGALAMAN',
                        'experience',
                        case
                            when served.months_asked is null
                            then null
                            when served.months >= served.months_asked
                            then 'SESUAI'
                            else 'SEBAGIAN'
                        end,
                        100.0
                        * least(served.months, served.months_asked)
                        / served.months_asked,
                        served.is_years_mandatory
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
