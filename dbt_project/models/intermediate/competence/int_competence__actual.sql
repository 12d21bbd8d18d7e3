with
    build as (select * from {{ ref("int_build") }}),
    employee as (select * from {{ ref("stg_personnel__employee") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    assessment_result as (select * from {{ ref("stg_personnel__assessment_result") }}),

    actual as (
        select distinct
            on (assessment_result.employee_id, assessment_result.competency_id)
            assessment_result.employee_id,
            assessment_result.competency_id,
            assessment_result.assessment_result_id,
            assessment_result.assessed_on,
            assessment_result.level
        from assessment_result
        cross join build
        inner join employee on assessment_result.employee_id = employee.employee_id
        inner join parameter on employee.agency_id = parameter.agency_id
        where
            assessment_result.competency_id is not null
            and assessment_result.level is not null
            and assessment_result.assessed_on <= build.as_of_date
            and coalesce(
                assessment_result.valid_to,
                assessment_result.assessed_on
                + make_interval(years => parameter.assessment_years)
            )
            > build.as_of_date
        order by
            assessment_result.employee_id,
            assessment_result.competency_id,
            assessment_result.assessed_on desc,
            assessment_result.assessment_result_id desc
    )

select *
from actual
