with
    build as (select * from {{ ref("int_build") }}),
    pair as (select * from {{ ref("int_seat__pair") }}),
    demand as (select * from {{ ref("int_seat__demand") }}),
    completion as (select * from {{ ref("stg_personnel__completion") }}),
    training_kind as (select * from {{ ref("stg_reference__training_kind") }}),
    actual as (select * from {{ ref("int_competence__actual") }}),

    -- What each employee finished.
    finished as (
        select
            completion.employee_id,
            array_agg(distinct training_kind.code) as codes,
            max(training_kind.leadership_level) as leadership_level
        from completion
        cross join build
        inner join training_kind using (training_kind_id)
        where completion.ended_on <= build.as_of_date
        group by completion.employee_id
    ),

    -- A higher leadership course stands for a lower one.
    trained as (
        select
            pair.profile_id,
            pair.employee_id,
            demand.training_kind_code,
            demand.is_mandatory,
            coalesce(
                demand.training_kind_code = any (finished.codes)
                or finished.leadership_level >= demand.leadership_level,
                false
            ) as is_met
        from pair
        inner join demand using (profile_id)
        left join finished using (employee_id)
        where demand.kind = 'PELATIHAN'
    ),

    training as (
        select
            profile_id,
            employee_id,
            100.0
            * count(distinct training_kind_code) filter (where is_met)
            / count(distinct training_kind_code) as training_points,
            bool_or(is_mandatory and not is_met) as lacks_mandatory_training
        from trained
        group by profile_id, employee_id
    ),

    measured as (
        select
            pair.profile_id,
            pair.employee_id,
            demand.threshold,
            demand.is_mandatory,
            actual.level
        from pair
        cross join build
        inner join demand using (profile_id)
        left join
            actual
            on pair.employee_id = actual.employee_id
            and demand.competency_id = actual.competency_id
            and build.as_of_date = actual.on_date
        where demand.kind = 'KOMPETENSI'
    ),

    competency as (
        select
            profile_id,
            employee_id,
            bool_and(level is not null) as is_assessed,
            count(*) filter (where level < threshold)::integer as competency_gaps,
            count(*) filter (where level is null)::integer as competencies_unassessed,
            100.0
            * sum(least(level, threshold))
            / sum(threshold) as competency_points,
            bool_or(is_mandatory and level < threshold) as lacks_mandatory_competency
        from measured
        group by profile_id, employee_id
    ),

    joined as (
        select
            pair.profile_id,
            pair.employee_id,
            case
                when training.training_points is null
                then null
                when training.training_points >= 100
                then 'SESUAI'
                when training.training_points > 0
                then 'SEBAGIAN'
                else 'TIDAK_SESUAI'
            end as training_state,
            training.training_points,
            coalesce(training.lacks_mandatory_training, false) as lacks_mandatory_training,
            case
                when competency.is_assessed is null
                then null
                when not competency.is_assessed
                then 'BELUM_ADA_DATA'
                when competency.competency_gaps = 0
                then 'SESUAI'
                else 'SEBAGIAN'
            end as competency_state,
            case
                when competency.is_assessed then competency.competency_points
            end as competency_points,
            coalesce(competency.competency_gaps, 0) as competency_gaps,
            coalesce(competency.competencies_unassessed, 0) as competencies_unassessed,
            coalesce(
                competency.lacks_mandatory_competency, false
            ) as lacks_mandatory_competency
        from pair
        left join training using (profile_id, employee_id)
        left join competency using (profile_id, employee_id)
    )

select *
from joined
