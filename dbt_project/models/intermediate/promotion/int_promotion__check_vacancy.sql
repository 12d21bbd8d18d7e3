with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'VACANCY'
    ),
    situation as (select * from {{ ref("int_promotion__situation") }}),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case when situation.vacancies > 0 then 'MEMENUHI' else 'GAGAL' end as state,
            null::date as met_from,
            situation.next_level_name::text as needed,
            situation.vacancies::text as actual,
            null::text as evidence_table,
            null::bigint as evidence_id
        from rule
        inner join situation using (employee_id)
    )

select *
from judged
