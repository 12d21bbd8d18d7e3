with
    build as (select * from {{ ref("int_build") }}),
    item as (select * from {{ ref("int_forum__item") }}),
    meeting as (select * from {{ ref("stg_personnel__meeting") }}),
    forum as (select * from {{ ref("stg_personnel__forum") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    attendance as (select * from {{ ref("stg_personnel__attendance_at_meeting") }}),
    employee as (select * from {{ ref("int_employee__identity") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    label as (select * from {{ ref("engagement_label") }}),

    came as (
        select
            meeting_id,
            count(*)::integer as invited,
            count(*) filter (where presence <> 'TIDAK_HADIR')::integer as attended
        from attendance
        group by meeting_id
    ),

    forum_followup as (
        select
            unit.agency_id,
            item.action_item_id,
            item.employee_id,
            employee.nip,
            employee.name,
            coalesce(state.full_name, employee.name) as full_name,
            state.employee_id is not null as is_owner_employed,
            state.unit_id,
            state.unit_name,
            state.position_name,
            meeting.forum_id,
            forum.name as forum_name,
            unit.name as forum_unit_name,
            item.meeting_id,
            meeting.title as meeting_title,
            meeting.held_on,
            coalesce(came.invited, 0) as invited,
            coalesce(came.attended, 0) as attended,
            round(100.0 * came.attended / came.invited, 2) as attendance_pct,
            item.number,
            item.title,
            item.due_on,
            item.done_on,
            item.state_code,
            label.label_id as state_label_id,
            label.label_en as state_label_en,
            item.days_late,
            item.days_left,
            item.note,
            build.as_of_date,
            build.build_id
        from item
        cross join build
        inner join meeting on item.meeting_id = meeting.meeting_id
        inner join forum on meeting.forum_id = forum.forum_id
        inner join unit on forum.unit_id = unit.unit_id
        inner join employee on item.employee_id = employee.employee_id
        left join state on item.employee_id = state.employee_id
        left join came on item.meeting_id = came.meeting_id
        left join
            label
            on item.state_code = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from forum_followup
