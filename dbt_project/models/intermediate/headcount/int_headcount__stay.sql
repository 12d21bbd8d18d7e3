with
    employment as (select * from {{ ref("int_headcount__employment") }}),
    assignment as (select * from {{ ref("stg_personnel__assignment") }}),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    root_unit as (
        select distinct on (agency_id) agency_id, unit_id
        from unit
        where parent_id is null
        order by agency_id, unit_id
    ),

    held as (
        select
            employment.employee_id,
            employment.run,
            seat.unit_id,
            greatest(assignment.valid_from, employment.starts_on) as starts_on,
            least(
                coalesce(assignment.valid_to, 'infinity'), employment.ends_on
            ) as ends_on
        from employment
        inner join
            assignment
            on employment.employee_id = assignment.employee_id
            and assignment.kind = 'DEFINITIF'
            and assignment.valid_from < employment.ends_on
            and coalesce(assignment.valid_to, 'infinity') > employment.starts_on
        inner join seat on assignment.seat_id = seat.seat_id
    ),

    turning_point as (
        select employee_id, run, starts_on
        from employment

        union

        select employee_id, run, starts_on
        from held

        union

        select held.employee_id, held.run, held.ends_on as starts_on
        from held
        inner join
            employment
            on held.employee_id = employment.employee_id
            and held.run = employment.run
            and held.ends_on < employment.ends_on
    ),

    placed as (
        select
            turning_point.employee_id,
            turning_point.run,
            turning_point.starts_on,
            employment.agency_id,
            employment.scheme,
            employment.ends_on as employment_ends_on,
            employment.termination_kind,
            coalesce(held.unit_id, root_unit.unit_id) as unit_id
        from turning_point
        inner join
            employment
            on turning_point.employee_id = employment.employee_id
            and turning_point.run = employment.run
        left join
            held
            on turning_point.employee_id = held.employee_id
            and turning_point.run = held.run
            and turning_point.starts_on >= held.starts_on
            and turning_point.starts_on < held.ends_on
        left join root_unit on employment.agency_id = root_unit.agency_id
    ),

    compared as (
        select
            placed.*,
            lag(unit_id) over history is distinct from unit_id as is_change,
            lag(starts_on) over history is null as is_hired
        from placed
        window history as (partition by employee_id, run order by starts_on)
    ),

    stay as (
        select
            employee_id,
            agency_id,
            scheme,
            unit_id,
            starts_on,
            coalesce(lead(starts_on) over later, employment_ends_on) as ends_on,
            is_hired,
            lead(starts_on) over later is null as is_last,
            termination_kind
        from compared
        where (is_change or is_hired) and unit_id is not null
        window later as (partition by employee_id, run order by starts_on)
    )

select *
from stay
