with
    build as (select * from {{ ref("int_build") }}),
    state as (select * from {{ ref("int_employee__state") }}),
    proposal as (select * from {{ ref("stg_personnel__promotion_proposal") }}),
    grade as (select * from {{ ref("stg_reference__grade") }}),
    promotion_path as (select * from {{ ref("promotion_path") }}),
    readiness as (
        select *
        from {{ ref("promotion_readiness") }}
        where
            path_code in ('REGULER', 'STRUKTURAL', 'FUNGSIONAL')
            and readiness_class = 'SIAP'
    ),
    label as (select * from {{ ref("due_label") }}),

    -- What happens after the date of the build has not happened on it.
    proposed as (
        select
            proposal.employee_id,
            proposal.promotion_proposal_id,
            proposal.reason as path_code,
            grade.code as target_grade_code,
            proposal.target_tmt,
            case
                when proposal.submitted_on <= build.as_of_date then proposal.submitted_on
            end as submitted_on,
            case
                when proposal.decided_on <= build.as_of_date then proposal.decided_on
            end as decided_on,
            proposal.note,
            case
                when
                    proposal.status in ('DISETUJUI', 'DITOLAK', 'DIBATALKAN')
                    and coalesce(proposal.decided_on, build.as_of_date)
                    <= build.as_of_date
                then proposal.status
                when coalesce(proposal.submitted_on > build.as_of_date, true)
                then 'DRAF'
                when proposal.target_tmt <= build.as_of_date
                then 'LEWAT_TMT'
                else 'MENUNGGU'
            end as state_code
        from proposal
        cross join build
        inner join grade on proposal.target_grade_id = grade.grade_id
    ),

    -- Who is ready, and of whom nobody has proposed it.
    unproposed as (
        select
            readiness.employee_id,
            null::bigint as promotion_proposal_id,
            readiness.path_code,
            readiness.target_grade_code,
            readiness.earliest_tmt as target_tmt,
            null::date as submitted_on,
            null::date as decided_on,
            null::text as note,
            'BELUM_DIUSULKAN' as state_code
        from readiness
        where
            not exists (
                select
                from proposed
                where
                    proposed.employee_id = readiness.employee_id
                    and proposed.target_grade_code = readiness.target_grade_code
                    and proposed.state_code not in ('DITOLAK', 'DIBATALKAN')
            )
    ),

    listed as (
        select *
        from proposed

        union all

        select *
        from unproposed
    ),

    proposal_followup as (
        select
            listed.employee_id,
            listed.target_tmt,
            listed.state_code,
            state_label.label_id as state_label_id,
            state_label.label_en as state_label_en,
            state.agency_id,
            {{ employee_columns("state") }},
            state.position_name,
            state.grade_code,
            listed.path_code,
            coalesce(promotion_path.label_id, listed.path_code) as path_label_id,
            coalesce(promotion_path.label_en, listed.path_code) as path_label_en,
            listed.target_grade_code,
            listed.promotion_proposal_id,
            listed.submitted_on,
            listed.decided_on,
            case
                when listed.state_code <> 'DRAF'
                then coalesce(listed.decided_on, build.as_of_date) - listed.submitted_on
            end as days,
            case
                when listed.state_code = 'LEWAT_TMT'
                then build.as_of_date - listed.target_tmt
            end as days_late,
            listed.note,
            build.as_of_date,
            build.build_id
        from listed
        cross join build
        inner join state on listed.employee_id = state.employee_id
        left join
            promotion_path
            on listed.path_code = promotion_path.path_code
            and {{ in_force("promotion_path", "build.as_of_date") }}
        left join {{ label_as("state_label", "USULAN", "listed.state_code") }}
    )

select *
from proposal_followup
