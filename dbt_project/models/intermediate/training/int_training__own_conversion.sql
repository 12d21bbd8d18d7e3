with
    completion as (select * from {{ ref("int_training__deduplicated") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    own as (
        select *
        from {{ ref("int_local_parameter") }}
        where code like 'training\_hours\_%'
    ),

    gathered as (
        select
            completion.completion_id,
            coalesce(
                max(own.value) filter (where own.code = 'training_hours_method'),
                max('TETAP') filter (where own.code = 'training_hours_fixed')
            ) as method,
            max(own.number) filter (
                where own.code = 'training_hours_fixed'
            ) as fixed_hours,
            max(own.number) filter (
                where own.code = 'training_hours_per_day'
            ) as max_hours_per_day,
            max(own.number) filter (
                where own.code = 'training_hours_per_year'
            ) as max_hours_per_year
        from completion
        inner join employee on completion.employee_id = employee.employee_id
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        inner join
            own
            on employee.agency_id = own.agency_id
            and training_kind.code = own.subject
            and {{ in_force("own", "completion.ended_on") }}
        group by completion.completion_id
    )

select *
from gathered
