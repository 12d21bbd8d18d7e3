with
    build as (select * from {{ ref("int_build") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),

    -- Never trained in three years, for the oldest of three years, looks four years
    -- back.
    finished as (
        select
            completion.*,
            extract(year from completion.ended_on)::integer as year,
            {{ text_key("completion.certificate_number") }} as certificate_key,
            {{ text_key("completion.title") }} as title_key
        from completion
        cross join build
        where
            completion.ended_on <= build.as_of_date
            and completion.ended_on
            >= make_date(extract(year from build.as_of_date)::integer - 4, 1, 1)
    ),

    by_certificate as (
        select
            finished.*,
            certificate_key is not null
            and row_number() over (
                partition by employee_id, year, certificate_key
                order by hours desc, completion_id
            )
            > 1 as is_same_certificate
        from finished
    ),

    by_title as (
        select
            by_certificate.*,
            not is_same_certificate
            and row_number() over (
                partition by employee_id, is_same_certificate, title_key, ended_on
                order by hours desc, completion_id
            )
            > 1 as is_same_title
        from by_certificate
    ),

    marked as (
        select
            completion_id,
            employee_id,
            training_kind_id,
            year,
            started_on,
            ended_on,
            hours,
            is_same_certificate or is_same_title as is_duplicate
        from by_title
    )

select *
from marked
