with
    worked as (select * from {{ ref("int_attendance__day") }} where is_working_day),
    parameter as (
        select * from {{ ref("int_parameter") }} where code = 'absence_run_spans_years'
    ),

    compared as (
        select
            worked.*,
            lag(worked.on_date) over employee_days as day_before,
            lag(worked.mark) over employee_days as mark_before
        from worked
        window
            employee_days as (partition by worked.employee_id order by worked.on_date)
    ),

    -- A month without any absence is not taken apart: when one lies between, somebody
    -- came to work in it.
    opened as (
        select
            compared.*,
            case
                when
                    compared.mark_before = 'A'
                    and compared.day_before >= compared.month - interval '1 month'
                    and (
                        parameter.flag
                        or extract(year from compared.day_before)
                        = extract(year from compared.on_date)
                    )
                then 0
                else 1
            end as opens
        from compared
        left join parameter on compared.agency_id = parameter.agency_id
        where compared.mark = 'A'
    ),

    numbered as (
        select
            opened.*,
            sum(opened.opens) over (
                partition by opened.employee_id order by opened.on_date
            ) as run_number
        from opened
    ),

    absence as (
        select
            employee_id,
            on_date,
            month,
            is_this_year,
            min(on_date) over run_days as run_from,
            row_number() over run_days as run_days
        from numbered
        window run_days as (partition by employee_id, run_number order by on_date)
    )

select *
from absence
