with
    completion as (select * from {{ ref("int_training__deduplicated") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    training_hours as (select * from {{ ref("training_hours") }}),

    converted as (
        select
            completion.employee_id,
            completion.year,
            training_kind.training_kind_id,
            training_kind.category,
            training_kind.mode,
            case
                when training_hours.method = 'TETAP'
                then training_hours.fixed_hours
                else
                    least(
                        completion.hours,
                        training_hours.max_hours_per_day
                        * (completion.ended_on - completion.started_on + 1)
                    )
            end as hours,
            training_hours.max_hours_per_year
        from completion
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        left join
            training_hours
            on training_kind.code = training_hours.training_kind_code
            and {{ in_force("training_hours", "completion.ended_on") }}
        where not completion.is_duplicate
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
                sum(hours),
                case
                    when count(max_hours_per_year) = count(*)
                    then max(max_hours_per_year)
                end
            ) as hours
        from converted
        group by employee_id, year, training_kind_id, category, mode
    )

select *
from capped
