with
    employed as (select * from {{ ref("int_employee__employed") }} where is_recent),
    legal_status as (select * from {{ ref("int_employee__legal_status") }}),
    retirement as (select * from {{ ref("int_employee__retirement") }}),
    parameter as (select * from {{ ref("int_training__parameter") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    basic as (select * from {{ ref("mandatory_basic") }} where holder = 'CPNS'),

    -- Those on probation, and whether the time for basic training still runs.
    probationer as (
        select
            employed.employee_id,
            employed.on_date,
            employed.year,
            basic.kind_codes,
            employed.on_date
            < employed.appointed_on
            + make_interval(months => basic.months_allowed) as is_in_time
        from employed
        inner join basic on {{ in_force("basic", "employed.on_date") }}
        where employed.is_probationary
    ),

    -- Those of them who finished it in the year.
    trained as (
        select distinct probationer.employee_id, probationer.on_date
        from probationer
        inner join completion on probationer.employee_id = completion.employee_id
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        where
            completion.ended_on
            between make_date(probationer.year, 1, 1) and probationer.on_date
            and training_kind.code = any(string_to_array(probationer.kind_codes, ' '))
    ),

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
            coalesce(
                trained.employee_id is not null
                or (probationer.is_in_time and parameter.is_cpns_covered),
                false
            ) as is_covered_cpns,
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
        left join probationer using (employee_id, on_date)
        left join trained using (employee_id, on_date)
    )

select *
from excluded
