with recursive
    unit as (select * from {{ ref("stg_personnel__unit") }}),

    closure as (
        select unit_id as ancestor_id, unit_id as descendant_id, 0 as depth
        from unit

        union all

        select
            closure.ancestor_id,
            unit.unit_id as descendant_id,
            closure.depth + 1 as depth
        from closure
        inner join unit on closure.descendant_id = unit.parent_id
    )

select *
from closure
