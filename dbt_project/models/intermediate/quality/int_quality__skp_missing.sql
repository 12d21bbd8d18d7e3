with
    performed as (select * from {{ ref("int_performance__year") }}),
    observation_date as (select * from {{ ref("int_observation_date") }}),
    employment as (select * from {{ ref("int_quality__employment") }}),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    cycle as (
        select *
        from {{ ref("stg_personnel__performance_cycle") }}
        where kind = 'TAHUNAN'
    ),

    -- Nobody is appraised for a year of which less than half was served.
    away as (
        select employee_status.employee_id, observation_date.year
        from employee_status
        inner join legal_status using (legal_status_id)
        inner join
            observation_date
            on employee_status.valid_from <= make_date(observation_date.year, 7, 1)
            and coalesce(employee_status.valid_to, 'infinity')
            > make_date(observation_date.year, 7, 1)
        where not legal_status.counts_as_service
    ),

    last_cycle as (
        select distinct on (agency_id, year) agency_id, year, performance_cycle_id
        from cycle
        order by agency_id, year, ends_on desc, performance_cycle_id desc
    ),

    found as (
        select
            performed.employee_id as row_id,
            performed.year::text as item,
            performed.employee_id,
            null::bigint as unit_id,
            jsonb_strip_nulls(
                jsonb_build_object(
                    'year',
                    performed.year,
                    'performance_cycle_id',
                    last_cycle.performance_cycle_id
                )
            ) as detail
        from performed
        inner join observation_date using (year)
        inner join employment on performed.employee_id = employment.employee_id
        left join
            away
            on performed.employee_id = away.employee_id
            and performed.year = away.year
        left join
            last_cycle
            on performed.agency_id = last_cycle.agency_id
            and performed.year = last_cycle.year
        where
            performed.missing_code = 'SKP_TIDAK_ADA'
            and observation_date.full_years_back <= 2
            and employment.is_employed
            and employment.appointed_on <= make_date(performed.year, 7, 1)
            and away.employee_id is null
    )

select *
from found
