with
    spell as (select * from {{ ref("int_credit__spell") }}),
    record as (select * from {{ ref("int_credit__record") }} where kind = 'KONVERSI'),
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),

    -- Months that are over, from the first that began at the level.
    served as (
        select spell.employee_id, spell.as_of_date, month.starts_on::date as month_on
        from spell
        cross join
            lateral generate_series(
                date_trunc('month', spell.counted_from + interval '1 month - 1 day'),
                spell.as_of_date + 1 - interval '1 month',
                interval '1 month'
            ) as month(starts_on)
    ),

    uncovered as (
        select served.*
        from served
        where
            not exists (
                select
                from record
                where
                    record.employee_id = served.employee_id
                    and record.period_from <= served.month_on
                    and record.period_to > served.month_on
            )
    ),

    -- The appraisal that says most about a month: that of the year, else the longest
    -- period.
    judged as (
        select distinct
            on (uncovered.employee_id, uncovered.month_on)
            uncovered.employee_id,
            uncovered.month_on,
            extract(year from uncovered.month_on)::integer
            < extract(year from uncovered.as_of_date) as is_of_past_year,
            cycle.performance_cycle_id,
            appraisal.appraisal_id,
            appraisal.predicate_code
        from uncovered
        left join
            (appraisal inner join cycle using (performance_cycle_id))
            on uncovered.employee_id = appraisal.employee_id
            and cycle.starts_on <= uncovered.month_on
            and cycle.ends_on >= (uncovered.month_on + interval '1 month - 1 day')::date
            and appraisal.predicate_code is not null
        order by
            uncovered.employee_id,
            uncovered.month_on,
            array_position(
                array['TAHUNAN', 'SEBAGIAN', 'TRIWULAN', 'BULANAN'],
                appraisal.kind::text
            ),
            cycle.ends_on desc,
            appraisal.appraisal_id desc
    )

select *
from judged
