with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    retirement as (select * from {{ ref("int_employee__retirement") }}),
    reached as (select * from {{ ref("int_retirement__reached") }}),

    decided as (
        select distinct on (employee_id) *
        from reached
        order by employee_id, reached_on, starts_on
    ),

    forecast as (
        select
            employed.employee_id,
            employed.on_date as as_of_date,
            decided.assignment_id,
            decided.seat_id,
            decided.unit_id,
            decided.position_title_id,
            decided.position_name,
            decided.position_level_code,
            decided.needed_count,
            decided.starts_on as post_from,
            not decided.is_current as is_decided_by_future_post,
            decided.holder,
            decided.retirement_age,
            decided.regulation,
            decided.article,
            decided.confidence,
            decided.reached_on,
            decided.pension_on,
            (
                (
                    extract(year from decided.pension_on)
                    - extract(year from retirement.pension_on)
                )
                * 12
                + extract(month from decided.pension_on)
                - extract(month from retirement.pension_on)
            )::integer as gained_months,
            employed.terminated_on,
            least(decided.pension_on, employed.terminated_on) as leaves_on
        from employed
        inner join decided on employed.employee_id = decided.employee_id
        inner join
            retirement
            on employed.employee_id = retirement.employee_id
            and employed.on_date = retirement.on_date
    )

select *
from forecast
