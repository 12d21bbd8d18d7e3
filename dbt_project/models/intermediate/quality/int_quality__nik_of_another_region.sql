with
    employment as (select * from {{ ref("int_quality__employment") }}),
    agency as (select * from {{ ref("stg_personnel__agency") }}),
    region as (select * from {{ ref("stg_reference__region") }}),

    found as (
        select
            employment.person_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('region', region.name) as detail
        from employment
        inner join agency on employment.agency_id = agency.agency_id
        inner join region on agency.region_id = region.region_id
        where
            employment.is_latest
            and left(employment.nik, 4) <> left(replace(region.code, '.', ''), 4)
    )

select *
from found
