with
    build as (select * from {{ ref("int_build") }}),
    parameter as (
        select agency_id, number::integer as minimum_people
        from {{ ref("int_parameter") }}
        where code = 'behaviour_minimum'
    ),
    population as (select * from {{ ref("int_performance__population") }}),
    rated as (select * from {{ ref("behaviour_employee") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    label as (select * from {{ ref("competence_label") }} where topic = 'DATA'),

    counted as (
        select
            closure.ancestor_id as unit_id,
            rated.year,
            rated.core_value_code,
            rated.core_value_label_id,
            rated.core_value_label_en,
            count(*)::integer as rated,
            count(*) filter (where rated.rating_code = 'DI_ATAS')::integer as above,
            count(*) filter (where rated.rating_code = 'SESUAI')::integer as as_expected,
            count(*) filter (where rated.rating_code = 'DI_BAWAH')::integer as below
        from rated
        inner join closure on rated.unit_id = closure.descendant_id
        group by
            closure.ancestor_id,
            rated.year,
            rated.core_value_code,
            rated.core_value_label_id,
            rated.core_value_label_en
    ),

    staff as (
        select
            closure.ancestor_id as unit_id,
            population.year,
            count(*)::integer as employees
        from population
        inner join closure on population.unit_id = closure.descendant_id
        group by closure.ancestor_id, population.year
    ),

    -- Of few people no figure is told but how many they are.
    judged as (
        select
            counted.*,
            unit.agency_id,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.parent_id as parent_unit_id,
            staff.employees,
            parameter.minimum_people,
            counted.rated >= parameter.minimum_people as is_enough
        from counted
        inner join unit on counted.unit_id = unit.unit_id
        inner join parameter on unit.agency_id = parameter.agency_id
        inner join
            staff on counted.unit_id = staff.unit_id and counted.year = staff.year
    ),

    behaviour_unit as (
        select
            judged.unit_id,
            judged.year,
            judged.core_value_code,
            judged.core_value_label_id,
            judged.core_value_label_en,
            judged.agency_id,
            judged.unit_code,
            judged.unit_name,
            judged.parent_unit_id,
            judged.employees,
            judged.rated,
            case when judged.is_enough then judged.above end as above,
            case when judged.is_enough then judged.as_expected end as as_expected,
            case when judged.is_enough then judged.below end as below,
            case
                when judged.is_enough
                then round(100.0 * judged.below / judged.rated, 2)
            end as below_pct,
            judged.minimum_people,
            label.code as state_code,
            label.label_id as state_label_id,
            label.label_en as state_label_en,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        left join
            label
            on label.code = case
                when judged.is_enough then 'CUKUP_DATA' else 'TERLALU_SEDIKIT'
            end
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from behaviour_unit
