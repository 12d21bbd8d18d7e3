with
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where full_years_back is not null
    ),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    placed as (
        select
            employed.employee_id,
            employed.person_id,
            employed.year,
            employed.on_date,
            employed.full_years_back,
            employed.agency_id,
            employed.nip,
            employed.name,
            employed.full_name,
            employed.scheme,
            employed.employment_type_code,
            assignment.unit_id,
            assignment.unit_name,
            assignment.position_name,
            coalesce(assignment.position_level_code, 'PELAKSANA') as position_level_code
        from employed
        inner join
            assignment
            on employed.employee_id = assignment.employee_id
            and employed.on_date = assignment.on_date
    ),

    levelled as (
        select
            placed.*,
            position_level.name as position_level_name,
            coalesce(
                position_level.name_en, position_level.name
            ) as position_level_name_en,
            coalesce(position_level.category, 'PELAKSANA') as position_category
        from placed
        left join position_level on placed.position_level_code = position_level.code
    )

select *
from levelled
