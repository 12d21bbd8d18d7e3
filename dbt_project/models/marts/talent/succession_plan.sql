with
    build as (select * from {{ ref("int_build") }}),
    judged as (select * from {{ ref("int_succession__judged") }}),
    identity as (select * from {{ ref("int_employee__identity") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    decree as (select * from {{ ref("stg_personnel__decree") }}),
    label as (select * from {{ ref("talent_label") }}),

    succession_plan as (
        select
            judged.succession_slot_id,
            judged.employee_id,
            judged.agency_id,
            judged.seat_id,
            judged.seat_name,
            judged.seat_level_code,
            judged.unit_id,
            judged.unit_name,
            judged.place,
            identity.nip,
            identity.name,
            coalesce(state.full_name, identity.name) as full_name,
            state.unit_name as employee_unit_name,
            state.position_name,
            state.grade_code,
            judged.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            judged.vacancy_code,
            vacancy_label.label_id as vacancy_label_id,
            vacancy_label.label_en as vacancy_label_en,
            judged.vacates_on,
            judged.needed_on,
            judged.ready_on,
            judged.leaves_on,
            judged.pool_code,
            pool_label.label_id as pool_label_id,
            pool_label.label_en as pool_label_en,
            string_to_array(coalesce(judged.pool_exclusions, ''), ' ') as exclusions,
            {{ words_of("judged.pool_exclusions", "PENGECUALIAN", "label", "id") }}
            as exclusions_label_id,
            {{ words_of("judged.pool_exclusions", "PENGECUALIAN", "label", "en") }}
            as exclusions_label_en,
            judged.box,
            judged.talent_score,
            judged.law_code,
            law_label.label_id as law_label_id,
            law_label.label_en as law_label_en,
            judged.eligible_on,
            coalesce(judged.unmet, '{}') as unmet,
            judged.valid_from,
            judged.valid_to,
            decree.number as decree_number,
            build.as_of_date,
            build.build_id
        from judged
        cross join build
        inner join identity on judged.employee_id = identity.employee_id
        left join state on judged.employee_id = state.employee_id
        left join decree on judged.decree_id = decree.decree_id
        inner join {{ label_as("state_label", "SUKSESOR", "judged.state_code") }}
        inner join {{ label_as("vacancy_label", "JABATAN", "judged.vacancy_code") }}
        inner join {{ label_as("pool_label", "KELOMPOK", "judged.pool_code") }}
        inner join {{ label_as("law_label", "SYARAT", "judged.law_code") }}
    )

select *
from succession_plan
