with
    build as (select * from {{ ref("int_build") }}),
    stage as (select * from {{ ref("int_recruitment__stage") }}),
    progress as (select * from {{ ref("int_recruitment__progress") }}),
    formation as (select * from {{ ref("int_recruitment__formation") }}),
    recruitment_round as (select * from {{ ref("stg_personnel__recruitment_round") }}),
    label as (select * from {{ ref("recruitment_label") }}),

    went as (
        select
            recruitment_round_id,
            stage_code,
            count(*)::integer as entered,
            count(*) filter (where result = 'LULUS')::integer as passed,
            count(*) filter (where result = 'TIDAK_LULUS')::integer as failed,
            count(*) filter (where result = 'TIDAK_HADIR')::integer as absent,
            count(*) filter (where result = 'MENGUNDURKAN_DIRI')::integer as withdrew,
            count(*) filter (where result is null)::integer as pending,
            round(
                100.0
                * count(*) filter (where result = 'LULUS')
                / nullif(count(result), 0),
                2
            ) as pass_pct,
            percentile_cont(0.5) within group (order by days)::numeric as days_median,
            max(days) as days_max,
            max(days_so_far) filter (where result is null) as days_waiting_max
        from progress
        group by recruitment_round_id, stage_code
    ),

    filled as (
        select
            recruitment_round_id,
            sum(needed)::integer as formations_needed,
            sum(accepted)::integer as formations_filled,
            sum(applicants)::integer as applicants
        from formation
        group by recruitment_round_id
    ),

    recruitment_funnel as (
        select
            stage.agency_id,
            stage.recruitment_stage_id,
            stage.recruitment_round_id,
            recruitment_round.code as round_code,
            recruitment_round.name as round_name,
            recruitment_round.year,
            recruitment_round.scheme as scheme_code,
            stage.announced_on,
            stage.sequence,
            stage.stage_code,
            step.label_id as stage_label_id,
            step.label_en as stage_label_en,
            stage.state_code,
            state.label_id as state_label_id,
            state.label_en as state_label_en,
            stage.starts_on,
            stage.ends_on,
            stage.results_on,
            stage.objection_from,
            stage.objection_to,
            coalesce(filled.applicants, 0) as applicants,
            coalesce(went.entered, 0) as entered,
            coalesce(went.passed, 0) as passed,
            coalesce(went.failed, 0) as failed,
            coalesce(went.absent, 0) as absent,
            coalesce(went.withdrew, 0) as withdrew,
            coalesce(went.pending, 0) as pending,
            went.pass_pct,
            went.days_median,
            went.days_max,
            went.days_waiting_max,
            stage.days_since_announcement,
            stage.days_late,
            coalesce(filled.formations_needed, 0) as formations_needed,
            coalesce(filled.formations_filled, 0) as formations_filled,
            build.as_of_date,
            build.build_id
        from stage
        cross join build
        inner join
            recruitment_round
            on stage.recruitment_round_id = recruitment_round.recruitment_round_id
        left join
            went
            on stage.recruitment_round_id = went.recruitment_round_id
            and stage.stage_code = went.stage_code
        left join filled on stage.recruitment_round_id = filled.recruitment_round_id
        inner join {{ label_as("step", "TAHAP", "stage.stage_code") }}
        inner join {{ label_as("state", "KEADAAN", "stage.state_code") }}
    )

select *
from recruitment_funnel
