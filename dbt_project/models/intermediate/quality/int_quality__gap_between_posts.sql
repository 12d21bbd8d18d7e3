with
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
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
        where before_to < valid_from
    )

select *
from found
