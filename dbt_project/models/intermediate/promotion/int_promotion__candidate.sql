with
    build as (select * from {{ ref("int_build") }}),
    standing as (select * from {{ ref("int_promotion__standing") }} where is_eligible),
    employee as (select * from {{ ref("int_employee__state") }}),
    situation as (select * from {{ ref("int_promotion__situation") }}),
    adjustment as (select * from {{ ref("int_promotion__adjustment") }}),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),

    ladder as (
        select code as grade_code, lead(code) over (order by ordinal) as next_grade_code
        from grade
    ),

    promoted_before as (
        select grade_record.employee_id
        from grade_record
        inner join grade using (grade_id)
        cross join build
        where grade_record.valid_from <= build.as_of_date
        group by grade_record.employee_id
        having count(distinct grade_record.grade_id) > 1
    ),

    -- Outside the range that a post allows there is nothing to step to.
    aimed as (
        select
            standing.employee_id,
            standing.path_code,
            standing.subject_code,
            standing.is_periodic,
            build.as_of_date,
            employee.person_id,
            employee.grade_code,
            employee.grade_ordinal,
            employee.grade_record_id,
            situation.situation_code,
            case
                when standing.subject_code <> 'PANGKAT'
                then null
                when standing.opening_code = 'IJAZAH'
                then adjustment.target_grade_code
                when
                    standing.is_ranged
                    and situation.situation_code in ('PUNCAK', 'DUA_DI_BAWAH')
                then null
                else ladder.next_grade_code
            end as target_grade_code,
            case
                when
                    standing.subject_code = 'JENJANG'
                    or (
                        standing.is_ranged and situation.situation_code = 'NAIK_JENJANG'
                    )
                then situation.next_level_code
            end as target_level_code,
            case
                when employee.grade_code is not null
                then promoted_before.employee_id is null
            end as is_first_promotion,
            case
                when employee.grade_code is not null
                then
                    case
                        when promoted_before.employee_id is null
                        then employee.appointed_on
                        else employee.grade_from
                    end
            end as grade_anchor_on
        from standing
        inner join employee using (employee_id)
        cross join build
        left join situation using (employee_id)
        left join adjustment using (employee_id)
        left join ladder on employee.grade_code = ladder.grade_code
        left join promoted_before using (employee_id)
    ),

    targeted as (
        select
            aimed.*,
            grade.name as target_grade_name,
            grade.ordinal as target_grade_ordinal,
            aimed.subject_code <> 'PANGKAT'
            or aimed.target_grade_code is not null as has_target
        from aimed
        left join grade on aimed.target_grade_code = grade.code
    )

select *
from targeted
