with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    sheet as (select * from {{ ref("stg_personnel__attendance_sheet") }}),

    -- This year and the one before, because a run of absence may have begun there;
    -- days to come do not count yet.
    sheets as (
        select
            state.employee_id,
            state.agency_id,
            state.unit_id,
            sheet.month,
            extract(year from sheet.month)::integer as year,
            extract(year from sheet.month)
            = extract(year from build.as_of_date) as is_this_year,
            left(sheet.marks, build.as_of_date - sheet.month + 1) as marks,
            sheet.late_minutes,
            sheet.early_minutes
        from sheet
        cross join build
        inner join state on sheet.employee_id = state.employee_id
        where
            sheet.month <= build.as_of_date
            and sheet.month >= date_trunc('year', build.as_of_date) - interval '1 year'
    )

select *
from sheets
