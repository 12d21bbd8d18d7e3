with
    completion as (select * from {{ ref("int_training__deduplicated") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    training_hours as (select * from {{ ref("training_hours") }}),
    own as (select * from {{ ref("int_training__own_conversion") }}),

    -- What the agency set for itself, else the national rule.
    ruled as (
        select
            completion.employee_id,
            completion.year,
            completion.hours,
            completion.ended_on - completion.started_on + 1 as days,
            training_kind.training_kind_id,
            training_kind.category,
            training_kind.mode,
            case
                when coalesce(own.method, training_hours.method) = 'TETAP'
                then coalesce(own.fixed_hours, training_hours.fixed_hours)
            end as fixed_hours,
            coalesce(
                own.max_hours_per_day, training_hours.max_hours_per_day
            ) as max_hours_per_day,
            coalesce(
                own.max_hours_per_year, training_hours.max_hours_per_year
            ) as max_hours_per_year,
            case
                when training_hours.method = 'TETAP' then training_hours.fixed_hours
            end as national_fixed_hours,
            training_hours.max_hours_per_day as national_hours_per_day,
            training_hours.max_hours_per_year as national_hours_per_year
        from completion
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        left join
            training_hours
            on training_kind.code = training_hours.training_kind_code
            and {{ in_force("training_hours", "completion.ended_on") }}
        left join own on completion.completion_id = own.completion_id
        where not completion.is_duplicate
    ),

    converted as (
        select
            ruled.*,
            coalesce(
                fixed_hours, least(hours, max_hours_per_day * days)
            ) as hours_counted,
            coalesce(
                national_fixed_hours, least(hours, national_hours_per_day * days)
            ) as national_hours_counted
        from ruled
    ),

    capped as (
        select
            employee_id,
            year,
            training_kind_id,
            category,
            mode,
            count(*)::integer as completions,
            least(
                sum(hours_counted),
                case
                    when count(max_hours_per_year) = count(*)
                    then max(max_hours_per_year)
                end
            ) as hours,
            least(
                sum(national_hours_counted),
                case
                    when count(national_hours_per_year) = count(*)
                    then max(national_hours_per_year)
                end
            ) as national_hours
        from converted
        group by employee_id, year, training_kind_id, category, mode
    )

select *
from capped
