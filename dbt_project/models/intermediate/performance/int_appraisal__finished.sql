with
    build as (select * from {{ ref("int_build") }}),
    appraisal as (select * from {{ ref("stg_personnel__appraisal") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    predicate as (select * from {{ ref("predicate") }}),
    alias as (select * from {{ ref("predicate_alias") }}),

    finished as (
        select
            appraisal.appraisal_id,
            appraisal.employee_id,
            appraisal.performance_cycle_id,
            cycle.agency_id,
            cycle.kind,
            cycle.year,
            cycle.ends_on,
            appraisal.appraiser_id,
            appraisal.work_rating,
            appraisal.behaviour_rating,
            appraisal.score,
            appraisal.predicate,
            appraisal.predicate_written,
            {{ predicate_key("appraisal.predicate_written") }} as written_key
        from appraisal
        inner join cycle using (performance_cycle_id)
        cross join build
        where cycle.ends_on <= build.as_of_date
    ),

    normalised as (
        select
            finished.appraisal_id,
            finished.employee_id,
            finished.performance_cycle_id,
            finished.agency_id,
            finished.kind,
            finished.year,
            finished.ends_on,
            finished.appraiser_id,
            finished.work_rating,
            finished.behaviour_rating,
            finished.score,
            predicate.predicate_code,
            predicate.ordinal as predicate_ordinal,
            predicate.label_id as predicate_label_id,
            predicate.label_en as predicate_label_en,
            finished.predicate_written
        from finished
        left join alias on finished.written_key = alias.written
        left join
            predicate
            on coalesce(finished.predicate, alias.predicate_code)
            = predicate.predicate_code
    )

select *
from normalised
