with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'PREDICATE_YEARS'
    ),
    annual as (select * from {{ ref("int_appraisal__annual") }}),
    predicate as (select * from {{ ref("predicate") }}),

    year_needed as (
        select rule.*, extract(year from rule.tmt)::integer - back.years as year
        from rule
        cross join lateral generate_series(1, rule.threshold) as back(years)
    ),

    -- A year that is not over cannot be judged, whatever is already written down for
    -- it. A low predicate ceases to count when enough other years have followed it.
    compared as (
        select
            year_needed.employee_id,
            year_needed.path_code,
            year_needed.rule_code,
            year_needed.valid_from,
            year_needed.year,
            year_needed.threshold,
            make_date(year_needed.year, 12, 31) > year_needed.as_of_date as is_pending,
            predicate.ordinal as needed_ordinal,
            predicate.label_id as needed,
            annual.predicate_ordinal as actual_ordinal,
            coalesce(annual.predicate_label_id, annual.predicate_written) as actual,
            annual.appraisal_id
        from year_needed
        inner join predicate on year_needed.subject_code = predicate.predicate_code
        left join annual using (employee_id, year)
    ),

    judged as (
        select
            employee_id,
            path_code,
            rule_code,
            valid_from,
            year::text as item,
            case
                when is_pending
                then 'BELUM_WAKTUNYA'
                when actual_ordinal is null
                then 'DATA_TIDAK_ADA'
                when actual_ordinal < needed_ordinal
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            case
                when is_pending
                then make_date(year + 1, 1, 1)
                when actual_ordinal < needed_ordinal
                then make_date(year + threshold + 1, 1, 1)
            end as met_from,
            needed::text as needed,
            actual::text as actual,
            case
                when appraisal_id is not null then 'personnel.appraisal'
            end as evidence_table,
            appraisal_id as evidence_id
        from compared
    )

select *
from judged
