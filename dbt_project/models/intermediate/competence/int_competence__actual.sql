with
    employed as (
        select *
        from {{ ref("int_employee__employed") }}
        where is_as_of or full_years_back <= 2
    ),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    assessment_result as (select * from {{ ref("stg_personnel__assessment_result") }}),

    actual as (
        select distinct
            on (employed.employee_id, employed.on_date, assessment_result.competency_id)
            employed.employee_id,
            employed.on_date,
            assessment_result.competency_id,
            assessment_result.assessment_result_id,
            assessment_result.assessed_on,
            assessment_result.level
        from employed
        inner join
            assessment_result on employed.employee_id = assessment_result.employee_id
        inner join parameter on employed.agency_id = parameter.agency_id
        where
            assessment_result.competency_id is not null
            and assessment_result.level is not null
            and assessment_result.assessed_on <= employed.on_date
            and coalesce(
                assessment_result.valid_to,
                assessment_result.assessed_on
                + make_interval(years => parameter.assessment_years)
            )
            > employed.on_date
        order by
            employed.employee_id,
            employed.on_date,
            assessment_result.competency_id,
            assessment_result.assessed_on desc,
            assessment_result.assessment_result_id desc
    )

select *
from actual
