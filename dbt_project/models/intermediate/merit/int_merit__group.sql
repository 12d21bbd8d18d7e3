with
    build as (select * from {{ ref("int_build") }}),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'merit_fairness_years'
    ),
    decision as (select * from {{ ref("int_merit__decision") }}),
    standing as (select * from {{ ref("int_merit__standing") }}),
    employee as (
        select employee_id, sex, born_on
        from {{ ref("int_employee__identity") }}
    ),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    closure as (select * from {{ ref("int_unit__closure") }}),

    root as (
        select distinct on (agency_id) agency_id, unit_id
        from unit
        where parent_id is null
        order by agency_id, unit_id
    ),

    -- A decision with one candidate says nothing about whom a choice prefers.
    contested as (
        select standing.appointment_decision_id
        from standing
        group by standing.appointment_decision_id
        having count(*) > 1
    ),

    stood as (
        select
            standing.appointment_decision_id,
            standing.candidate_id,
            decision.agency_id,
            decision.decided_on,
            standing.is_chosen,
            standing.is_standing,
            employee.sex,
            extract(year from age(decision.decided_on, employee.born_on))::integer as age,
            coalesce(seat.unit_id, root.unit_id) as unit_id
        from standing
        inner join contested using (appointment_decision_id)
        inner join decision using (appointment_decision_id)
        inner join parameter on decision.agency_id = parameter.agency_id
        cross join build
        inner join employee on standing.employee_id = employee.employee_id
        inner join root on decision.agency_id = root.agency_id
        left join
            assignment
            on standing.employee_id = assignment.employee_id
            and {{ in_force("assignment", "(decision.decided_on - 1)") }}
        left join seat on assignment.seat_id = seat.seat_id
        where
            decision.decided_on
            > build.as_of_date - make_interval(years => parameter.number::integer)
    ),

    -- The office is the unit right below the topmost one, or that one itself.
    placed as (
        select stood.*, office.unit_id as office_id, office.name as office_name
        from stood
        inner join closure on stood.unit_id = closure.descendant_id
        inner join unit as office on closure.ancestor_id = office.unit_id
        left join unit as above on office.parent_id = above.unit_id
        where
            above.unit_id is not null
            and above.parent_id is null
            or office.parent_id is null
            and closure.depth = 0
    ),

    grouped as (
        select
            placed.appointment_decision_id,
            placed.candidate_id,
            placed.agency_id,
            placed.is_chosen,
            placed.is_standing,
            dimension.dimension_code,
            dimension.group_code,
            dimension.group_name
        from placed
        cross join
            lateral
            (
                values
                    ('JENIS_KELAMIN', placed.sex::text, null::text),
                    (
                        'USIA',
                        case
                            when placed.age < 35
                            then 'DI_BAWAH_35'
                            when placed.age < 45
                            then 'DARI_35'
                            when placed.age < 55
                            then 'DARI_45'
                            else 'DARI_55'
                        end,
                        null
                    ),
                    ('PERANGKAT_DAERAH', placed.office_id::text, placed.office_name)
            ) as dimension(dimension_code, group_code, group_name)
    )

select *
from grouped
