with recursive
    goal as (select * from {{ ref("int_goal__held") }}),

    -- Every goal with itself and each one above it; `union` ends even in a circle.
    above as (
        select goal_id, goal_id as above_id, parent_goal_id, unit_goal_id
        from goal

        union

        select above.goal_id, goal.goal_id, goal.parent_goal_id, goal.unit_goal_id
        from above
        inner join goal on above.parent_goal_id = goal.goal_id
    ),

    chain as (select goal_id, above_id, unit_goal_id from above)

select *
from chain
