with
    derived as (select * from {{ ref("int_appraisal__derived") }}),
    appraisal as (select * from {{ ref("int_appraisal__finished") }})

select
    appraisal.employee_id,
    appraisal.year,
    appraisal.predicate_code,
    derived.derived_predicate_code
from derived
inner join appraisal on derived.appraisal_id = appraisal.appraisal_id
where derived.check_code = 'BERBEDA'
