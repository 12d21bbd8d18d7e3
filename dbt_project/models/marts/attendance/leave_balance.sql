with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    balance as (select * from {{ ref("int_leave__balance") }}),
    kind as (select * from {{ ref("stg_reference__leave_kind") }}),
    carry as (select * from {{ ref("leave_carry") }}),
    label as (select * from {{ ref("attendance_label") }} where topic = 'SALDO'),

    leave_balance as (
        select
            state.employee_id,
            balance.leave_kind_code,
            balance.year,
            state.agency_id,
            {{ employee_columns("state") }},
            kind.name as leave_kind_label_id,
            kind.name_en as leave_kind_label_en,
            balance.status_code,
            label.label_id as status_label_id,
            label.label_en as status_label_en,
            balance.entitled_on,
            balance.own_days,
            balance.carried_days,
            balance.carry_code,
            carry.label_id as carry_label_id,
            carry.label_en as carry_label_en,
            balance.right_days,
            balance.used_days,
            balance.pending_days,
            balance.left_days,
            balance.deferred_days,
            balance.ledger_ids,
            balance.regulation,
            balance.article,
            balance.confidence,
            build.as_of_date,
            build.build_id
        from balance
        cross join build
        inner join state on balance.employee_id = state.employee_id
        inner join kind on balance.leave_kind_code = kind.code
        left join
            carry
            on balance.carry_code = carry.code
            and state.scheme = carry.scheme
            and {{ in_force("carry", "build.as_of_date") }}
        left join
            label
            on balance.status_code = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from leave_balance
