with
    build as (select * from {{ ref("int_build") }}),
    stay as (select * from {{ ref("int_headcount__stay") }}),
    months as (
        select min(month_from) as since
        from {{ ref("int_headcount__month") }}
    ),
    identity as (select * from {{ ref("int_employee__identity") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    headcount_stay as (
        select
            stay.employee_id,
            stay.starts_on,
            stay.agency_id,
            stay.unit_id,
            unit.name as unit_name,
            identity.nip,
            identity.name,
            stay.scheme,
            stay.is_hired,
            case when stay.ends_on <= build.as_of_date then stay.ends_on - 1 end as last_on,
            case
                when stay.ends_on <= build.as_of_date then stay.is_last
            end as is_leaver,
            build.as_of_date,
            build.build_id
        from stay
        cross join build
        cross join months
        inner join identity on stay.employee_id = identity.employee_id
        inner join unit on stay.unit_id = unit.unit_id
        where stay.starts_on <= build.as_of_date and stay.ends_on >= months.since
    )

select *
from headcount_stay
