with
    build as (select * from {{ ref("int_build") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    unpaid_leave as (
        select
            employee_status.employee_id,
            employee_status.employee_status_id,
            employee_status.valid_from as starts_on,
            employee_status.valid_to as ends_on,
            coalesce(employee_status.valid_to, build.as_of_date) as counted_to
        from employee_status
        cross join build
        inner join
            legal_status
            on employee_status.legal_status_id = legal_status.legal_status_id
        where not legal_status.counts_as_service
    )

select *
from unpaid_leave
