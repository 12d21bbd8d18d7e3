with
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where is_as_of and scheme = 'PPPK'
    ),
    contract as (select * from {{ ref("stg_personnel__pppk_contract") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),

    recorded as (
        select
            employed.employee_id,
            max(contract.valid_to) as final_to,
            count(*)::integer as contracts,
            max(contract.number) filter (
                where contract.valid_from = employed.contract_from
            ) as contract_number,
            max(contract.pppk_contract_id) filter (
                where contract.valid_from = employed.contract_from
            ) as pppk_contract_id
        from employed
        inner join contract on employed.employee_id = contract.employee_id
        group by employed.employee_id
    ),

    measured as (
        select
            employed.employee_id,
            employed.on_date as as_of_date,
            recorded.pppk_contract_id,
            recorded.contract_number,
            employed.contract_from,
            employed.contract_to,
            recorded.final_to,
            coalesce(recorded.contracts, 0) as contracts,
            forecast.reached_on,
            forecast.pension_on,
            forecast.retirement_age,
            forecast.is_decided_by_future_post,
            (
                recorded.final_to
                + make_interval(months => parameter.contract_min_months)
            )::date
            <= forecast.pension_on as is_renewable,
            (
                employed.on_date
                + make_interval(months => parameter.contract_notice_months)
            )::date as notice_until
        from employed
        inner join forecast on employed.employee_id = forecast.employee_id
        inner join parameter on employed.agency_id = parameter.agency_id
        left join recorded on employed.employee_id = recorded.employee_id
    ),

    classed as (
        select
            measured.*,
            case when is_renewable then pension_on end as can_extend_to,
            {{ whole_months("as_of_date", "contract_to") }} as months_left,
            case
                when contract_to is null
                then 'DATA_TIDAK_LENGKAP'
                when final_to > pension_on
                then 'MELEBIHI_BUP'
                when final_to > contract_to and contract_to <= notice_until
                then 'SUDAH_DIPERPANJANG'
                when final_to <= notice_until and is_renewable
                then 'JATUH_TEMPO'
                when final_to <= notice_until
                then 'BERAKHIR_BUP'
                else 'BERJALAN'
            end as status_code
        from measured
    )

select *
from classed
