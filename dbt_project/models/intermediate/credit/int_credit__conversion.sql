with
    month as (
        select * from {{ ref("int_credit__month") }} where appraisal_id is not null
    ),
    spell as (select * from {{ ref("int_credit__spell") }}),
    credit_level as (select * from {{ ref("credit_level") }}),
    percentage as (select * from {{ ref("credit_percentage") }}),

    -- One figure per official, level and appraisal, rounded once.
    counted as (
        select
            month.employee_id,
            month.appraisal_id,
            percentage.percentage,
            credit_level.coefficient,
            count(*)::integer as months
        from month
        inner join spell using (employee_id)
        inner join
            credit_level
            on spell.position_level_code = credit_level.position_level_code
            and {{ in_force("credit_level", "month.month_on") }}
        inner join
            percentage
            on month.predicate_code = percentage.predicate_code
            and {{ in_force("percentage", "month.month_on") }}
        group by
            month.employee_id,
            month.appraisal_id,
            percentage.percentage,
            credit_level.coefficient
    ),

    converted as (
        select
            employee_id,
            appraisal_id,
            months,
            round(percentage * coefficient * months / 1200, 2)::numeric(9, 2) as credit
        from counted
    )

select *
from converted
