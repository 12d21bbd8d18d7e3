with
    employment as (select * from {{ ref("int_quality__employment") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),

    found as (
        select
            assignment.assignment_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('effective_on', employment.terminated_on) as detail
        from assignment
        inner join employment on assignment.employee_id = employment.employee_id
        where coalesce(assignment.valid_to, 'infinity') > employment.terminated_on
    )

select *
from found
