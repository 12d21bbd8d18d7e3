with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'GRADE_CEILING'
    ),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    ceiling as (select * from {{ ref("education_ceiling") }}),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),

    allowed as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            grade.code as ceiling_code,
            grade.ordinal as ceiling_ordinal,
            diploma.education_record_id
        from rule
        inner join diploma on rule.employee_id = diploma.employee_id
        inner join
            ceiling
            on diploma.education_level_code = ceiling.education_level_code
            and {{ in_force("ceiling", "rule.tmt") }}
        inner join grade on ceiling.grade_code = grade.code
    ),

    highest as (
        select distinct on (employee_id, path_code, rule_code) *
        from allowed
        order by
            employee_id, path_code, rule_code, ceiling_ordinal desc, education_record_id
    ),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when highest.ceiling_ordinal is null
                then 'DATA_TIDAK_ADA'
                when highest.ceiling_ordinal < rule.target_grade_ordinal
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            rule.target_grade_code::text as needed,
            highest.ceiling_code::text as actual,
            case
                when highest.education_record_id is not null
                then 'personnel.education_record'
            end as evidence_table,
            highest.education_record_id as evidence_id
        from rule
        left join highest using (employee_id, path_code, rule_code)
    )

select *
from judged
