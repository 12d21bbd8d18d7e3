with
    build as (select * from {{ ref("int_build") }}),
    population as (
        select * from {{ ref("int_performance__population") }} where full_years_back = 0
    ),
    box as (select * from {{ ref("int_talent__box") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    setting as (select * from {{ ref("int_talent__setting") }}),
    discipline_case as (select * from {{ ref("stg_personnel__discipline_case") }}),
    discipline_kind as (select * from {{ ref("stg_reference__discipline_kind") }}),

    serving as (
        select distinct discipline_case.employee_id
        from discipline_case
        inner join discipline_kind using (discipline_kind_id)
        cross join build
        where
            discipline_case.status = 'FINAL'
            and discipline_kind.severity in ('SEDANG', 'BERAT')
            and {{ in_force("discipline_case", "build.as_of_date") }}
    ),

    judged as (
        select
            box.employee_id,
            box.year,
            box.is_pool,
            state.employee_id is not null as is_employed,
            concat_ws(
                ' ',
                case when serving.employee_id is not null then 'HUKUMAN_DISIPLIN' end,
                case when legal_status.is_suspension then 'PEMBERHENTIAN_SEMENTARA' end,
                case
                    when
                        forecast.pension_on
                        < forecast.as_of_date
                        + make_interval(months => setting.min_remaining_months::integer)
                    then 'BUP_DEKAT'
                end,
                case
                    when state.scheme = 'PPPK' and not setting.pool_include_pppk
                    then 'PPPK'
                end
            ) as exclusions
        from population
        inner join
            box
            on population.employee_id = box.employee_id
            and population.year = box.year
            and box.is_in_force
        inner join setting on box.agency_id = setting.agency_id
        left join state on population.employee_id = state.employee_id
        left join forecast on population.employee_id = forecast.employee_id
        left join legal_status on state.legal_status_code = legal_status.code
        left join serving on population.employee_id = serving.employee_id
    ),

    pooled as (
        select
            employee_id,
            year,
            case
                when not coalesce(is_pool, false)
                then 'BUKAN'
                when not is_employed
                then 'TIDAK_BEKERJA'
                when exclusions <> ''
                then 'DIKECUALIKAN'
                else 'ANGGOTA'
            end as pool_state,
            case
                when is_pool and is_employed then exclusions else ''
            end as pool_exclusions
        from judged
    )

select *
from pooled
