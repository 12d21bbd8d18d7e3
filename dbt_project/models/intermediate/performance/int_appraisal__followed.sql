with
    build as (select * from {{ ref("int_build") }}),
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    objection as (select * from {{ ref("int_appraisal__objection") }}),
    action as (select * from {{ ref("int_development__action") }}),
    state as (select * from {{ ref("int_employee__state") }}),

    planned as (
        select
            appraisal_id,
            count(*)::integer as actions,
            count(*) filter (
                where kind in ('BIMBINGAN_KINERJA', 'KONSELING_KINERJA')
            )::integer as coachings,
            count(*) filter (where done_on is not null)::integer as actions_done,
            count(*) filter (where state_code = 'TERLAMBAT')::integer
            as actions_overdue,
            min(due_on) filter (where done_on is null) as next_due_on
        from action
        where appraisal_id is not null and state_code <> 'DIBATALKAN'
        group by appraisal_id
    ),

    -- Of this year and the one before, what fell below Baik or was objected to; and
    -- every objection that still waits.
    listed as (
        select
            appraisal.*,
            state.employee_id is not null as is_employed,
            coalesce(objection.state_code, 'TIDAK_ADA') as objection_code,
            coalesce(planned.actions, 0) as actions,
            coalesce(planned.coachings, 0) as coachings,
            coalesce(planned.actions_done, 0) as actions_done,
            coalesce(planned.actions_overdue, 0) as actions_overdue,
            planned.next_due_on
        from appraisal
        cross join build
        left join objection on appraisal.appraisal_id = objection.appraisal_id
        left join planned on appraisal.appraisal_id = planned.appraisal_id
        left join state on appraisal.employee_id = state.employee_id
        where
            objection.state_code in ('TERBUKA', 'LEWAT_BATAS')
            or (
                extract(year from appraisal.ends_on)
                >= extract(year from build.as_of_date) - 1
                and (
                    appraisal.predicate_ordinal < 4
                    or objection.appraisal_id is not null
                )
            )
    ),

    judged as (
        select
            listed.*,
            case
                when predicate_ordinal is null
                then 'TIDAK_DIKETAHUI'
                when predicate_ordinal >= 4
                then 'TIDAK_PERLU'
                when not is_employed
                then 'BERHENTI'
                when actions = 0
                then 'TANPA_TINDAK_LANJUT'
                when actions_overdue > 0
                then 'TERLAMBAT'
                when actions_done < actions
                then 'BERJALAN'
                else 'SELESAI'
            end as followup_code
        from listed
    )

select *
from judged
