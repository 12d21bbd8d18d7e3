with
    rule as (
        select * from {{ ref("int_promotion__rule") }} where check_kind = 'MIN_MONTHS'
    ),
    anchor as (select * from {{ ref("int_promotion__anchor") }}),
    build as (select * from {{ ref("int_build") }}),

    counted as (
        select
            rule.employee_id,
            rule.path_code,
            rule.rule_code,
            rule.valid_from,
            rule.threshold,
            build.as_of_date,
            anchor.anchored_on,
            anchor.unpaid_months_so_far,
            (
                anchor.anchored_on
                + make_interval(months => rule.threshold + anchor.unpaid_months)
            )::date as met_from,
            anchor.evidence_table,
            anchor.evidence_id
        from rule
        cross join build
        left join
            anchor
            on rule.employee_id = anchor.employee_id
            and rule.path_code = anchor.path_code
            and rule.subject_code = anchor.anchor_code
    ),

    judged as (
        select
            employee_id,
            path_code,
            rule_code,
            valid_from,
            '-' as item,
            case
                when met_from is null
                then 'DATA_TIDAK_ADA'
                when met_from > as_of_date
                then 'BELUM_WAKTUNYA'
                else 'MEMENUHI'
            end as state,
            met_from,
            threshold::text as needed,
            (
                {{ whole_months("anchored_on", "as_of_date") }} - unpaid_months_so_far
            )::text as actual,
            evidence_table,
            evidence_id
        from counted
    )

select *
from judged
