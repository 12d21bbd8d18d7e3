with
    employee as (
        select *
        from {{ ref("int_employee__state") }}
        where scheme = 'PNS' and position_title_id is not null
    ),
    position_title as (select * from {{ ref("stg_personnel__position_title") }}),
    position_level as (select * from {{ ref("stg_reference__position_level") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),
    credit_level as (select * from {{ ref("credit_level") }}),
    vacancy as (select * from {{ ref("int_promotion__vacancy") }}),

    range as (
        select
            position_level.code as position_level_code,
            position_level.name as position_level_name,
            position_level.name_en as position_level_name_en,
            position_level.category,
            lowest.code as lowest_grade_code,
            lowest.ordinal as lowest_grade_ordinal,
            highest.code as highest_grade_code,
            highest.ordinal as highest_grade_ordinal
        from position_level
        inner join grade as lowest on position_level.lowest_grade_id = lowest.grade_id
        inner join
            grade as highest on position_level.highest_grade_id = highest.grade_id
        where position_level.category <> 'PELAKSANA'
    ),

    placed as (
        select
            employee.employee_id,
            employee.grade_ordinal,
            range.category in ('JF_KEAHLIAN', 'JF_KETERAMPILAN') as is_functional,
            range.lowest_grade_code,
            range.lowest_grade_ordinal,
            range.highest_grade_code,
            range.highest_grade_ordinal,
            next_range.position_level_code as next_level_code,
            next_range.position_level_name as next_level_name,
            next_range.position_level_name_en as next_level_name_en,
            next_range.lowest_grade_ordinal as next_lowest_grade_ordinal,
            coalesce(vacancy.vacancies, 0) as vacancies
        from employee
        inner join range using (position_level_code)
        inner join position_title using (position_title_id)
        left join
            credit_level
            on employee.position_level_code = credit_level.position_level_code
            and {{ in_force("credit_level", "employee.as_of_date") }}
        left join
            range as next_range
            on credit_level.next_level_code = next_range.position_level_code
        left join
            vacancy
            on employee.agency_id = vacancy.agency_id
            and next_range.position_level_code = vacancy.position_level_code
            and vacancy.function_key
            = {{ function_key("position_title.name", "range.position_level_name") }}
    ),

    classified as (
        select
            placed.*,
            case
                when grade_ordinal < lowest_grade_ordinal - 1
                then 'DUA_DI_BAWAH'
                when grade_ordinal < lowest_grade_ordinal
                then 'DI_BAWAH'
                when grade_ordinal < highest_grade_ordinal
                then 'DI_DALAM'
                when grade_ordinal is null
                then null
                when next_level_code is null
                then 'PUNCAK'
                when grade_ordinal > highest_grade_ordinal and vacancies > 0
                then 'DI_ATAS'
                when grade_ordinal > highest_grade_ordinal
                then 'DI_ATAS_PENUH'
                when vacancies > 0
                then 'NAIK_JENJANG'
                else 'TANPA_LOWONGAN'
            end as situation_code
        from placed
    )

select *
from classified
