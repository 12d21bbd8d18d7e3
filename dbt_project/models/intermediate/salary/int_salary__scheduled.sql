with
    state as (select * from {{ ref("int_employee__state") }}),
    anchor as (select * from {{ ref("int_salary__anchor") }}),
    step as (select * from {{ ref("int_salary__step") }}),
    unpaid as (select * from {{ ref("int_employee__unpaid_leave") }}),

    stepped as (
        select
            anchor.employee_id,
            anchor.anchor_on,
            anchor.service_months,
            anchor.as_of_date,
            state.agency_id,
            state.grade_code,
            min(step.service_years) as next_step_years
        from anchor
        inner join state on anchor.employee_id = state.employee_id
        left join
            step
            on state.agency_id = step.agency_id
            and state.grade_code = step.grade_code
            and step.service_years * 12 > anchor.service_months
        group by
            anchor.employee_id,
            anchor.anchor_on,
            anchor.service_months,
            anchor.as_of_date,
            state.agency_id,
            state.grade_code
    ),

    leave as (
        select
            stepped.employee_id,
            unpaid.starts_on,
            stepped.anchor_on,
            stepped.next_step_years * 12 - stepped.service_months as months_to_step,
            {{
                whole_months(
                    "greatest(unpaid.starts_on, stepped.anchor_on)", "unpaid.counted_to"
                )
            }} as months,
            {{
                whole_months(
                    "greatest(unpaid.starts_on, stepped.anchor_on)",
                    "least(unpaid.counted_to, stepped.as_of_date)",
                )
            }} as months_so_far
        from stepped
        inner join
            unpaid
            on stepped.employee_id = unpaid.employee_id
            and unpaid.counted_to > stepped.anchor_on
    ),

    moved as (
        select
            leave.*,
            coalesce(
                sum(months) over (
                    partition by employee_id
                    order by starts_on
                    rows between unbounded preceding and 1 preceding
                ),
                0
            )::integer as months_before
        from leave
    ),

    -- Leave moves the date as long as it begins before the date moved so far.
    chained as (
        select
            moved.*,
            bool_and(
                starts_on
                < anchor_on + make_interval(months => months_to_step + months_before)
            ) over (partition by employee_id order by starts_on) as is_counted
        from moved
    ),

    summed as (
        select
            employee_id,
            sum(months) filter (where is_counted) as months,
            sum(months_so_far) as months_so_far
        from chained
        group by employee_id
    ),

    reached as (
        select
            stepped.*,
            coalesce(summed.months, 0)::integer as unpaid_months,
            stepped.service_months
            + {{ whole_months("stepped.anchor_on", "stepped.as_of_date") }}
            - coalesce(summed.months_so_far, 0) as months_on_date,
            (
                stepped.anchor_on + make_interval(
                    months => (
                        stepped.next_step_years * 12
                        - stepped.service_months
                        + coalesce(summed.months, 0)
                    )::integer
                )
            )::date as scheduled_on
        from stepped
        left join summed on stepped.employee_id = summed.employee_id
    ),

    scheduled as (
        select
            reached.employee_id,
            reached.anchor_on,
            reached.service_months,
            reached.next_step_years,
            reached.unpaid_months,
            reached.scheduled_on,
            count(step.service_years)::integer as missed_steps
        from reached
        left join
            step
            on reached.agency_id = step.agency_id
            and reached.grade_code = step.grade_code
            and step.service_years > reached.next_step_years
            and step.service_years * 12 <= reached.months_on_date
        group by
            reached.employee_id,
            reached.anchor_on,
            reached.service_months,
            reached.next_step_years,
            reached.unpaid_months,
            reached.scheduled_on
    )

select *
from scheduled
