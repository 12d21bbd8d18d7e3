with
    build as (select * from {{ ref("int_build") }}),
    need as (select * from {{ ref("int_plan__need") }}),
    course as (select * from {{ ref("stg_personnel__course") }}),
    course_competency as (select * from {{ ref("stg_personnel__course_competency") }}),
    competency as (select * from {{ ref("stg_reference__competency") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    mandatory_basic as (select * from {{ ref("mandatory_basic") }}),

    asked as (select distinct need_code, subject_code, level from need),

    -- What is asked by category, as the course of a profession, names no course.
    of_kind as (
        select asked.*, course.course_id
        from asked
        cross join build
        inner join training_kind on asked.subject_code = training_kind.code
        inner join course using (training_kind_id)
        left join
            mandatory_basic
            on asked.subject_code = mandatory_basic.course_code
            and {{ in_force("mandatory_basic", "build.as_of_date") }}
        where asked.need_code = 'WAJIB' and mandatory_basic.category is null
    ),

    of_competency as (
        select asked.*, course_competency.course_id
        from asked
        inner join competency on asked.subject_code = competency.code
        inner join
            course_competency
            on competency.competency_id = course_competency.competency_id
            and asked.level <= course_competency.level
        where asked.need_code = 'KESENJANGAN'
    ),

    of_certificate as (
        select asked.*, course.course_id
        from asked
        inner join course on asked.subject_code = course.code
        where asked.need_code = 'SERTIFIKAT'
    ),

    answered as (
        select *
        from of_kind

        union all

        select *
        from of_competency

        union all

        select *
        from of_certificate
    )

select *
from answered
