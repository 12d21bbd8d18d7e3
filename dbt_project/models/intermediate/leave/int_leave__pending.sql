with
    build as (select * from {{ ref("int_build") }}),
    request as (select * from {{ ref("stg_personnel__leave_request") }}),
    kind as (select * from {{ ref("stg_reference__leave_kind") }}),

    pending as (
        select
            request.employee_id,
            kind.code as leave_kind_code,
            extract(year from request.starts_on)::integer as year,
            sum(request.days)::integer as pending_days
        from request
        cross join build
        inner join kind on request.leave_kind_id = kind.leave_kind_id
        where
            request.status in ('DIAJUKAN', 'PERTIMBANGAN_ATASAN')
            and request.submitted_on <= build.as_of_date
        group by request.employee_id, kind.code, extract(year from request.starts_on)
    )

select *
from pending
