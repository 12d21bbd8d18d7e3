with
    observation_date as (
        select * from {{ ref("int_observation_date") }} where full_years_back <= 2
    ),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    population as (
        select employee_id, year, agency_id, unit_id
        from {{ ref("int_performance__population") }}
    ),
    appraisal as (
        select employee_id, performance_cycle_id, predicate_code
        from {{ ref("int_appraisal__finished") }}
    ),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    build as (select * from {{ ref("int_build") }}),

    annual_cycle as (
        select cycle.*
        from cycle
        cross join build
        inner join observation_date on cycle.year = observation_date.year
        where cycle.kind = 'TAHUNAN' and cycle.ends_on <= build.as_of_date
    ),

    counted as (
        select
            closure.ancestor_id as unit_id,
            annual_cycle.performance_cycle_id,
            count(*)::integer as employees,
            count(appraisal.predicate_code)::integer as appraised,
            count(*) filter (where appraisal.predicate_code = 'SANGAT_BAIK')::integer
            as sangat_baik,
            count(*) filter (where appraisal.predicate_code = 'BAIK')::integer as baik,
            count(*) filter (
                where appraisal.predicate_code = 'BUTUH_PERBAIKAN'
            )::integer as butuh_perbaikan,
            count(*) filter (where appraisal.predicate_code = 'KURANG')::integer
            as kurang,
            count(*) filter (where appraisal.predicate_code = 'SANGAT_KURANG')::integer
            as sangat_kurang
        from annual_cycle
        inner join
            population
            on annual_cycle.agency_id = population.agency_id
            and annual_cycle.year = population.year
        inner join closure on population.unit_id = closure.descendant_id
        left join
            appraisal
            on population.employee_id = appraisal.employee_id
            and annual_cycle.performance_cycle_id = appraisal.performance_cycle_id
        group by closure.ancestor_id, annual_cycle.performance_cycle_id
    ),

    listed as (
        select
            unit.unit_id,
            annual_cycle.performance_cycle_id,
            annual_cycle.agency_id,
            annual_cycle.year,
            annual_cycle.name as cycle_name,
            annual_cycle.ends_on,
            unit.code as unit_code,
            unit.name as unit_name,
            unit.kind as unit_kind,
            unit.parent_id as parent_unit_id,
            coalesce(counted.employees, 0) as employees,
            coalesce(counted.appraised, 0) as appraised,
            coalesce(counted.sangat_baik, 0) as sangat_baik,
            coalesce(counted.baik, 0) as baik,
            coalesce(counted.butuh_perbaikan, 0) as butuh_perbaikan,
            coalesce(counted.kurang, 0) as kurang,
            coalesce(counted.sangat_kurang, 0) as sangat_kurang
        from annual_cycle
        inner join unit on annual_cycle.agency_id = unit.agency_id
        left join
            counted
            on unit.unit_id = counted.unit_id
            and annual_cycle.performance_cycle_id = counted.performance_cycle_id
        where
            {{ in_force("unit", "annual_cycle.ends_on") }}
            or counted.unit_id is not null
    )

select *
from listed
