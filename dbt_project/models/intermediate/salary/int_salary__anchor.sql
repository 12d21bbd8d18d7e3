with
    employed as (select * from {{ ref("int_employee__state") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    grade_record as (select * from {{ ref("stg_personnel__grade_record") }}),
    increment as (select * from {{ ref("stg_personnel__salary_increment") }}),
    unpaid as (select * from {{ ref("int_employee__unpaid_leave") }}),

    state as (
        select employed.*
        from employed
        inner join parameter on employed.agency_id = parameter.agency_id
        where
            employed.employment_type_code <> 'PPPK_PARUH_WAKTU'
            or parameter.is_kgb_for_part_time
    ),

    granted as (
        select
            state.employee_id,
            state.as_of_date,
            'grade_record' as evidence_table,
            grade_record.grade_record_id as evidence_id,
            grade_record.valid_from as decree_on,
            grade_record.service_years * 12
            + grade_record.service_months as decree_months,
            null::numeric as base_salary
        from state
        inner join grade_record on state.grade_record_id = grade_record.grade_record_id

        union all

        select
            state.employee_id,
            state.as_of_date,
            'salary_increment' as evidence_table,
            increment.salary_increment_id as evidence_id,
            increment.valid_from as decree_on,
            increment.service_years * 12 + increment.service_months as decree_months,
            increment.base_salary
        from state
        inner join grade_record on state.grade_record_id = grade_record.grade_record_id
        inner join
            increment
            on state.employee_id = increment.employee_id
            and increment.valid_from >= grade_record.valid_from
            and increment.valid_from <= state.as_of_date
    ),

    latest as (
        select distinct
            on (employee_id)
            employee_id,
            as_of_date,
            evidence_table,
            evidence_id,
            decree_on as anchor_on,
            base_salary
        from granted
        order by employee_id, decree_on desc, evidence_table desc
    ),

    -- What each decree's service has grown to on the day of the last decree.
    grown as (
        select
            latest.employee_id,
            granted.evidence_table,
            granted.evidence_id,
            granted.decree_months
            + {{ whole_months("granted.decree_on", "latest.anchor_on") }}
            - coalesce(
                sum(
                    {{
                        whole_months(
                            "greatest(unpaid.starts_on, granted.decree_on)",
                            "least(unpaid.counted_to, latest.anchor_on)",
                        )
                    }}
                ) filter (where unpaid.employee_id is not null),
                0
            ) as months
        from latest
        inner join granted on latest.employee_id = granted.employee_id
        left join
            unpaid
            on latest.employee_id = unpaid.employee_id
            and unpaid.starts_on < latest.anchor_on
            and unpaid.counted_to > granted.decree_on
        group by
            latest.employee_id,
            latest.anchor_on,
            granted.evidence_table,
            granted.evidence_id,
            granted.decree_on,
            granted.decree_months
    ),

    anchored as (
        select
            latest.employee_id,
            latest.as_of_date,
            latest.evidence_table,
            latest.evidence_id,
            latest.anchor_on,
            latest.base_salary,
            max(grown.months)::integer as service_months
        from latest
        inner join grown on latest.employee_id = grown.employee_id
        group by
            latest.employee_id,
            latest.as_of_date,
            latest.evidence_table,
            latest.evidence_id,
            latest.anchor_on,
            latest.base_salary
    )

select *
from anchored
