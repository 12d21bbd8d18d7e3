with
    build as (select * from {{ ref("int_build") }}),
    ranked as (select * from {{ ref("int_employee__duk_ranked") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    criterion as (select * from {{ ref("duk_criterion") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    duk as (
        select
            ranked.employee_id,
            ranked.agency_id,
            state.unit_id,
            state.unit_name,
            ranked.rank_agency,
            ranked.rank_unit,
            ranked.nip,
            state.name,
            state.full_name,
            state.sex,
            state.employment_type_code,
            state.is_probationary,
            state.legal_status_code,
            legal_status.name as legal_status_label_id,
            coalesce(legal_status.name_en, legal_status.name) as legal_status_label_en,
            state.grade_code,
            state.grade_name as pangkat,
            state.grade_ordinal,
            state.grade_from as grade_tmt,
            state.position_name,
            state.position_from as position_tmt,
            state.position_level_code,
            state.position_level_name as position_level_label_id,
            coalesce(
                state.position_level_name_en, state.position_level_name
            ) as position_level_label_en,
            state.position_category,
            state.position_rank,
            ranked.position_tmt_same_level,
            state.appointed_on,
            state.service_months / 12 as service_years,
            state.service_months % 12 as service_months,
            state.service_months as service_total_months,
            state.prior_service_months,
            state.unpaid_leave_months,
            state.leadership_level,
            state.leadership_course as leadership_course_label_id,
            coalesce(
                state.leadership_course_en, state.leadership_course
            ) as leadership_course_label_en,
            state.leadership_on,
            state.education_level_code,
            state.education_level_name as education_level_label_id,
            coalesce(
                state.education_level_name_en, state.education_level_name
            ) as education_level_label_en,
            state.education_rank,
            state.study_field_name,
            state.institution,
            state.graduated_on,
            extract(year from state.graduated_on)::integer as graduated_year,
            state.born_on,
            extract(year from age(build.as_of_date, state.born_on))::integer
            as age_years,
            ranked.decided_by,
            criterion.label_id as decided_by_label_id,
            criterion.label_en as decided_by_label_en,
            build.as_of_date,
            build.build_id
        from ranked
        cross join build
        inner join state on ranked.employee_id = state.employee_id
        left join
            criterion
            on ranked.decided_by = criterion.code
            and {{ in_force("criterion", "build.as_of_date") }}
        left join legal_status on state.legal_status_code = legal_status.code
    )

select *
from duk
