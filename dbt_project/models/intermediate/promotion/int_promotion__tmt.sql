with
    moment as (select * from {{ ref("int_promotion__moment") }}),
    next_period as (select * from {{ ref("int_promotion__next_period") }}),
    rule as (select * from {{ ref("int_promotion__rule") }}),
    min_months as (select * from {{ ref("int_promotion__check_min_months") }}),
    no_interval as (select * from {{ ref("int_promotion__check_no_interval") }}),

    slot as (
        select distinct
            moment.employee_id,
            moment.path_code,
            case
                when moment.is_periodic then next_period.tmt else moment.moment_on
            end as tmt
        from moment
        inner join next_period using (moment_on)
    ),

    timed as (
        select *
        from min_months
        union all
        select *
        from no_interval
    ),

    -- The rules of time in force on the slot itself, the most specific of each
    -- requirement.
    in_force as (
        select distinct
            on (slot.employee_id, slot.path_code, slot.tmt, rule.requirement_code)
            slot.employee_id,
            slot.path_code,
            slot.tmt,
            timed.met_from
        from slot
        inner join
            rule
            on slot.employee_id = rule.employee_id
            and slot.path_code = rule.path_code
            and {{ in_force("rule", "slot.tmt") }}
        inner join
            timed
            on rule.employee_id = timed.employee_id
            and rule.path_code = timed.path_code
            and rule.rule_code = timed.rule_code
            and rule.valid_from = timed.valid_from
        order by
            slot.employee_id,
            slot.path_code,
            slot.tmt,
            rule.requirement_code,
            rule.specificity desc,
            rule.rule_code
    ),

    barred as (
        select distinct employee_id, path_code, tmt from in_force where met_from > tmt
    ),

    earliest as (
        select slot.employee_id, slot.path_code, min(slot.tmt) as tmt
        from slot
        left join barred using (employee_id, path_code, tmt)
        where barred.employee_id is null
        group by slot.employee_id, slot.path_code
    )

select *
from earliest
