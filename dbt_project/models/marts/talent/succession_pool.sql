{%- set order = "talent.box desc, talent.talent_score desc, duk.rank_agency asc nulls last, talent.nip asc" -%}
with
    build as (select * from {{ ref("int_build") }}),
    talent as (select * from {{ ref("talent_box") }} where pool_state = 'ANGGOTA'),
    state as (select * from {{ ref("int_employee__state") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    duk as (select employee_id, rank_agency from {{ ref("int_employee__duk_ranked") }}),

    succession_pool as (
        select
            talent.employee_id,
            talent.year,
            talent.agency_id,
            state.unit_id,
            state.unit_name,
            talent.nip,
            state.name,
            state.full_name,
            state.position_name,
            state.position_level_code,
            state.grade_code,
            row_number() over (
                partition by talent.agency_id order by {{ order }}
            )::integer as rank_agency,
            row_number() over (
                partition by talent.agency_id, state.unit_id order by {{ order }}
            )::integer as rank_unit,
            talent.box,
            talent.box_label_id,
            talent.box_label_en,
            talent.recommendation_id,
            talent.recommendation_en,
            talent.talent_score,
            talent.performance_score,
            talent.potential_score,
            duk.rank_agency::integer as duk_rank,
            forecast.pension_on,
            build.as_of_date,
            build.build_id
        from talent
        cross join build
        inner join state on talent.employee_id = state.employee_id
        inner join forecast on talent.employee_id = forecast.employee_id
        left join duk on talent.employee_id = duk.employee_id
    )

select *
from succession_pool
