with
    employee as (select * from {{ ref("int_employee__state") }}),
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
            anchor.unpaid_months,
            (employee.pension_on - interval '1 month')::date as age_reached_from
        from anchor
        inner join employee using (employee_id)
    ),

    served as (
        select
            employee_id,
            path_code,
            age_reached_from,
            greatest(
                {{ whole_months("anchored_on", "age_reached_from") }} - unpaid_months, 0
            ) as service_months
        from dated
    )

select *
from served
