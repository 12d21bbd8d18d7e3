with
    rule as (
        select *
        from {{ ref("int_promotion__rule_in_force") }}
        where check_kind = 'TARGET_GRADE'
    ),
    grade as (select * from {{ ref("stg_reference__grade") }} where scheme = 'PNS'),

    highest as (select max(ordinal) as ordinal from grade),

    judged as (
        select
            employee_id,
            path_code,
            rule_code,
            valid_from,
            '-' as item,
            case
                when grade_code is null
                then 'DATA_TIDAK_ADA'
                when grade_ordinal >= highest.ordinal
                then 'GAGAL'
                else 'MEMENUHI'
            end as state,
            null::date as met_from,
            null::text as needed,
            grade_code::text as actual,
            null::text as evidence_table,
            null::bigint as evidence_id
        from rule
        cross join highest
    )

select *
from judged
