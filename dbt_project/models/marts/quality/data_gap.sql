with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    condition as (select * from {{ ref("promotion_check") }}),
    increment as (select * from {{ ref("kgb_due") }}),
    contract as (select * from {{ ref("contract_due") }}),
    ranking as (select * from {{ ref("performance_ranking") }}),
    ip_asn as (select * from {{ ref("ip_asn") }}),
    talent as (select * from {{ ref("talent_box") }}),

    gathered as (
        select distinct
            employee_id,
            'promotion_readiness' as mart,
            path_code as mart_row,
            requirement_code as missing_code,
            case when item ~ '^\d{4}$' then item::integer end as year
        from condition
        where state = 'DATA_TIDAK_ADA'

        union all

        select employee_id, 'kgb_due', '', missing_code, performance_year
        from increment
        where missing_code is not null

        union all

        select employee_id, 'contract_due', '', 'KONTRAK', null
        from contract
        where status_code = 'DATA_TIDAK_LENGKAP'

        union all

        select employee_id, 'performance_ranking', year::text, missing_code, year
        from ranking
        where missing_code is not null

        union all

        select
            ip_asn.employee_id, 'ip_asn', ip_asn.year::text, lacking.code, ip_asn.year
        from ip_asn
        cross join unnest(ip_asn.missing) as lacking(code)

        union all

        select
            talent.employee_id,
            'talent_box',
            talent.year::text,
            lacking.code,
            talent.year
        from talent
        cross join unnest(talent.missing) as lacking(code)
    ),

    data_gap as (
        select
            gathered.mart,
            gathered.employee_id,
            gathered.mart_row,
            gathered.missing_code,
            coalesce(gathered.year, 0) as year,
            state.agency_id,
            state.unit_id,
            state.unit_name::text as unit_name,
            state.nip::text as nip,
            state.full_name::text as full_name,
            state.seat_id,
            build.as_of_date,
            build.build_id
        from gathered
        cross join build
        inner join state on gathered.employee_id = state.employee_id
    )

select *
from data_gap
