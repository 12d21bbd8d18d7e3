with
    build as (select * from {{ ref("int_build") }}),
    appraisal as (select * from {{ ref("stg_personnel__appraisal") }}),
    cycle as (select * from {{ ref("stg_personnel__performance_cycle") }}),
    predicate as (select * from {{ ref("predicate") }}),
    alias as (select * from {{ ref("predicate_alias") }}),

    finished as (
        select
            appraisal.employee_id,
            cycle.year,
            appraisal.appraisal_id,
            cycle.ends_on,
            appraisal.predicate,
            appraisal.predicate_written,
            {{ predicate_key("appraisal.predicate_written") }} as written_key
        from appraisal
        inner join cycle using (performance_cycle_id)
        cross join build
        where cycle.kind = 'TAHUNAN' and cycle.ends_on <= build.as_of_date
    ),

    latest as (
        select distinct on (employee_id, year) *
        from finished
        order by employee_id, year, ends_on desc, appraisal_id desc
    ),

    normalised as (
        select
            latest.employee_id,
            latest.year,
            latest.appraisal_id,
            latest.ends_on,
            predicate.predicate_code,
            predicate.ordinal as predicate_ordinal,
            predicate.label_id as predicate_label_id,
            predicate.label_en as predicate_label_en,
            latest.predicate_written
        from latest
        left join alias on latest.written_key = alias.written
        left join
            predicate
            on coalesce(latest.predicate, alias.predicate_code)
            = predicate.predicate_code
    )

select *
from normalised
