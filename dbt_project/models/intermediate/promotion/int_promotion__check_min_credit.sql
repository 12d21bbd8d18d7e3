with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'MIN_CREDIT'
    ),
    credit as (select * from {{ ref("int_credit__needed") }}),

    -- Only holders of functional posts have credit; the others have no row.
    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when credit.credit >= credit.needed
                then 'MEMENUHI'
                when credit.is_complete
                then 'GAGAL'
                else 'DATA_TIDAK_ADA'
            end as state,
            null::date as met_from,
            credit.needed::text as needed,
            credit.credit::text as actual,
            'personnel.assignment' as evidence_table,
            credit.assignment_id as evidence_id
        from rule
        inner join credit using (employee_id, subject_code)
    )

select *
from judged
