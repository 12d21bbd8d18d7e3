with
    build as (select * from {{ ref("int_build") }}),
    request as (select * from {{ ref("stg_personnel__correction_request") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    allowed as (
        select * from {{ ref("int_parameter") }} where code = 'correction_days'
    ),

    root as (
        select agency_id, min(unit_id) as unit_id
        from {{ ref("stg_personnel__unit") }}
        where parent_id is null
        group by agency_id
    ),

    -- What was decided after the date of the build still waits on it.
    asked as (
        select
            request.correction_request_id,
            coalesce(request.unit_id, root.unit_id) as unit_id,
            split_part(request.field, '.', 1) as kind_code,
            case
                when request.decided_on <= build.as_of_date
                then request.status
                else 'DIAJUKAN'
            end as status_code,
            case
                when request.decided_on <= build.as_of_date then request.decided_on
            end as decided_on,
            request.submitted_on,
            allowed.number::integer as days_allowed,
            build.as_of_date
        from request
        cross join build
        inner join employee on request.employee_id = employee.employee_id
        inner join allowed on employee.agency_id = allowed.agency_id
        left join root on employee.agency_id = root.agency_id
        where request.submitted_on <= build.as_of_date
    ),

    -- Of the last year what was decided; whenever it was asked what waits.
    counted as (
        select
            asked.*,
            coalesce(decided_on, as_of_date) - submitted_on as days,
            coalesce(decided_on, as_of_date) - submitted_on > days_allowed as is_beyond
        from asked
        where
            decided_on is null or decided_on > (as_of_date - interval '12 months')::date
    )

select *
from counted
