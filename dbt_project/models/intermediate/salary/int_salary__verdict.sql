{%- set in_the_way = ["CLTN", "PEMBERHENTIAN_SEMENTARA", "HILANG", "HUKDIS"] -%}
with
    state as (select * from {{ ref("int_employee__state") }}),
    anchor as (select * from {{ ref("int_salary__anchor") }}),
    scheduled as (select * from {{ ref("int_salary__scheduled") }}),
    blocked as (select * from {{ ref("int_salary__blocked") }}),
    judged as (select * from {{ ref("int_salary__judged") }}),
    forecast as (select * from {{ ref("int_retirement__forecast") }}),
    parameter as (select * from {{ ref("int_due__parameter") }}),
    step as (select distinct agency_id, grade_code from {{ ref("int_salary__step") }}),

    joined as (
        select
            state.employee_id,
            state.as_of_date,
            (
                state.employment_type_code = 'PPPK_PARUH_WAKTU'
                and not parameter.is_kgb_for_part_time
            )
            or (
                state.grade_id is not null and step.grade_code is null
            ) as is_out_of_scope,
            case
                when state.grade_id is null
                then 'GOLONGAN'
                when anchor.employee_id is null
                then 'MKG'
            end as missing_decree,
            case
                when judged.answer_code in ('SKP_TIDAK_ADA', 'PREDIKAT_TIDAK_DIKENAL')
                then judged.answer_code
            end as missing_predicate,
            anchor.anchor_on,
            anchor.evidence_table,
            anchor.evidence_id,
            anchor.base_salary,
            anchor.service_months,
            scheduled.next_step_years,
            scheduled.unpaid_months,
            scheduled.missed_steps,
            scheduled.scheduled_on,
            blocked.blockers,
            coalesce(judged.delays, 0) as delays,
            judged.next_on,
            {{ whole_months("scheduled.scheduled_on", "judged.next_on") }}
            as delay_months,
            judged.asked_year,
            judged.appraisal_id,
            judged.predicate_code,
            judged.answer_code,
            forecast.leaves_on,
            (
                judged.next_on - make_interval(months => parameter.kgb_notice_months)
            )::date as notice_on
        from state
        inner join parameter on state.agency_id = parameter.agency_id
        inner join forecast on state.employee_id = forecast.employee_id
        left join
            step
            on state.agency_id = step.agency_id
            and state.grade_code = step.grade_code
        left join anchor on state.employee_id = anchor.employee_id
        left join scheduled on state.employee_id = scheduled.employee_id
        left join blocked on state.employee_id = blocked.employee_id
        left join judged on state.employee_id = judged.employee_id
    ),

    classed as (
        select
            joined.*,
            case
                when is_out_of_scope
                then 'TIDAK_BERLAKU'
                when missing_decree is not null
                then 'DATA_TIDAK_LENGKAP'
                when next_step_years is null
                then 'PUNCAK'
                when next_on is null
                then 'TERHALANG'
                when next_on >= leaves_on
                then 'PENSIUN'
                when missing_predicate is not null
                then 'DATA_TIDAK_LENGKAP'
                when next_on <= as_of_date
                then 'SUDAH_WAKTUNYA'
                when notice_on <= as_of_date
                then 'PEMBERITAHUAN'
                when delay_months > 0
                then 'DITUNDA'
                else 'DIJADWALKAN'
            end as status_code
        from joined
    ),

    verdict as (
        select
            employee_id,
            status_code,
            case
                when status_code = 'DATA_TIDAK_LENGKAP'
                then coalesce(missing_decree, missing_predicate)
            end as missing_code,
            anchor_on,
            evidence_table,
            evidence_id,
            base_salary,
            service_months,
            next_step_years,
            unpaid_months,
            missed_steps,
            scheduled_on,
            next_on,
            notice_on,
            delay_months,
            asked_year,
            appraisal_id,
            predicate_code,
            answer_code,
            concat_ws(
                ' ',
                {%- for code in in_the_way %}
                    case
                        when
                            '{{ code }}' = any(string_to_array(blockers, ' '))
                            {%- if code == "CLTN" %} or unpaid_months > 0 {%- endif %}
                        then '{{ code }}'
                    end,
                {%- endfor %}
                case when delays > 0 then 'KINERJA' end,
                case when status_code = 'PENSIUN' then 'BUP' end
            ) as blockers
        from classed
    )

select *
from verdict
