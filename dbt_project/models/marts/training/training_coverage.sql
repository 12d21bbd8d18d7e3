with
    build as (select * from {{ ref("int_build") }}),
    observation_date as (
        select * from {{ ref("int_observation_date") }} where is_recent
    ),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),
    employee as (
        select
            unit_id,
            year,
            status_code,
            is_in_denominator,
            is_met,
            is_never_trained_3y,
            hours_counted
        from {{ ref("training_employee") }}
    ),
    parameter as (select * from {{ ref("int_training__parameter") }}),

    counted as (
        select
            closure.ancestor_id as unit_id,
            employee.year,
            count(*) filter (where is_in_denominator) as employees,
            count(*) filter (where is_met) as met,
            count(*) filter (where not is_met) as not_met,
            count(*) filter (where is_never_trained_3y) as never_trained_3y,
            count(*) filter (where not is_in_denominator) as excluded,
            count(*) filter (where status_code = 'TERPENUHI_LATSAR') as covered_cpns,
            count(*) filter (where status_code = 'MELEBIHI_BATAS') as above_cap,
            avg(hours_counted) filter (where is_in_denominator) as mean_hours,
            -- percentile_cont would compute in binary floating point
            (
                percentile_disc(0.5) within group (order by hours_counted)
                filter (where is_in_denominator)
                + percentile_disc(0.5) within group (order by hours_counted desc)
                filter (where is_in_denominator)
            )
            / 2 as median_hours
        from employee
        inner join closure on employee.unit_id = closure.descendant_id
        group by closure.ancestor_id, employee.year
    ),

    -- Every unit that existed at the end of the year, and every other one that still has people below it.
    listed as (
        select
            unit.*,
            observation_date.year,
            observation_date.on_date
        from unit
        cross join observation_date
        left join
            counted
            on unit.unit_id = counted.unit_id
            and observation_date.year = counted.year
        where
            {{ in_force("unit", "observation_date.on_date") }}
            or counted.unit_id is not null
    ),

    training_coverage as (
        select
            listed.unit_id,
            listed.year,
            listed.on_date,
            listed.agency_id,
            listed.code as unit_code,
            listed.name as unit_name,
            listed.kind as unit_kind,
            listed.parent_id as parent_unit_id,
            listed.parent_id is null as is_root,
            coalesce(counted.employees, 0)::integer as employees,
            coalesce(counted.met, 0)::integer as met,
            coalesce(counted.not_met, 0)::integer as not_met,
            round(100.0 * counted.met / nullif(counted.employees, 0), 2)
                as coverage_pct,
            round(counted.mean_hours, 2) as mean_hours,
            round(counted.median_hours, 2) as median_hours,
            coalesce(counted.never_trained_3y, 0)::integer as never_trained_3y,
            coalesce(counted.excluded, 0)::integer as excluded,
            coalesce(counted.covered_cpns, 0)::integer as covered_cpns,
            coalesce(counted.above_cap, 0)::integer as above_cap,
            {{ coverage_definition("id") }} as definition_id,
            {{ coverage_definition("en") }} as definition_en,
            build.as_of_date,
            build.build_id
        from listed
        cross join build
        inner join parameter on listed.agency_id = parameter.agency_id
        left join counted using (unit_id, year)
    )

select *
from training_coverage
