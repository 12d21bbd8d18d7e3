with
    employment as (select * from {{ ref("int_quality__employment") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),

    ranked as (
        select
            grade_record.grade_record_id,
            grade_record.employee_id,
            grade_record.valid_from,
            grade.code,
            first_value(grade.code) over same_tmt as used_code,
            row_number() over same_tmt as place
        from grade_record
        inner join employment on grade_record.employee_id = employment.employee_id
        inner join
            grade
            on grade_record.grade_id = grade.grade_id
            and employment.scheme = grade.scheme
        window
            same_tmt as (
                partition by grade_record.employee_id, grade_record.valid_from
                order by grade.ordinal desc, grade_record.grade_record_id desc
            )
    ),

    found as (
        select
            grade_record_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'grade', code, 'valid_from', valid_from, 'other', used_code
            ) as detail
        from ranked
        where place > 1
    )

select *
from found
