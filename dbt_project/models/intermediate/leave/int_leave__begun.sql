with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    booked as (select * from {{ ref("int_leave__booked") }}),

    begun as (
        select employed.agency_id, min(booked.year) as first_year
        from booked
        inner join employed on booked.employee_id = employed.employee_id
        group by employed.agency_id
    )

select *
from begun
