with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'POST_EDUCATION'
    ),
    employee as (select * from {{ ref("int_employee__state") }}),
    adjustment as (select * from {{ ref("int_promotion__adjustment") }}),
    requirement as (
        select *
        from {{ ref("stg_personnel__seat_requirement") }}
        where kind = 'PENDIDIKAN'
    ),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),

    asked_by_post as (
        select distinct
            on (rule.employee_id, rule.path_code, rule.rule_code)
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            education_level.name as education_level_name,
            coalesce(education_rank.rank, 0) as education_rank,
            requirement.seat_requirement_id
        from rule
        inner join employee using (employee_id)
        inner join
            requirement
            on employee.seat_id = requirement.seat_id
            and {{ in_force("requirement", "rule.as_of_date") }}
        inner join education_level using (education_level_id)
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "rule.as_of_date") }}
        order by
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            education_rank.rank desc nulls last,
            requirement.seat_requirement_id
    ),

    judged as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            '-' as item,
            case
                when asked_by_post.employee_id is null
                then 'DATA_TIDAK_ADA'
                when asked_by_post.education_rank < adjustment.education_rank
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            adjustment.education_level_name::text as needed,
            asked_by_post.education_level_name::text as actual,
            case
                when asked_by_post.employee_id is not null
                then 'personnel.seat_requirement'
            end as evidence_table,
            asked_by_post.seat_requirement_id as evidence_id
        from rule
        inner join adjustment using (employee_id)
        left join asked_by_post using (employee_id, path_code, rule_code)
    )

select *
from judged
