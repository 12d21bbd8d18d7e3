with
    population as (select * from {{ ref("int_training__population") }}),
    hours as (select * from {{ ref("int_training__hours") }}),

    three_years as (
        select
            population.employee_id,
            population.year,
            sum(hours.hours_recognised) as hours_three_years
        from population
        inner join
            hours
            on population.employee_id = hours.employee_id
            and hours.year between population.year - 2 and population.year
        group by population.employee_id, population.year
    ),

    counted as (
        select
            population.*,
            coalesce(hours.hours_recognised, 0) as hours_recognised,
            least(
                coalesce(hours.hours_recognised, 0), population.cap_hours
            ) as hours_counted,
            coalesce(three_years.hours_three_years, 0) as hours_three_years
        from population
        left join
            hours
            on population.employee_id = hours.employee_id
            and population.year = hours.year
        left join
            three_years
            on population.employee_id = three_years.employee_id
            and population.year = three_years.year
    ),

    judged as (
        select
            counted.*,
            case
                when exclusion_code is not null
                then 'DIKECUALIKAN'
                when is_covered_cpns
                then 'TERPENUHI_LATSAR'
                when hours_recognised > cap_hours
                then 'MELEBIHI_BATAS'
                when hours_counted >= target_hours
                then 'TERPENUHI'
                else 'BELUM'
            end as status_code
        from counted
    ),

    flagged as (
        select
            judged.*,
            exclusion_code is null as is_in_denominator,
            case when exclusion_code is null then status_code <> 'BELUM' end as is_met,
            exclusion_code is null and hours_three_years = 0 as is_never_trained_3y
        from judged
    )

select *
from flagged
