with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'RANGE'
    ),
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    situation as (select * from {{ ref("int_promotion__situation") }}),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                situation.situation_code
                when 'PUNCAK'
                then 'GAGAL'
                when 'DUA_DI_BAWAH'
                then 'DATA_TIDAK_ADA'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            concat(
                situation.lowest_grade_code, '-', situation.highest_grade_code
            ) as needed,
            rule.grade_code::text as actual,
            'personnel.grade_record' as evidence_table,
            candidate.grade_record_id as evidence_id
        from rule
        inner join situation using (employee_id)
        inner join candidate using (employee_id, path_code)
    )

select *
from judged
