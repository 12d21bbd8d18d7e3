with
    candidate as (select * from {{ ref("int_promotion__candidate") }}),
    diploma as (select * from {{ ref("int_promotion__diploma") }}),
    leadership as (select * from {{ ref("int_employee__leadership") }}),
    exemption as (select * from {{ ref("service_exam_exemption") }}),

    person as (select distinct employee_id, as_of_date from candidate),

    by_diploma as (
        select
            diploma.employee_id,
            exemption.exam_code,
            exemption.valid_from,
            exemption.valid_to,
            diploma.education_level_code::text as ground,
            'personnel.education_record' as evidence_table,
            diploma.education_record_id as evidence_id
        from diploma
        inner join exemption using (education_level_code)
    ),

    -- A higher leadership course serves for a lower one.
    by_course as (
        select
            person.employee_id,
            exemption.exam_code,
            exemption.valid_from,
            exemption.valid_to,
            leadership.leadership_course::text as ground,
            'personnel.completion' as evidence_table,
            leadership.completion_id as evidence_id
        from person
        inner join
            leadership
            on person.employee_id = leadership.employee_id
            and person.as_of_date = leadership.on_date
        inner join
            exemption on leadership.leadership_level >= exemption.leadership_level
    ),

    exempt as (
        select *
        from by_diploma
        union all
        select *
        from by_course
    )

select *
from exempt
