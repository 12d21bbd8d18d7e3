with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    standing as (select * from {{ ref("int_promotion__standing") }}),
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    verdict as (select * from {{ ref("int_promotion__verdict") }}),
    superior as (select * from {{ ref("int_promotion__superior") }}),
    credit as (select * from {{ ref("int_credit__needed") }}),
    rule as (select * from {{ ref("promotion_rule") }} where check_kind = 'MIN_CREDIT'),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    term as (select * from {{ ref("promotion_term") }}),

    path_with_credit as (select distinct path_code, subject_code from rule),

    judged as (
        select
            standing.*,
            coalesce(verdict.status, 'TIDAK_BERLAKU') as status,
            coalesce(verdict.readiness_class, 'TIDAK_BERLAKU') as readiness_class,
            candidate.target_grade_code,
            candidate.target_grade_name,
            candidate.target_level_code,
            case when candidate.has_target then credit.credit end as credit_total,
            case when candidate.has_target then credit.needed end as credit_needed,
            candidate.grade_anchor_on,
            candidate.is_first_promotion,
            verdict.earliest_tmt,
            coalesce(verdict.blockers, '{}') as blockers,
            coalesce(verdict.explanation_id, standing.reason_id) as explanation_id,
            coalesce(verdict.explanation_en, standing.reason_en) as explanation_en
        from standing
        left join candidate using (employee_id, path_code)
        left join verdict using (employee_id, path_code)
        left join path_with_credit on candidate.path_code = path_with_credit.path_code
        left join
            credit
            on candidate.employee_id = credit.employee_id
            and path_with_credit.subject_code = credit.subject_code
    ),

    readiness as (
        select
            {{ promotion_head() }},
            employee.position_name::text as position_name,
            judged.standing::text as standing,
            judged.path_code::text as path_code,
            judged.path_label_id::text as path_label_id,
            judged.path_label_en::text as path_label_en,
            judged.status::text as status,
            status.label_id::text as status_label_id,
            status.label_en::text as status_label_en,
            judged.readiness_class::text as readiness_class,
            class.label_id::text as readiness_label_id,
            class.label_en::text as readiness_label_en,
            judged.reason_code::text as not_applicable_code,
            employee.grade_code::text as grade_code,
            employee.grade_name::text as grade_name,
            employee.grade_from,
            judged.target_grade_code::text as target_grade_code,
            judged.target_grade_name::text as target_grade_name,
            judged.target_level_code::text as target_level_code,
            position_level.name::text as target_level_label_id,
            position_level.name_en::text as target_level_label_en,
            judged.credit_total,
            judged.credit_needed,
            judged.grade_anchor_on as anchor_on,
            judged.is_first_promotion,
            judged.earliest_tmt,
            judged.blockers::text[] as blockers,
            judged.explanation_id::text as explanation_id,
            judged.explanation_en::text as explanation_en,
            superior.superior_grade_code::text as superior_grade_code,
            build.rule_set_hash::text as rule_set_hash
        from judged
        cross join build
        inner join employee using (employee_id)
        left join superior using (employee_id)
        left join position_level on judged.target_level_code = position_level.code
        left join
            term as status
            on judged.status = status.code
            and status.list_code = 'STATUS'
        left join
            term as class
            on judged.readiness_class = class.code
            and class.list_code = 'READINESS'
    )

select *
from readiness
