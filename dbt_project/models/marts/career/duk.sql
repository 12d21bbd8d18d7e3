with
    build as (select * from {{ ref("int_build") }}),
    ranked as (select * from {{ ref("int_employee__duk_ranked") }}),
    criterion as (select * from {{ ref("duk_criterion") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    duk as (
        select
            ranked.employee_id,
            ranked.agency_id,
            ranked.unit_id,
            ranked.unit_name,
            ranked.rank_agency,
            ranked.rank_unit,
            ranked.nip,
            ranked.name,
            ranked.full_name,
            ranked.sex,
            ranked.employment_type_code,
            ranked.is_probationary,
            ranked.legal_status_code,
            legal_status.name as legal_status_label_id,
            coalesce(legal_status.name_en, legal_status.name) as legal_status_label_en,
            ranked.grade_code,
            ranked.grade_name as pangkat,
            ranked.grade_ordinal,
            ranked.grade_from as grade_tmt,
            ranked.position_name,
            ranked.position_from as position_tmt,
            ranked.position_level_code,
            ranked.position_level_name as position_level_label_id,
            coalesce(
                ranked.position_level_name_en, ranked.position_level_name
            ) as position_level_label_en,
            ranked.position_category,
            ranked.position_rank,
            ranked.position_tmt_same_level,
            ranked.appointed_on,
            ranked.service_months / 12 as service_years,
            ranked.service_months % 12 as service_months,
            ranked.service_months as service_total_months,
            ranked.prior_service_months,
            ranked.unpaid_leave_months,
            ranked.leadership_level,
            ranked.leadership_course as leadership_course_label_id,
            coalesce(
                ranked.leadership_course_en, ranked.leadership_course
            ) as leadership_course_label_en,
            ranked.leadership_on,
            ranked.education_level_code,
            ranked.education_level_name as education_level_label_id,
            coalesce(
                ranked.education_level_name_en, ranked.education_level_name
            ) as education_level_label_en,
            ranked.education_rank,
            ranked.study_field_name,
            ranked.institution,
            ranked.graduated_on,
            extract(year from ranked.graduated_on)::integer as graduated_year,
            ranked.born_on,
            extract(year from age(build.as_of_date, ranked.born_on))::integer
            as age_years,
            ranked.decided_by,
            criterion.label_id as decided_by_label_id,
            criterion.label_en as decided_by_label_en,
            build.as_of_date,
            build.build_id
        from ranked
        cross join build
        left join
            criterion
            on ranked.decided_by = criterion.code
            and {{ in_force("criterion", "build.as_of_date") }}
        left join legal_status on ranked.legal_status_code = legal_status.code
    )

select *
from duk
