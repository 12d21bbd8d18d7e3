with
    employment as (select * from {{ ref("int_quality__employment") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),

    found as (
        select
            grade_record.grade_record_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'grade',
                grade.code,
                'valid_from',
                grade_record.valid_from,
                'appointed_on',
                employment.appointed_on
            ) as detail
        from grade_record
        inner join employment on grade_record.employee_id = employment.employee_id
        inner join grade on grade_record.grade_id = grade.grade_id
        where grade_record.valid_from < employment.appointed_on
    )

select *
from found
