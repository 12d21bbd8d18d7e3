with
    employed as (select * from {{ ref("int_employee__employed") }} where is_recent),
    legal_status as (select * from {{ ref("int_employee__legal_status") }}),
    retirement as (select * from {{ ref("int_employee__retirement") }}),
    parameter as (select * from {{ ref("int_training__parameter") }}),

    excluded as (
        select
            employed.employee_id,
            employed.agency_id,
            employed.year,
            employed.on_date,
            employed.scheme,
            legal_status.legal_status_code,
            retirement.pension_on,
            case
                when legal_status.is_excluded_from_coverage
                then 'KEDUDUKAN_HUKUM'
                when extract(year from employed.terminated_on) = employed.year
                then 'BERHENTI'
                when extract(year from retirement.pension_on) <= employed.year
                then 'PENSIUN'
            end as exclusion_code,
            employed.is_probationary and parameter.is_cpns_covered as is_covered_cpns,
            case
                when employed.scheme = 'PNS'
                then parameter.target_pns
                else parameter.target_pppk
            end as target_hours,
            case when employed.scheme = 'PPPK' then parameter.cap_pppk end as cap_hours,
            parameter.expiry_months
        from employed
        inner join legal_status using (employee_id, on_date)
        inner join retirement using (employee_id, on_date)
        inner join parameter on employed.agency_id = parameter.agency_id
    )

select *
from excluded
