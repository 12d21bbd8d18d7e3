with
    rule as (
        select * from {{ ref("int_promotion__rule") }} where check_kind = 'NO_INTERVAL'
    ),
    running as (select * from {{ ref("int_promotion__interval") }}),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when running.employee_id is null
                then 'MEMENUHI'
                when running.valid_to is null
                then 'GAGAL'
                else 'BELUM_WAKTUNYA'
            end as state,
            running.valid_to as met_from,
            null::text as needed,
            running.label::text as actual,
            running.evidence_table,
            running.evidence_id
        from rule
        left join
            running
            on rule.employee_id = running.employee_id
            and rule.subject_code = running.interval_code
    )

select *
from judged
