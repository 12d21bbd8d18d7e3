with
    rule as (
        select * from {{ ref("int_merit__rule") }} where check_kind = 'PREDICATE_YEARS'
    ),
    appraisal as (
        select * from {{ ref("int_appraisal__finished") }} where kind = 'TAHUNAN'
    ),
    predicate as (select * from {{ ref("predicate") }}),

    year_needed as (
        select rule.*, extract(year from rule.on_date)::integer - back.years as year
        from rule
        cross join lateral generate_series(1, rule.threshold) as back(years)
    ),

    -- The cycle of the year that had ended last on the day of the decision.
    known as (
        select distinct
            on (
                year_needed.employee_id,
                year_needed.on_date,
                year_needed.rule_code,
                year_needed.year
            )
            year_needed.employee_id,
            year_needed.on_date,
            year_needed.path_code,
            year_needed.rule_code,
            year_needed.year,
            year_needed.threshold,
            predicate.ordinal as needed_ordinal,
            predicate.label_id as needed,
            appraisal.predicate_ordinal as actual_ordinal,
            coalesce(
                appraisal.predicate_label_id, appraisal.predicate_written
            ) as actual
        from year_needed
        inner join predicate on year_needed.subject_code = predicate.predicate_code
        left join
            appraisal
            on year_needed.employee_id = appraisal.employee_id
            and year_needed.year = appraisal.year
            and appraisal.ends_on <= year_needed.on_date
        order by
            year_needed.employee_id,
            year_needed.on_date,
            year_needed.rule_code,
            year_needed.year,
            appraisal.ends_on desc nulls last,
            appraisal.appraisal_id desc
    ),

    judged as (
        select
            employee_id,
            on_date,
            path_code,
            rule_code,
            year::text as item,
            case
                when actual_ordinal is null
                then 'DATA_TIDAK_ADA'
                when actual_ordinal < needed_ordinal
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            make_date(year + threshold + 1, 1, 1) as met_from,
            needed::text as needed,
            actual::text as actual
        from known
    )

select *
from judged
