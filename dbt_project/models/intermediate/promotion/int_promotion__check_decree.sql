with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'DECREE'
    ),
    achievement as (select * from {{ ref("int_promotion__achievement") }}),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when achievement.decree_id is null then 'DATA_TIDAK_ADA' else 'MEMENUHI'
            end as state,
            null::date as met_from,
            null::text as needed,
            achievement.award_name::text as actual,
            'personnel.award' as evidence_table,
            achievement.award_id as evidence_id
        from rule
        inner join achievement using (employee_id)
    )

select *
from judged
