with
    employed as (select * from {{ ref("int_employee__employed") }} where is_as_of),
    legal_status as (select * from {{ ref("int_employee__legal_status") }}),
    grade as (select * from {{ ref("int_employee__grade") }}),
    assignment as (select * from {{ ref("int_employee__assignment") }}),
    position_run as (select * from {{ ref("int_employee__position_run") }}),
    education as (select * from {{ ref("int_employee__education") }}),
    service as (select * from {{ ref("int_employee__service") }}),
    leadership as (select * from {{ ref("int_employee__leadership") }}),
    retirement as (select * from {{ ref("int_employee__retirement") }}),

    state as (
        select
            employed.on_date as as_of_date,
            employed.employee_id,
            employed.person_id,
            employed.agency_id,
            employed.nip,
            employed.name,
            employed.full_name,
            employed.sex,
            employed.born_on,
            employed.scheme,
            employed.employment_type_code,
            employed.is_probationary,
            employed.appointed_on,
            employed.permanent_on,
            legal_status.legal_status_code,
            legal_status.employee_status_id,
            legal_status.legal_status_from,
            legal_status.legal_status_to,
            legal_status.counts_as_service,
            legal_status.blocks_promotion,
            grade.grade_id,
            grade.grade_code,
            grade.grade_name,
            grade.grade_ordinal,
            grade.grade_from,
            grade.grade_record_id,
            assignment.assignment_id,
            assignment.seat_id,
            assignment.superior_seat_id,
            assignment.unit_id,
            assignment.unit_name,
            assignment.position_title_id,
            assignment.position_name,
            assignment.position_from,
            assignment.position_level_code,
            assignment.position_level_name,
            assignment.position_level_name_en,
            assignment.position_category,
            assignment.job_class,
            assignment.is_teacher,
            position_run.position_rank,
            position_run.same_rank_from,
            position_run.duk_rank_from,
            education.education_level_code,
            education.education_level_name,
            education.education_level_name_en,
            coalesce(education.education_rank, 0) as education_rank,
            education.education_record_id,
            education.study_field_name,
            education.institution,
            education.graduated_on,
            coalesce(leadership.leadership_level, 0) as leadership_level,
            leadership.leadership_course,
            leadership.leadership_course_en,
            leadership.leadership_on,
            service.prior_service_months,
            service.unpaid_leave_months,
            service.service_months,
            retirement.retirement_age,
            retirement.pension_on
        from employed
        inner join legal_status using (employee_id, on_date)
        inner join assignment using (employee_id, on_date)
        inner join position_run using (employee_id, on_date)
        inner join retirement using (employee_id, on_date)
        inner join service using (employee_id)
        left join leadership using (employee_id, on_date)
        left join grade using (employee_id)
        left join education using (employee_id)
    )

select *
from state
