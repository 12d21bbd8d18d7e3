with
    candidate as (
        select candidate.*, service.service_months
        from {{ ref("int_promotion__candidate") }} as candidate
        left join
            {{ ref("int_promotion__service") }} as service using (
                employee_id, path_code
            )
    ),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    rule as (select * from {{ ref("promotion_rule") }}),

    -- Without a target only the rules that say so are asked. Of rules of one
    -- requirement the one with more conditions, or a higher service, wins.
    asked as (
        select
            candidate.employee_id,
            candidate.path_code,
            rule.rule_code,
            rule.requirement_code,
            rule.ordinal,
            rule.check_kind,
            rule.subject_code,
            rule.threshold,
            num_nonnulls(
                rule.from_grade_code, rule.education_level_code, rule.situation_code
            )
            + coalesce(rule.min_service_months, 0) as specificity,
            rule.valid_from,
            rule.valid_to,
            rule.regulation,
            rule.article,
            rule.confidence
        from candidate
        inner join rule using (path_code)
        where
            (rule.check_kind in ('TARGET_GRADE', 'RANGE') or candidate.has_target)
            and coalesce(rule.from_grade_code = candidate.grade_code, true)
            and (
                rule.education_level_code is null
                or (candidate.employee_id, rule.education_level_code) in (
                    select diploma.employee_id, diploma.education_level_code
                    from diploma
                )
            )
            and (
                rule.situation_code is null
                or rule.situation_code = candidate.situation_code
            )
            and (
                rule.min_service_months is null
                or rule.min_service_months <= candidate.service_months
            )
    )

select *
from asked
