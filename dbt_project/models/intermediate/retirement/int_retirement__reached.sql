with
    state as (select * from {{ ref("int_employee__state") }}),
    post as (select * from {{ ref("int_retirement__post") }}),
    retirement_age as (select * from {{ ref("retirement_age") }}),

    aged as (
        select
            post.*,
            state.as_of_date,
            coalesce(retirement_age.age, post.level_retirement_age) as retirement_age,
            retirement_age.regulation,
            retirement_age.article,
            retirement_age.confidence,
            coalesce(retirement_age.valid_to, 'infinity') as rule_ends_on,
            greatest(
                (
                    state.born_on + make_interval(
                        years => coalesce(retirement_age.age, post.level_retirement_age)
                    )
                )::date,
                case when not post.is_current then post.starts_on end,
                case
                    when retirement_age.valid_from > state.as_of_date
                    then retirement_age.valid_from
                end
            ) as reached_on
        from post
        inner join state on post.employee_id = state.employee_id
        left join
            retirement_age
            on post.holder = retirement_age.holder
            and coalesce(retirement_age.valid_to, 'infinity') > state.as_of_date
    ),

    dated as (
        select
            aged.*,
            (date_trunc('month', reached_on) + interval '1 month')::date as pension_on
        from aged
        where reached_on < ends_on and reached_on < rule_ends_on
    )

select *
from dated
