with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    prior_service as (select * from {{ ref("stg_personnel__prior_service") }}),
    unpaid_leave as (select * from {{ ref("int_employee__unpaid_leave") }}),

    prior as (
        select employed.employee_id, sum(prior_service.months)::integer as months
        from employed
        inner join prior_service on employed.employee_id = prior_service.employee_id
        where prior_service.recognised_on <= employed.on_date
        group by employed.employee_id
    ),

    unpaid_period as (
        select
            employed.employee_id,
            greatest(unpaid_leave.starts_on, employed.appointed_on) as started_on,
            least(unpaid_leave.counted_to, employed.on_date) as ended_on
        from employed
        inner join unpaid_leave on employed.employee_id = unpaid_leave.employee_id
    ),

    unpaid as (
        select
            employee_id,
            sum({{ whole_months("started_on", "ended_on") }})::integer as months
        from unpaid_period
        group by employee_id
    ),

    counted as (
        select
            employed.employee_id,
            coalesce(prior.months, 0) as prior_service_months,
            coalesce(unpaid.months, 0) as unpaid_leave_months,
            {{ whole_months("employed.appointed_on", "employed.on_date") }}
            + coalesce(prior.months, 0)
            - coalesce(unpaid.months, 0) as service_months
        from employed
        left join prior on employed.employee_id = prior.employee_id
        left join unpaid on employed.employee_id = unpaid.employee_id
    )

select *
from counted
