with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    rule as (select * from {{ ref("promotion_rule") }}),

    -- Without a grade, or without one above it, only the rule that says so is asked.
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
                rule.from_grade_code, rule.education_level_code
            ) as specificity,
            rule.valid_from,
            rule.valid_to,
            rule.regulation,
            rule.article
        from candidate
        inner join rule using (path_code)
        where
            (
                rule.check_kind = 'TARGET_GRADE'
                or candidate.target_grade_code is not null
            )
            and coalesce(rule.from_grade_code = candidate.grade_code, true)
            and (
                rule.education_level_code is null
                or exists (
                    select
                    from diploma
                    where
                        diploma.employee_id = candidate.employee_id
                        and diploma.education_level_code = rule.education_level_code
                )
            )
    )

select *
from asked
