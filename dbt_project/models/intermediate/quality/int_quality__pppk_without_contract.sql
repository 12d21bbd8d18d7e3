with
    employment as (select * from {{ ref("int_quality__employment") }}),
    pppk_contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    found as (
        select
            employment.employee_id as row_id,
            ''::text as item,
            employment.employee_id as employee_id,
            null::bigint as unit_id,
            '{}'::jsonb as detail
        from employment
        where
            employment.is_employed
            and employment.scheme = 'PPPK'
            and employment.employee_id
            not in (select pppk_contract.employee_id from pppk_contract)
    )

select *
from found
