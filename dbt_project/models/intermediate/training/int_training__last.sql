with
    state as (select * from {{ ref("int_employee__state") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    finished as (
        select
            completion.*,
            case
                when completion.course_id is null then {{ text_key("completion.title") }}
            end as title_key
        from completion
        inner join state using (employee_id)
        where completion.ended_on <= state.as_of_date
    ),

    -- A later certificate of the same training has renewed those before it.
    latest as (
        select distinct
            on (employee_id, course_id, title_key)
            employee_id,
            completion_id,
            course_id,
            title,
            certificate_number,
            ended_on,
            expires_on
        from finished
        order by employee_id, course_id, title_key, ended_on desc, completion_id desc
    )

select *
from latest
