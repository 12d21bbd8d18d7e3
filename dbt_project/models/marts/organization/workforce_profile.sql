with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("employee_current") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    label as (select * from {{ ref("profile_label") }}),

    -- A new dimension is one more line here: the group, its place, and what it is called
    -- where no label says so.
    grouped as (
        select
            employee.unit_id,
            dimension.dimension_code,
            coalesce(dimension.group_code, '-') as group_code,
            dimension.group_ordinal,
            dimension.name_id,
            dimension.name_en
        from employee
        left join education_level on employee.education_level_code = education_level.code
        cross join
            lateral
            (
                values
                    (
                        'JENIS',
                        employee.employment_type_code,
                        0,
                        employee.employment_type_label_id,
                        employee.employment_type_label_en
                    ),
                    (
                        'GOLONGAN',
                        employee.grade_group,
                        case when employee.scheme = 'PNS' then 0 else employee.grade_ordinal end,
                        employee.grade_group,
                        employee.grade_group
                    ),
                    (
                        'PENDIDIKAN',
                        employee.education_level_code,
                        education_level.ordinal,
                        employee.education_level_label_id,
                        employee.education_level_label_en
                    ),
                    (
                        'USIA',
                        employee.age_group,
                        employee.age_years,
                        employee.age_group,
                        employee.age_group
                    ),
                    ('JENIS_KELAMIN', employee.sex, 0, null, null),
                    ('JABATAN', employee.position_category, 0, null, null)
            )
            as dimension(dimension_code, group_code, group_ordinal, name_id, name_en)
    ),

    counted as (
        select
            closure.ancestor_id as unit_id,
            grouped.dimension_code,
            grouped.group_code,
            min(grouped.group_ordinal) as group_ordinal,
            min(grouped.name_id) as name_id,
            min(grouped.name_en) as name_en,
            count(*)::integer as employees,
            (
                sum(count(*)) over (
                    partition by closure.ancestor_id, grouped.dimension_code
                )
            )::integer as employees_of_unit
        from grouped
        inner join closure on grouped.unit_id = closure.descendant_id
        group by closure.ancestor_id, grouped.dimension_code, grouped.group_code
    ),

    workforce_profile as (
        select
            counted.unit_id,
            counted.dimension_code,
            counted.group_code,
            unit.agency_id,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.parent_id as parent_unit_id,
            dimension_label.label_id as dimension_label_id,
            dimension_label.label_en as dimension_label_en,
            coalesce(
                group_label.label_id,
                counted.name_id,
                nullif(counted.group_code, '-'),
                'Tidak tercatat'
            ) as group_label_id,
            coalesce(
                group_label.label_en,
                counted.name_en,
                nullif(counted.group_code, '-'),
                'Not on record'
            ) as group_label_en,
            counted.group_ordinal,
            counted.employees,
            counted.employees_of_unit,
            round(100.0 * counted.employees / counted.employees_of_unit, 2) as share_pct,
            build.as_of_date,
            build.build_id
        from counted
        cross join build
        inner join unit on counted.unit_id = unit.unit_id
        left join {{ label_as("dimension_label", "DIMENSI", "counted.dimension_code") }}
        left join
            label as group_label
            on group_label.topic = counted.dimension_code
            and group_label.code = counted.group_code
            and {{ in_force("group_label", "build.as_of_date") }}
    )

select *
from workforce_profile
