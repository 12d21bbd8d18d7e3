with
    -- Only months with an absence are taken apart into days: of a million employees
    -- few have one.
    sheet as (select * from {{ ref("int_attendance__sheet") }} where marks like '%A%'),
    pattern as (select * from {{ ref("int_attendance__pattern") }}),
    holiday as (select distinct held_on from {{ ref("stg_reference__holiday") }}),

    letter as (
        select
            sheet.employee_id,
            sheet.agency_id,
            sheet.is_this_year,
            sheet.month,
            sheet.month + place.number - 1 as on_date,
            substr(sheet.marks, place.number, 1) as mark
        from sheet
        cross join generate_series(1, length(sheet.marks)) as place(number)
    ),

    nearest as (
        select distinct
            on (letter.employee_id, letter.on_date)
            letter.employee_id,
            letter.on_date,
            pattern.is_rostered,
            pattern.weekdays
        from letter
        inner join
            pattern
            on letter.employee_id = pattern.employee_id
            and {{ in_force("pattern", "letter.on_date") }}
        order by letter.employee_id, letter.on_date, pattern.distance
    ),

    worked as (
        select
            letter.*,
            case
                when nearest.is_rostered
                then letter.mark <> 'L'
                when holiday.held_on is not null
                then false
                else
                    extract(isodow from letter.on_date)::integer
                    = any(coalesce(nearest.weekdays, array[1, 2, 3, 4, 5]))
            end as is_working_day
        from letter
        left join
            nearest
            on letter.employee_id = nearest.employee_id
            and letter.on_date = nearest.on_date
        left join holiday on letter.on_date = holiday.held_on
    )

select *
from worked
