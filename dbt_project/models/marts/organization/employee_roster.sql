with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),

    roster as (
        select
            state.employee_id,
            state.agency_id,
            state.unit_id,
            unit.code as unit_code,
            unit.name as unit_name,
            state.nip,
            state.name,
            state.full_name,
            state.sex,
            person.birth_place,
            state.born_on,
            extract(year from age(build.as_of_date, state.born_on))::integer
            as age_years,
            state.scheme,
            state.employment_type_code,
            employment_type.name as employment_type_label_id,
            coalesce(
                employment_type.name_en, employment_type.name
            ) as employment_type_label_en,
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
            state.job_class,
            state.appointed_on,
            state.service_months / 12 as service_years,
            state.service_months % 12 as service_months,
            state.education_level_code,
            state.education_level_name as education_level_label_id,
            coalesce(
                state.education_level_name_en, state.education_level_name
            ) as education_level_label_en,
            state.study_field_name,
            state.institution,
            extract(year from state.graduated_on)::integer as graduated_year,
            build.as_of_date,
            build.build_id
        from state
        cross join build
        inner join person on state.person_id = person.person_id
        left join unit on state.unit_id = unit.unit_id
        left join
            employment_type on state.employment_type_code = employment_type.code
        left join legal_status on state.legal_status_code = legal_status.code
    )

select *
from roster
