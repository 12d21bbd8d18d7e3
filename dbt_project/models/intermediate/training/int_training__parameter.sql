with
    parameter as (select * from {{ ref("int_parameter") }}),

    gathered as (
        select
            agency_id,
            max(number) filter (where code = 'training_target_pns') as target_pns,
            max(number) filter (where code = 'training_target_pppk') as target_pppk,
            max(number) filter (where code = 'training_cap_pppk') as cap_pppk,
            max(number) filter (where code = 'training_expiry_months')::integer
            as expiry_months,
            max(number) filter (where code = 'agreement_notice_months')::integer
            as agreement_months,
            bool_or(flag) filter (
                where code = 'training_cpns_covered'
            ) as is_cpns_covered
        from parameter
        group by agency_id
    )

select *
from gathered
