with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    tmt as (select * from {{ ref("int_promotion__tmt") }}),
    rule as (select * from {{ ref("int_promotion__rule") }}),

    most_specific as (
        select distinct
            on (rule.employee_id, rule.path_code, rule.requirement_code)
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            rule.valid_to,
            rule.requirement_code,
            rule.ordinal,
            rule.check_kind,
            rule.subject_code,
            rule.threshold,
            rule.regulation,
            rule.article,
            rule.confidence,
            candidate.as_of_date,
            tmt.tmt,
            candidate.grade_code,
            candidate.grade_ordinal,
            candidate.target_grade_code,
            candidate.target_grade_ordinal,
            candidate.target_level_code
        from rule
        inner join candidate using (employee_id, path_code)
        inner join tmt using (employee_id, path_code)
        where {{ in_force("rule", "tmt.tmt") }}
        order by
            rule.employee_id,
            rule.path_code,
            rule.requirement_code,
            rule.specificity desc,
            rule.rule_code
    )

select *
from most_specific
