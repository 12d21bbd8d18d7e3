with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("int_employee__state") }}),
    unpaid_leave as (select * from {{ ref("int_employee__unpaid_leave") }}),
    anchor as (
        select *
        from {{ ref("int_promotion__anchor") }}
        where anchor_code = 'MASA_KERJA'
    ),

    -- Pengabdian asks for the service at the start of the month in which the
    -- retirement age is reached.
    dated as (
        select
            anchor.employee_id,
            anchor.path_code,
            anchor.anchored_on,
            (employee.pension_on - interval '1 month')::date as age_reached_from
        from anchor
        inner join employee using (employee_id)
    ),

    -- Leave that goes on after that month takes nothing off the service before it.
    unpaid as (
        select
            dated.employee_id,
            dated.path_code,
            sum(
                {{
                    whole_months(
                        "greatest(unpaid_leave.starts_on, dated.anchored_on)",
                        "least(unpaid_leave.counted_to, dated.age_reached_from)",
                    )
                }}
            )::integer as months
        from dated
        cross join build
        inner join unpaid_leave using (employee_id)
        where unpaid_leave.starts_on <= build.as_of_date
        group by dated.employee_id, dated.path_code
    ),

    served as (
        select
            dated.employee_id,
            dated.path_code,
            dated.age_reached_from,
            greatest(
                {{ whole_months("dated.anchored_on", "dated.age_reached_from") }}
                - coalesce(unpaid.months, 0),
                0
            ) as service_months
        from dated
        left join unpaid using (employee_id, path_code)
    )

select *
from served
