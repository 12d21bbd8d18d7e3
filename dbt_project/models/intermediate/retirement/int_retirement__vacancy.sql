with
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    post as (select * from {{ ref("int_retirement__post") }}),

    -- The seat left: of the post that decides, or of the day before an earlier end.
    vacated as (
        select
            forecast.employee_id,
            greatest(forecast.leaves_on, forecast.as_of_date) as vacated_on,
            post.seat_id,
            post.unit_id,
            post.position_title_id,
            post.position_name,
            post.position_level_code,
            post.needed_count
        from forecast
        inner join
            post
            on forecast.employee_id = post.employee_id
            and case
                when forecast.terminated_on < forecast.pension_on
                then
                    post.starts_on < forecast.terminated_on
                    and post.ends_on >= forecast.terminated_on
                else post.starts_on = forecast.post_from
            end
        where post.seat_id is not null
    ),

    staying as (
        select vacated.employee_id, count(*)::integer as holders_after
        from vacated
        inner join
            post
            on vacated.seat_id = post.seat_id
            and post.starts_on <= vacated.vacated_on
            and post.ends_on > vacated.vacated_on
        inner join
            forecast
            on post.employee_id = forecast.employee_id
            and forecast.leaves_on > vacated.vacated_on
        group by vacated.employee_id
    ),

    counted as (
        select
            vacated.*,
            coalesce(staying.holders_after, 0) as holders_after,
            greatest(
                vacated.needed_count - coalesce(staying.holders_after, 0), 0
            ) as vacancies_after
        from vacated
        left join staying on vacated.employee_id = staying.employee_id
    )

select *
from counted
