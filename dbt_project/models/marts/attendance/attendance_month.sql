with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    indication as (select * from {{ ref("int_attendance__indication") }}),
    kind as (select * from {{ ref("stg_reference__discipline_kind") }}),
    label as (select * from {{ ref("attendance_label") }} where topic = 'HITUNGAN'),

    attendance_month as (
        select
            state.employee_id,
            indication.month,
            state.agency_id,
            {{ employee_columns("state") }},
            indication.present_days,
            indication.duty_days,
            indication.excused_days,
            indication.leave_days,
            indication.absent_days,
            indication.off_days,
            indication.unrecorded_days,
            indication.late_minutes,
            indication.early_minutes,
            indication.absent_days_year,
            indication.lost_minutes_year,
            indication.converted_days_year,
            indication.counted_days_year,
            indication.longest_run_days,
            indication.code as indikasi_hukdis,
            kind.name as indikasi_hukdis_label_id,
            kind.name_en as indikasi_hukdis_label_en,
            kind.severity,
            indication.counting as counting_code,
            label.label_id as counting_label_id,
            label.label_en as counting_label_en,
            indication.is_new_step,
            indication.regulation,
            indication.article,
            indication.confidence,
            build.as_of_date,
            build.build_id
        from indication
        cross join build
        inner join state on indication.employee_id = state.employee_id
        left join kind on indication.code = kind.code
        left join
            label
            on indication.counting = label.code
            and {{ in_force("label", "build.as_of_date") }}
    )

select *
from attendance_month
