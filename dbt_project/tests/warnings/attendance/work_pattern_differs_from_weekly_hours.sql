-- Patterns with hours of their own whose week is longer or shorter than the law's.
with
    build as (select * from {{ ref("int_build") }}),
    pattern as (select * from {{ ref("stg_personnel__work_pattern") }}),
    pattern_day as (select * from {{ ref("stg_personnel__work_pattern_day") }}),
    working_hours as (select * from {{ ref("working_hours") }}),

    weekly as (
        select
            pattern.code,
            pattern.kind,
            sum(
                extract(
                    epoch from pattern_day.ends_at::time - pattern_day.starts_at::time
                )
                / 60
                - pattern_day.break_minutes
            ) as minutes
        from pattern
        inner join pattern_day on pattern.work_pattern_id = pattern_day.work_pattern_id
        group by pattern.code, pattern.kind
    )

select weekly.*, working_hours.weekly_minutes
from weekly
cross join build
inner join
    working_hours
    on weekly.kind = working_hours.kind
    and {{ in_force("working_hours", "build.as_of_date") }}
where weekly.minutes <> working_hours.weekly_minutes
