with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),

    found as (
        select
            appraisal.appraisal_id as row_id,
            ''::text as item,
            appraisal.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object(
                'written', appraisal.predicate_written, 'year', appraisal.year
            ) as detail
        from appraisal
        where appraisal.predicate_code is null
    )

select *
from found
