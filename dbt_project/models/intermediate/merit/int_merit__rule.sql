with
    moment as (select * from {{ ref("int_merit__moment") }} where is_in_scope),
    rule as (select * from {{ ref("promotion_rule") }}),
    transfer as (select * from {{ ref("transfer_requirement") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    upheld as (
        select agency_id, code from {{ ref("int_parameter") }} where flag
    ),

    -- The law of the day of the decision; of a transfer only what binds it.
    asked as (
        select
            moment.employee_id,
            moment.on_date,
            moment.path_code,
            rule.rule_code,
            rule.requirement_code,
            rule.ordinal,
            rule.check_kind,
            rule.subject_code,
            rule.threshold,
            rule.regulation,
            rule.article
        from moment
        inner join employee using (employee_id)
        inner join
            rule
            on moment.path_code = rule.path_code
            and {{ in_force("rule", "moment.on_date") }}
        left join
            transfer
            on rule.requirement_code = transfer.requirement_code
            and {{ in_force("transfer", "moment.on_date") }}
            and {{ upheld("transfer", "employee.agency_id") }}
        where not moment.is_transfer or transfer.requirement_code is not null
    )

select *
from asked
