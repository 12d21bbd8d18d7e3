with
    employment as (select * from {{ ref("int_quality__employment") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),

    in_force as (
        select distinct
            on (grade_record.employee_id, grade_record.valid_from)
            grade_record.grade_record_id,
            grade_record.employee_id,
            grade_record.valid_from,
            grade_record.reason,
            grade.code,
            grade.ordinal
        from grade_record
        inner join employment on grade_record.employee_id = employment.employee_id
        inner join
            grade
            on grade_record.grade_id = grade.grade_id
            and employment.scheme = grade.scheme
        order by
            grade_record.employee_id,
            grade_record.valid_from,
            grade.ordinal desc,
            grade_record.grade_record_id desc
    ),

    compared as (
        select
            in_force.*,
            lag(code) over history as code_before,
            lag(ordinal) over history as ordinal_before
        from in_force
        window history as (partition by employee_id order by valid_from)
    ),

    found as (
        select
            grade_record_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'grade', code, 'valid_from', valid_from, 'before', code_before
            ) as detail
        from compared
        where ordinal < ordinal_before and reason <> 'PENURUNAN'
    )

select *
from found
