with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    recorded as (
        select * from {{ ref("stg_personnel__appraisal") }} where predicate is null
    ),

    found as (
        select
            appraisal.appraisal_id as row_id,
            ''::text as item,
            appraisal.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'written',
                appraisal.predicate_written,
                'predicate',
                appraisal.predicate_code,
                'year',
                appraisal.year
            ) as detail
        from appraisal
        inner join recorded on appraisal.appraisal_id = recorded.appraisal_id
        where appraisal.predicate_code is not null
    )

select *
from found
