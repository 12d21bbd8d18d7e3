with
    appraisal as (select * from {{ ref("int_appraisal__finished") }}),
    scheme as (select * from {{ ref("performance_scheme") }}),

    found as (
        select
            appraisal.appraisal_id as row_id,
            ''::text as item,
            appraisal.employee_id as employee_id,
            null::bigint as unit_id,
            jsonb_build_object('year', appraisal.year) as detail
        from appraisal
        inner join scheme on {{ in_force("scheme", "appraisal.ends_on") }}
        where
            scheme.method = 'MATRIKS'
            and appraisal.predicate_code is not null
            and (appraisal.work_rating is null or appraisal.behaviour_rating is null)
    )

select *
from found
