with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    person as (select * from {{ ref("stg_personnel__person") }}),
    unit as (select * from {{ ref("stg_personnel__unit") }}),
    employment_type as (select * from {{ ref("stg_reference__employment_type") }}),
    legal_status as (select * from {{ ref("stg_reference__legal_status") }}),
    increment as (select * from {{ ref("kgb_due") }}),
    retirement as (select * from {{ ref("retirement_forecast") }}),

    -- Of the three paths that are open to one or the other, never to both.
    promotion as (
        select employee_id, min(earliest_tmt) as earliest_tmt
        from {{ ref("promotion_readiness") }}
        where path_code in ('REGULER', 'STRUKTURAL', 'FUNGSIONAL')
        group by employee_id
    ),

    employee_current as (
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
            case
                width_bucket(
                    extract(year from age(build.as_of_date, state.born_on))::integer,
                    array[31, 41, 51, 61]
                )
                when 0
                then '<31'
                when 1
                then '31-40'
                when 2
                then '41-50'
                when 3
                then '51-60'
                else '>60'
            end as age_group,
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
            case
                when state.scheme = 'PNS'
                then split_part(state.grade_code, '/', 1)
                else 'PPPK ' || state.grade_code
            end as grade_group,
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
            promotion.earliest_tmt as next_promotion_on,
            increment.next_on as next_increment_on,
            retirement.leaves_on,
            build.as_of_date,
            build.build_id
        from state
        cross join build
        inner join person on state.person_id = person.person_id
        left join unit on state.unit_id = unit.unit_id
        left join
            employment_type on state.employment_type_code = employment_type.code
        left join legal_status on state.legal_status_code = legal_status.code
        left join promotion on state.employee_id = promotion.employee_id
        left join increment on state.employee_id = increment.employee_id
        left join retirement on state.employee_id = retirement.employee_id
    )

select *
from employee_current
