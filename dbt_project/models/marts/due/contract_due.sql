with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    term as (select * from {{ ref("int_contract__term") }}),
    label as (select * from {{ ref("due_label") }} where topic = 'KONTRAK'),

    contract_due as (
        select
            state.employee_id,
            state.agency_id,
            state.unit_id,
            state.unit_name,
            state.nip,
            state.name,
            state.full_name,
            state.employment_type_code,
            state.grade_code,
            state.position_name,
            state.position_level_code,
            term.status_code,
            label.label_id as status_label_id,
            label.label_en as status_label_en,
            term.pppk_contract_id,
            term.contract_number,
            term.contract_from,
            term.contract_to,
            term.months_left,
            term.final_to,
            term.contracts,
            term.retirement_age,
            term.reached_on,
            term.pension_on,
            term.is_decided_by_future_post,
            term.can_extend_to,
            build.as_of_date,
            build.build_id
        from term
        cross join build
        inner join state on term.employee_id = state.employee_id
        left join
            label
            on term.status_code = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from contract_due
