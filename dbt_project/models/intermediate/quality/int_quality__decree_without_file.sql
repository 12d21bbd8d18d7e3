with
    state as (select * from {{ ref("int_employee__state") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    decree as (select * from {{ ref("stg_personnel__decree") }}),
    asked as (select * from {{ ref("int_parameter") }} where code = 'decree_file_from'),

    -- What somebody is today rests on these.
    resting as (
        select grade_record.decree_id, state.employee_id
        from state
        inner join grade_record on state.grade_record_id = grade_record.grade_record_id

        union all

        select assignment.decree_id, state.employee_id
        from state
        inner join assignment on state.assignment_id = assignment.assignment_id
    ),

    found as (
        select
            decree.decree_id as row_id,
            ''::text as item,
            min(resting.employee_id) as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'number', decree.number, 'issued_on', decree.issued_on
            ) as detail
        from resting
        inner join decree on resting.decree_id = decree.decree_id
        inner join asked on decree.agency_id = asked.agency_id
        where
            decree.file_hash is null
            and extract(year from decree.issued_on) >= asked.number
        group by decree.decree_id, decree.number, decree.issued_on
    )

select *
from found
