with
    pppk_contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),

    ordered as (
        select
            pppk_contract.*,
            max(valid_to) over (
                partition by employee_id
                order by valid_from
                rows between unbounded preceding and 1 preceding
            ) as before_to
        from pppk_contract
    ),

    found as (
        select
            pppk_contract_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'before_to', before_to, 'valid_from', valid_from
            ) as detail
        from ordered
        where before_to < valid_from
    )

select *
from found
