with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    rule as (select * from {{ ref("int_promotion__rule") }}),
    min_months as (select * from {{ ref("int_promotion__check_min_months") }}),
    no_interval as (select * from {{ ref("int_promotion__check_no_interval") }}),

    timed as (
        select *
        from min_months
        union all
        select *
        from no_interval
    ),

    -- Only on these days can a promotion become possible: today, when time is up,
    -- when the law changes.
    happening as (
        select employee_id, path_code, as_of_date as moment_on
        from candidate
        union
        select employee_id, path_code, met_from
        from timed
        union
        select rule.employee_id, rule.path_code, dated.changes_on
        from rule
        inner join timed using (employee_id, path_code, rule_code, valid_from)
        cross join
            lateral(values (rule.valid_from), (rule.valid_to)) as dated(changes_on)
    ),

    ahead as (
        select
            happening.employee_id,
            happening.path_code,
            candidate.is_periodic,
            happening.moment_on
        from happening
        inner join candidate using (employee_id, path_code)
        where happening.moment_on >= candidate.as_of_date
    )

select *
from ahead
