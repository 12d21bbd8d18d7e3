with
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where full_years_back between 1 and 3
    ),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    appraisal as (
        select *
        from {{ ref("int_appraisal__annual") }}
        where predicate_ordinal is not null
    ),

    changed as (
        select
            employed.employee_id,
            employed.agency_id,
            employed.year,
            coalesce(assignment.position_category, 'PELAKSANA') as position_category,
            earlier.predicate_ordinal as ordinal_before,
            later.predicate_ordinal as ordinal_after
        from employed
        inner join
            assignment
            on employed.employee_id = assignment.employee_id
            and employed.on_date = assignment.on_date
        inner join
            appraisal as earlier
            on employed.employee_id = earlier.employee_id
            and employed.year - 1 = earlier.year
        inner join
            appraisal as later
            on employed.employee_id = later.employee_id
            and employed.year + 1 = later.year
    )

select *
from changed
