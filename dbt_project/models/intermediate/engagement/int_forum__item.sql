with
    build as (select * from {{ ref("int_build") }}),
    item as (select * from {{ ref("stg_personnel__action_item") }}),
    meeting as (select * from {{ ref("stg_personnel__meeting") }}),

    -- What was done after the date of the build is not done yet on it.
    begun as (
        select
            item.action_item_id,
            item.meeting_id,
            item.number,
            item.title,
            item.employee_id,
            item.due_on,
            item.status,
            case when item.done_on <= build.as_of_date then item.done_on end as done_on,
            item.note,
            build.as_of_date
        from item
        cross join build
        inner join meeting on item.meeting_id = meeting.meeting_id
        where meeting.held_on <= build.as_of_date
    ),

    judged as (
        select
            begun.*,
            {{ action_state() }} as state_code
        from begun
    ),

    counted as (
        select
            judged.*,
            {{ action_days() }}
        from judged
    )

select *
from counted
