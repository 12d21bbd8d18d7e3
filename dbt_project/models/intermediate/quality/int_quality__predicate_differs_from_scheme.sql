with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    derived as (select * from {{ ref("int_appraisal__derived") }}),

    found as (
        select
            appraisal.appraisal_id as row_id,
            ''::text as item,
            appraisal.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'predicate',
                appraisal.predicate_code,
                'derived',
                derived.derived_predicate_code,
                'year',
                appraisal.year
            ) as detail
        from derived
        inner join appraisal on derived.appraisal_id = appraisal.appraisal_id
        where derived.check_code = 'BERBEDA'
    )

select *
from found
