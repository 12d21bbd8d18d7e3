with
    counted as (select * from {{ ref("int_attendance__month") }}),
    band as (select * from {{ ref("absence_band") }}),

    -- The gravest band that is reached; ten days in a row stand above every sum.
    reached as (
        select distinct
            on (counted.employee_id, counted.month)
            counted.employee_id,
            counted.month,
            band.code,
            band.counting,
            band.ordinal,
            band.regulation,
            band.article,
            band.confidence
        from counted
        inner join
            band
            on {{ in_force("band", "counted.month") }}
            and band.days_from <= case
                band.counting
                when 'BERTURUT'
                then counted.longest_run_days
                else counted.counted_days_year
            end
        order by counted.employee_id, counted.month, band.ordinal desc
    ),

    compared as (
        select
            counted.*,
            reached.code,
            reached.counting,
            reached.ordinal,
            reached.regulation,
            reached.article,
            reached.confidence,
            coalesce(reached.ordinal, 0) > coalesce(
                lag(reached.ordinal) over (
                    partition by counted.employee_id order by counted.month
                ),
                0
            ) as is_new_step
        from counted
        left join
            reached
            on counted.employee_id = reached.employee_id
            and counted.month = reached.month
    )

select *
from compared
