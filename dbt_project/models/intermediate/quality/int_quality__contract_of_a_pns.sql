with
    employment as (select * from {{ ref("int_quality__employment") }}),
    pppk_contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    found as (
        select
            pppk_contract.pppk_contract_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('number', pppk_contract.number) as detail
        from pppk_contract
        inner join employment on pppk_contract.employee_id = employment.employee_id
        where employment.scheme = 'PNS'
    )

select *
from found
