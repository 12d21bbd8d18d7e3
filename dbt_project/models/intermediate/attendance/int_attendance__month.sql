with
    sheet as (select * from {{ ref("int_attendance__sheet") }} where is_this_year),
    absence as (select * from {{ ref("int_attendance__absence") }}),
    parameter as (
        select *
        from {{ ref("int_parameter") }}
        where code = 'attendance_minutes_per_day'
    ),

    absent as (
        select
            employee_id,
            month,
            count(*)::integer as absent_days,
            max(run_days)::integer as longest_run_days
        from absence
        group by employee_id, month
    ),

    counted as (
        select
            sheet.employee_id,
            sheet.month,
            {%- for mark, name in [
                ("H", "present"),
                ("D", "duty"),
                ("I", "excused"),
                ("C", "leave"),
                ("L", "off"),
                ("-", "unrecorded"),
            ] %}
                length(sheet.marks)
                - length(replace(sheet.marks, '{{ mark }}', '')) as {{ name }}_days,
            {%- endfor %}
            coalesce(absent.absent_days, 0) as absent_days,
            sheet.late_minutes,
            sheet.early_minutes,
            sum(coalesce(absent.absent_days, 0)) over year_so_far::integer
            as absent_days_year,
            sum(sheet.late_minutes + sheet.early_minutes) over year_so_far::integer
            as lost_minutes_year,
            coalesce(
                max(absent.longest_run_days) over year_so_far, 0
            ) as longest_run_days,
            parameter.number as minutes_per_day
        from sheet
        inner join parameter on sheet.agency_id = parameter.agency_id
        left join
            absent
            on sheet.employee_id = absent.employee_id
            and sheet.month = absent.month
        window year_so_far as (partition by sheet.employee_id order by sheet.month)
    ),

    converted as (
        select
            counted.*,
            floor(lost_minutes_year / minutes_per_day)::integer as converted_days_year,
            absent_days_year
            + floor(lost_minutes_year / minutes_per_day)::integer as counted_days_year
        from counted
    )

select *
from converted
