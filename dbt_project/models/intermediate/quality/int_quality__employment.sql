with
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    termination as (select * from {{ ref("stg_personnel__termination") }}),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    state as (select * from {{ ref("int_employee__state") }}),

    last_post as (
        select distinct on (assignment.employee_id) assignment.employee_id, seat.unit_id
        from assignment
        inner join seat on assignment.seat_id = seat.seat_id
        order by assignment.employee_id, assignment.valid_from desc
    ),

    root_unit as (
        select distinct on (agency_id) agency_id, unit_id
        from unit
        where parent_id is null
        order by agency_id, unit_id
    ),

    -- Whoever has left belongs to the unit of the last post: there the papers are.
    employment as (
        select
            employee.employee_id,
            employee.person_id,
            employee.agency_id,
            coalesce(state.unit_id, last_post.unit_id, root_unit.unit_id) as unit_id,
            employee.nip,
            employment_type.scheme,
            person.name as person_name,
            person.nik,
            person.sex,
            person.born_on,
            employee.appointed_on,
            extract(year from age(employee.appointed_on, person.born_on))::integer
            as age_at_appointment,
            employee.permanent_on,
            termination.effective_on as terminated_on,
            state.employee_id is not null as is_employed,
            row_number() over (
                partition by employee.person_id
                order by
                    state.employee_id is null,
                    employee.appointed_on desc,
                    employee.employee_id desc
            )
            = 1 as is_latest
        from employee
        inner join person on employee.person_id = person.person_id
        inner join
            employment_type
            on employee.employment_type_id = employment_type.employment_type_id
        left join termination on employee.employee_id = termination.employee_id
        left join state on employee.employee_id = state.employee_id
        left join last_post on employee.employee_id = last_post.employee_id
        left join root_unit on employee.agency_id = root_unit.agency_id
    )

select *
from employment
