with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'SUPERIOR_GRADE'
    ),
    superior as (select * from {{ ref("int_promotion__superior") }}),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when rule.target_grade_ordinal > superior.superior_grade_ordinal
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            superior.superior_grade_code::text as needed,
            rule.target_grade_code::text as actual,
            'personnel.grade_record' as evidence_table,
            superior.superior_grade_record_id as evidence_id
        from rule
        inner join superior using (employee_id)
    )

select *
from judged
