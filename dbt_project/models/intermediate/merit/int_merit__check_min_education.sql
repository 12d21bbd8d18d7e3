with
    rule as (
        select * from {{ ref("int_merit__rule") }} where check_kind = 'MIN_EDUCATION'
    ),
    moment as (select * from {{ ref("int_merit__moment") }}),
    education_record as (select * from {{ ref("stg_personnel__education_record") }}),
    education_level as (select * from {{ ref("stg_reference__education_level") }}),
    education_rank as (select * from {{ ref("education_rank") }}),

    recognised as (
        select distinct
            on (moment.employee_id, moment.on_date)
            moment.employee_id,
            moment.on_date,
            education_level.name as education_level_name,
            coalesce(education_rank.rank, 0) as rank
        from moment
        inner join education_record using (person_id)
        inner join education_level using (education_level_id)
        left join
            education_rank
            on education_level.code = education_rank.education_level_code
            and {{ in_force("education_rank", "moment.on_date") }}
        where education_record.recognised_on <= moment.on_date
        order by
            moment.employee_id,
            moment.on_date,
            education_rank.rank desc nulls last,
            education_record.education_record_id
    ),

    judged as (
        select
            rule.employee_id,
            rule.on_date,
            rule.path_code,
            rule.rule_code,
            '-' as item,
            case
                when recognised.employee_id is null
                then 'DATA_TIDAK_ADA'
                when recognised.rank < education_rank.rank
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            education_level.name::text as needed,
            recognised.education_level_name::text as actual
        from rule
        inner join education_level on rule.subject_code = education_level.code
        inner join
            education_rank
            on rule.subject_code = education_rank.education_level_code
            and {{ in_force("education_rank", "rule.on_date") }}
        left join recognised using (employee_id, on_date)
    )

select *
from judged
