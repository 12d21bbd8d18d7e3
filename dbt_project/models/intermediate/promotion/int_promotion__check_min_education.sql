with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'MIN_EDUCATION'
    ),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),

    highest as (
        select distinct on (employee_id) *
        from diploma
        order by employee_id, education_rank desc, education_record_id
    ),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when highest.employee_id is null
                then 'DATA_TIDAK_ADA'
                when highest.education_rank < education_rank.rank
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            education_level.name::text as needed,
            highest.education_level_name::text as actual,
            case
                when highest.employee_id is not null then 'personnel.education_record'
            end as evidence_table,
            highest.education_record_id as evidence_id
        from rule
        inner join education_level on rule.subject_code = education_level.code
        inner join
            education_rank
            on rule.subject_code = education_rank.education_level_code
            and {{ in_force("education_rank", "rule.as_of_date") }}
        left join highest using (employee_id)
    )

select *
from judged
