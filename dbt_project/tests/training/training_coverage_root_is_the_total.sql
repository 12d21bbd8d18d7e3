with
    coverage as (select * from {{ ref("training_coverage") }}),
    employee as (select * from {{ ref("training_employee") }}),

    roots as (
        select
            year,
            sum(employees) as employees,
            sum(met) as met,
            sum(excluded) as excluded,
            sum(never_trained_3y) as never_trained_3y
        from coverage
        where is_root
        group by year
    ),

    people as (
        select
            year,
            count(*) filter (where is_in_denominator) as employees,
            count(*) filter (where is_met) as met,
            count(*) filter (where not is_in_denominator) as excluded,
            count(*) filter (where is_never_trained_3y) as never_trained_3y
        from employee
        where unit_id is not null
        group by year
    )

select roots.*, people.*
from roots
full join people on roots.year = people.year
where
    (
        roots.employees,
        roots.met,
        roots.excluded,
        roots.never_trained_3y
    ) is distinct from (
        people.employees, people.met, people.excluded, people.never_trained_3y
    )
    and coalesce(people.employees, roots.employees)
    + coalesce(people.excluded, roots.excluded)
    > 0
