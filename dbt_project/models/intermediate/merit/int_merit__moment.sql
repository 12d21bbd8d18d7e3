with
    contender as (select * from {{ ref("int_merit__contender") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    retirement_age as (select * from {{ ref("retirement_age") }}),
    selection_path as (select * from {{ ref("selection_path") }}),
    path as (select * from {{ ref("promotion_path") }}),

    asked as (
        select distinct employee_id, decided_on as on_date, path_code
        from contender
        where path_code is not null
    ),

    -- The post held before the decision, which may already begin on its very day.
    placed as (
        select
            asked.employee_id,
            asked.on_date,
            asked.path_code,
            employee.person_id,
            person.born_on,
            employment_type.scheme = 'PNS'
            and coalesce(employee.permanent_on, 'infinity')
            <= asked.on_date as is_in_scope,
            assignment.assignment_id,
            position_level.code as held_level_code,
            coalesce(position_title.is_teacher, false) as is_teacher,
            position_level.retirement_age as level_retirement_age
        from asked
        inner join employee using (employee_id)
        inner join person using (person_id)
        inner join employment_type using (employment_type_id)
        left join
            assignment
            on asked.employee_id = assignment.employee_id
            and {{ in_force("assignment", "(asked.on_date - 1)") }}
        left join seat using (seat_id)
        left join position_title using (position_title_id)
        left join position_level using (position_level_id)
    ),

    -- Who leads at that level already, or above it, is transferred.
    judged as (
        select
            placed.employee_id,
            placed.on_date,
            placed.path_code,
            placed.person_id,
            placed.born_on,
            placed.is_in_scope,
            placed.assignment_id,
            coalesce(held_path.ordinal >= path.ordinal, false) as is_transfer,
            (
                date_trunc(
                    'month',
                    placed.born_on + make_interval(
                        years
                        => coalesce(retirement_age.age, placed.level_retirement_age)
                    )
                )
                + interval '1 month'
            )::date as pension_on
        from placed
        inner join
            path
            on placed.path_code = path.path_code
            and {{ in_force("path", "placed.on_date") }}
        left join
            selection_path
            on placed.held_level_code = selection_path.position_level_code
            and {{ in_force("selection_path", "placed.on_date") }}
        left join
            path as held_path
            on selection_path.path_code = held_path.path_code
            and {{ in_force("held_path", "placed.on_date") }}
        left join
            retirement_age
            on retirement_age.holder = case
                when placed.is_teacher
                then 'GURU'
                when placed.assignment_id is null
                then 'TANPA_JABATAN'
                else placed.held_level_code
            end
            and {{ in_force("retirement_age", "placed.on_date") }}
    )

select *
from judged
