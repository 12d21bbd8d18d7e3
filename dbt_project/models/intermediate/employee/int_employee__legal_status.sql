with
    employed as (select * from {{ ref("int_employee__employed") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    in_force as (
        select
            employed.employee_id,
            employed.on_date,
            legal_status.code,
            employee_status.valid_from,
            employee_status.valid_to,
            employee_status.employee_status_id,
            legal_status.counts_as_service,
            legal_status.blocks_promotion,
            legal_status.is_excluded_from_coverage
        from employed
        inner join employee_status on employed.employee_id = employee_status.employee_id
        inner join
            legal_status
            on employee_status.legal_status_id = legal_status.legal_status_id
        where
            employee_status.valid_from <= employed.on_date
            and coalesce(employee_status.valid_to, 'infinity') > employed.on_date
    ),

    defaulted as (
        select
            employed.employee_id,
            employed.on_date,
            coalesce(in_force.code, 'AKTIF') as legal_status_code,
            in_force.employee_status_id,
            in_force.valid_from as legal_status_from,
            in_force.valid_to as legal_status_to,
            coalesce(in_force.counts_as_service, true) as counts_as_service,
            coalesce(in_force.blocks_promotion, false) as blocks_promotion,
            coalesce(
                in_force.is_excluded_from_coverage, false
            ) as is_excluded_from_coverage
        from employed
        left join
            in_force
            on employed.employee_id = in_force.employee_id
            and employed.on_date = in_force.on_date
    )

select *
from defaulted
