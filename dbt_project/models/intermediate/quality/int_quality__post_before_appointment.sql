with
    employment as (select * from {{ ref("int_quality__employment") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),

    found as (
        select
            assignment.assignment_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'valid_from',
                assignment.valid_from,
                'appointed_on',
                employment.appointed_on
            ) as detail
        from assignment
        inner join employment on assignment.employee_id = employment.employee_id
        where assignment.valid_from < employment.appointed_on
    )

select *
from found
