with
    term as (select * from {{ ref("int_contract__term") }}),
    pppk_contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    found as (
        select
            pppk_contract.pppk_contract_id as row_id,
            ''::text as item,
            term.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'valid_to', term.final_to, 'pension_on', term.pension_on
            ) as detail
        from term
        inner join
            pppk_contract
            on term.employee_id = pppk_contract.employee_id
            and term.final_to = pppk_contract.valid_to
        where term.status_code = 'MELEBIHI_BUP'
    )

select *
from found
