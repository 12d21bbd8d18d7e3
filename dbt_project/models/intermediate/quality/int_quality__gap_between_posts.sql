with
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    employee_status as (select * from {{ ref("stg_personnel__employee_status") }}),
    legal_status as (
        select *
        from {{ ref("stg_reference__legal_status") }}
        where not counts_as_service
    ),

    ordered as (
        select
            assignment.*,
            max(valid_to) over (
                partition by employee_id
                order by valid_from
                rows between unbounded preceding and 1 preceding
            ) as before_to
        from assignment
    ),

    -- Whoever is on unpaid leave gives up the post.
    on_leave as (
        select ordered.assignment_id
        from ordered
        inner join
            employee_status
            on ordered.employee_id = employee_status.employee_id
            and employee_status.valid_from <= ordered.before_to
            and coalesce(employee_status.valid_to, 'infinity') >= ordered.valid_from
        inner join
            legal_status
            on employee_status.legal_status_id = legal_status.legal_status_id
    ),

    found as (
        select
            assignment_id as row_id,
            ''::text as item,
            employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'before_to', before_to, 'valid_from', valid_from
            ) as detail
        from ordered
        where
            before_to < valid_from
            and assignment_id not in (select assignment_id from on_leave)
    )

select *
from found
