with
    agency as (select * from {{ ref("stg_personnel__agency") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    found as (
        select
            agency.agency_id as row_id,
            ''::text as item,
            null::bigint as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'agency', agency.name, 'agency_id', agency.agency_id
            ) as detail
        from agency
        where
            agency.agency_id
            not in (select unit.agency_id from unit where unit.parent_id is null)
    )

select *
from found
