with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),

    -- Where two decrees carry one TMT, the higher grade is in force and the other
    -- never was.
    in_force as (
        select distinct
            on (employed.employee_id, grade_record.valid_from)
            employed.employee_id,
            grade_record.grade_record_id,
            grade_record.grade_id,
            grade_record.valid_from
        from employed
        inner join grade_record on employed.employee_id = grade_record.employee_id
        inner join grade on grade_record.grade_id = grade.grade_id
        where
            grade_record.valid_from <= employed.on_date
            and grade.scheme = employed.scheme
        order by
            employed.employee_id,
            grade_record.valid_from,
            grade.ordinal desc,
            grade_record.grade_record_id desc
    ),

    compared as (
        select
            in_force.*,
            lag(grade_id) over (partition by employee_id order by valid_from)
            is distinct from grade_id as is_change
        from in_force
    ),

    latest as (
        select distinct
            on (employee_id)
            employee_id,
            grade_record_id,
            grade_id,
            max(valid_from) filter (where is_change) over (
                partition by employee_id
            ) as grade_from
        from compared
        order by employee_id, valid_from desc
    ),

    -- A PPPK whose history has no row yet has the grade of the contract.
    held as (
        select
            employed.employee_id,
            latest.grade_record_id,
            coalesce(latest.grade_id, employed.contract_grade_id) as grade_id,
            coalesce(latest.grade_from, employed.contract_from) as grade_from
        from employed
        left join latest on employed.employee_id = latest.employee_id
    ),

    named as (
        select
            held.employee_id,
            held.grade_record_id,
            held.grade_id,
            grade.code as grade_code,
            grade.name as grade_name,
            grade.ordinal as grade_ordinal,
            held.grade_from
        from held
        inner join grade on held.grade_id = grade.grade_id
    )

select *
from named
