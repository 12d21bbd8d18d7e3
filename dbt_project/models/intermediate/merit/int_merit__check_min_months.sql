with
    rule as (
        select * from {{ ref("int_merit__rule") }} where check_kind = 'MIN_MONTHS'
    ),
    feeder as (select * from {{ ref("post_feeder") }}),
    assignment as (
        select * from {{ ref("stg_personnel__assignment") }} where kind = 'DEFINITIF'
    ),
    seat as (select * from {{ ref("stg_personnel__seat") }}),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),

    held as (
        select
            rule.employee_id,
            rule.on_date,
            rule.path_code,
            rule.rule_code,
            rule.subject_code,
            rule.threshold,
            assignment.assignment_id,
            position_level.code as position_level_code,
            least(coalesce(assignment.valid_to, 'infinity'), rule.on_date)
            - assignment.valid_from as days
        from rule
        left join
            assignment
            on rule.employee_id = assignment.employee_id
            and assignment.valid_from < rule.on_date
        left join seat using (seat_id)
        left join position_title using (position_title_id)
        left join position_level using (position_level_id)
    ),

    -- A sum of days counts as if it had begun that many days ago. Who has posts on
    -- record, but none that counts, has no experience; without any post on record
    -- nobody knows.
    counted as (
        select
            held.employee_id,
            held.on_date,
            held.path_code,
            held.rule_code,
            held.threshold,
            max(held.assignment_id) as assignment_id,
            held.on_date - coalesce(
                sum(held.days) filter (where feeder.position_level_code is not null), 0
            )::integer as anchored_on
        from held
        left join
            feeder
            on held.path_code = feeder.path_code
            and held.subject_code = feeder.requirement_code
            and held.position_level_code = feeder.position_level_code
            and {{ in_force("feeder", "held.on_date") }}
        group by
            held.employee_id,
            held.on_date,
            held.path_code,
            held.rule_code,
            held.threshold
    ),

    dated as (
        select
            counted.*,
            (anchored_on + make_interval(months => threshold))::date as met_from
        from counted
    ),

    judged as (
        select
            employee_id,
            on_date,
            path_code,
            rule_code,
            '-' as item,
            case
                when assignment_id is null
                then 'DATA_TIDAK_ADA'
                when met_from > on_date
                then 'BELUM_WAKTUNYA'
                else 'MEMENUHI'
            end as state,
            met_from,
            threshold::text as needed,
            ({{ whole_months("anchored_on", "on_date") }})::text as actual
        from dated
    )

select *
from judged
