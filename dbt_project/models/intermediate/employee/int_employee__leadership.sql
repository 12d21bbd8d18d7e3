with
    employed as (select * from {{ ref("int_employee__employed") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),

    highest as (
        select distinct
            on (employed.employee_id, employed.on_date)
            employed.employee_id,
            employed.on_date,
            completion.completion_id,
            training_kind.leadership_level,
            training_kind.name as leadership_course,
            training_kind.name_en as leadership_course_en,
            completion.ended_on as leadership_on
        from employed
        inner join completion on employed.employee_id = completion.employee_id
        inner join
            training_kind
            on completion.training_kind_id = training_kind.training_kind_id
        where
            completion.ended_on <= employed.on_date
            and training_kind.leadership_level is not null
        order by
            employed.employee_id,
            employed.on_date,
            training_kind.leadership_level desc,
            completion.ended_on,
            completion.completion_id
    )

select *
from highest
