with
    total as (select * from {{ ref("int_credit__total") }}),
    spell as (select * from {{ ref("int_credit__spell") }} where is_integrated),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    found as (
        select
            total.assignment_id as row_id,
            ''::text as item,
            total.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'level',
                position_level.name,
                'position_level_id',
                position_level.position_level_id,
                'kind',
                'INTEGRASI'
            ) as detail
        from total
        inner join spell on total.employee_id = spell.employee_id
        inner join position_level on total.position_level_code = position_level.code
        where not total.is_base_known
    )

select *
from found
