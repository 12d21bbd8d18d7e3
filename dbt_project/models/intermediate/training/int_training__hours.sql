with
    recognised as (select * from {{ ref("int_training__recognised") }}),
    completion as (select * from {{ ref("int_training__deduplicated") }}),

    duplicate as (
        select employee_id, year, count(*)::integer as duplicates
        from completion
        where is_duplicate
        group by employee_id, year
    ),

    summed as (
        select
            employee_id,
            year,
            sum(completions)::integer as completions,
            {% for column, condition in training_hour_columns().items() %}
                coalesce(sum(hours) filter (where {{ condition }}), 0) as {{ column }},
            {% endfor %}
            sum(hours) as hours_recognised
        from recognised
        group by employee_id, year
    ),

    counted as (
        select summed.*, coalesce(duplicate.duplicates, 0) as duplicates
        from summed
        left join duplicate using (employee_id, year)
    )

select *
from counted
