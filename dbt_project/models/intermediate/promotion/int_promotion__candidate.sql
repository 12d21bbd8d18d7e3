with
    build as (select * from {{ ref("int_build") }}),
    standing as (select * from {{ ref("int_promotion__standing") }} where is_eligible),
    employee as (select * from {{ ref("int_employee__state") }}),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),

    ladder as (
        select
            code as grade_code,
            lead(code) over step as target_grade_code,
            lead(name) over step as target_grade_name,
            lead(ordinal) over step as target_grade_ordinal
        from grade
        window step as (order by ordinal)
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

    stepped as (
        select
            standing.employee_id,
            standing.path_code,
            standing.is_periodic,
            build.as_of_date,
            employee.person_id,
            employee.grade_code,
            employee.grade_ordinal,
            employee.grade_record_id,
            ladder.target_grade_code,
            ladder.target_grade_name,
            ladder.target_grade_ordinal,
            promoted_before.employee_id is null as is_first_promotion,
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
        left join ladder on employee.grade_code = ladder.grade_code
        left join promoted_before using (employee_id)
    )

select *
from stepped
